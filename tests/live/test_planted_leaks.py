"""A leak at any of four doors is found at that door: in a page, a receipt, a push over WebSocket and one over polling.

The bytes are those that come in over HTTP and the socket, decoded; the same look at a sound server finds nothing.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from beraad.simulate.seat_client import SeatClient, texts_in
from tests.live.server import Server

CANARY = "kanarie-in-de-mijn"

# A visibility that shows what is written as if it were revealed.
VISIBLE = """
import msgspec
from beraad.deliberation import visibility
from beraad.deliberation.state import Seen
def visible(state, seat=None):
    steps = {id: msgspec.structs.replace(here, revealed=True) for id, here in state.steps.items()}
    return Seen(**{**msgspec.structs.asdict(state), "steps": steps})
"""
IN_PAGE = VISIBLE + "import beraad.web.session_pages as pages; pages.visible = visible"
IN_PUSH = VISIBLE + "import beraad.live.push as push; push.visible = visible"
# An answer that is made of everybody's own parts.
IN_RECEIPT = """
import beraad.web.session_pages as pages
from flask import jsonify
submit = pages.submit
def told_too_much(id, seat, command):
    answer = submit(id, seat, command)
    state = pages.use_cases().sessions.state(id)
    own = {p.key + s.id: pages.render(p, "nl") for s in state.seats.values()
           for p in pages.own_parts(pages.visible(state, s.id), s)}
    return jsonify(**{**answer.get_json(), "mine": own})
pages.submit = told_too_much
"""


class Ear:
    """What reached a seat, by the door through which it came."""

    def __init__(self, seat: SeatClient) -> None:
        self.seat = seat
        self.came: dict[str, list[str]] = defaultdict(list)
        seat.http.hooks["response"].append(self._hear)

    def _hear(self, answer: requests.Response, *_: Any, **__: Any) -> None:
        door = "page"
        if "transport=polling" in answer.url:
            door = "long-poll"
        elif answer.headers.get("Content-Type", "").startswith("application/json"):
            door = "receipt"
        self.came[door].append(answer.text)

    def doors_with(self, words: str) -> set[str]:
        """Return the doors through which these words came."""
        if not self.came["long-poll"]:
            self.came["push"] = [json.dumps(message) for _, message in self.seat.heard]
        return {door for door, bodies in self.came.items() if any(words in text for text in texts_in(bodies))}


@pytest.fixture
def house(ready: Path) -> Iterator[Server]:
    server = Server(ready)
    yield server
    server.kill()


def listen(house: Server, transport: str) -> Ear:
    """Let one seat write privately and another take in all that there is: pushes, a receipt, the page again."""
    leader = house.facilitator()
    code = house.prepare(leader)
    writer, reader = house.join(code, "Fatima"), SeatClient(house.origin)
    ear = Ear(reader)
    reader.join(code, "Zoë")
    reader.connect([transport])
    leader.do("open-step", {"step": "waarden"})
    assert reader.wait(lambda s: "step-waarden-1" in s.page.parts, 60)
    writer.do("add-voice", {"chair": "kind", "value": CANARY}, step="waarden")
    reader.do("add-voice", {"chair": "ouder", "value": "rust"}, step="waarden")
    stamp = writer.fresh_page().stamp
    assert reader.wait(lambda s: s.page.stamp == stamp, 60)
    reader.fetch()
    return ear


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_through_no_door_comes_what_somebody_else_wrote_privately(transport: str, house: Server) -> None:
    house.start()
    ear = listen(house, transport)
    assert ear.doors_with(CANARY) == set()
    assert ear.doors_with("rust") >= {"page", "receipt"}  # it hears what may be heard


@pytest.mark.parametrize(
    ("fault", "transport", "door"),
    [
        (IN_PAGE, "websocket", "page"),
        (IN_RECEIPT, "websocket", "receipt"),
        (IN_PUSH, "websocket", "push"),
        (IN_PUSH, "polling", "long-poll"),
    ],
    ids=["page", "receipt", "push", "long-poll"],
)
def test_a_leak_at_one_door_is_found_there(fault: str, transport: str, door: str, house: Server) -> None:
    house.start(fault)
    assert listen(house, transport).doors_with(CANARY) == {door}
