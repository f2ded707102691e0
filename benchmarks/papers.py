"""The report of a whole conversation as PDF: how long it takes, and what a room that talks meanwhile notices of it."""

import os
import re
import signal
import tempfile
from pathlib import Path
from time import perf_counter

import click

from benchmarks import figures
from benchmarks.figures import Figure, percentile
from benchmarks.load import Answer, Http, Loop, cookies_of
from benchmarks.room import measure
from benchmarks.servers import PASSWORD, Beraad
from benchmarks.sites import Site, beraad_room, sentences
from beraad.simulate.parties import Accounts, Credentials
from beraad.simulate.play import PATIENCE, Table
from beraad.simulate.script import read_script, shipped
from beraad.simulate.seat_client import SeatClient
from beraad.storage.methods import SHIPPED, method_in

SCRIPT = "dilemma_08.yaml"
"""All ten steps with eight seats."""

SLICES = 4
"""How often the room talks with and without papers being made, in turn."""


PAPERS_A_SECOND = 1.0


def talked(server: Beraad, moves: int) -> SeatClient:
    """Play a conversation, or the first moves of it; return who leads it, back at the conclusion."""
    method = method_in(SHIPPED / "dilemmamethode.yaml")
    script = read_script(shipped(SCRIPT), SCRIPT, {method.id: method})
    one = Credentials(email=server.facilitator(), password=PASSWORD)
    table = Table(script, server.origin, Accounts(facilitator=one, reviewer=one), method, PATIENCE)
    play = [move for move in script.play if move.do != "close"][:moves]
    try:
        table.prepare()
        for move, after in zip(play, (*play[1:], None), strict=True):
            table.make(move, after)
        table.lead.do("open-step", {"step": "conclusie"})
        return table.lead
    finally:
        table.close()


class Reader:
    """Asks a PDF each second, always of a report that is new in one sentence. took: the seconds of each."""

    def __init__(self, loop: Loop, port: int, leader: SeatClient) -> None:
        self.loop, self.http, self.path = loop, Http(loop, port), leader.address
        self.cookies = cookies_of(leader)
        found = re.search(r'action="step/conclusie/conclude".*?name="wording" value="(\d+)"', leader.fresh_html(), re.S)
        assert found
        self.wording = int(found[1])
        self.took: list[float] = []
        self.reading = False
        self.size = 0

    def begin(self) -> None:
        self.reading = True
        self._change()

    def _change(self) -> None:
        fields = {"text": f"We gaan door en kijken na gesprek {self.wording} opnieuw.", "wording": self.wording}
        self.wording += 1
        self.http.post(f"{self.path}step/conclusie/conclude", {**fields, "op": os.urandom(9).hex()}, self.cookies,
                       self._changed)  # fmt: skip

    def _changed(self, answer: Answer) -> None:
        assert answer[0] == 200, answer
        begun = perf_counter()

        def came(paper: Answer) -> None:
            assert paper[2].startswith(b"%PDF"), paper[:2]
            self.size = len(paper[2])
            self.took.append(perf_counter() - begun)
            if self.reading:
                self.loop.at(begun + 1 / PAPERS_A_SECOND, lambda: self._change() if self.reading else None)

        self.http.get(f"{self.path}report.pdf", self.cookies, came)

    def end(self) -> None:
        """Wait for the one that is being made."""
        self.reading = False
        assert self.loop.run(lambda: not self.http.waiting, 20), "no PDF"


@click.command()
@click.option("--seats", default=30, show_default=True)
@click.option("--inputs", default=400, show_default=True, help="With papers being made, and as many without.")
@click.option("--period", default=1.5, show_default=True, help="Seconds in which each seat sends one input.")
@click.option("--times", default=3, show_default=True, help="Repetitions.")
@click.option("--moves", default=1000, help="At most so many moves of the conversation that is reported.")
def main(seats: int, inputs: int, period: float, times: int, moves: int) -> list[Figure]:
    """Make papers, one after the other, while a room talks."""
    took, ratios, waited, freezes = [], [], [], []
    with tempfile.TemporaryDirectory() as folder, Beraad(Path(folder)) as server:
        leader = talked(server, moves)
        loop = Loop()
        site = Site("beraad", server, [beraad_room(loop, server, seats)], sentences)
        reader = Reader(loop, server.port, leader)
        turns = range(seats)
        measure([site], turns, period)  # to get warm
        for _ in range(times):
            server.signal(signal.SIGUSR1)
            reader.took.clear()
            meanwhile, alone = list[float](), list[float]()
            for _ in range(SLICES):
                for waits, papers in ((alone, False), (meanwhile, True)):
                    turns = range(turns.stop, turns.stop + inputs // SLICES)
                    if papers:
                        reader.begin()
                    waits += measure([site], turns, period)[0].waits
                    if papers:
                        reader.end()
            took.append(max(reader.took))
            freezes.append(server.freeze())
            waited.append((percentile(meanwhile, 99) * 1e3, percentile(alone, 99) * 1e3))
            ratios.append(waited[-1][0] / waited[-1][1])
            click.echo(
                f"  {len(reader.took)} papers of {reader.size // 1000} kB, the slowest {took[-1]:.2f} s; "
                f"p99 {waited[-1][0]:.1f} ms beside {waited[-1][1]:.1f}, longest freeze {freezes[-1]:.0f} ms; "
                f"load {figures.load()}"
            )
        loop.close()
    beside = "{:.0f} ms beside {:.0f}".format(*sorted(waited)[times // 2])
    return figures.say(
        [
            Figure(
                "PDF of a full report: the slowest", took, "s", 1, f"longest freeze of the loop {max(freezes):.0f} ms"
            ),
            Figure(f"room of {seats} meanwhile: p99 until all saw it", ratios, "× without", 1.2, beside),
        ]
    )


if __name__ == "__main__":
    main()
