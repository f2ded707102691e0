"""Use cases of the one who brought a case in: may it be shared, is the text right so, and taking it back."""

from dataclasses import dataclass

import msgspec

from beraad.casebank.circles import NoSuchCase
from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.refusals import NotYourTask
from beraad.deliberation.stages import Stage
from beraad.services import draft as rules
from beraad.services.casebank import CaseBank
from beraad.services.draft import Draft
from beraad.services.draft_refusals import CaseStays, DraftChanged, DraftPublished, NoSuchDraft
from beraad.services.draft_rows import (
    BankWithCases,
    DraftUnit,
    Publication,
    Share,
    Shown,
    StoredDraft,
    presenter_token,
    share_of,
)
from beraad.services.ports import NewToken, Store
from beraad.services.tokens import hash_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """Use cases behind the link of the one who brought a case in. That link is tied to no seat."""

    room: Store[DraftUnit]
    bank: Store[BankWithCases]
    casebank: CaseBank
    secret: bytes
    new_token: NewToken

    def token_of(self, session: SessionId, seat: SeatId) -> str:
        """Return the token of the link of the one who brought the case in. Raises NotYourTask for every other seat."""

        def write(unit: DraftUnit) -> str:
            state = unit.sessions.load(session)
            if state.presenter != seat or state.practice or state.stage is not Stage.CLOSED:
                raise NotYourTask
            share_of(unit, session, self.secret)
            return presenter_token(session, self.secret)

        return self.room.writer.run(write)

    def keep_presenters(self) -> None:
        """Keep what was said of sharing, of every closed session, before its log goes."""
        for session in self.room.read(lambda unit: unit.drafts.closed_without_share()):
            self.room.writer.run(lambda unit, id=session: share_of(unit, id, self.secret))  # type: ignore[misc]

    def shown(self, token: str) -> Shown:
        """Return what the holder of the link sees. Raises NoSuchDraft."""

        def look(unit: DraftUnit) -> tuple[Share, StoredDraft | None]:
            share = unit.drafts.find_share_behind(hash_of(token))
            if share is None:
                raise NoSuchDraft
            return share, unit.drafts.find(share.session)

        share, stored = self.room.read(look)
        body = stored.body if stored else None
        if isinstance(body, Publication):  # on its way to the bank
            share = msgspec.structs.replace(share, published=True, region=body.circle == "region")
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
