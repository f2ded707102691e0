"""Reports as rows, and the going of everything else of a session."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import msgspec
from sqlalchemy import Connection, select

from beraad.deliberation.ids import SessionId
from beraad.deliberation.stages import Stage
from beraad.services.reports import Sheet
from beraad.storage.room.tables import drafts, events, jobs, ops, passes, reports, rosters, sessions

IN_REVIEW = ("review", "publishing")
"""States of a draft in which somebody still has to read it, or in which it is on its way to the bank."""


class Forgetting(Protocol):
    """The part of a unit that keeps recent states (storage/unit.py)."""

    connection: Connection

    def forget(self, key: Hashable) -> None: ...


@dataclass(frozen=True, slots=True)
class ReportRows:
    """Reports within a unit of work."""

    unit: Forgetting

    def find(self, id: SessionId) -> Sheet | None:
        """Return the report of a folded session, or None."""
        body = self.unit.connection.execute(select(reports.c.body).where(reports.c.session == id)).scalar()
        return msgspec.json.decode(body, type=Sheet) if body else None

    def put(self, id: SessionId, sheet: Sheet) -> None:
        """Store a report in the place of the one that stood there."""
        body = msgspec.json.encode(sheet).decode()
        self.unit.connection.execute(reports.update().where(reports.c.session == id).values(body=body))

    def put_in_place_of_log(self, id: SessionId, sheet: Sheet, names: tuple[str, ...], at: datetime) -> None:
        """Put the report in the place of everything that says who wrote what, and when.

        The names go to the roster, without seats: only for marking them in a case. What stays besides are the hashes
        of the seats' keys, so that the same browsers open the report.
        """
        run = self.unit.connection.execute
        kept = msgspec.json.encode(sheet).decode()
        run(reports.insert().values(session=id, body=kept, made=at))
        run(rosters.update().where(rosters.c.session == id).values(body="\n".join((*self.names(id), *names))))
        for table in (events, ops, passes):
            run(table.delete().where(table.c.session == id))
        run(jobs.delete().where(jobs.c.subject == id))
        run(sessions.update().where(sessions.c.id == id).values(stage=Stage.FOLDED.value))
        self.unit.forget(("session", id))

    def names(self, id: SessionId) -> tuple[str, ...]:
        """Return the lines of the roster."""
        body = self.unit.connection.execute(select(rosters.c.body).where(rosters.c.session == id)).scalar()
        return tuple((body or "").splitlines())

    def in_review(self, id: SessionId) -> bool:
        """Return whether a case made of this session waits for a reader."""
        query = select(drafts.c.state).where(drafts.c.session == id)
        return self.unit.connection.execute(query).scalar() in IN_REVIEW

    def purge(self, id: SessionId) -> None:
        """Take away a session and everything that hangs on it."""
        self.unit.connection.execute(jobs.delete().where(jobs.c.subject == id))
        self.unit.connection.execute(sessions.delete().where(sessions.c.id == id))
        self.unit.forget(("session", id))
