"""Hostile requests: from elsewhere, twice, at the wrong place or time, and sockets that do not belong."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import websocket
from werkzeug.test import TestResponse

from beraad.app import App
from tests.live.server import Server
from tests.stores import put_copies
from tests.web.conftest import OURS, People
from tests.web.test_hostile_input import FORMS, JSON, Room, said


@pytest.fixture
def room(app: App, people: People) -> Room:
    return Room(app, people)


def code_of(answer: TestResponse) -> str:
    code: str = answer.json["error"]["code"]  # type: ignore[index]
    return code


def test_links_come_from_the_settings_and_never_from_the_host_header(room: Room) -> None:
    evil = {"Host": "kwaad.example", "X-Forwarded-Host": "kwaad.example", **OURS}
    for who, path in ((room.lead, f"{room.path}lead/"), (room.seat, f"{room.path}in/"), (room.seat, "/join")):
        answer = who.get(path, headers=evil)
        assert "kwaad.example" not in answer.text + str(answer.headers), path
    answer = room.seat.post("/join", data={"code": room.code, "name": "Wim", "op": "w"}, headers=evil)
    assert answer.location.startswith("/s/")


def test_a_form_from_another_site_is_refused_everywhere(room: Room) -> None:
    addresses = ["/join", "/sessions", *(f"{room.path}{face}/{at}" for face in ("in", "lead") for at in FORMS)]
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://kwaad.example"}, {"Origin": "null"}, {}):
        for address in addresses:
            answer = room.lead.post(address, data={}, headers={**headers, "Accept": "application/json"})
            assert (answer.status_code, code_of(answer)) == (403, "from-elsewhere"), address


def test_what_takes_a_form_is_not_there_to_be_read(room: Room) -> None:
    """Who opens it all the same comes at the page of the seat, and nothing was done."""
    for at in FORMS:
        answer = room.lead.get(f"{room.path}lead/{at}")
        assert (answer.status_code, answer.location) == (303, f"{room.path}lead/"), at
        asked = room.lead.get(f"{room.path}lead/{at}", headers={"Accept": "application/json"})
        assert asked.status_code == 404, at
    assert room.lead.open(f"{room.path}lead/", method="DELETE", headers=OURS).status_code == 404


def test_another_face_another_session_and_no_key_are_all_not_there(room: Room, app: App) -> None:
    stranger = app.flask.test_client()
    for who, at in ((room.seat, "lead/open-door"), (room.seat, "screen/open-door"), (stranger, "in/share-words")):
        assert room.do(who, at, yes="true").status_code == 404, at
    for address in ("/s/bestaat-niet/in/", f"{room.path}beheer/", f"{room.path}in/%00", "/s/../in/", f"{room.path}in"):
        answer = room.seat.get(address)
        assert answer.status_code in (404, 308), address
        assert "Zoë" not in answer.text
    assert room.do(room.seat, "in/open-step", step="afweging").status_code in (403, 409)


def test_a_huge_query_and_odd_headers_are_no_fault(room: Room) -> None:
    for path in ("/join", f"{room.path}in/"):
        for query in ("?" + "a=1&" * 2000, "?code=" + "x" * 20_000, "?lang=xx&theme=<b>", "?code=%00%ff%ED%A0%80"):
            answer = room.seat.get(path + query, headers={"Accept-Language": "x" * 3000, "Accept": "*/*;q=nan"})
            assert answer.status_code in (200, 404, 422), path + query[:30]
            assert "<b>" not in answer.text


@pytest.mark.parametrize("seen", ["9" * 5000, "٣", "-1", "1e3", " 1", "0x1"])
def test_a_number_that_is_none_is_no_fault(room: Room, seen: str) -> None:
    assert room.do(room.lead, "lead/pause", seen=seen).status_code < 500


def test_the_same_op_answers_the_same_and_with_another_text_is_refused(room: Room) -> None:
    room.do(room.lead, "lead/open-step", step="waarden", seen="0")
    voice = {"chair": "kind", "value": "rust", "op": "een"}
    first = room.do(room.seat, "in/step/waarden/add-voice", **voice)
    again = room.do(room.seat, "in/step/waarden/add-voice", **voice)
    assert (first.status_code, first.json) == (200, again.json)
    other = room.do(room.seat, "in/step/waarden/add-voice", **{**voice, "value": "iets anders"})
    assert (other.status_code, code_of(other)) == (409, "op-used-twice")
    page = room.seat.get(f"{room.path}in/").text
    assert "iets anders" not in page
    assert page.count('<strong translate="no">rust</strong>') == 1


def test_a_join_that_is_sent_twice_gives_one_seat(room: Room, app: App) -> None:
    phone = app.flask.test_client()
    form = {"code": room.code, "name": "Wim", "op": "twee-keer"}
    places = [phone.post("/join", data=form, headers=OURS).location for _ in range(2)]
    assert places[0] == places[1]
    assert set(re.findall(r'translate="no">(Wim[^<]*)<', room.lead.get(f"{room.path}lead/").text)) == {"Wim"}
    assert phone.get(places[0]).status_code == 200


def test_a_beraad_that_has_ended_says_so_to_every_command(room: Room) -> None:
    room.do(room.lead, "lead/open-step", step="waarden", seen="0")
    seen = re.search(r'name="seen" value="(\d+)"', room.lead.get(f"{room.path}lead/").text)
    assert seen
    assert room.do(room.lead, "lead/close", seen=seen[1]).status_code == 200
    answer = room.do(room.seat, "in/step/waarden/add-voice", chair="kind", value="te laat")
    assert answer.status_code == 409
    for at in FORMS:
        for face, who in (("in", room.seat), ("lead", room.lead)):
            said(room.do(who, f"{face}/{at}"), at)
    refused = room.do(room.seat, "in/step/waarden/add-voice", OURS, chair="kind", value="een zin die ik houd")
    assert "een zin die ik houd" in refused.text
    late = room.seat.post("/join", data={"code": room.code, "name": "Wim"}, headers=OURS)
    assert 400 <= late.status_code < 500


def test_two_facilitators_at_once_move_the_group_once(room: Room) -> None:
    seen = re.search(r'name="seen" value="(\d+)"', room.lead.get(f"{room.path}lead/").text)
    assert seen
    first = room.do(room.lead, "lead/open-step", step="waarden", seen=seen[1], op="1")
    second = room.do(room.lead, "lead/open-step", step="afweging", seen=seen[1], op="2")
    assert (first.status_code, second.status_code) == (200, 409)
    said(second, "two at once")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, sqlite_prepared: Path) -> Iterator[tuple[Server, str, str]]:
    """A running server, the path of a seat in it, and the cookie of that seat."""
    server = Server(put_copies(sqlite_prepared, tmp_path_factory.mktemp("served")))
    server.start()
    leader = server.facilitator()
    seat = server.join(server.prepare(leader), "Zoë")
    cookie = next(one for one in seat.http.cookies if one.name == "beraad_in")
    yield server, seat.address, f"beraad_in={cookie.value}"
    server.kill()


def dial(server: Server, path: str, cookie: str, origin: str | None) -> websocket.WebSocket:
    address = server.origin.replace("http", "ws") + path + "?EIO=4&transport=websocket"
    wanted = {"origin": origin} if origin else {"suppress_origin": True}
    return websocket.create_connection(address, cookie=cookie, timeout=5, **wanted)


def test_a_socket_of_another_site_or_at_another_door_is_refused(served: tuple[Server, str, str]) -> None:
    server, path, cookie = served
    dial(server, f"{path}live", cookie, server.origin).close()
    for address, origin in ((f"{path}live", "https://kwaad.example"), (f"{path}live", "null"),
                            ("/socket.io/", server.origin), ("/socket.io", server.origin)):  # fmt: skip
        with pytest.raises(websocket.WebSocketBadStatusException):
            dial(server, address, cookie, origin)
    for address in ("/socket.io/", f"{path}live"):
        polled = requests.get(
            f"{server.origin}{address}?EIO=4&transport=polling",
            headers={"Origin": "https://kwaad.example", "Cookie": cookie, "X-Forwarded-Host": "kwaad.example"},
            timeout=5,
        )
        assert polled.status_code >= 400, address


def closes(line: websocket.WebSocket) -> bool:
    """Read on until the other side has gone."""
    try:
        while line.recv():
            pass
    except websocket.WebSocketTimeoutException:
        return False
    except (websocket.WebSocketConnectionClosedException, OSError):
        pass
    return True


def test_a_frame_of_more_than_eight_kilobytes_closes_the_socket(served: tuple[Server, str, str]) -> None:
    server, path, cookie = served
    line = dial(server, f"{path}live", cookie, server.origin)
    line.recv()
    line.send("40")
    line.recv()
    line.send("42" + json.dumps(["presence", "x" * 9_000]))
    assert closes(line)
    assert requests.get(f"{server.origin}/healthz", timeout=5).status_code == 200


@pytest.mark.parametrize("frame", ["one without end", "many that are one message"])
def test_a_message_without_end_is_cut_off_before_it_fills_the_memory(
    served: tuple[Server, str, str], frame: str
) -> None:
    server, path, cookie = served
    line = dial(server, f"{path}live", cookie, server.origin)
    line.recv()
    whole = frame == "one without end"
    assert line.sock
    line.sock.sendall(b"\x81\xff" + (1 << 30).to_bytes(8) + bytes(4) if whole else b"\x01\x80" + bytes(4))
    piece = b"x" * 4000 if whole else b"\x00\xfe" + (4000).to_bytes(2) + bytes(4) + b"x" * 4000
    with pytest.raises(OSError):  # reset, broken or timed out: it is read no further
        line.sock.sendall(piece * 16_000)  # 64 MB


ODD = ("42[]", "42", "4", "", "42[1]", '42["presence"]', '42["presence",{"a":1},2,3]', "9", '42["connect"]', "451-[",
       '42["disconnect"]', '42["open-step",{"step":"afweging"}]', "40/x,", "é" * 99,
       "42kanarie", '42["presence","kanarie"]', '42["kanarie",{}]', "kanarie")  # fmt: skip


def test_odd_frames_are_no_fault_and_move_nothing(served: tuple[Server, str, str]) -> None:
    server, path, cookie = served
    before = requests.get(server.origin + path, headers={"Cookie": cookie}, timeout=5).text
    for frame in ODD:
        line = dial(server, f"{path}live", cookie, server.origin)
        line.recv()
        line.send("40")
        line.recv()
        line.send(frame)
        line.close()
    after = requests.get(server.origin + path, headers={"Cookie": cookie}, timeout=5).text
    stamp = re.search('data-stamp="[^"]+"', before)
    assert stamp
    assert stamp[0] in after
    assert "kanarie" not in server.log.read_text()


def test_headers_say_what_they_should_on_every_answer(room: Room) -> None:
    for answer in (room.seat.get(f"{room.path}in/"), room.do(room.seat, "in/mark-ready"), room.seat.get("/s/x/in/")):
        assert "trusted-types beraad" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Frame-Options"] == "DENY"
    assert JSON["Accept"] == "application/json"
