"""What a connected seat costs in memory, and whether a server that goes on working grows."""

import tempfile
from pathlib import Path
from time import perf_counter

import click

from benchmarks import figures
from benchmarks.figures import Figure
from benchmarks.load import Loop
from benchmarks.room import measure
from benchmarks.servers import Beraad, Server
from benchmarks.sites import Site, beraad_room, reference_room, references, sentences

FEW = 30
"""Seats of the room that works on."""

SETTLE = 2.0

EVERY = 5.0
"""Seconds of work at a time."""


def per_seat(server: Server, seats: int) -> float:
    """Return by how many kB a server grows for each seat that comes in, connects and writes once.

    As many have come in before: they fill what lies free after the start, which differs from server to server.
    """
    make = beraad_room if isinstance(server, Beraad) else reference_room
    with server:
        loop = Loop()
        try:
            make(loop, server, seats)  # type: ignore[arg-type]
            loop.run(lambda: False, SETTLE)
            before = server.memory()
            make(loop, server, seats)  # type: ignore[arg-type]
            loop.run(lambda: False, SETTLE)
            return (server.memory() - before) / seats / 1000
        finally:
            loop.close()


def growth(folder: Path, seats: int, minutes: float, period: float) -> tuple[float, int, list[int]]:
    """Let a room work; return by how many percent the server grew, over how many inputs, and what was seen (bytes).

    It grew from what it was when a tenth of the time had passed.
    """
    with Beraad(folder) as server:
        loop = Loop()
        try:
            site = Site("beraad", server, [beraad_room(loop, server, seats)], sentences)
            turns, begun = range(0), perf_counter()
            at_once = max(1, round(min(EVERY, minutes * 6) / period * seats))
            seen = []
            for minute in (minutes / 10, minutes):
                while True:
                    turns = range(turns.stop, turns.stop + at_once)
                    measure([site], turns, period)
                    if perf_counter() - begun > minute * 60:
                        break
                seen.append(server.memory())
            return 100 * (seen[-1] / seen[0] - 1), turns.stop, seen
        finally:
            loop.close()


@click.command()
@click.option("--seats", default=300, show_default=True)
@click.option("--minutes", default=2.0, show_default=True, help="How long a server works; 30 is what was promised for.")
@click.option("--times", default=3, show_default=True, help="Repetitions of the memory per seat.")
@click.option("--node/--no-node", default=True, help="Whether to look at Node as well.")
def main(seats: int, minutes: float, times: int, node: bool) -> list[Figure]:
    """Look at the memory of servers: for each seat, and in the course of time."""
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(times):
            here = Path(folder) / str(turn)
            for name, server in (*references(here, node=node), ("beraad", Beraad(here / "beraad"))):
                found.setdefault(name, []).append(per_seat(server, seats))
                click.echo(f"  {name:<11} {found[name][-1]:6.1f} kB a seat; load {figures.load()}")
        grown, inputs, seen = growth(Path(folder) / "soak", FEW, minutes, 3.0)
    made = [
        Figure(
            f"memory for each of {seats} seats",
            [ours / theirs for ours, theirs in zip(found["beraad"], found[name], strict=True)],
            f"× {name}",
            1.2 if name == "bare" else None,
            f"{sorted(found['beraad'])[times // 2]:.0f} kB beside {sorted(found[name])[times // 2]:.0f}",
        )
        for name in found
        if name != "beraad"
    ]
    beside = f"{inputs} inputs, from {seen[0] / 1e6:.0f} to {seen[-1] / 1e6:.0f} MB"
    made.append(Figure(f"memory grown in {minutes:g} minutes of work, {FEW} seats", [grown], "%", 5, beside))
    return figures.say(made)


if __name__ == "__main__":
    main()
