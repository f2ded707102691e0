"""The box on both databases: read with the state, never from memory alone, in no log, and gone when it is opened."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.alternatives import AddAlternative
from beraad.deliberation.ids import SeatId
from beraad.deliberation.plan_session import Preparation
from beraad.deliberation.stamp import Stamp
from beraad.deliberation.state import Deliberation
from beraad.services.sessions import Ask
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit
from tests.deliberation.test_without_names import IDEAS, METHOD
from tests.storage.test_sessions import NOOR, Hands


class Table:
    """Six people at a step whose names are left out."""

    def __init__(self, room: Store[RoomUnit]) -> None:
        self.room, self.hands = room, Hands(room)
        hands = self.hands
        hands.sessions.methods["m"] = METHOD  # type: ignore[index]
        hands.id = hands.sessions.prepare(NOOR, Preparation(title="Anders"), None, "", "op-2", "m")
        hands.code = hands.sessions.row(hands.id).code or ""
        hands.leader = next(iter(self.state.seats))
        hands.do(hands.leader, c.OpenDoor())
        self.seats = [hands.join(f"Mens {n}") for n in range(6)]
        hands.do(hands.leader, c.OpenStep(step=IDEAS))
        hands.do(hands.leader, c.LeaveOutNames(step=IDEAS, unnamed=True))

    @property
    def state(self) -> Deliberation:
        return self.hands.sessions.state(self.hands.id)

    def write(self, seat: SeatId, words: str, op: str = "", unnamed: bool = True) -> Stamp:
        what = c.Contribute(step=IDEAS, what=AddAlternative(text=words))
        ask = Ask(seat=seat, op=op or f"op of {words}", command=what, unnamed=unnamed, edit=f"word of {words}")
        return self.hands.sessions.submit(self.hands.id, ask).stamp

    def kept(self) -> dict[str, str]:
        """Every row of the room, by table."""
        with self.room.engines.reading.connect() as connection:
            return {
                table.name: str(connection.execute(table.select()).fetchall())
                for table in self.room.tables.sorted_tables
            }


@pytest.fixture
def table(room: Store[RoomUnit]) -> Table:
    return Table(room)


def test_what_another_worker_put_in_the_box_is_seen(table: Table) -> None:
    first = table.write(table.seats[0], "een")
    other = table.state
    key = ("session", table.hands.id)
    table.write(table.seats[1], "twee")
    table.room.cache.merge({key: other})  # as this worker still remembers it
    assert table.state.boxes[IDEAS].count == 2
    assert table.state.stamp == Stamp(first.number, 2)
    table.room.cache.merge({key: None})
    assert table.state.boxes[IDEAS].count == 2


def test_no_row_but_the_box_tells_that_somebody_wrote(table: Table) -> None:
    before = table.kept()
    table.write(table.seats[0], "woorden")
    after = table.kept()
    assert {name for name in after if after[name] != before[name]} == {"boxes"}
    assert "word of" not in after["boxes"]  # nor the word that takes it out


def test_the_same_request_is_one_paper_and_with_other_words_refused(table: Table) -> None:
    assert table.write(table.seats[0], "een", op="x") == table.write(table.seats[0], "een", op="x")
    with pytest.raises(no.OpUsedTwice):
        table.write(table.seats[0], "twee", op="x")
    assert table.state.boxes[IDEAS].count == 1


def test_its_writer_takes_it_out_with_the_word(table: Table) -> None:
    table.write(table.seats[0], "een")
    table.hands.do(table.seats[0], c.TakeOut(step=IDEAS, edit="word of een"))
    assert table.state.boxes[IDEAS].count == 0
    assert "een" not in table.kept()["boxes"]
    assert "wipe" in table.hands.told.gone


def test_what_was_written_under_another_promise_is_refused(table: Table) -> None:
    with pytest.raises(no.NamesChanged):
        table.write(table.seats[0], "met naam", unnamed=False)
    table.hands.do(table.hands.leader, c.LeaveOutNames(step=IDEAS, unnamed=False))
    with pytest.raises(no.NamesChanged):
        table.write(table.seats[0], "zonder naam")


def test_the_reveal_makes_one_event_of_it_and_has_the_rest_wiped(table: Table) -> None:
    for seat in table.seats:
        table.write(seat, f"idee van {seat}")
    table.hands.do(table.hands.leader, c.AnnounceReveal(step=IDEAS))
    table.hands.at += timedelta(seconds=3)
    table.hands.sessions.do_what_is_due()
    assert table.kept()["boxes"] == "[]"
    with table.room.engines.reading.connect() as connection:
        rows = connection.execute(text("SELECT body FROM events WHERE body LIKE '%idee van%'")).fetchall()
    assert len(rows) == 1
    assert "wipe at once" in table.hands.told.gone
    assert sorted(one.text for one in table.state.steps[IDEAS].content.items.values()) == sorted(
        f"idee van {seat}" for seat in table.seats
    )
    assert table.write(table.seats[0], f"idee van {table.seats[0]}") == table.state.stamp  # a late retry


def test_closing_leaves_no_box(table: Table) -> None:
    table.write(table.seats[0], "ongelezen")
    table.hands.do(table.hands.leader, c.Close())
    assert not [name for name, rows in table.kept().items() if "ongelezen" in rows]
