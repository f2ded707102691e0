"""Drafts, and what was said of sharing them, as rows."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, RowMapping, select

from beraad.deliberation.ids import SessionId
from beraad.deliberation.stages import Stage
from beraad.services.draft import Draft
from beraad.services.draft_rows import Publication, Share, StoredDraft
from beraad.services.session_rows import SessionRow
from beraad.storage.room.tables import drafts, sessions, shares

REVIEW, PUBLISHING = "review", "publishing"
"""States of a draft: people work on it; everything is decided and it is on its way to the bank."""

_BODIES: dict[str, type[Draft] | type[Publication]] = {REVIEW: Draft, PUBLISHING: Publication}


class _Unit(Protocol):
    connection: Connection

    def forget(self, key: Hashable) -> None: ...


@dataclass(frozen=True, slots=True)
class DraftRows:
    """Drafts within a unit of work."""

    unit: _Unit

    def find(self, session: SessionId) -> StoredDraft | None:
        """Return the draft of a session, or None."""
        query = select(drafts).where(drafts.c.session == session)
        row = self.unit.connection.execute(query).mappings().one_or_none()
        return _stored(row) if row else None

    def put(self, stored: StoredDraft, at: datetime) -> None:
        """Store a draft in the place of what stood there: an earlier text leaves nothing behind."""
        self.remove(stored.session)
        self.unit.connection.execute(
            drafts.insert().values(
                case_id=stored.case_id,
                session=stored.session,
                body=msgspec.json.encode(stored.body).decode(),
                state=REVIEW if isinstance(stored.body, Draft) else PUBLISHING,
                version=stored.version,
                updated=at,
            )
        )

    def remove(self, session: SessionId) -> None:
        """Take a draft away, and with it the id of its case. Repeatable."""
        self.unit.connection.execute(drafts.delete().where(drafts.c.session == session))

    def of_organisation(self, organisation: str) -> tuple[tuple[SessionRow, StoredDraft], ...]:
        """Return the drafts that people of an organisation work on, the oldest first."""
        join = select(drafts, sessions).join(sessions, sessions.c.id == drafts.c.session)
        query = join.where(sessions.c.organisation == organisation, drafts.c.state == REVIEW).order_by(drafts.c.updated)
        rows = self.unit.connection.execute(query).mappings()
        return tuple((_session({column.name: row[column] for column in sessions.c}), _stored(row)) for row in rows)

    def publishing(self) -> tuple[SessionId, ...]:
        """Return the sessions whose case is decided and perhaps not yet in the bank."""
        query = select(drafts.c.session).where(drafts.c.state == PUBLISHING)
        return tuple(self.unit.connection.execute(query).scalars())

    def case_ids(self) -> dict[SessionId, str]:
        """Return the id of the case that each draft will be, by its session."""
        query = select(drafts.c.session, drafts.c.case_id)
        return {row.session: row.case_id for row in self.unit.connection.execute(query)}

    def hold(self, session: SessionId) -> SessionRow | None:
        """Return the row of a session, for a unit that will change its draft: others that want to wait."""
        query = select(sessions).where(sessions.c.id == session).with_for_update()
        row = self.unit.connection.execute(query).mappings().one_or_none()
        return _session(dict(row)) if row else None

    def find_share(self, session: SessionId) -> Share | None:
        row = self.unit.connection.execute(select(shares).where(shares.c.session == session)).mappings().one_or_none()
        return Share(**row) if row else None

    def find_share_behind(self, token: str) -> Share | None:
        """Return what was said through the link with this hash, or None."""
        row = self.unit.connection.execute(select(shares).where(shares.c.token == token)).mappings().one_or_none()
        return Share(**row) if row else None

    def put_share(self, share: Share) -> None:
        """Store what was said of sharing, in the place of what was said before."""
        self.unit.connection.execute(shares.delete().where(shares.c.session == share.session))
        self.unit.connection.execute(shares.insert().values(msgspec.structs.asdict(share)))

    def closed_without_share(self) -> tuple[SessionId, ...]:
        """Return the closed sessions of which it is not kept yet what was said of sharing."""
        kept = select(shares.c.session)
        query = select(sessions.c.id).where(
            sessions.c.stage == Stage.CLOSED.value, sessions.c.practice.is_(False), sessions.c.id.not_in(kept)
        )
        return tuple(self.unit.connection.execute(query).scalars())


def _stored(row: RowMapping) -> StoredDraft:
    return StoredDraft(
        case_id=row[drafts.c.case_id],
        session=row[drafts.c.session],
        body=msgspec.json.decode(row[drafts.c.body], type=_BODIES[row[drafts.c.state]]),
        version=row[drafts.c.version],
    )


def _session(row: dict[str, Any]) -> SessionRow:
    return SessionRow(**{**row, "stage": Stage(row["stage"])})
