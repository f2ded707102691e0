"""A room at work: how long until everybody sees an input, and what each delivery costs the server.

Every seat sends one input per period, spread evenly with chance in it. In beraad an input is a sentence at the
conclusion (*ik zie het anders*), approved and half a second later taken back: the one step of the short method in
which every seat writes what all see at once. In the bare room it is one small message.
"""

import random
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import mean, median
from time import perf_counter
from typing import Any, NamedTuple

import click

from benchmarks import figures
from benchmarks.load import Loop, Room, Seat
from benchmarks.servers import Bare, Beraad, Server

STANDING = 12
"""Sentences that stand at the same time, so that the part keeps one size."""

SLICES = 4
"""In turn: how often the servers change turns within a repetition, so that a busy moment of the machine meets both."""

Input = tuple[Seat, str, dict[str, Any]]
Tested = tuple[Server, Room, Callable[[Room, range], list[Input]]]


class Run(NamedTuple):
    """What one room gave: seconds per input, and seconds of processor time per delivered input."""

    waits: list[float]
    cpu: float
    rounds: int


def joined(runs: list[Run]) -> Run:
    """Return runs of equally many inputs as one."""
    waits = [wait for run in runs for wait in run.waits]
    return Run(waits, mean(run.cpu for run in runs), sum(run.rounds for run in runs))


