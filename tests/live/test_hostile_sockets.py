"""Clients that speak the words of the engine itself, to stay on, or to have the log say too much."""

import socket
from urllib.parse import urlsplit

import pytest
import requests

from beraad.simulate.seat_client import SeatClient
from tests.live.server import Server
from tests.live.test_room import everything


def say(seat: SeatClient, event: str) -> None:
    """Send an event over a socket, and return when the server has handled it or closed the socket."""
    assert seat._socket
    seat._socket.emit(event)
    seat._socket.emit("presence", "here")
    seat.wait(lambda s: not s.connected, 1)


@pytest.mark.parametrize("event", ["disconnect", "connect"])
def test_who_claims_to_be_gone_hears_nothing_after_being_removed(sqlite_server: Server, event: str) -> None:
    leader = sqlite_server.facilitator()
    code = sqlite_server.prepare(leader)
    spy, other = sqlite_server.join(code, "Fatima"), sqlite_server.join(code, "Zoë")
    for seat in (leader, spy, other):
        seat.connect()
    say(spy, event)
    leader.do("remove-seat", {"seat": leader.fresh_html().partition('data-seat="')[2].partition('"')[0]})
    leader.do("open-step", {"step": "waarden"})
    assert other.wait(lambda s: "step-waarden-1" in s.page.parts)
    assert spy.wait(lambda s: not s.connected)
    assert "step-waarden-1" not in everything(spy)


def test_who_claims_to_be_gone_is_let_go_on_signing_out_too(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    sqlite_server.prepare(leader)
    leader.connect()
    say(leader, "disconnect")
    leader.post("/sign-out", {})
    assert leader.wait(lambda s: not s.connected)


def test_no_fault_of_a_request_or_a_socket_tells_the_log_what_was_sent_or_from_where(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    seat = sqlite_server.join(sqlite_server.prepare(leader), "Zoë")
    seat.connect()
    assert seat._socket
    seat._socket.emit("presence", ("kanarie-a", 2, 3))
    for frame in ('42[["a"],"kanarie-b"]', '42{"kanarie":1}', '44{"message":"kanarie-c"}', "4kanarie-d", "kanarie-e"):
        seat.close()
        seat.connect()
        seat._socket.eio.ws.send(frame)
    live = f"{sqlite_server.origin}{seat.address}live/"
    for query in (
        "?EIO=4&transport=polling&sid=kanarie-f",
        "?EIO=4&transport=kanarie-g",
        "?EIO=4&transport=polling&j=x",
    ):
        answer = requests.get(live + query, timeout=10)
        assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
    for line in (b"KANARIE-H", b"GET /kanarie-i HTTP/9.9", b"GET /join HTTP/1.1\r\nContent-Length: kanarie-j"):
        with socket.create_connection(("127.0.0.1", urlsplit(sqlite_server.origin).port or 0), 10) as plain:
            plain.sendall(line + b"\r\nHost: 127.0.0.1\r\n\r\n")
            while plain.recv(4096):
                pass
    log = sqlite_server.log.read_text()
    assert '"event": "fault"' in log, "the fault itself is noted"
    assert "kanarie" not in log.lower()
    assert "127.0.0.1" not in log.replace(sqlite_server.origin, ""), "where somebody was"
