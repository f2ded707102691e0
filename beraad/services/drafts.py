"""Use cases of the one who reads a draft over: begin, change, decide on marks, lay it before the others."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from beraad.accounts.account import Account
from beraad.anonymise.detect import detect
from beraad.anonymise.findings import Finding, Strength
from beraad.anonymise.redact import Decision
from beraad.casebank import lexicon
from beraad.casebank.review import Missing
from beraad.casebank.rules import LISTS, clean
from beraad.deliberation.ids import SessionId
from beraad.services import draft as rules
from beraad.services.draft import Draft, ShareCircle
from beraad.services.draft_refusals import (
    CaseStays,
    DraftChanged,
    DraftPublished,
    KeepNeedsReason,
    NoSuchDraft,
    NotEveryYes,
    NotFound,
    ReplacementTells,
)
from beraad.services.draft_rows import (
    CLOSED,
    BankWithCases,
    DraftUnit,
    Line,
    Opened,
    Share,
    StoredDraft,
    opened,
    own,
    said_in_log,
    share_of,
    stage_of,
)
from beraad.services.minority import sentences
from beraad.services.ports import Now, Store
from beraad.services.reports import Reports
from beraad.services.session_rows import SessionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """Use cases of drafts, with what they need from outside."""

    room: Store[DraftUnit]
    bank: Store[BankWithCases]
    reports: Reports
    secret: bytes
    now: Now
    new_case_id: Callable[[], str]

    def mine(self, by: Account) -> tuple[Line, ...]:
        """Return the closed sessions that an account made, with where the draft of each is, the newest first."""

        def look(unit: DraftUnit) -> tuple[tuple[SessionRow, StoredDraft | None, Share | None], ...]:
            rows = unit.sessions.of_account(by.id)
            return tuple(
                (row, unit.drafts.find(row.id), unit.drafts.find_share(row.id) or said_in_log(unit, row, self.secret))
                for row in rows
                if row.stage in CLOSED and not row.practice
            )

        return tuple(
            Line(
                session=row.id,
                title=self.reports.sheet(row.id).title,
                closed=row.closed,
                stage=stage_of(stored, share),
                remark=bool(stored and isinstance(stored.body, Draft) and stored.body.remark),
            )
            for row, stored, share in self.room.read(look)
        )

    def begin(self, by: Account, session: SessionId) -> None:
        """Begin the draft of a session; one that is there is no error. Raises CaseStays or what `open` raises."""
        row = self.room.read(lambda unit: unit.sessions.find_row(session))
        if row is None or row.account != by.id or row.practice or row.stage not in CLOSED or row.closed is None:
            raise NoSuchDraft
        organisation = self.bank.read(lambda unit: unit.accounts.get_organisation(by.organisation))
        material = self.reports.material(session)
        roster = "\n".join(self.reports.names(session))
        begun = rules.begin(material, roster, organisation.name, row.closed)

        def write(unit: DraftUnit) -> None:
            row = unit.drafts.hold(session)
            if row is None:
                raise NoSuchDraft
            now = sentences(unit, row)
            if any(now.get(one.id) != one.text for one in material.dissents):  # taken back or softened just now
                raise DraftChanged
            share = share_of(unit, session, self.secret)
            if share.published:
                raise DraftPublished
            if not share.yes:
                raise CaseStays
            if unit.drafts.find(session) is None:
                stored = StoredDraft(case_id=self.new_case_id(), session=session, body=begun, version=1)
                unit.drafts.put(stored, self.now())

        self.room.writer.run(write)

    def open(self, by: Account, session: SessionId) -> Opened:
        """Return a draft to the one who writes it. Raises NoSuchDraft, CaseStays or DraftPublished."""
        return self.room.read(lambda unit: opened(*own(unit, by, session)))

    def edit(self, by: Account, session: SessionId, version: int, name: str, text: str) -> None:
        """Change one text. Raises DraftChanged when somebody was first, NotFound, or what `open` raises."""

        def change(draft: Draft) -> Draft:
            if name not in draft.texts:
                raise NotFound(field="text")
            return msgspec.structs.replace(draft, texts={**draft.texts, name: clean(text)})

        self._change(by, session, version, change)

    def replace(self, by: Account, session: SessionId, version: int, key: str, instead: str) -> None:
        """Have something else stand wherever this was found. Raises ReplacementTells, NotFound, DraftChanged."""

        def change(draft: Draft) -> Draft:
            found = _the(draft, key)
            if instead != found.proposal and any(map(_tells, detect(instead, draft.names))):
                raise ReplacementTells(field="instead")
            return _decided(draft, key, Decision(instead=clean(instead)))

        self._change(by, session, version, change)

    def keep(self, by: Account, session: SessionId, version: int, key: str, reason: str) -> None:
        """Let it stand wherever it was found, for a reason. Raises KeepNeedsReason, NotFound, DraftChanged."""
        if not reason.strip():
            raise KeepNeedsReason(field="reason")
        self._change(by, session, version, lambda draft: _decided(draft, key, Decision(reason=reason)))

    def undo(self, by: Account, session: SessionId, version: int, key: str) -> None:
        """Take a decision back: the mark is open again."""

        def change(draft: Draft) -> Draft:
            rest = {each: decision for each, decision in draft.decisions.items() if each != key}
            return msgspec.structs.replace(draft, decisions=rest)

        self._change(by, session, version, change)

    def mark(self, by: Account, session: SessionId, version: int, words: str) -> None:
        """Mark words by hand: from now on they are found like a name of the roster. Raises NotFound."""

        def change(draft: Draft) -> Draft:
            marked = msgspec.structs.replace(draft, marked=(*draft.marked, clean(words)))
            if len(draft.marked) > 200 or rules.findings(marked) == rules.findings(draft):
                raise NotFound(field="words")
            return marked

        self._change(by, session, version, change)

    def choose(
        self,
        by: Account,
        session: SessionId,
        version: int,
        tension: tuple[str, str],
        voices: tuple[str, ...],
        themes: tuple[str, ...],
        frameworks: tuple[str, ...],
        circle: ShareCircle,
    ) -> None:
        """Choose the nearest of the 52 values, themes, frameworks and the circle. Raises NotFound, DraftChanged."""

        def change(draft: Draft) -> Draft:
            known = (*lexicon.VALUES, rules.NONE_OF_THESE, "")
            lists = ((themes, lexicon.THEMES, "themes"), (frameworks, lexicon.FRAMEWORKS, "frameworks"))
            if len(voices) != len(draft.voices) or any(value not in known for value in (*tension, *voices)):
                raise NotFound(field="voices")
            for chosen, all, name in lists:
                if len(chosen) > LISTS[name] or any(one not in all for one in chosen):
                    raise NotFound(field=name)
            parts = zip(draft.voices, voices, strict=True)
            return msgspec.structs.replace(
                draft,
                tension_a=tension[0],
                tension_b=tension[1],
                voices=tuple(msgspec.structs.replace(part, value=value) for part, value in parts),
                themes=tuple(dict.fromkeys(themes)),
                frameworks=tuple(dict.fromkeys(frameworks)),
                circle=circle,
            )

        self._change(by, session, version, change)

    def offer(self, by: Account, session: SessionId, version: int) -> None:
        """Lay a draft before the presenter and a second reader. Raises NotEveryYes while marks or texts are open."""

        def change(draft: Draft) -> Draft:
            missing = ((Missing.MARKS, rules.undecided(draft) > 0), (Missing.TEXT, bool(rules.open_fields(draft))))
            if left := tuple(what for what, is_missing in missing if is_missing):
                raise NotEveryYes(left)
            return msgspec.structs.replace(draft, remark="", reworded=False)

        self._change(by, session, version, change, offered=True)

    def _change(
        self,
        by: Account,
        session: SessionId,
        version: int,
        change: Callable[[Draft], Draft],
        offered: bool = False,
    ) -> None:
        def write(unit: DraftUnit) -> None:
            unit.drafts.hold(session)
            _, stored, share = own(unit, by, session)
            if stored.version != version:
                raise DraftChanged
            assert isinstance(stored.body, Draft)
            draft = msgspec.structs.replace(change(stored.body), offered=offered)
            if draft.circle == "region" and not share.region:
                draft = msgspec.structs.replace(draft, circle="organisation")
            unit.drafts.put(msgspec.structs.replace(stored, body=draft, version=version + 1), self.now())

        self.room.writer.run(write)


def _the(draft: Draft, key: str) -> Finding:
    """Return the first finding with this key, as the texts are worded or as they would stand. Raises NotFound."""
    found = rules.findings(draft)
    for texts in (found, rules.still_there(draft, found)):
        for one in (one for each in texts.values() for one in each):
            if one.key == key:
                return one
    raise NotFound(field="key")


def _tells(found: Finding) -> bool:
    return found.tier == "direct" and found.strength is not Strength.LOOK


def _decided(draft: Draft, key: str, decision: Decision) -> Draft:
    _the(draft, key)
    return msgspec.structs.replace(draft, decisions={**draft.decisions, key: decision})
