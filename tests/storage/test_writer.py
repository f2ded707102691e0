"""One writer: all or nothing per unit, many units per commit, told only after it."""

import itertools
import os
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
import pytest
from gevent.monkey import get_original

from beraad.refusal import Refusal
from beraad.services.ports import StoreBusy, StoreUnavailable
from beraad.settings import Settings
from beraad.storage.room.tables import rosters, sessions
from beraad.storage.store import Store, open_room
from beraad.storage.unit import RoomUnit
from beraad.storage.writer import TRIES
from tests.builders import NOON


def add(id: str) -> Callable[[RoomUnit], str]:
    def unit(unit: RoomUnit) -> str:
        unit.connection.execute(sessions.insert().values(id=id, stage="planned", practice=False, created=NOON))
        unit.remember("last", id)
        return id

    return unit


def ids(store: Store[RoomUnit]) -> set[str]:
    return set(store.read(lambda unit: unit.connection.execute(sessions.select()).scalars().all()))


def at_once(store: Store[RoomUnit], units: list[Callable[[RoomUnit], Any]]) -> list[Any]:
    """Run all units at the same time; give each result, or the error."""

    def run(unit: Callable[[RoomUnit], Any]) -> Any:
        try:
            return store.writer.run(unit)
        except Exception as error:
            return error

    greenlets = [gevent.spawn(run, unit) for unit in units]
    gevent.joinall(greenlets, raise_error=True)
    return [greenlet.value for greenlet in greenlets]


def failing(unit: RoomUnit) -> None:
    add("half")(unit)
    raise Refusal


def test_what_run_returns_is_stored(room: Store[RoomUnit]) -> None:
    assert room.writer.run(add("one")) == "one"
    assert ids(room) == {"one"}


def test_units_that_wait_are_committed_together(sqlite_room: Store[RoomUnit]) -> None:
    commits: list[str] = []
    sqlite_room.writer.failpoint = commits.append
    assert at_once(sqlite_room, [add(str(each)) for each in range(100)]) == [str(each) for each in range(100)]
    assert len(ids(sqlite_room)) == 100
    assert commits.count("before-commit") == 2  # 64 and 36


def test_a_failing_unit_takes_back_only_itself(room: Store[RoomUnit]) -> None:
    before, failed, after = at_once(room, [add("before"), failing, add("after")])
    assert (before, after) == ("before", "after")
    assert isinstance(failed, Refusal)
    assert ids(room) == {"before", "after"}


def test_a_unit_sees_what_those_before_it_remembered_and_nothing_of_those_that_failed(
    sqlite_room: Store[RoomUnit],
) -> None:
    def recall(unit: RoomUnit) -> object:
        return unit.recall("last")

    seen = at_once(sqlite_room, [recall, add("one"), recall, failing, recall])
    assert [seen[0], seen[2], seen[4]] == [None, "one", "one"]
    assert sqlite_room.cache.get("last") == "one"


def test_the_cache_hears_nothing_of_a_commit_that_failed(room: Store[RoomUnit]) -> None:
    def fails(moment: str) -> None:
        if moment == "before-commit":
            raise OSError

    room.writer.failpoint = fails
    with pytest.raises(OSError):
        room.writer.run(add("one"))
    assert (room.cache.get("last"), ids(room)) == (None, set())


def test_the_writer_works_again_after_a_failed_commit(room: Store[RoomUnit]) -> None:
    def fails(_moment: str) -> None:
        raise OSError

    room.writer.failpoint = fails
    with pytest.raises(OSError):
        room.writer.run(add("one"))
    room.writer.failpoint = lambda _moment: None
    assert room.writer.run(add("two")) == "two"


def test_the_loop_goes_on_while_the_disk_is_slow(sqlite_room: Store[RoomUnit]) -> None:
    """Every commit waits until the loop has moved on: if it stood still meanwhile, the commit would wait in vain."""
    sleep, ticks, waited_in_vain = get_original("time", "sleep"), [0], []

    def commit_slowly(moment: str) -> None:
        if moment != "before-commit":
            return
        before, tries = ticks[0], 0
        while ticks[0] < before + 3 and tries < 2000:
            sleep(0.001)
            tries += 1
        waited_in_vain.append(ticks[0] < before + 3)

    def tick() -> None:
        while True:
            gevent.sleep(0.001)
            ticks[0] += 1

    sqlite_room.writer.run(add("warm"))
    sqlite_room.writer.failpoint = commit_slowly
    ticker = gevent.spawn(tick)
    at_once(sqlite_room, [add(str(each)) for each in range(300)])
    ticker.kill()
    assert waited_in_vain
    assert not any(waited_in_vain)
    assert len(ids(sqlite_room)) == 301


