"""A second device for who leads: a pass that works once, the laptop that becomes the screen, and the way back."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beraad.accounts.refusals import SignInFirst
from beraad.accounts.roles import Role
from beraad.app import App
from beraad.deliberation.ids import SessionId
from beraad.deliberation.refusals import NoSuchSession
from beraad.deliberation.seats import Face
from beraad.services.keys import PASS_LASTS, Keys, PassOver
from beraad.services.tokens import hash_of
from beraad.web.throttle import LIMITS
from tests.web.conftest import OURS, PASSWORD, People, sign_in

FORM = {"title": "Ouder werkt mee", "a": "Doorgaan", "b": "Opschalen", "op": "op"}


def desk_of(prepared: TestResponse) -> str:
    """Return the address of the lead of a session that was just prepared."""
    return f"/s/{prepared.headers['Location'].rpartition('/')[2]}/lead/"


class Room:
    """A session whose facilitator is signed in on a laptop."""

    def __init__(self, app: App, people: People) -> None:
        self.app, self.laptop = app, app.flask.test_client()
        sign_in(self.laptop, people.by_role[Role.FACILITATOR])
        self.lead = desk_of(self.laptop.post("/sessions", data=FORM, headers=OURS))
        self.id = SessionId(self.lead.split("/")[2])
        self.laptop.post(f"{self.lead}open-door", headers=OURS)

    def ask(self, screen: bool = True, op: str = "") -> str:
        """Ask a pass; return the page it stands on."""
        form = {"op": op} | ({"screen": "1"} if screen else {})
        answer = self.laptop.post(f"{self.lead}pair", data=form, headers=OURS)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def link(self, page: str) -> str:
        """Return the address in the QR of a page."""
        which = page.partition("/pair/")[2].partition("?")[0]
        cookie = self.laptop.get_cookie("beraad_lead", path=f"/s/{self.id}/lead")
        assert cookie
        return f"/pair/{self.app.use_cases.keys.pairing(self.id, cookie.value, which).token}"

    def code(self, page: str) -> str:
        found = re.search(r'class="door__code">([A-Z0-9 ]{9})<', self.laptop.get(page).text)
        assert found
        return found[1]

    def state(self, page: str) -> str:
        answer = self.laptop.get(page, headers={"Accept": "application/json"})
        state: str = answer.get_json()["state"]
        return state

    def phone(self) -> FlaskClient:
        return self.app.flask.test_client()

    def join(self) -> FlaskClient:
        client, code = self.phone(), self.app.use_cases.sessions.row(self.id).code
        client.post("/join", data={"code": code, "name": "Zoë", "op": "z"}, headers=OURS)
        return client

    def leads(self, client: FlaskClient) -> int:
        return client.get(self.lead).status_code


def later(room: Room, monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Have that much time pass."""
    now = room.app.use_cases.sessions.now
    moved = type("Moved", (), {"__call__": lambda self: now() + by})()
    monkeypatch.setattr(type(room.app.use_cases.sessions), "now", property(lambda self: moved), raising=False)


@pytest.fixture
def room(app: App, people: People) -> Room:
    return Room(app, people)


def test_a_phone_that_scans_leads_and_looking_alone_takes_nothing(room: Room) -> None:
    page = room.ask()
    shown = room.laptop.get(page).text
    assert "Scan met je telefoon" in shown
    assert "Dan leid jij daar." in shown
    phone, link = room.phone(), room.link(page)
    for _ in range(3):  # a preview of the link looks as well
        looked = phone.get(link)
        assert looked.status_code == 200
        assert "Ouder werkt mee" not in looked.text
        assert "Set-Cookie" not in looked.headers
        assert phone.head(link).status_code == 200
    assert room.state(page) == "open"
    answer = phone.post(link, headers=OURS)
    assert answer.headers["Location"] == f"{room.lead}#paired"
    assert room.leads(phone) == 200
    assert room.state(page) == "taken"
    assert phone.post(f"{room.lead}close-door", headers=OURS).status_code == 303


def test_the_code_does_the_same_however_it_is_typed(room: Room) -> None:
    page = room.ask()
    phone = room.phone()
    answer = phone.post("/pair", data={"code": room.code(page).lower().replace(" ", "")}, headers=OURS)
    assert answer.status_code == 303
    assert room.leads(phone) == 200
    again = room.phone().post("/pair", data={"code": room.code(room.ask(op="x"))}, headers=OURS)
    assert again.status_code == 303