def inputs_of_beraad(room: Room, turns: range) -> list[Input]:
    """Each seat in its turn approves a sentence; it takes it back when some others have had their turn."""
    size, made = len(room.seats), list[Input]()
    standing = min(STANDING, size // 3)
    for turn in turns:
        at = turn // 2
        if turn % 2 == 0:
            text = f"Ik zie het anders, om reden {turn}: rust in huis weegt voor mij zwaarder."
            made.append((room.seats[at % size], "step/conclusie/approve-dissent", {"text": text}))
        else:
            made.append((room.seats[(at - standing) % size], "step/conclusie/take-back-dissent", {}))
    return made


def inputs_of_bare(room: Room, turns: range) -> list[Input]:
    size = len(room.seats)
    text = "Ik zie het anders, om reden {}: rust in huis weegt voor mij zwaarder."
    return [(room.seats[turn % size], "input", {"text": text.format(turn)}) for turn in turns]


def beraad_room(loop: Loop, server: Beraad, size: int) -> Room:
    """Return a room at the conclusion, in which everybody sees it differently and has not yet said how."""
    leader, code = server.prepare()
    room = Room(loop, server.port)
    room.join_beraad(code, size)
    leader.do("open-step", {"step": "conclusie"})
    leader.do("conclude", {"text": "We gaan door en kijken over zes weken.", "wording": "0"}, step="conclusie")
    leader.do("ask-around", {"asked": "true"}, step="conclusie")
    for seat in room.seats:
        room.send(seat, "step/conclusie/live-with", {"yes": "false", "wording": "1"})
    settled(room, size)
    stamp = leader.do("ask-around", {"asked": "false"}, step="conclusie")["stamp"]
    assert loop.run(lambda: room.all_at(stamp), 20)
    return room


def bare_room(loop: Loop, server: Bare, size: int) -> Room:
    room = Room(loop, server.port)
    room.join_bare(size)
    room.send(room.seats[0], "input", {"text": "eerste"})
    settled(room, 1)
    return room


def settled(room: Room, count: int, seconds: float = 30) -> None:
    """Wait until `count` inputs are acknowledged and everybody has seen the last of them."""
    done = room.loop.run(lambda: len(room.sent) + len(room.refused) >= count, seconds)
    assert done, f"{len(room.sent)} of {count} acknowledged"
    assert not room.refused, room.refused[:1]
    newest = max((receipt for _, receipt, _ in room.sent), key=lambda stamp: int(stamp.split(".")[0]))
    assert room.loop.run(lambda: room.all_at(newest), seconds), "not everybody saw the last input"


def plan(loop: Loop, room: Room, inputs: list[Input], period: float, late: float) -> None:
    """Have inputs sent, each at its moment: one per seat per period."""
    gap = period / len(room.seats)
    for number, (seat, path, fields) in enumerate(inputs):
        moment = perf_counter() + late + (number + random.random()) * gap
        loop.at(moment, lambda seat=seat, path=path, fields=fields: room.send(seat, path, fields))  # type: ignore[misc]


def start_anew(room: Room) -> None:
    room.seen.clear()
    room.sent.clear()


def measure(loop: Loop, rooms: list[Tested], turns: range, period: float) -> list[Run]:
    """Let rooms work at the same time."""
    before = []
    count = len(turns)
    for server, room, make in rooms:
        start_anew(room)
        plan(loop, room, make(room, turns), period, 0.2)
        before.append(server.cpu())
    runs = []
    for (server, room, _), used in zip(rooms, before, strict=True):
        settled(room, count, count * period / len(room.seats) + 30)
        spent = (server.cpu() - used) / (count * len(room.seats))
        assert sum(seat.broken for seat in room.seats) == 0, "a message did not join on"
        runs.append(Run(room.waits(), spent, len(room.seen)))
    return runs


def in_turn(loop: Loop, rooms: list[Tested], turns: range, period: float) -> list[Run]:
    """Let rooms work one after the other, in slices."""
    runs: list[list[Run]] = [[] for _ in rooms]
    step = len(turns) // SLICES
    for begin in range(turns.start, turns.start + step * SLICES, step):
        for made, room in zip(runs, rooms, strict=True):
            made.extend(measure(loop, [room], range(begin, begin + step), period))
    return [joined(made) for made in runs]


@click.command()
@click.option("--seats", default=12, show_default=True)
@click.option("--inputs", default=150, show_default=True)
@click.option("--period", default=6.0, show_default=True, help="Seconds in which each seat sends one input.")
@click.option("--percent", default=95.0, show_default=True, help="Percentile that counts.")
@click.option("--times", default=3, show_default=True, help="Repetitions.")
@click.option("--together/--in-turn", default=True, help="Both servers at the same time, or one after the other.")
def main(seats: int, inputs: int, period: float, percent: float, times: int, together: bool) -> None:
    """Compare a room of beraad with a bare room."""
    waits, cpus = [], []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        bare = stack.enter_context(Bare(Path(folder) / "bare"))
        beraad = stack.enter_context(Beraad(Path(folder) / "beraad"))
        loop = Loop()
        stack.callback(loop.close)
        rooms: list[Tested] = [
            (bare, bare_room(loop, bare, seats), inputs_of_bare),
            (beraad, beraad_room(loop, beraad, seats), inputs_of_beraad),
        ]
        turns = range(min(inputs, seats * 2))
        measure(loop, rooms, turns, period / 2)  # to get warm
        for _ in range(times):
            turns = range(turns.stop, turns.stop + inputs)
            one, other = measure(loop, rooms, turns, period) if together else in_turn(loop, rooms, turns, period)
            for name, run in (("bare", one), ("beraad", other)):
                click.echo(
                    f"  {name:<7} median {median(run.waits) * 1e3:6.1f} ms, p{percent:g} "
                    f"{figures.percentile(run.waits, percent) * 1e3:6.1f} ms, "
                    f"{run.cpu * 1e6:6.1f} µs of CPU a delivery, {run.rounds} rounds; load {figures.load()}"
                )
            waits.append(figures.percentile(other.waits, percent) / figures.percentile(one.waits, percent))
            cpus.append(other.cpu / one.cpu)
    what = f"room of {seats}, {inputs} inputs"
    click.echo(figures.line(f"{what}: p{percent:g} until all saw it, × bare", waits, 1.5))
    click.echo(figures.line(f"{what}: server CPU per delivery, × bare", cpus, 2))


if __name__ == "__main__":
    main()
