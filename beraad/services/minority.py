"""Use cases of who holds a sentence of the minority: reading, softening and taking it back, through a link of its own.

The link is tied to the sentence and to no seat. Until the case is approved for the bank its holder decides; after that
only whoever brought the case in can take all of it back.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from beraad.deliberation import minority as rules
from beraad.deliberation import refusals as no
from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.stages import OPEN, Stage
from beraad.deliberation.state import Deliberation
from beraad.refusal import Refusal
from beraad.services import draft as drafts
from beraad.services.draft import Draft
from beraad.services.draft_refusals import DraftPublished
from beraad.services.draft_rows import DraftUnit, Publication
from beraad.services.ports import Now, Store
from beraad.services.session_rows import SessionRow
from beraad.services.tokens import derived


class NoSuchSentence(Refusal):
    """No sentence behind this link, or not any more: taken back, erased, or gone with its report."""

    code, status = "no-such-sentence", 404


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as its holder sees it. open: the beraad is not closed yet. published: the case is approved."""

    text: str
    open: bool
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Minority:
    """Use cases behind the link of a sentence. wipe: has the files forget what was replaced."""

    room: Store[DraftUnit]
    secret: bytes
    now: Now
    announce: Callable[[Deliberation], None]
    wipe: Callable[[], object]

    def token_of(self, session: SessionId, seat: SeatId) -> str:
        """Return the token of the link of the sentence that a seat holds. Raises NotYourTask for every other seat."""
        state = self.room.read(lambda unit: unit.sessions.load(session))
        id = rules.held_by(state, seat)
        if id is None or state.practice:
            raise no.NotYourTask
        return self._token(session, id)

    def shown(self, session: SessionId, token: str) -> Held:
        """Return what the holder of a link sees. Raises NoSuchSentence."""

        def look(unit: DraftUnit) -> Held:
            row, _, text = self._behind(unit, session, token)
            return Held(text=text, open=row.stage in OPEN, published=_published(unit, session))

        return self.room.read(look)

    def soften(self, session: SessionId, token: str, text: str) -> None:
        """Put other words in the place of a sentence. Raises FieldMissing, NoSuchSentence, NotNow, DraftPublished."""
        if not text.strip():
            raise no.FieldMissing(field="text")
        self._reword(session, token, text.strip())

    def take_back(self, session: SessionId, token: str) -> None:
        """Take a sentence back for good. Raises NoSuchSentence, NotNow or DraftPublished."""
        self._reword(session, token, "")

    def _reword(self, session: SessionId, token: str, text: str) -> None:
        def write(unit: DraftUnit) -> Deliberation | None:
            unit.drafts.hold(session)
            row, id, before = self._behind(unit, session, token)
            if text == before:
                return None
            if _published(unit, session):
                raise DraftPublished
            if row.stage in OPEN:  # there it is done on the own phone
                raise no.NotNow(stage=row.stage.value)
            stored = unit.drafts.find(session)
            if stored and isinstance(stored.body, Draft):
                body = drafts.reworded(stored.body, id, text)
                unit.drafts.put(msgspec.structs.replace(stored, body=body, version=stored.version + 1), self.now())
            if sheet := unit.reports.find(session):
                report = rules.reworded(sheet.report, id, text)
                unit.reports.put(session, msgspec.structs.replace(sheet, report=report))
                return None
            state = unit.sessions.load(session)
            seat, happened = rules.reword(state, id, text)
            return unit.sessions.append(state, happened, seat, self.now())

        if state := self.room.writer.run(write):
            self.announce(state)
        self.wipe()

    def _behind(self, unit: DraftUnit, session: SessionId, token: str) -> tuple[SessionRow, str, str]:
        """Return the session, and name and words of the sentence behind a link."""
        if row := unit.sessions.find_row(session):
            for id, text in sentences(unit, row).items():
                if hmac.compare_digest(self._token(session, id).encode(), token.encode()):
                    return row, id, text
        raise NoSuchSentence

    def _token(self, session: SessionId, id: str) -> str:
        return derived(self.secret, "dissent", session, id)


def sentences(unit: DraftUnit, row: SessionRow) -> dict[str, str]:
    """Return the sentences of who differs, by their names."""
    if row.stage is Stage.FOLDED:
        sheet = unit.reports.find(row.id)
        return {one.id: one.text for one in sheet.report.material.dissents} if sheet else {}
    return {one.id: one.text for _, _, one in rules.standing(unit.sessions.load(row.id))}


def _published(unit: DraftUnit, session: SessionId) -> bool:
    share, stored = unit.drafts.find_share(session), unit.drafts.find(session)
    return bool((share and share.published) or (stored and isinstance(stored.body, Publication)))
