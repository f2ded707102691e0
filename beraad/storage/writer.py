"""Writing: `run(unit)` returns after the commit, or raises and has stored nothing of that unit."""

from collections import deque
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar, cast

import gevent
from gevent.event import AsyncResult
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection, Engine, NestedTransaction, Transaction
from sqlalchemy.exc import DBAPIError

from beraad.services.ports import StoreBusy
from beraad.storage.cache import Cache, Memory
from beraad.storage.unavailable import Faults

U = TypeVar("U")
T = TypeVar("T")
NewUnit = Callable[[Connection, Memory], U]
Failpoint = Callable[[str], None]

BIGGEST_BATCH = 64
TRIES = 5


def no_failpoint(_moment: str) -> None:
    """Do nothing; tests put something else here, called with "before-commit" and "after-commit"."""


class _Waiting:
    """A unit in the queue, and how it ended."""

    __slots__ = ("answer", "error", "result", "unit")

    def __init__(self, unit: Callable[[Any], object]) -> None:
        self.unit = unit
        self.answer: AsyncResult[object] = AsyncResult()
        self.result: object = None
        self.error: BaseException | None = None


class SqliteWriter(Generic[U]):
    """One native thread with one connection, which commits everything that waits at once.

    Units that share a transaction have a savepoint each, so a unit that fails takes back only itself. The loop
    never waits for the disk. Call `run` from the thread of the loop only.
    """

    def __init__(self, engine: Engine, new_unit: NewUnit[U], cache: Cache, faults: Faults) -> None:
        self.failpoint: Failpoint = no_failpoint
        self._engine = engine
        self._new_unit = new_unit
        self._cache = cache
        self._faults = faults
        self._queue: deque[_Waiting] = deque()
        self._draining = False
        self._pool: ThreadPool | None = None
        self._connection: Connection | None = None

    def run(self, unit: Callable[[U], T]) -> T:
        """Run `unit` in the writer's thread and return its result once it is committed.

        Raises what the unit raised, or StoreUnavailable if the store is full, read-only, locked or damaged.
        """
        self._faults.check()
        waiting = _Waiting(unit)
        self._queue.append(waiting)
        if not self._draining:
            self._draining = True
            gevent.spawn(self._drain)
        return cast(T, waiting.answer.get())

    def close(self) -> None:
        """Close the connection and end the thread; units that still wait are stored first."""
        while self._draining:
            gevent.sleep(0.001)
        if self._pool is not None:
            self._pool.apply(self._disconnect)
            self._pool.kill()
            self._pool = None

    def _drain(self) -> None:
        """Hand batches to the thread until nobody waits. A batch is what came while the last one was written."""
        if self._pool is None:
            self._pool = ThreadPool(1)
        while self._queue:
            batch = [self._queue.popleft() for _ in range(min(BIGGEST_BATCH, len(self._queue)))]
            self._pool.apply(self._write, (batch,))
            for waiting in batch:
                if waiting.error is None:
                    waiting.answer.set(waiting.result)
                else:
                    waiting.answer.set_exception(waiting.error)
        self._draining = False  # no switch between the last look at the queue and this line

    def _write(self, batch: list[_Waiting]) -> None:
        """Store a batch in one transaction. Runs in the thread; every waiting unit gets a result or an error."""
        overlay: dict[Hashable, object | None] = {}
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            connection = self._connection
            with connection.begin() as transaction:
                for waiting in batch:
                    own = transaction if len(batch) == 1 else connection.begin_nested()
                    self._run_one(connection, own, waiting, overlay)
                self.failpoint("before-commit")
            self._cache.merge(overlay)
            self.failpoint("after-commit")
        except BaseException as error:
            self._disconnect()
            for waiting in batch:
                waiting.error = waiting.error or self._faults.told(error)

    def _run_one(
        self, connection: Connection, own: Transaction, waiting: _Waiting, overlay: dict[Hashable, object | None]
    ) -> None:
        """Run a unit in a transaction of its own, which may be a savepoint."""
        memory = Memory(self._cache, overlay)
        try:
            waiting.result = waiting.unit(self._new_unit(connection, memory))
            if isinstance(own, NestedTransaction):
                own.commit()
        except Exception as error:
            waiting.error = self._faults.told(error)
            try:
                own.rollback()
            except DBAPIError:  # a full disk makes SQLite take back the whole batch, savepoints and all
                raise waiting.error from error
        else:
            overlay.update(memory.changes)

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


class PostgresWriter(Generic[U]):
    """A transaction per unit; a unit runs again when another worker turned out to be first."""

    def __init__(self, engine: Engine, new_unit: NewUnit[U], cache: Cache, faults: Faults) -> None:
        self.failpoint: Failpoint = no_failpoint
        self._engine = engine
        self._new_unit = new_unit
        self._cache = cache
        self._faults = faults

    def run(self, unit: Callable[[U], T]) -> T:
        """Run `unit` in a transaction of its own and return its result once it is committed.

        Raises what the unit raised, or StoreUnavailable if the database cannot be reached or is full, or if others
        were first at every try.
        """
        tries = TRIES
        while True:
            try:
                return self._once(unit)
            except DBAPIError as error:
                tries -= 1
                told = self._faults.told(error)
                if not (tries and isinstance(told, StoreBusy)):
                    raise told from error

    def close(self) -> None:
        """Nothing is held between units."""

    def _once(self, unit: Callable[[U], T]) -> T:
        memory = Memory(self._cache)
        with self._engine.connect() as connection, connection.begin():
            result = unit(self._new_unit(connection, memory))
            self.failpoint("before-commit")
        self._cache.merge(memory.changes)
        self.failpoint("after-commit")
        return result
