"""Keys over real HTTP and sockets: two phones at once, signing out in the middle, a seat that moves."""

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

import requests
from socketio.exceptions import ConnectionError

from beraad.simulate.seat_client import SeatClient
from tests.live.server import EMAIL, Server, slow_setting

SAME = {"Sec-Fetch-Site": "same-origin"}


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do these at the same moment; return what each gave."""
    found: list[object] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(at: int, act: Callable[[], object]) -> None:
        start.wait()
        found[at] = act()

    threads = [threading.Thread(target=run, args=(at, act)) for at, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def a_pass(server: Server, leader: SeatClient) -> str:
    """Ask a pass; return its code."""
    answer = leader.post(f"{leader.address}pair", {"op": leader.op()})
    code = re.search(r'class="door__code">([A-Z0-9 ]{9})<', answer.text)
    assert code
    return code[1]


def take(server: Server, code: str) -> Callable[[], requests.Session]:
    """Take a pass with a phone of its own; give that phone."""

    def act() -> requests.Session:
        phone = requests.Session()
        phone.post(f"{server.origin}/pair", {"code": code}, headers=SAME, timeout=30, allow_redirects=False)
        return phone

    return act


def leads(server: Server, phone: object, address: str) -> bool:
    assert isinstance(phone, requests.Session)
    return phone.get(f"{server.origin}{address}", timeout=30).status_code == 200


def test_of_phones_that_press_at_once_one_leads(server: Server) -> None:
    leader = server.facilitator()
    server.prepare(leader)
    code = a_pass(server, leader)
    phones = at_once(*[take(server, code) for _ in range(6)])
    assert [leads(server, phone, leader.address) for phone in phones].count(True) == 1


def test_whatever_is_made_while_somebody_signs_out_ends_with_it(server: Server) -> None:
    """Entering, taking a pass and opening the screen, all while the same person signs out; then nothing opens."""
    leader = server.facilitator()
    server.prepare(leader)
    address = leader.address
    session = address.split("/")[2]
    for _ in range(4):
        out = server.signed_in(EMAIL)
        out.open(urlsplit(out.post(f"/sessions/{session}/enter", {"face": "lead"}).url).path)
        code = a_pass(server, out)
        made: list[requests.Session] = []

        def enter(out: SeatClient = out, made: list[requests.Session] = made) -> None:
            """As the same browser, in a tab of its own."""
            tab = requests.Session()
            tab.cookies.update(out.http.cookies)
            tab.post(
                f"{server.origin}/sessions/{session}/enter",
                {"face": "lead"},
                headers=SAME,
                timeout=30,
                allow_redirects=False,
            )
            made.append(tab)

        phones = at_once(enter, enter, take(server, code), lambda out=out: out.post("/sign-out", {}), enter)  # type: ignore[misc]
        for phone in [*made, phones[2]]:
            assert not leads(server, phone, address)
    assert leader.fresh_html()


def test_the_sockets_of_both_devices_close_when_one_signs_out(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    sqlite_server.prepare(leader)
    phone = SeatClient(sqlite_server.origin)
    phone.post("/pair", {"code": a_pass(sqlite_server, leader)})
    phone.open(leader.address)
    for device in (leader, phone):
        device.connect()
    leader.post("/sign-out", {})
    assert leader.wait(lambda s: not s.connected)
    assert phone.wait(lambda s: not s.connected)


SLOW_TO_CONNECT = slow_setting(1)
"""A store that takes its time, between looking at the key of a socket and letting it in."""


def test_a_socket_that_connects_while_its_sign_in_ends_is_not_let_in(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    sqlite_server.prepare(leader)
    sqlite_server.kill()
    sqlite_server.start(SLOW_TO_CONNECT)
    late = threading.Timer(0.4, lambda: leader.post("/sign-out", {}))
    late.start()
    with suppress(ConnectionError):
        leader.connect()
    late.join()
    assert leader.wait(lambda s: not s.connected)
    assert leader.wait(lambda s: s.resumes == 0 or s.why_gone != ""), "asked again, its page is refused too"


def test_nothing_of_a_pass_or_of_an_own_link_stands_in_the_log(sqlite_server: Server) -> None:
    leader = sqlite_server.facilitator()
    zoe = sqlite_server.join(sqlite_server.prepare(leader), "Zoë")
    code = a_pass(sqlite_server, leader)
    own = zoe.get(f"{zoe.address}own").text
    link = re.search(r'id="own-link" value="([^"]+)"', own)
    assert link
    requests.get(link[1], timeout=30)
    requests.post(link[1], headers=SAME, timeout=30)
    take(sqlite_server, code)()
    requests.get(f"{sqlite_server.origin}/pair/kanarie", timeout=30)
    log = sqlite_server.log.read_text()
    assert "/own/<id>/<seat>/<token>" in log, "the route is there"
    for word in (link[1].rpartition("/")[2], code, code.replace(" ", ""), "kanarie"):
        assert word not in log