def test_it_works_once_and_the_second_phone_hears_so_kindly(room: Room) -> None:
    page = room.ask()
    link, code = room.link(page), room.code(page)
    first, second = room.phone(), room.phone()
    assert first.post(link, headers=OURS).status_code == 303
    for answer in (second.get(link), second.post(link, headers=OURS), first.post(link, headers=OURS)):
        assert answer.status_code == 409
        assert "Een ander toestel was net eerder." in answer.text
    typed = second.post("/pair", data={"code": code}, headers=OURS)
    assert typed.status_code == 409
    assert "Een ander toestel was net eerder." in typed.text
    assert room.leads(second) == 404


def test_asking_twice_with_one_op_is_one_pass_and_a_new_one_ends_the_last(room: Room) -> None:
    page = room.ask(op="same")
    assert room.ask(op="same") == page
    link = room.link(page)
    newer = room.ask(op="newer")
    assert room.state(page) == "over"
    assert "Deze code werkt niet meer" in room.laptop.get(page).text
    assert room.phone().post(link, headers=OURS).status_code == 404
    assert room.phone().post(room.link(newer), headers=OURS).status_code == 303


def test_after_ten_minutes_it_is_over(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    page = room.ask()
    link, code = room.link(page), room.code(page)
    with monkeypatch.context() as patched:
        later(room, patched, PASS_LASTS - timedelta(seconds=5))
        assert room.phone().get(link).status_code == 200
    later(room, monkeypatch, PASS_LASTS)
    assert room.state(page) == "over"
    assert room.phone().post(link, headers=OURS).status_code == 404
    assert room.phone().post("/pair", data={"code": code}, headers=OURS).status_code == 404
    room.app.use_cases.keys.end_passes()
    with room.app.room.engines.reading.connect() as connection:
        assert connection.execute(room.app.room.tables.tables["passes"].select()).all() == []


def test_guessing_has_one_budget_and_a_good_pass_is_never_held_back(room: Room) -> None:
    link, phone = room.link(room.ask()), room.phone()
    for number in range(int(LIMITS["unknown-pass"].split()[0])):
        assert phone.get(f"/pair/{number:048x}").status_code == 404
    for answer in (phone.get("/pair/guess"), phone.post("/pair", data={"code": "AAAA AAAA"}, headers=OURS)):
        assert answer.status_code == 429
    assert phone.post(link, headers=OURS).status_code == 303


@pytest.mark.parametrize(
    "code", ["", " ", "x" * 200, "\x00", "<script>", "ＡＡＡＡ", "'; DROP TABLE passes --", "🙂🙂"]
)
def test_a_code_that_is_none_is_refused_at_its_field(room: Room, code: str) -> None:
    answer = room.phone().post("/pair", data={"code": code}, headers=OURS)
    assert answer.status_code in (404, 422)
    assert 'id="f-code-error"' in answer.text or "form-error" in answer.text
    assert "<script>" not in answer.text.replace('<script type="module"', "")


@pytest.mark.parametrize("path", ["pair", "pair/x", "screen", "again", "end-others"])
def test_a_guest_and_a_stranger_get_none_of_it(room: Room, path: str) -> None:
    guest = room.join()
    for client in (guest, room.phone()):
        for face in ("lead", "in"):
            ask = client.get if "/" in path else client.post
            assert ask(f"/s/{room.id}/{face}/{path}", headers=OURS).status_code in (404, 409, 422)


def test_a_form_from_elsewhere_takes_nothing(room: Room) -> None:
    page = room.ask()
    link = room.link(page)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {}):
        assert room.phone().post(link, headers=headers).status_code == 403
    assert room.state(page) == "open"


def test_a_pass_of_one_beraad_says_nothing_in_another(app: App, people: People, room: Room) -> None:
    page = room.ask()
    other = desk_of(room.laptop.post("/sessions", data=FORM | {"op": "other"}, headers=OURS))
    which = page.partition("/pair/")[2]
    assert "Deze code werkt niet meer" in room.laptop.get(f"{other}pair/{which}").text
    phone = room.phone()
    phone.post(room.link(page), headers=OURS)
    assert phone.get(other).status_code == 404


def test_the_laptop_is_the_screen_and_the_desk_opens_there_only_when_asked(room: Room) -> None:
    page = room.ask()
    phone = room.phone()
    phone.post(room.link(page), headers=OURS)
    answer = room.laptop.post(f"{room.lead}screen", data={"instead": "1"}, headers=OURS)
    assert answer.headers["Location"] == f"/s/{room.id}/screen/"
    assert room.laptop.get(f"/s/{room.id}/screen/").status_code == 200
    for address in (room.lead, page):
        shown = room.laptop.get(address, follow_redirects=True).text
        assert "Deze laptop is het scherm" in shown
        assert "Draaiboek" not in shown
        assert "desk__" not in shown
    back = room.laptop.get(room.lead)
    assert back.status_code == 409
    assert "Ga terug naar leiden" in back.text
    assert room.laptop.post(f"{room.lead}close-door", headers=OURS).status_code == 409
    assert room.leads(phone) == 200, "the phone has a key of its own"
    assert room.laptop.post(f"{room.lead}again", headers=OURS).headers["Location"] == room.lead
    assert room.leads(room.laptop) == 200


