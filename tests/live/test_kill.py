"""kill -9 while people write: what was acknowledged is there, once, and a countdown goes on."""

import re
import threading
import time

import pytest
import requests

from beraad.simulate.seat_client import Refused
from tests.live.server import Server, steered

INPUTS = 12


def test_acknowledged_inputs_survive_a_killed_server_and_are_there_once(server: Server) -> None:
    leader = server.facilitator()
    code = server.prepare(leader)
    seats = [server.join(code, f"Seat{number}") for number in range(4)]
    leader.do("open-step", {"step": "waarden"})
    acknowledged: list[str] = []

    def write(number: int) -> None:
        for turn in range(6):
            word, op = f"woord-{number}-{turn}", f"op-{number}-{turn}"
            while True:  # as the page does: the same op again until there is an answer
                try:
                    seats[number].do("add-voice", {"chair": "kind", "value": word}, step="waarden", op=op)
                    acknowledged.append(word)
                    break
                except requests.RequestException:
                    time.sleep(0.05)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for _ in range(3):
        time.sleep(0.1)
        server.kill()
        server.start()
    for writer in writers:
        writer.join(30)
        assert not writer.is_alive()
    assert len(acknowledged) == 24
    for seat in seats:
        seat.fetch()
    leader.fetch()
    leader.do("announce-reveal", {"step": "waarden", **steered(leader)})
    assert leader.wait(lambda s: "woord-0-0" in s.fresh_html(), 8)
    table = leader.fresh_html()
    shown = {word: table.count(f'<strong translate="no">{word}<') for word in acknowledged}
    assert shown == dict.fromkeys(acknowledged, 1)


def test_an_announced_reveal_survives_a_killed_server(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    code = sqlite_server.prepare(leader)
    wim = sqlite_server.join(code, "Wim")
    leader.do("open-step", {"step": "afweging"})
    wim.do("choose", {"choice": "a", "because": "rust in huis"}, step="afweging")
    leader.fetch()
    leader.do("announce-reveal", {"step": "afweging", **steered(leader)})
    sqlite_server.kill()
    sqlite_server.start()
    assert leader.wait(lambda s: "rust in huis" in s.fresh_html(), 8)


def test_a_retried_join_is_the_same_seat_also_after_a_restart(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    code = sqlite_server.prepare(leader)
    for _ in range(2):
        leader.http.post(f"{sqlite_server.origin}/join", data={"code": code, "name": "Zoë", "op": "once"}, timeout=10)
        sqlite_server.kill()
        sqlite_server.start()
    leader.fetch()
    assert len(set(re.findall(r'data-seat="(\w+)"', leader.text()))) == 1


def test_a_refusal_is_decided_again(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    code = sqlite_server.prepare(leader)
    wim = sqlite_server.join(code, "Wim")
    with pytest.raises(Refused, match="409"):
        wim.do("choose", {"choice": "a", "because": "te vroeg"}, step="afweging", op="again")
    leader.do("open-step", {"step": "afweging"})
    wim.do("choose", {"choice": "a", "because": "te vroeg"}, step="afweging", op="again")
