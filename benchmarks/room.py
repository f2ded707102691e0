"""Rooms at work: how long until everybody sees an input, and what each delivery costs the server.

Every seat sends one input per period, spread evenly with chance in it; what an input is, stands in sites.py.
"""

import random
from statistics import mean, median
from time import perf_counter
from typing import NamedTuple

import click

from benchmarks import figures
from benchmarks.figures import Figure, percentile
from benchmarks.load import Room
from benchmarks.sites import Input, Site, settled, sites

SLICES = 4
"""In turn: how often the servers change turns within a repetition, so that a busy moment of the machine meets all."""


class Run(NamedTuple):
    """What one site gave: seconds per input, and seconds of processor time per delivered input."""

    waits: list[float]
    cpu: float
    rounds: int


def joined(runs: list[Run]) -> Run:
    """Return runs of equally many inputs as one."""
    waits = [wait for run in runs for wait in run.waits]
    return Run(waits, mean(run.cpu for run in runs), sum(run.rounds for run in runs))


def plan(room: Room, inputs: list[Input], period: float, late: float) -> None:
    """Have inputs sent, each at its moment: one per seat per period."""
    gap = period / len(room.seats)
    for number, (seat, path, fields) in enumerate(inputs):
        moment = perf_counter() + late + (number + random.random()) * gap
        room.loop.at(moment, lambda seat=seat, path=path, fields=fields: room.send(seat, path, fields))  # type: ignore[misc]


def start_anew(room: Room) -> None:
    room.seen.clear()
    room.sent.clear()


def measure(together: list[Site], turns: range, period: float) -> list[Run]:
    """Let sites work at the same time, all of their rooms; `turns` are those of each room."""
    before = []
    count = len(turns)
    for site in together:
        for room in site.rooms:
            start_anew(room)
            plan(room, site.inputs(room, turns), period, 0.2)
        before.append(site.server.cpu())
    runs = []
    for site, used in zip(together, before, strict=True):
        for room in site.rooms:
            settled(room, count, count * period / len(room.seats) + 30)
            assert sum(seat.broken for seat in room.seats) == 0, "a message did not join on"
        deliveries = sum(count * len(room.seats) for room in site.rooms)
        waits = [wait for room in site.rooms for wait in room.waits()]
        rounds = sum(len(room.seen) for room in site.rooms)
        runs.append(Run(waits, (site.server.cpu() - used) / deliveries, rounds))
    return runs


def in_turn(made: list[Site], turns: range, period: float) -> list[Run]:
    """Let sites work one after the other, in slices."""
    runs: list[list[Run]] = [[] for _ in made]
    step = len(turns) // SLICES
    for begin in range(turns.start, turns.start + step * SLICES, step):
        for of_site, site in zip(runs, made, strict=True):
            of_site.extend(measure([site], range(begin, begin + step), period))
    return [joined(of_site) for of_site in runs]


@click.command()
@click.option("--seats", default=12, show_default=True, help="In each room.")
@click.option("--rooms", default=1, show_default=True)
@click.option("--inputs", default=150, show_default=True, help="In a repetition, of all rooms together.")
@click.option("--period", default=6.0, show_default=True, help="Seconds in which each seat sends one input.")
@click.option("--percent", default=95.0, show_default=True, help="Percentile that counts.")
@click.option("--times", default=3, show_default=True, help="Repetitions.")
@click.option("--together/--in-turn", default=True, help="All servers at the same time, or one after the other.")
@click.option("--node/--no-node", default=True, help="Whether to compare with Node as well.")
def main(
    seats: int, rooms: int, inputs: int, period: float, percent: float, times: int, together: bool, node: bool
) -> list[Figure]:
    """Compare rooms of beraad with those of the references."""
    repetitions: list[dict[str, Run]] = []
    with sites(seats, rooms, node=node) as (_, made):
        each = inputs // rooms
        turns = range(min(each, seats * 2))
        measure(made, turns, period / 2)  # to get warm
        for _ in range(times):
            turns = range(turns.stop, turns.stop + each)
            runs = measure(made, turns, period) if together else in_turn(made, turns, period)
            repetitions.append({site.name: run for site, run in zip(made, runs, strict=True)})
            for name, run in repetitions[-1].items():
                click.echo(
                    f"  {name:<11} median {median(run.waits) * 1e3:6.1f} ms, p{percent:g} "
                    f"{percentile(run.waits, percent) * 1e3:6.1f} ms, "
                    f"{run.cpu * 1e6:6.1f} µs of CPU a delivery, {run.rounds} rounds; load {figures.load()}"
                )
    where = f"room of {seats}" if rooms == 1 else f"{seats * rooms} in rooms of {seats}"
    return figures.say(compared(f"{where}, {inputs} inputs", percent, repetitions, of_node=2 if rooms > 1 else None))


def compared(what: str, percent: float, repetitions: list[dict[str, Run]], of_node: float | None) -> list[Figure]:
    """Return how beraad stands to each reference. of_node: how many times as long as Node it was promised to take."""
    made = []
    for name in repetitions[0]:
        if name == "beraad":
            continue
        waits = [[percentile(run[one].waits, percent) * 1e3 for one in ("beraad", name)] for run in repetitions]
        cpus = [[run[one].cpu * 1e6 for one in ("beraad", name)] for run in repetitions]
        waited = "{:.0f} ms beside {:.0f}".format(*map(median, zip(*waits, strict=True)))
        used = "{:.0f} µs beside {:.0f}".format(*map(median, zip(*cpus, strict=True)))
        longer = [ours / theirs for ours, theirs in waits]
        dearer = [ours / theirs for ours, theirs in cpus]
        seen = f"{what}: p{percent:g} until all saw it"
        if name == "bare":
            made.append(Figure(seen, longer, f"× {name}", 1.5, waited))
            made.append(Figure(f"{what}: processor time per delivery", dearer, f"× {name}", 2, used))
        else:
            costs = f"processor time {median(dearer):.2f} ×, {used}"
            made.append(Figure(seen, longer, f"× {name}", of_node, f"{waited}; {costs}"))
    return made


if __name__ == "__main__":
    main()