def test_a_laptop_that_is_the_screen_can_pair_another_phone(room: Room) -> None:
    room.laptop.post(f"{room.lead}screen", data={"instead": "1"}, headers=OURS)
    phone = room.phone()
    assert phone.post(room.link(room.ask(op="again")), headers=OURS).status_code == 303
    assert room.leads(phone) == 200
    assert room.leads(room.laptop) == 409


def test_signing_out_ends_both_devices_the_screen_and_every_pass(room: Room) -> None:
    phone, late = room.phone(), room.phone()
    phone.post(room.link(room.ask(op="1")), headers=OURS)
    room.laptop.post(f"{room.lead}screen", headers=OURS)
    left = room.link(room.ask(op="2"))
    room.laptop.post("/sign-out", headers=OURS)
    assert late.post(left, headers=OURS).status_code == 404
    assert room.leads(phone) == room.leads(room.laptop) == 404
    assert room.laptop.get(f"/s/{room.id}/screen/").status_code == 404


def test_who_did_not_scan_it_stops_the_other_device(room: Room) -> None:
    thief, second = room.phone(), room.phone()
    thief.post(room.link(room.ask(op="1")), headers=OURS)
    left = room.link(room.ask(op="2"))
    room.laptop.post(f"{room.lead}screen", data={"instead": "1"}, headers=OURS)
    assert "Stop alle andere toestellen" in room.laptop.get(room.lead).text
    assert room.laptop.post(f"{room.lead}end-others", headers=OURS).status_code == 303
    assert room.leads(thief) == 404
    assert second.post(left, headers=OURS).status_code == 404
    assert room.leads(room.laptop) == 200


