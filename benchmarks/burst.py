"""Three hundred people judge within two seconds, and then all is revealed."""

import json
import random
import re
import signal
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter, time
from typing import NamedTuple

import click

from benchmarks import figures
from benchmarks.figures import Figure
from benchmarks.load import Loop, Room
from benchmarks.room import start_anew
from benchmarks.servers import Beraad
from benchmarks.sites import settled


class Burst(NamedTuple):
    """acknowledged: how many. equal_after: seconds from the last acknowledgement until all seats stood equal.

    cpu: seconds, of everything from the first input until then. rounds: how many pushes to everybody.
    freeze: the longest time the loop stood still, in ms. revealed, own: seconds from the moment the reveal was due
    until the last seat saw it, and until the last seat had its own part too; 0 if not asked for.
    """

    acknowledged: int
    equal_after: float
    cpu: float
    rounds: int
    freeze: float
    revealed: float = 0.0
    own: float = 0.0

    def words(self) -> str:
        reveal = f"; reveal seen {self.revealed:.2f} s, own part {self.own:.2f} s after it was due" * bool(
            self.revealed
        )
        return (
            f"{self.acknowledged} acknowledged, equal {self.equal_after:.2f} s after the last, CPU {self.cpu:.2f} s, "
            f"{self.rounds} rounds, longest freeze {self.freeze:.0f} ms{reveal * bool(self.revealed)}"
        )


def judge(folder: Path, seats: int, within: float, *, coalesce: str = "", failpoint: str = "",
          reveal: bool = False) -> Burst:  # fmt: skip
    """Start a server, fill a room, have everybody judge."""
    with Beraad(folder, coalesce=coalesce, failpoint=failpoint) as server:
        loop = Loop()
        try:
            return _judge(server, loop, seats, within, reveal)
        finally:
            loop.close()


def _judge(server: Beraad, loop: Loop, seats: int, within: float, reveal: bool) -> Burst:
    leader, code = server.prepare()
    room = Room(loop, server.port)
    room.join_beraad(code, seats)
    stamp = leader.do("open-step", {"step": "afweging"})["stamp"]
    assert loop.run(lambda: room.all_at(stamp), 30)
    loop.run(lambda: False, 1.0)
    start_anew(room)
    server.signal(signal.SIGUSR1)
    loop.run(lambda: False, 0.1)
    before, begin = server.cpu(), perf_counter() + 0.1
    for number, seat in enumerate(room.seats):
        text = f"Reden {number}: rust in huis, en wat er nodig is om veilig te zijn."
        fields = {"choice": random.choice("ab"), "because": text, "at_cost_of": "Het vertrouwen van de ouder."}

        def send(seat=seat, fields=fields) -> None:  # type: ignore[no-untyped-def]
            room.send(seat, "step/afweging/choose", fields)

        loop.at(begin + random.random() * within, send)
    settled(room, seats, 60)
    equal = max(moment for count, moment in room.seen.values() if count >= seats)
    assert len({(seat.stamp, json.dumps(seat.parts, sort_keys=True)) for seat in room.seats}) == 1, "not equal"
    assert not any(seat.broken for seat in room.seats), "a message did not join on"
    burst = Burst(
        acknowledged=len(room.sent),
        equal_after=max(0.0, equal - max(answered for _, _, answered in room.sent)),
        cpu=server.cpu() - before,
        rounds=len(room.seen),
        freeze=server.freeze(),
    )
    if not reveal:
        return burst
    seen, own = _reveal(server, loop, room, leader.fresh_html(), lambda seen: leader.do(
        "announce-reveal", {"step": "afweging", "seen": seen}))  # fmt: skip
    return burst._replace(revealed=seen, own=own)


def _reveal(
    server: Beraad, loop: Loop, room: Room, lead: str, announce: Callable[[str], object]
) -> tuple[float, float]:
    found = re.search(r'name="seen" value="(\d+)"', lead)
    assert found
    room.own_seen.clear()
    announce(found[1])
    last = "Reden 1:"
    all_see = loop.run(lambda: all(any(last in html for html in s.parts.values()) for s in room.seats[-1:]), 10)
    assert all_see, "no reveal"
    with sqlite3.connect(server.data / "room.db") as rows:
        due = json.loads(rows.execute("SELECT body FROM events WHERE type = 'RevealAnnounced'").fetchone()[0])["due"]
        number = rows.execute("SELECT number FROM events WHERE type = 'Revealed'").fetchone()[0]
    rows.close()
    stamp = f"{number}.0"
    assert loop.run(lambda: room.all_at(stamp), 10), "not everybody saw the reveal"
    loop.run(lambda: room.own_seen.get(stamp, (0, 0.0))[0] >= len(room.seats), 3)
    moment = datetime.fromisoformat(due).timestamp() - time() + perf_counter()
    return room.seen[stamp][1] - moment, room.own_seen[stamp][1] - moment


@click.command()
@click.option("--seats", default=300, show_default=True)
@click.option("--within", default=2.0, show_default=True, help="Seconds in which everybody judges.")
@click.option("--times", default=3, show_default=True, help="Repetitions.")
def main(seats: int, within: float, times: int) -> list[Figure]:
    """Let a room judge: with and without coalescing, with a slow disk, and revealed at the end."""
    runs: dict[str, list[Burst]] = {"as it is": [], "busy": [], "none": [], "slow disk": []}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(times):
            here = Path(folder) / str(turn)
            runs["as it is"].append(judge(here / "usual", seats, within, reveal=True))
            runs["busy"].append(judge(here / "busy", seats, within, coalesce="busy"))
            runs["none"].append(judge(here / "none", seats, within, coalesce="none"))
            runs["slow disk"].append(judge(here / "slow", seats, within, failpoint="room:before-commit:delay:10"))
            for name, bursts in runs.items():
                click.echo(f"  {name:<10} {bursts[-1].words()}; load {figures.load()}")
    usual, what = runs["as it is"], f"{seats} judge within {within:g} s"
    made = [
        Figure(f"{what}: not acknowledged", [seats - one.acknowledged for one in usual], "", 0),
        Figure(f"{what}: all seats equal after the last", [one.equal_after for one in usual], "s", 0.5),
    ]
    for other, how, most in (("none", "without coalescing", 0.35), ("busy", "with rounds not held back", None)):
        ratios = [one.cpu / two.cpu for one, two in zip(usual, runs[other], strict=True)]
        beside = f"{median(one.cpu for one in usual):.1f} s beside {median(one.cpu for one in runs[other]):.1f}"
        made.append(Figure(f"{what}: processor time", ratios, f"× {how}", most, beside))
    own = f"with the own parts {median(one.own for one in usual):.2f} s"
    freezes = [one.freeze for one in runs["slow disk"]]
    return figures.say(
        [
            *made,
            Figure(f"{what}, a commit of 10 ms: longest freeze of the loop", freezes, "ms", 50),
            Figure(f"the reveal seen by {seats}", [one.revealed for one in usual], "s", 0.3, own),
        ]
    )


if __name__ == "__main__":
    main()
