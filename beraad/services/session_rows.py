"""What is kept of a session, and the table it is kept in."""

from datetime import datetime
from typing import Protocol

import msgspec

from beraad.deliberation import events as e
from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.seats import Face
from beraad.deliberation.stages import Stage
from beraad.deliberation.stamp import Stamp
from beraad.deliberation.state import Deliberation


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a session without reading its log. planned_for: when it begins, or else ends, as agreed."""

    id: SessionId
    code: str | None
    organisation: str | None
    team: str | None
    account: str | None
    stage: Stage
    planned_for: datetime | None
    practice: bool
    closed: datetime | None
    created: datetime
    case_id: str | None = None
    """The public case that a practice weighs."""
    rehearses: SessionId | None = None
    """The prepared session that this is a rehearsal of."""


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """What opens a seat: only its hash is stored. A key made by a sign-in ends with it.

    rests: its browser is the screen now, and shows the page that leads only when that is asked for.
    """

    hash: str
    session: SessionId
    seat: SeatId
    face: Face
    sign_in: str | None = None
    rests: bool = False


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered to a request: the same request gets it again."""

    body_hash: str
    stamp: Stamp

    def is_of(self, body_hash: str) -> bool:
        """Whether it was the same request, as far as is known: where a text was erased the hash went with it."""
        return self.body_hash in ("", body_hash)


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """Something that has to happen by itself."""

    kind: str
    subject: str
    at: datetime


class Table(Protocol):
    """Sessions within a unit of work; storage/room/sessions.py says what each does."""

    def find_row(self, id: SessionId) -> SessionRow | None: ...
    def find_by_code(self, code: str) -> SessionRow | None: ...
    def of_account(self, account: str) -> tuple[SessionRow, ...]: ...
    def in_stages(self, stages: tuple[Stage, ...]) -> tuple[SessionRow, ...]: ...
    def add(self, row: SessionRow, planned: e.SessionPlanned, roster: str) -> None: ...
    def told(self, id: SessionId) -> tuple[e.Event, ...]: ...
    def roster(self, id: SessionId) -> str: ...
    def replan(self, id: SessionId, planned_for: datetime | None, roster: str) -> None: ...
    def load(self, id: SessionId) -> Deliberation: ...
    def behind(self, id: SessionId, face: Face, hashed: str) -> tuple[Key, Deliberation] | None: ...
    def hold(self, id: SessionId) -> Deliberation: ...
    def last_event(self, id: SessionId) -> datetime: ...
    def append(self, state: Deliberation, happened: tuple[e.Event, ...], by: SeatId, at: datetime) -> Deliberation: ...
    def find_given(self, id: SessionId, seat: str, op: str) -> Given | None: ...
    def add_given(self, id: SessionId, seat: str, op: str, given: Given) -> None: ...
    def add_key(self, key: Key) -> None: ...
    def find_key(self, hashed: str) -> Key | None: ...
    def keys(self, id: SessionId) -> tuple[Key, ...]: ...
    def end_keys_of_seat(self, id: SessionId, seat: SeatId, face: Face | None = None) -> None: ...
    def move_keys(self, id: SessionId, seat: SeatId, into: SeatId) -> None: ...
    def end_keys_of_sign_in(self, hashed: str) -> None: ...
    def sign_ins(self) -> tuple[str, ...]: ...
    def set_job(self, kind: str, subject: str, due: datetime) -> None: ...
    def drop_job(self, kind: str, subject: str) -> None: ...
    def due_jobs(self, until: datetime) -> tuple[Due, ...]: ...


class RoomUnit(Protocol):
    @property
    def sessions(self) -> Table: ...
