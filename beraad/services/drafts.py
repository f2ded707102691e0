"""Use cases of drafts: what a session left becomes a case, with every yes and never without.

The facilitator reads it over, the one who brought the case in says whether it may be shared and ‘klopt zo’, a second
reader reads it as an outsider. Publishing puts it in the bank and then takes it out of the room; a job finishes what a
crash left.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import msgspec

from beraad.accounts.account import Account, AuditEntry, OrganisationId
from beraad.accounts.roles import Role
from beraad.anonymise.detect import detect
from beraad.anonymise.findings import Finding
from beraad.anonymise.redact import Decision
from beraad.casebank import lexicon
from beraad.casebank.case import Case
from beraad.casebank.circles import NoSuchCase
from beraad.casebank.review import Missing, SecondReader, Standing, appears, may_publish, other_team
from beraad.casebank.rules import LISTS, clean
from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.refusals import NotYourTask
from beraad.deliberation.stages import Stage
from beraad.services import draft as rules
from beraad.services.casebank import CaseBank, CaseTable
from beraad.services.draft import Draft, ShareCircle
from beraad.services.draft_refusals import (
    CaseStays,
    DraftChanged,
    DraftPublished,
    KeepNeedsReason,
    NoSuchDraft,
    NotEveryYes,
    NotFound,
    ReaderIsAuthor,
    ReaderOfSameTeam,
    ReplacementTells,
)
from beraad.services.ports import BankUnit, NewToken, Now, Store, StoreUnavailable
from beraad.services.reports import Reports
from beraad.services.sessions import RoomUnit, SessionRow
from beraad.services.tokens import hash_of

CLOSED = (Stage.CLOSED, Stage.FOLDED)


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What the one who brought a case in said of sharing it, tied to no seat.

    token: the hash of that person's link. yes None: nothing yet. right: the fingerprint of the text that ‘klopt zo’
    was said to. withdrawal: the hash of the token given then, with which the case is taken out of the bank again.
    """

    session: SessionId
    token: str
    yes: bool | None = None
    region: bool = False
    right: str = ""
    withdrawal: str = ""
    published: bool = False


