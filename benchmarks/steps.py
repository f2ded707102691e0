"""A full room that moves: to another step, and one of 300 items to another place."""

import random
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import click

from benchmarks import figures
from benchmarks.figures import Figure, percentile
from benchmarks.load import Loop, Room, Seat, cookies_of
from benchmarks.room import start_anew
from benchmarks.servers import Beraad
from benchmarks.sites import GAP, settled
from beraad.simulate.seat_client import SeatClient

STEPS = ("casus", "dilemma", "vragen", "perspectieven", "alternatieven", "afweging", "dialoog", "conclusie")
ASKED = 60
"""Questions that stand in the step of the questions."""


@contextmanager
def full_room(folder: Path, seats: int) -> Iterator[tuple[Room, Seat, SeatClient]]:
    """Give a room in which questions stand, and an alternative of every seat; the seat of who leads; its page."""
    with Beraad(folder) as server:
        loop = Loop()
        try:
            leader, code = server.prepare()
            room = Room(loop, server.port)
            room.join_beraad(code, seats)
            lead = Seat(room, leader.address, cookies_of(leader))
            for step, verb, those in (
                ("vragen", "ask-question", room.seats[:ASKED]),
                ("alternatieven", "add-alternative", room.seats),
            ):
                leader.do("open-step", {"step": step})
                start_anew(room)
                for number, seat in enumerate(those):
                    fields = {"text": f"Wat is er nodig om het {number} keer anders te doen dan tot nu toe?"}

                    def send(seat=seat, path=f"step/{step}/{verb}", fields=fields) -> None:  # type: ignore[no-untyped-def]
                        room.send(seat, path, fields)

                    loop.at(perf_counter() + number * GAP, send)
                settled(room, len(those), 60)
            start_anew(room)
            yield room, lead, leader
        finally:
            loop.close()


def change_steps(room: Room, lead: Seat, times: int) -> tuple[list[float], list[float]]:
    """Open a step, wait until all seats have all of it, and the next; return the seconds until each saw it.

    The second are those until every seat had its own part as well.
    """
    seen, own = [], []
    for number in range(times):
        start_anew(room)
        room.own_seen.clear()
        room.send(lead, "open-step", {"step": STEPS[number % len(STEPS)]})
        settled(room, 1)
        begun, stamp, _ = room.sent[0]
        seen += room.waits()
        size = len(room.seats)
        assert room.loop.run(lambda: room.own_seen.get(stamp, (0, 0.0))[0] >= size, 10), "no own part"  # noqa: B023
        own.append(room.own_seen[stamp][1] - begun)
    assert not any(seat.broken for seat in room.seats), "a message did not join on"
    return seen, own


def move_items(room: Room, lead: Seat, leader: SeatClient, times: int, a_second: float) -> list[float]:
    """Move alternatives about; return the seconds until everybody saw each."""
    start_anew(room)
    room.send(lead, "open-step", {"step": "alternatieven"})
    settled(room, 1)
    rows = re.findall(r'data-part="item-([^"]+)"', leader.fresh_html())
    start_anew(room)
    begin = perf_counter() + 0.1
    for number in range(times):
        item, before = random.sample(rows, 2)
        fields = {"item": item, "wording": "0", "group": "", "before": before}

        def send(fields=fields) -> None:  # type: ignore[no-untyped-def]
            room.send(lead, "step/alternatieven/move-item", fields)

        room.loop.at(begin + number / a_second, send)
    settled(room, times, times / a_second + 30)
    assert not any(seat.broken for seat in room.seats), "a message did not join on"
    return room.waits()


@click.command()
@click.option("--seats", default=300, show_default=True)
@click.option("--changes", default=50, show_default=True, help="Steps opened in a repetition.")
@click.option("--moves", default=100, show_default=True, help="Items moved in a repetition.")
@click.option("--times", default=3, show_default=True, help="Repetitions.")
def main(seats: int, changes: int, moves: int, times: int) -> list[Figure]:
    """Open steps and move items before a full room."""
    seen, own, moved = [], [], []
    with tempfile.TemporaryDirectory() as folder, full_room(Path(folder), seats) as (room, lead, leader):
        for _ in range(times):
            of_all, of_each = change_steps(room, lead, changes)
            seen.append(percentile(of_all, 99))
            own.append(percentile(of_each, 99))
            moved.append(percentile(move_items(room, lead, leader, moves, 10), 99))
            click.echo(
                f"  step seen {seen[-1]:.2f} s, own parts {own[-1]:.2f} s, move seen {moved[-1]:.2f} s; "
                f"load {figures.load()}"
            )
    beside = f"with the own parts {sorted(own)[times // 2]:.2f} s"
    return figures.say(
        [
            Figure(f"{changes} step changes seen by {seats}: p99", seen, "s", 0.5, beside),
            Figure(f"moving one of {seats} items, ten a second, seen by {seats}: p99", moved, "s", 0.3),
        ]
    )


if __name__ == "__main__":
    main()
