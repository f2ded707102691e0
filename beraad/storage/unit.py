"""A unit of work: what one command may use while it is stored, all or nothing."""

from collections.abc import Hashable
from functools import cached_property

from sqlalchemy import Connection

from beraad.storage.bank.accounts import AccountRows
from beraad.storage.bank.audit import AuditRows
from beraad.storage.bank.casebank import CaseRows
from beraad.storage.cache import Memory
from beraad.storage.room.drafts import DraftRows
from beraad.storage.room.keys import KeyRows
from beraad.storage.room.reports import ReportRows
from beraad.storage.room.sessions import SessionRows


class Unit:
    """One command's work inside a transaction.

    It is plain code that must not switch to another greenlet: no waiting, logging or rendering. It may run
    twice (when another worker was first), so whatever it does outside the connection must be repeatable.
    """

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self.connection = connection
        self._memory = memory

    def remember(self, key: Hashable, value: object) -> None:
        """Keep a new state. Units after this one see it; the shared cache gets it only after the commit."""
        self._memory.remember(key, value)

    def recall(self, key: Hashable) -> object | None:
        """Return what was remembered last, or None. It may be old, never uncommitted: check it against the log."""
        return self._memory.recall(key)

    def forget(self, key: Hashable) -> None:
        """Take a state out of the cache, such as that of a purged session."""
        self._memory.remember(key, None)


class RoomUnit(Unit):
    """A unit of work in the room."""

    @cached_property
    def sessions(self) -> SessionRows:
        return SessionRows(self)

    @cached_property
    def keys(self) -> KeyRows:
        return KeyRows(self.connection)

    @cached_property
    def drafts(self) -> DraftRows:
        return DraftRows(self)

    @cached_property
    def reports(self) -> ReportRows:
        return ReportRows(self)


class BankUnit(Unit):
    """A unit of work in the bank."""

    @cached_property
    def accounts(self) -> AccountRows:
        return AccountRows(self.connection)

    @cached_property
    def audit(self) -> AuditRows:
        return AuditRows(self.connection)

    @cached_property
    def cases(self) -> CaseRows:
        return CaseRows(self.connection)
