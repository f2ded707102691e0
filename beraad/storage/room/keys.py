"""What lets a device in: the passes of a second device, and the keys of one seat."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, or_, select

from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.seats import Face
from beraad.services.keys import Pass
from beraad.storage.room.tables import passes, seat_keys


@dataclass(frozen=True, slots=True)
class KeyRows:
    """Passes and keys within a unit of work."""

    connection: Connection

    def add_pass(self, new: Pass) -> None:
        """Keep a pass; what its seat had open and nobody took is worth nothing any more."""
        self.end_open_passes(new.session, new.seat)
        self.connection.execute(passes.insert().values(msgspec.structs.asdict(new)))

    def end_open_passes(self, id: SessionId, seat: SeatId) -> None:
        """Take away what a seat has open and nobody took."""
        here = (passes.c.session == id) & (passes.c.seat == seat)
        self.connection.execute(passes.delete().where(here, passes.c.taken.is_(False)))

    def find_pass(self, hashed: str) -> Pass | None:
        """Return a pass by its own hash, or by that of its short code."""
        query = select(passes).where(or_(passes.c.hash == hashed, passes.c.code == hashed))
        row = self.connection.execute(query).mappings().one_or_none()
        return Pass(**row) if row else None

    def take_pass(self, hashed: str, at: datetime) -> bool:
        """Take a pass that is still good; whether it was: of two who do so at once the database lets one."""
        good = (passes.c.hash == hashed) & passes.c.taken.is_(False) & (passes.c.due > at)
        return self.connection.execute(passes.update().where(good).values(taken=True)).rowcount == 1

    def end_passes(self, until: datetime) -> None:
        self.connection.execute(passes.delete().where(passes.c.due <= until))

    def set_rest(self, hashed: str, rests: bool) -> None:
        self.connection.execute(seat_keys.update().where(seat_keys.c.hash == hashed).values(rests=rests))

    def end_key(self, hashed: str) -> None:
        self.connection.execute(seat_keys.delete().where(seat_keys.c.hash == hashed))

    def keys_of(self, id: SessionId, seat: SeatId, face: Face) -> tuple[str, ...]:
        """Return the hashes of the keys to one face of a seat."""
        return tuple(self.connection.execute(select(seat_keys.c.hash).where(*_of(id, seat, face))).scalars())


def _of(id: SessionId, seat: SeatId, face: Face) -> tuple[Any, ...]:
    return seat_keys.c.session == id, seat_keys.c.seat == seat, seat_keys.c.face == str(face)
