"""The audit log: who did what to what. Ids and codes, never content."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from beraad.accounts.account import AuditEntry
from beraad.storage.bank import tables


@dataclass(frozen=True, slots=True)
class AuditRows:
    """The audit log within a unit of work."""

    connection: Connection

    def add(self, entry: AuditEntry) -> None:
        """Add a line; nothing changes or removes one."""
        self.connection.execute(
            tables.audit.insert().values(
                id=entry.id,
                at=entry.at,
                organisation=entry.organisation,
                actor=entry.actor,
                action=entry.action,
                object=entry.object,
            )
        )

    def of_organisation(self, organisation: str) -> tuple[AuditEntry, ...]:
        """Return the lines of an organisation, oldest first."""
        query = (
            select(tables.audit)
            .where(tables.audit.c.organisation == organisation)
            .order_by(tables.audit.c.at, tables.audit.c.id)
        )
        return tuple(AuditEntry(**row) for row in self.connection.execute(query).mappings())
