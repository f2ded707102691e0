"""A room of real seats: what each sees, and what each must not see, over real HTTP and WebSocket bytes."""

import json
import random
import re
from contextlib import suppress

import pytest
from socketio.exceptions import ConnectionError

from beraad.accounts.roles import Role
from beraad.simulate import merge
from beraad.simulate.seat_client import Refused, SeatClient, page_of
from tests.live.server import EMAIL, Server, steered

CANARY = "kanarie-{}-in-de-mijn"


def everything(seat: SeatClient) -> str:
    """All that ever reached this seat: pages, receipts, pushes."""
    return json.dumps(seat.heard) + "".join(seat.read) + seat.text()


def judged(server: Server) -> tuple[SeatClient, list[SeatClient]]:
    """A leader and three seats at the weighing, each with a reason of its own written."""
    leader = server.facilitator()
    code = server.prepare(leader)
    seats = [server.join(code, name) for name in ("Fatima", "Zoë", "Wim")]
    for seat in (leader, *seats):
        seat.connect()
    leader.do("open-step", {"step": "afweging"})
    for number, seat in enumerate(seats):
        assert seat.wait(lambda s: "own-afweging-1" in s.page.own)
        seat.do("choose", {"choice": "a", "because": CANARY.format(number)}, step="afweging")
    return leader, seats


def test_nothing_written_privately_reaches_another_seat_before_the_reveal(server: Server) -> None:
    leader, seats = judged(server)
    leader.wait(lambda s: "3" in s.page.parts["controls"])
    for mine, seat in enumerate(seats):
        for theirs in range(3):
            assert (CANARY.format(theirs) in everything(seat)) == (theirs == mine)
    assert "kanarie" not in everything(leader)
    leader.do("announce-reveal", {"step": "afweging", **steered(leader)})
    for seat in (leader, *seats):
        assert seat.wait(lambda s: all(CANARY.format(n) in s.text() for n in range(3)), 6)
    assert "kanarie" not in server.log.read_text()