def test_one_read_is_of_one_moment(room: Store[RoomUnit]) -> None:
    def reading(unit: RoomUnit) -> list[int]:
        counts = []
        for each in ("one", "two"):
            counts.append(len(unit.connection.execute(sessions.select()).all()))
            room.writer.run(add(each))
        return counts

    assert room.read(reading) == [0, 0]
    assert ids(room) == {"one", "two"}


def test_a_read_only_store_refuses_and_says_so(sqlite_room: Store[RoomUnit]) -> None:
    sqlite_room.writer.run(lambda unit: unit.connection.exec_driver_sql("PRAGMA query_only=1"))
    with pytest.raises(StoreUnavailable):
        sqlite_room.writer.run(add("one"))
    assert ids(sqlite_room) == set()


def test_a_full_disk_refuses_and_loses_nothing(sqlite_room: Store[RoomUnit]) -> None:
    sqlite_room.writer.run(add("kept"))

    def fill(unit: RoomUnit) -> None:
        pages = unit.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        unit.connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
        unit.connection.execute(rosters.insert().values(session="kept", body="x" * 100_000))

    small, big = at_once(sqlite_room, [add("small"), fill])
    assert isinstance(big, StoreUnavailable)
    assert isinstance(small, StoreUnavailable) or "small" in ids(sqlite_room)
    assert "kept" in ids(sqlite_room)
    assert sqlite_room.writer.run(add("later")) == "later"


def test_a_store_that_another_process_holds_refuses(sqlite_room: Store[RoomUnit], tmp_path: Path) -> None:
    sqlite_room.writer.run(lambda unit: unit.connection.exec_driver_sql("PRAGMA busy_timeout=20"))
    other = sqlite3.connect(tmp_path / "room.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable):
        sqlite_room.writer.run(add("one"))
    other.execute("ROLLBACK")
    other.close()
    assert sqlite_room.writer.run(add("two")) == "two"


def test_whoever_was_second_runs_again(postgres_room: Store[RoomUnit]) -> None:
    """Between its look and its insert another worker stores the same id; on SQLite nobody can come between."""
    room = postgres_room
    runs = []

    def unit(unit: RoomUnit) -> str:
        runs.append(1)
        if "one" in unit.connection.execute(sessions.select()).scalars().all():
            return "there already"
        if len(runs) == 1:
            with room.engines.writing.begin() as other:
                add("one")(RoomUnit(other, unit._memory))
        return add("one")(unit)

    assert room.writer.run(unit) == "there already"
    assert len(runs) == 2


def test_who_is_never_first_is_told_so_and_nothing_of_it_is_stored(postgres_room: Store[RoomUnit]) -> None:
    room, others = postgres_room, itertools.count()

    def unit(unit: RoomUnit) -> str:
        with room.engines.writing.begin() as other:
            add(id := str(next(others)))(RoomUnit(other, unit._memory))
        add("half")(unit)
        return add(id)(unit)

    with pytest.raises(StoreBusy):
        room.writer.run(unit)
    assert ids(room) == {str(each) for each in range(TRIES)}


def test_a_connection_that_is_cut_in_the_middle_of_a_unit_stores_nothing_of_it(postgres_room: Store[RoomUnit]) -> None:
    def cut(unit: RoomUnit) -> None:
        add("half")(unit)
        unit.connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(StoreUnavailable):
        postgres_room.writer.run(cut)
    assert postgres_room.writer.run(add("next")) == "next"
    assert ids(postgres_room) == {"next"}


@pytest.mark.parametrize(("moment", "survives"), [("before-commit", 2), ("after-commit", 3)])
def test_a_kill_loses_nothing_that_was_committed(moment: str, survives: int, ready: Path) -> None:
    settings = Settings(data=ready, failpoint=f"room:{moment}:kill:3")
    child = os.fork()
    if child == 0:
        dying = open_room(settings)
        for each in range(10):
            dying.writer.run(add(str(each)))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == 9
    assert ids(open_room(Settings(data=ready))) == {str(each) for each in range(survives)}


@pytest.mark.parametrize("after", [0.05, 0.11, 0.23])
def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(after: float, ready: Path) -> None:
    settings = Settings(data=ready)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        dying, numbers = open_room(settings), itertools.count()

        def stream() -> None:
            while True:
                os.write(writing, f"{dying.writer.run(add(str(next(numbers))))}\n".encode())

        gevent.joinall([gevent.spawn(stream) for _ in range(20)])
    os.close(writing)
    with os.fdopen(reading) as pipe:
        first = pipe.readline()
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged = {first.strip()} | {line.strip() for line in pipe if line.endswith("\n")}
    stored = ids(open_room(settings))
    assert acknowledged <= stored
    assert len(stored) - len(acknowledged) <= 64  # committed, and dead before it could say so