def test_after_the_fold_there_is_no_way_in(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    link = room.link(room.ask())
    assert room.laptop.post(f"{room.lead}close", headers=OURS).status_code == 303
    later(room, monkeypatch, timedelta(hours=24))
    monkeypatch.setattr(type(room.app.use_cases.reports), "now", property(lambda self: room.app.use_cases.sessions.now))
    assert room.app.use_cases.reports.tidy().folded == 1
    with room.app.room.engines.reading.connect() as connection:
        assert connection.execute(room.app.room.tables.tables["passes"].select()).all() == []
    assert room.phone().post(link, headers=OURS).status_code == 404


def test_only_hashes_are_stored_and_the_code_needs_the_servers_key(room: Room) -> None:
    page = room.ask()
    token, code = room.link(page).rpartition("/")[2], room.code(page).replace(" ", "")
    with room.app.room.engines.reading.connect() as connection:
        rows = str(connection.execute(room.app.room.tables.tables["passes"].select()).all())
    assert token not in rows
    assert code not in rows
    keys: Keys = room.app.use_cases.keys
    assert keys.behind_code(code) in rows
    assert keys.behind_link(code) not in rows, "a plain hash of the code could be found by trying"


class Meanwhile:
    """Signs out, wholly or only in the bank, at the moment at which it is asked for something."""

    def __init__(self, app: App, wholly: bool = True) -> None:
        self.app, self.accounts = app, app.use_cases.accounts
        email = f"{Role.FACILITATOR}@voorbeeld.example"
        account = app.bank.read(lambda unit: unit.accounts.find_by_email(email))
        assert account
        self.account, self.wholly, self.done = account, wholly, False
        self.token = self.accounts.sign_in(email, PASSWORD, "")
        self.sign_in = hash_of(self.token)

    def id(self) -> str:
        """The first is the secret of the key, the next the id of a seat."""
        name = "another" if self.done else "late"
        self.sign_out()
        return name

    def now(self) -> datetime:
        self.sign_out()
        return self.app.use_cases.sessions.now()

    def stands(self, hashed: str) -> bool:
        self.sign_out()
        return self.accounts.stands(hashed)

    def sign_out(self) -> None:
        if self.done:
            return
        self.done = True
        if self.wholly:
            self.accounts.sign_out(self.token)
        else:
            self.app.bank.writer.run(lambda unit: unit.accounts.end_sign_in(self.sign_in))

    def left(self) -> list[str]:
        """What is in the room that came from this sign-in."""
        tables = [self.app.room.tables.tables[name] for name in ("seat_keys", "passes")]
        with self.app.room.engines.reading.connect() as connection:
            queries = [table.select().where(table.c.sign_in == self.sign_in) for table in tables]
            return [str(row) for query in queries for row in connection.execute(query)]


@pytest.mark.parametrize("face", [Face.LEAD, Face.SCREEN])
def test_a_key_made_while_its_sign_in_ends_ends_too(room: Room, face: Face) -> None:
    """The request was let in; then signing out does all it does; then the key is stored."""
    sessions, out = room.app.use_cases.sessions, Meanwhile(room.app)
    with pytest.raises(SignInFirst):
        replace(sessions, new_id=out.id).enter(out.account, room.id, face, out.sign_in)
    with pytest.raises(NoSuchSession):
        sessions.seat_behind(room.id, face, "late")
    assert out.left() == []


def test_a_pass_made_while_its_sign_in_ends_ends_too(room: Room) -> None:
    sessions, keys, out = room.app.use_cases.sessions, room.app.use_cases.keys, Meanwhile(room.app)
    lead = sessions.enter(out.account, room.id, Face.LEAD, out.sign_in)
    with pytest.raises(NoSuchSession):
        replace(keys, sessions=replace(sessions, now=out.now)).ask_pass(room.id, lead, "op")
    assert out.left() == []


@pytest.mark.parametrize("wholly", [True, False])
def test_a_pass_taken_while_its_sign_in_ends_opens_nothing(room: Room, wholly: bool) -> None:
    """wholly: between looking at it and taking it; else: its row is gone when it was taken, its keys not yet."""
    sessions, keys, out = room.app.use_cases.sessions, room.app.use_cases.keys, Meanwhile(room.app, wholly)
    lead = sessions.enter(out.account, room.id, Face.LEAD, out.sign_in)
    hashed = hash_of(keys.pairing(room.id, lead, keys.ask_pass(room.id, lead, "op")).token)
    late = replace(sessions, new_id=out.id) if wholly else replace(sessions, new_id=lambda: "late", stands=out.stands)
    with pytest.raises(PassOver):
        replace(keys, sessions=late).take_pass(hashed)
    with pytest.raises(NoSuchSession):
        sessions.seat_behind(room.id, Face.LEAD, "late")
    assert out.left() == []


def test_only_at_the_table_can_a_device_be_one_that_others_use_too(room: Room) -> None:
    entered = room.laptop.post(f"/sessions/{room.id}/enter", data={"face": "lead"}, headers=OURS)
    assert "beraad_shared_device" not in str(entered.headers)
    again = room.phone().post(
        "/join", data={"code": room.app.use_cases.sessions.row(room.id).code, "name": "Zoë"}, headers=OURS
    )
    assert "beraad_shared_device=;" in str(again.headers), "who joins anew on an own device is rid of what was there"


@pytest.mark.parametrize("face", list(Face))
def test_a_browser_without_a_key_hears_how_to_get_in_and_nothing_else(room: Room, face: Face) -> None:
    """To a stranger a session that stands looks like one that never was."""
    here, nowhere = (room.phone().get(f"/s/{id}/{face}/") for id in (room.id, "f" * len(room.id)))
    assert here.status_code == nowhere.status_code == 404
    assert here.text.replace(room.id, "") == nowhere.text.replace("f" * len(room.id), "")
    assert ("/join" if face is Face.IN else f"/sign-in?next=%2Fs%2F{room.id}%2F{face}%2F") in here.text


@pytest.mark.parametrize("face", [Face.LEAD, Face.SCREEN])
def test_who_prepared_it_and_signs_in_again_goes_on_where_it_was(room: Room, people: People, face: Face) -> None:
    room.laptop.post("/sign-out", headers=OURS)
    assert "/sign-in?next=" in room.laptop.get(room.lead).text
    sign_in(room.laptop, people.by_role[Role.FACILITATOR])
    page = f"/s/{room.id}/{face}/"
    asks = room.laptop.get(page)
    assert asks.status_code == 404
    assert f'action="/sessions/{room.id}/enter"' in asks.text
    assert room.laptop.post(f"/sessions/{room.id}/enter", data={"face": face}, headers=OURS).status_code == 303
    assert room.laptop.get(page).status_code == 200


def test_somebody_else_who_signed_in_hears_that_it_is_not_there(room: Room, people: People) -> None:
    other = room.phone()
    sign_in(other, people.by_role[Role.READER])
    for id in (room.id, "f" * len(room.id)):
        answer = other.get(f"/s/{id}/lead/")
        assert (answer.status_code, "Dit beraad is er niet" in answer.text) == (404, True)