def test_long_polling_hides_as_much(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    code = sqlite_server.prepare(leader)
    writer, reader = sqlite_server.join(code, "Fatima"), sqlite_server.join(code, "Zoë")
    reader.connect(["polling"])
    leader.do("open-step", {"step": "waarden"})
    writer.fetch()
    writer.do("add-voice", {"chair": "kind", "value": CANARY.format(0)}, step="waarden")
    assert reader.wait(lambda s: "step-waarden-1" in s.page.parts)
    reader.wait(lambda s: s.page.stamp == writer.page.stamp, 1)
    assert "kanarie" not in everything(reader)


@pytest.mark.parametrize("server", ["sqlite", "two workers"], indirect=True)
def test_state_and_pushes_make_the_same_page_as_a_fresh_one(server: Server) -> None:
    """Random commands of a leader and three seats; one comes later, one loses its socket on the way."""
    chance = random.Random(7)
    leader = server.facilitator()
    code = server.prepare(leader)
    seats = [server.join(code, name) for name in ("Fatima", "Zoë")]
    for seat in (leader, *seats):
        seat.connect()
    for turn in range(60):
        if turn == 20:
            seats.append(server.join(code, "Wim"))
            seats[-1].connect()
        if turn == 35:
            seats[0].close()
        if turn == 45:
            seats[0].connect()
        _something(chance, leader, seats)
    stamp = leader.fresh_page().stamp
    for seat in (leader, *seats):
        assert seat.wait(lambda s: s.page.stamp == stamp, 8), f"{seat.page.stamp} is not {stamp}"
        assert seat.wait(lambda s: merge.shown(s.page) == merge.shown(s.fresh_page()), 3)


def _something(chance: random.Random, leader: SeatClient, seats: list[SeatClient]) -> None:
    seat, step = chance.choice(seats), chance.choice(["dilemma", "waarden", "afweging", "conclusie", "afspraken"])
    asks = [
        lambda: leader.do("open-step", {"step": step}),
        lambda: leader.do("move-clock", {"minutes": chance.choice([-1, 1])}),
        lambda: leader.do("announce-reveal", {"step": step}),
        lambda: leader.do("lower-screens"),
        lambda: leader.do("name-typist", {"seat": ""}),
        lambda: leader.do("word", {"a": f"A{chance.random()}", "b": "B", "wording": "0"}, step="dilemma"),
        lambda: seat.do("add-voice", {"chair": "kind", "value": f"v{chance.random()}"}, step="waarden"),
        lambda: seat.do("choose", {"choice": "b", "because": f"w{chance.random()}"}, step="afweging"),
        lambda: seat.do("mark-ready", {"step": step, "ready": "true"}),
    ]
    with suppress(Refused):
        chance.choice(asks)()


def test_a_removed_seat_hears_so_and_gets_nothing_more(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    code = sqlite_server.prepare(leader)
    wim = sqlite_server.join(code, "Wim")
    wim.connect()
    id = leader.fresh_html().partition('data-seat="')[2].partition('"')[0]
    leader.do("remove-seat", {"seat": id})
    assert wim.wait(lambda s: ("gone", {"why": "removed"}) in s.heard)
    with pytest.raises(Refused):
        wim.fetch()


def test_signing_out_ends_the_leaders_key_and_socket(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    sqlite_server.prepare(leader)
    leader.connect()
    leader.post("/sign-out", {})
    assert leader.wait(lambda s: ("gone", {"why": "signed-out"}) in s.heard)
    with pytest.raises(Refused, match="404"):
        leader.do("open-step", {"step": "dilemma"})


def test_ending_access_ends_keys_and_sockets_at_once(server: Server) -> None:
    leader = server.facilitator()
    code = server.prepare(leader)
    wim = server.join(code, "Wim")
    for seat in (leader, wim):
        seat.connect()
    server.account("beheer@voorbeeld.example", Role.ADMINISTRATOR)
    administrator = server.signed_in("beheer@voorbeeld.example")
    rows = re.findall(r'(?s)<tr>(.*?)href="/people/([^"]+)"', administrator.get("/people").text)
    (id,) = (id for row, id in rows if EMAIL in row)
    administrator.post(f"/people/{id}/end", {})
    assert leader.wait(lambda s: ("gone", {"why": "signed-out"}) in s.heard)
    with pytest.raises(Refused, match="404"):
        leader.do("open-step", {"step": "dilemma"})
    with pytest.raises(ConnectionError):
        leader.connect()
    assert wim.connected  # a guest stays at the table
    assert leader.status("/sessions/new") == 401 or "sign-in" in leader.get("/sessions/new").url


def test_a_socket_without_a_key_is_refused(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    code = sqlite_server.prepare(leader)
    stranger = SeatClient(sqlite_server.origin)
    stranger.address = sqlite_server.join(code, "Wim").address
    with pytest.raises(ConnectionError):
        stranger.connect()


def test_without_scripts_a_form_leads_back_to_the_page(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    code = sqlite_server.prepare(leader)
    wim = sqlite_server.join(code, "Wim")
    leader.do("open-step", {"step": "afweging"})
    answer = wim.post(f"{wim.address}step/afweging/choose", {"choice": "a", "because": "rust", "op": "x"})
    assert "rust" in answer.text
    assert page_of(answer.text).order["stage"]


def test_who_is_named_typist_gets_the_fields_at_once(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    code = sqlite_server.prepare(leader)
    wim = sqlite_server.join(code, "Wim")
    wim.connect()
    leader.do("open-step", {"step": "dilemma"})
    leader.fetch()
    id = leader.text().partition('data-seat="')[2].partition('"')[0]
    leader.do("name-typist", {"seat": id})
    assert wim.wait(lambda s: "step/dilemma/word" in s.text())
    assert merge.shown(wim.page) == merge.shown(wim.fresh_page())
    assert "push-failed" not in sqlite_server.log.read_text()
