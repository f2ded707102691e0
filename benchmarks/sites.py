"""Sites: a server with the rooms in which seats write what all see at once, beraad's beside those of the references.

In beraad an input is a sentence at the conclusion (*ik zie het anders*), approved and half a second later taken back:
every seat writes what all see. With a reference it is one small message.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import click

from benchmarks.load import Loop, Room, Seat
from benchmarks.servers import Bare, Beraad, Node, NoNode, Server, node_modules

STANDING = 12
"""Sentences that stand at the same time, so that the part keeps one size."""

GAP = 0.01
"""Seconds between the inputs that fill a room."""

TEXT = "Ik zie het anders, om reden {}: rust in huis weegt voor mij zwaarder."

Input = tuple[Seat, str, dict[str, Any]]


class Site(NamedTuple):
    """A server, its rooms, and what their seats send in a range of turns."""

    name: str
    server: Server
    rooms: list[Room]
    inputs: Callable[[Room, range], list[Input]]


@contextmanager
def sites(seats: int, rooms: int = 1, *, node: bool = True) -> Iterator[tuple[Loop, list[Site]]]:
    """Give a loop and the sites with `rooms` rooms of `seats` seats each: bare, Node bare and synced, and beraad."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        here = Path(folder)
        loop = Loop()
        stack.callback(loop.close)
        made = []
        for name, reference in references(here, node=node):
            server = stack.enter_context(reference)
            made.append(Site(name, server, [reference_room(loop, server, seats) for _ in range(rooms)], messages))
        beraad = stack.enter_context(Beraad(here / "beraad"))
        made.append(Site("beraad", beraad, [beraad_room(loop, beraad, seats) for _ in range(rooms)], sentences))
        yield loop, made


def references(folder: Path, *, node: bool = True) -> Iterator[tuple[str, Server]]:
    """Yield the servers that beraad is compared with, by name."""
    yield "bare", Bare(folder / "bare")
    if not node:
        return
    try:
        modules = node_modules(folder)
    except NoNode as absent:
        click.echo(f"NO NODE: nothing is compared with it, because {absent}", err=True)
        return
    yield "Node", Node(folder / "node-bare", modules, synced=False)
    yield "Node synced", Node(folder / "node-synced", modules, synced=True)


def sentences(room: Room, turns: range) -> list[Input]:
    """Each seat in its turn approves a sentence; it takes it back when some others have had their turn.

    At first there is none to take back, and of taking back nothing nobody is told: then that seat approves one as well,
    which its turn replaces.
    """
    size, made = len(room.seats), list[Input]()
    standing = min(STANDING, size // 3)
    for turn in turns:
        at, in_its_turn = turn // 2, turn % 2 == 0
        seat = room.seats[(at if in_its_turn else at - standing) % size]
        if in_its_turn or at < standing:
            made.append((seat, "step/conclusie/approve-dissent", {"text": TEXT.format(turn)}))
        else:
            made.append((seat, "step/conclusie/take-back-dissent", {}))
    return made


def messages(room: Room, turns: range) -> list[Input]:
    size = len(room.seats)
    return [(room.seats[turn % size], "input", {"text": TEXT.format(turn)}) for turn in turns]


def beraad_room(loop: Loop, server: Beraad, size: int) -> Room:
    """Return a room at the conclusion, in which everybody sees it differently and has not yet said how."""
    leader, code = server.prepare()
    room = Room(loop, server.port)
    room.join_beraad(code, size)
    leader.do("open-step", {"step": "conclusie"})
    leader.do("conclude", {"text": "We gaan door en kijken over zes weken.", "wording": "0"}, step="conclusie")
    leader.do("ask-around", {"asked": "true"}, step="conclusie")
    everybody_sends(room, "step/conclusie/live-with", {"yes": "false", "wording": "1"})
    stamp = leader.do("ask-around", {"asked": "false"}, step="conclusie")["stamp"]
    assert loop.run(lambda: room.all_at(stamp), 20)
    return room


def reference_room(loop: Loop, server: Server, size: int) -> Room:
    room = Room(loop, server.port, name=f"room-{id(loop)}-{len(loop.open)}")
    room.join_reference(size)
    everybody_sends(room, "input", {"text": "eerste"})
    return room


def everybody_sends(room: Room, path: str, fields: dict[str, Any]) -> None:
    """Have every seat send the same, not all in one moment, and wait until everybody saw it."""
    for number, seat in enumerate(room.seats):
        room.loop.at(perf_counter() + number * GAP, lambda seat=seat: room.send(seat, path, fields))  # type: ignore[misc]
    settled(room, len(room.seats))


def settled(room: Room, count: int, seconds: float = 30) -> None:
    """Wait until `count` inputs are acknowledged and everybody has seen the last of them."""
    done = room.loop.run(lambda: len(room.sent) + len(room.refused) >= count, seconds)
    assert done, f"{len(room.sent)} of {count} acknowledged"
    assert not room.refused, room.refused[:1]
    newest = max((receipt for _, receipt, _ in room.sent), key=lambda stamp: int(stamp.split(".")[0]))
    assert room.loop.run(lambda: room.all_at(newest), seconds), "not everybody saw the last input"
