"""Use cases of the second reader, and publishing: what is approved goes to the bank and then out of the room."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from beraad.accounts.account import Account, AuditEntry, OrganisationId
from beraad.accounts.roles import Role
from beraad.casebank.circles import CaseIdTaken
from beraad.casebank.review import SecondReader, appears, may_publish
from beraad.casebank.rules import clean
from beraad.deliberation.ids import SessionId
from beraad.refusal import Refusal
from beraad.services import draft as rules
from beraad.services.casebank import CaseBank
from beraad.services.draft import Draft
from beraad.services.draft_refusals import DraftChanged, KeepNeedsReason, NotEveryYes
from beraad.services.draft_rows import (
    BankWithCases,
    Declared,
    DraftUnit,
    Line,
    Opened,
    Publication,
    opened,
    reads,
    standing,
    to_read,
)
from beraad.services.ports import NewToken, Now, Store, StoreUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Use cases of reading a draft as an outsider. chance: a random number from 0 up to 1.

    wipe: told when a case has left the room, so that its files forget which session it came from.
    """

    room: Store[DraftUnit]
    bank: Store[BankWithCases]
    casebank: CaseBank
    now: Now
    new_token: NewToken
    chance: Callable[[], float]
    wipe: Callable[[], object] = lambda: None

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
                if share and share.yes and reads(row, stored.body, by)
                for title in (rules.final_texts(stored.body)["title"],)
            )

        return self.room.read(look)

    def read(self, by: Account, session: SessionId) -> Opened:
        """Return a draft to a second reader. Raises NoSuchDraft, ReaderIsAuthor or ReaderOfSameTeam."""
        return self.room.read(lambda unit: opened(*to_read(unit, by, session)))

    def approve(self, by: Account, session: SessionId, version: int, declared: Declared) -> None:
        """Approve a draft and publish it. Raises NotEveryYes, DraftChanged, or what `read` raises."""
        region = self.bank.read(lambda unit: unit.accounts.get_organisation(by.organisation)).region
        chance = self.chance()

        def write(unit: DraftUnit) -> None:
            unit.drafts.hold(session)
            row, stored, share = to_read(unit, by, session)
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
            if missing := may_publish(standing(row, draft, share), reader, draft.circle):
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
            _, stored, _ = to_read(unit, by, session)
            assert isinstance(stored.body, Draft)
            if stored.version != version:
                raise DraftChanged
            back = msgspec.structs.replace(stored.body, offered=False, remark=clean(remark))
            unit.drafts.put(msgspec.structs.replace(stored, body=back, version=version + 1), self.now())

        self.room.writer.run(write)
        self._log(by, "draft.send-back")

    def finish(self) -> None:
        """Finish what a crash left between the room and the bank. What cannot be, stands in nobody's way."""
        failed: Refusal | None = None
        for session in self.room.read(lambda unit: unit.drafts.publishing()):
            try:
                self._finish(session)
            except Refusal as refusal:
                failed = refusal
        if failed:
            raise failed

    def let_go(self) -> None:
        """Let go of drafts whose case was published before: they came back with a backup.

        The bank is copied after the room, and it remembers what was withdrawn: where it knows the case, its word is
        newer than the draft. Such a draft is over, as it was before, so that the case is not published twice.
        """
        for session, case_id in self.room.read(lambda unit: unit.drafts.case_ids()).items():
            if self.casebank.knows(case_id):
                self._take_out(session)

    def _finish(self, session: SessionId) -> None:
        """Put a decided case in the bank, then take it out of the room. Each half can be repeated."""
        stored = self.room.read(lambda unit: unit.drafts.find(session))
        if stored is None or not isinstance(stored.body, Publication):
            return
        ready = stored.body
        with suppress(CaseIdTaken):  # published before, and perhaps worded otherwise: what stands there holds
            self.casebank.publish(
                ready.case,
                ready.circle,
                organisation=ready.organisation,
                region=ready.region,
                visible_from=ready.visible_from,
                withdrawal=ready.withdrawal,
            )
        self._take_out(session)

    def _take_out(self, session: SessionId) -> None:
        """Take a draft out of the room, and note there that its case is published, and whether in the region."""

        def write(unit: DraftUnit) -> None:
            stored = unit.drafts.find(session)
            if share := unit.drafts.find_share(session):
                region = share.region and stored is not None and stored.body.circle == "region"
                done = msgspec.structs.replace(share, published=True, region=region, right="", withdrawal="")
                unit.drafts.put_share(done)
            unit.drafts.remove(session)

        self.room.writer.run(write)
        self.wipe()

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