class Publication(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A case on its way to the bank; what it was made of is gone. Everything is drawn, so that it can be repeated."""

    case: Case
    circle: ShareCircle
    organisation: str
    region: str
    visible_from: datetime | None
    withdrawal: str


class StoredDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as the room holds it. case_id: of the case it will be. version: moves with every change."""

    case_id: str
    session: SessionId
    body: Draft | Publication
    version: int


class DraftTable(Protocol):
    """Drafts within a unit of work; storage/room/drafts.py says what each does."""

    def find(self, session: SessionId) -> StoredDraft | None: ...
    def put(self, stored: StoredDraft, at: datetime) -> None: ...
    def remove(self, session: SessionId) -> None: ...
    def of_organisation(self, organisation: str) -> tuple[tuple[SessionRow, StoredDraft], ...]: ...
    def publishing(self) -> tuple[SessionId, ...]: ...
    def hold(self, session: SessionId) -> SessionRow | None: ...
    def find_share(self, session: SessionId) -> Share | None: ...
    def find_share_behind(self, token: str) -> Share | None: ...
    def put_share(self, share: Share) -> None: ...
    def closed_without_share(self) -> tuple[SessionId, ...]: ...


class DraftUnit(RoomUnit, Protocol):
    @property
    def drafts(self) -> DraftTable: ...


class BankWithCases(BankUnit, Protocol):
    @property
    def cases(self) -> CaseTable: ...


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A closed session of mine, or a draft for me to read. stage: none, writing, offered, stays or published."""

    session: SessionId
    title: str
    closed: datetime | None
    stage: str
    circle: str = ""
    remark: bool = False


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as somebody may see it. right: ‘klopt zo’ holds for this text. region_asked: the presenter ticked it."""

    session: SessionId
    draft: Draft
    version: int
    right: bool
    region_asked: bool


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the one who brought the case in sees. case None: there is no text to agree with yet."""

    share: Share
    title: str
    case: Case | None
    fingerprint: str
    circle: str


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """What a second reader declares; answers: per question of casebank/review.py, whether it is yes."""

    not_at_table: bool
    answers: dict[str, bool] = {}
    agreed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """Use cases of drafts, with what they need from outside. chance: a random number from 0 up to 1."""

    room: Store[DraftUnit]
    bank: Store[BankWithCases]
    casebank: CaseBank
    reports: Reports
    secret: bytes
    now: Now
    new_token: NewToken
    new_case_id: Callable[[], str]
    chance: Callable[[], float]

    # the one who brought the case in

    def presenter_token(self, session: SessionId, seat: SeatId) -> str:
        """Return the token of the link of the one who brought the case in. Raises NotYourTask for every other seat."""

        def write(unit: DraftUnit) -> str:
            state = unit.sessions.load(session)
            if state.presenter != seat or state.practice or state.stage is not Stage.CLOSED:
                raise NotYourTask
            self._share(unit, session)
            return self._token(session)

        return self.room.writer.run(write)

    def keep_presenters(self) -> None:
        """Keep what was said of sharing, of every closed session, before its log goes."""
        for session in self.room.read(lambda unit: unit.drafts.closed_without_share()):
            self.room.writer.run(lambda unit, id=session: self._share(unit, id))  # type: ignore[misc]

    def shown(self, token: str) -> Shown:
        """Return what the holder of the link sees. Raises NoSuchDraft."""

        def look(unit: DraftUnit) -> tuple[Share, StoredDraft | None]:
            share = unit.drafts.find_share_behind(hash_of(token))
            if share is None:
                raise NoSuchDraft
            return share, unit.drafts.find(share.session)

        share, stored = self.room.read(look)
        body = stored.body if stored else None
        if isinstance(body, Draft) and body.offered and share.yes:
            case = rules.to_case(body, "the-text", "organisation")
            circle = "region" if body.circle == "region" and share.region else "organisation"
            return Shown(share=share, title=case.title, case=case, fingerprint=rules.fingerprint(body), circle=circle)
        return Shown(share=share, title="", case=None, fingerprint="", circle="")

    def answer(self, token: str, yes: bool, region: bool) -> None:
        """Say whether this case may be shared, and with the region too. Raises DraftPublished once it is."""

        def write(unit: DraftUnit) -> None:
            share = self._behind(unit, token)
            unit.drafts.put_share(msgspec.structs.replace(share, yes=yes, region=yes and region))

        self.room.writer.run(write)

    def say_right(self, token: str, fingerprint: str) -> str:
        """Say ‘klopt zo’ to the text with this fingerprint; return a new token that takes the case back later.

        Raises DraftChanged when it is another text by now, CaseStays, NoSuchDraft, or DraftPublished.
        """
        withdrawal = self.new_token()

        def write(unit: DraftUnit) -> None:
            share = self._behind(unit, token)
            stored = unit.drafts.find(share.session)
            if not share.yes:
                raise CaseStays
            if stored is None or not isinstance(stored.body, Draft) or not stored.body.offered:
                raise NoSuchDraft
            if rules.fingerprint(stored.body) != fingerprint:
                raise DraftChanged
            unit.drafts.put_share(msgspec.structs.replace(share, right=fingerprint, withdrawal=hash_of(withdrawal)))

        self.room.writer.run(write)
        return withdrawal

    def take_back_right(self, token: str) -> None:
        """Take ‘klopt zo’ back, and the token that came with it."""

        def write(unit: DraftUnit) -> None:
            share = self._behind(unit, token)
            unit.drafts.put_share(msgspec.structs.replace(share, right="", withdrawal=""))

        self.room.writer.run(write)

    def withdrawable(self, token: str) -> str:
        """Return the title of the published case that this token takes back. Raises NoSuchCase."""

        def look(unit: BankWithCases) -> str:
            id = unit.cases.find_by_withdrawal(hash_of(token))
            stored = unit.cases.find(id) if id else None
            if stored is None:
                raise NoSuchCase
            return stored.case.title

        return self.bank.read(look)

    def withdraw(self, token: str) -> None:
        """Take a published case back: text and index are gone at once. Raises NoSuchCase."""
        self.casebank.withdraw(token)

    # the facilitator

    def mine(self, by: Account) -> tuple[Line, ...]:
        """Return the closed sessions that an account made, with where the draft of each is, the newest first."""

        def look(unit: DraftUnit) -> tuple[tuple[SessionRow, StoredDraft | None, Share | None], ...]:
            rows = unit.sessions.of_account(by.id)
            return tuple(
                (row, unit.drafts.find(row.id), unit.drafts.find_share(row.id))
                for row in rows
                if row.stage in CLOSED and not row.practice
            )

        return tuple(
            Line(
                session=row.id,
                title=self.reports.sheet(row.id).title,
                closed=row.closed,
                stage=_stage(stored, share),
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
            if unit.drafts.hold(session) is None:
                raise NoSuchDraft
            share = self._share(unit, session)
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
        return self.room.read(lambda unit: _opened(*self._own(unit, by, session)))

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
            if instead != found.proposal and any(one.tier == "direct" for one in detect(instead, draft.names)):
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
            return msgspec.structs.replace(draft, remark="")

        self._change(by, session, version, change, offered=True)

    # the second reader

    def waiting(self, by: Account) -> tuple[Line, ...]:
        """Return the drafts that wait for this account to read them."""
        if Role.REVIEWER not in by.roles:
            return ()

        def look(unit: DraftUnit) -> tuple[Line, ...]:
            return tuple(
                Line(session=row.id, title=title, closed=None, stage="offered", circle=stored.body.circle)
                for row, stored in unit.drafts.of_organisation(by.organisation)
                if isinstance(stored.body, Draft) and stored.body.offered and row.account != by.id
                for share in (unit.drafts.find_share(row.id),)
                if share and share.yes and self._reads(row, stored.body, by)
                for title in (rules.final_texts(stored.body)["title"],)
            )

        return self.room.read(look)

    def read(self, by: Account, session: SessionId) -> Opened:
        """Return a draft to a second reader. Raises NoSuchDraft, ReaderIsAuthor or ReaderOfSameTeam."""
        return self.room.read(lambda unit: _opened(*self._to_read(unit, by, session)))

    def approve(self, by: Account, session: SessionId, version: int, declared: Declared) -> None:
        """Approve a draft and publish it. Raises NotEveryYes, DraftChanged, or what `read` raises."""
        region = self.bank.read(lambda unit: unit.accounts.get_organisation(by.organisation)).region
        chance = self.chance()

        def write(unit: DraftUnit) -> None:
            unit.drafts.hold(session)
            row, stored, share = self._to_read(unit, by, session)
            draft = stored.body
            assert isinstance(draft, Draft)
            if stored.version != version:
                raise DraftChanged
            reader = SecondReader(
                account=by.id,
                organisation=by.organisation,
                team=by.team,
                reviews=Role.REVIEWER in by.roles,
                not_at_table=declared.not_at_table,
                answers=declared.answers,
                agreed=declared.agreed,
            )
            if missing := may_publish(_standing(row, draft, share), reader, draft.circle):
                raise NotEveryYes(missing)
            publication = Publication(
                case=rules.to_case(draft, stored.case_id, draft.circle, region),
                circle=draft.circle,
                organisation=row.organisation or "",
                region=region,
                visible_from=appears(draft.circle, self.now(), chance),
                withdrawal=share.withdrawal,
            )
            unit.drafts.put(msgspec.structs.replace(stored, body=publication, version=version + 1), self.now())

        self.room.writer.run(write)
        try:
            self._log(by, "draft.approve")
            self._finish(session)
        except StoreUnavailable:  # it is decided and stored; the job puts it in the bank when that answers again
            return

    def send_back(self, by: Account, session: SessionId, version: int, remark: str) -> None:
        """Send a draft back to the one who writes it, with what is needed."""
        if not remark.strip():
            raise KeepNeedsReason(field="remark")

        def write(unit: DraftUnit) -> None:
            unit.drafts.hold(session)
            _, stored, _ = self._to_read(unit, by, session)
            assert isinstance(stored.body, Draft)
            if stored.version != version:
                raise DraftChanged
            back = msgspec.structs.replace(stored.body, offered=False, remark=clean(remark))
            unit.drafts.put(msgspec.structs.replace(stored, body=back, version=version + 1), self.now())

        self.room.writer.run(write)
        self._log(by, "draft.send-back")

    # publishing

    def finish(self) -> None:
        """Finish what a crash left between the room and the bank."""
        for session in self.room.read(lambda unit: unit.drafts.publishing()):
            self._finish(session)

    def _finish(self, session: SessionId) -> None:
        """Put a decided case in the bank, then take it out of the room. Each half can be repeated."""
        stored = self.room.read(lambda unit: unit.drafts.find(session))
        if stored is None or not isinstance(stored.body, Publication):
            return
        ready = stored.body
        self.casebank.publish(
            ready.case,
            ready.circle,
            organisation=ready.organisation,
            region=ready.region,
            visible_from=ready.visible_from,
            withdrawal=ready.withdrawal,
        )

        def write(unit: DraftUnit) -> None:
            if share := unit.drafts.find_share(session):
                done = msgspec.structs.replace(share, published=True, right="", withdrawal="")
                unit.drafts.put_share(done)
            unit.drafts.remove(session)

        self.room.writer.run(write)

    # who may

    def _own(self, unit: DraftUnit, by: Account, session: SessionId) -> tuple[SessionRow, StoredDraft, Share]:
        row = unit.sessions.find_row(session)
        if row is None or row.account != by.id:
            raise NoSuchDraft
        stored, share = unit.drafts.find(session), unit.drafts.find_share(session)
        if (share and share.published) or (stored and isinstance(stored.body, Publication)):
            raise DraftPublished
        if stored is None:
            raise NoSuchDraft
        if share is None or not share.yes:
            raise CaseStays
        return row, stored, share

    def _to_read(self, unit: DraftUnit, by: Account, session: SessionId) -> tuple[SessionRow, StoredDraft, Share]:
        row, stored = unit.sessions.find_row(session), unit.drafts.find(session)
        share = unit.drafts.find_share(session)
        if row is None or row.organisation != by.organisation or stored is None or share is None or not share.yes:
            raise NoSuchDraft
        if not isinstance(stored.body, Draft):
            raise DraftPublished
        if row.account == by.id:
            raise ReaderIsAuthor
        if not stored.body.offered:
            raise NoSuchDraft
        if not self._reads(row, stored.body, by):
            raise ReaderOfSameTeam
        return row, stored, share

    def _reads(self, row: SessionRow, draft: Draft, by: Account) -> bool:
        reader = SecondReader(account=by.id, organisation=by.organisation, team=by.team, reviews=True)
        return draft.circle != "region" or other_team(_bare(row), reader)

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
            _, stored, share = self._own(unit, by, session)
            if stored.version != version:
                raise DraftChanged
            assert isinstance(stored.body, Draft)
            draft = msgspec.structs.replace(change(stored.body), offered=offered)
            if draft.circle == "region" and not share.region:
                draft = msgspec.structs.replace(draft, circle="organisation")
            unit.drafts.put(msgspec.structs.replace(stored, body=draft, version=version + 1), self.now())

        self.room.writer.run(write)

    def _behind(self, unit: DraftUnit, token: str) -> Share:
        share = unit.drafts.find_share_behind(hash_of(token))
        if share is None:
            raise NoSuchDraft
        unit.drafts.hold(share.session)
        stored = unit.drafts.find(share.session)
        share = unit.drafts.find_share(share.session)
        if share is None:
            raise NoSuchDraft
        if share.published or (stored and isinstance(stored.body, Publication)):
            raise DraftPublished
        return share

    def _share(self, unit: DraftUnit, session: SessionId) -> Share:
        """Return what was said of sharing a closed session; kept from the log the first time."""
        if found := unit.drafts.find_share(session):
            return found
        row = unit.sessions.find_row(session)
        if row is None or row.stage is not Stage.CLOSED:  # what was said went with the log, so nothing was
            raise CaseStays
        state = unit.sessions.load(session)
        said = state.case_shared if state.presenter else None
        share = Share(
            session=session,
            token=hash_of(self._token(session)),
            yes=said.yes if said else None,
            region=bool(said and said.yes and said.region),
        )
        unit.drafts.put_share(share)
        return share

    def _token(self, session: SessionId) -> str:
        """The token of the presenter's link: the own seat's page finds it again, nobody else without the key."""
        return hmac.digest(self.secret, msgspec.json.encode(("presenter", session)), "sha256").hex()

    def _log(self, by: Account, action: str) -> None:
        """Note who decided and when; never which case or session, for the bank knows neither's way to the other."""
        entry = AuditEntry(
            id=self.new_token(),
            at=self.now(),
            organisation=OrganisationId(by.organisation),
            actor=by.id,
            action=action,
            object="",
        )
        self.bank.writer.run(lambda unit: unit.audit.add(entry))


def _the(draft: Draft, key: str) -> Finding:
    """Return the first finding with this key, as the texts are worded or as they would stand. Raises NotFound."""
    found = rules.findings(draft)
    for texts in (found, rules.still_there(draft, found)):
        for one in (one for each in texts.values() for one in each):
            if one.key == key:
                return one
    raise NotFound(field="key")


def _decided(draft: Draft, key: str, decision: Decision) -> Draft:
    _the(draft, key)
    return msgspec.structs.replace(draft, decisions={**draft.decisions, key: decision})


def _bare(row: SessionRow) -> Standing:
    return Standing(
        author=row.account or "",
        organisation=row.organisation or "",
        team=row.team,
        undecided=0,
        whole=True,
        offered=True,
        agreed=False,
        agreed_region=False,
        right=False,
    )


def _standing(row: SessionRow, draft: Draft, share: Share) -> Standing:
    return msgspec.structs.replace(
        _bare(row),
        undecided=rules.undecided(draft),
        whole=not rules.open_fields(draft),
        offered=draft.offered,
        agreed=bool(share.yes),
        agreed_region=share.region,
        right=bool(share.withdrawal) and share.right == rules.fingerprint(draft),
    )


def _opened(row: SessionRow, stored: StoredDraft, share: Share) -> Opened:
    assert isinstance(stored.body, Draft)
    right = bool(share.right) and stored.body.offered and share.right == rules.fingerprint(stored.body)
    return Opened(session=row.id, draft=stored.body, version=stored.version, right=right, region_asked=share.region)


def _stage(stored: StoredDraft | None, share: Share | None) -> str:
    if (share and share.published) or (stored and isinstance(stored.body, Publication)):
        return "published"
    if share is None or not share.yes:
        return "stays"
    if stored is None:
        return "none"
    return "offered" if isinstance(stored.body, Draft) and stored.body.offered else "writing"
