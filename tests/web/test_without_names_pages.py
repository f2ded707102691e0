"""What people see of writing without names: the promise before sending, and that no page breaks it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beraad.accounts.roles import Role
from beraad.app import App, create_app
from beraad.deliberation.decide import reveal
from beraad.settings import Settings
from tests.builders import SECRET
from tests.web.conftest import OURS, PEOPLE, QUICK, sign_in

METHOD = """
id: proef
version: 1
title: {nl: "Proef"}
presets: {kort: 5}
chairs: [{id: kind, name: {nl: "Het kind"}, child: true}]
steps:
  - {id: anders, activity: alternatives, phase: judgement, minutes: {kort: 3}, title: {nl: "Anders"}}
  - {id: slot, activity: evaluate, phase: decision, visibility: private_anon_reveal, minutes: {kort: 2},
     title: {nl: "Afronding"}}
"""
NAMES = ("Anna", "Ben", "Cem", "Daan", "Eef")

pytestmark = pytest.mark.usefixtures("people")


class Room:
    """A beraad over plain forms, as a browser without scripts has it."""

    def __init__(self, app: App, people: int) -> None:
        self.app = app
        self.lead = app.flask.test_client()
        sign_in(self.lead, PEOPLE.by_role[Role.FACILITATOR])
        form = {"title": "Ouder werkt mee", "length": "proef/kort"}
        made = self.lead.post("/sessions", data=form, headers=OURS).location
        self.desk = f"/s/{made.split('/')[2]}/lead/"
        self.post("open-door")
        code = re.search(r"join\?code=(\w{8})", self.lead.get(self.desk).text)
        assert code
        self.phones: list[tuple[FlaskClient, str]] = []
        for name in NAMES[:people]:
            phone = app.flask.test_client()
            seat = phone.post("/join", data={"code": code[1], "name": name}, headers=OURS).location
            self.phones.append((phone, seat))

    def post(self, verb: str, **fields: str) -> TestResponse:
        return self.lead.post(f"{self.desk}{verb}", data=fields, headers=OURS)

    def page(self, number: int) -> str:
        phone, seat = self.phones[number]
        return phone.get(seat).text

    def write(self, number: int, verb: str, **fields: str) -> TestResponse:
        """Fill in the form that stands on the phone now, hidden fields and all, and send it."""
        return self.send(number, verb, {**hidden(self.page(number), verb), **fields})

    def send(self, number: int, verb: str, fields: dict[str, str]) -> TestResponse:
        phone, seat = self.phones[number]
        step = "slot" if verb == "evaluate" else "anders"
        return phone.post(f"{seat}step/{step}/{verb}", data=fields, headers=OURS)

    def reveal(self, step: str) -> None:
        self.post("announce-reveal", step=step)
        self.app.use_cases.sessions.do_what_is_due()


@pytest.fixture
def app(ready: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    (ready / "methods").mkdir()
    (ready / "methods" / "proef.yaml").write_text(METHOD)
    monkeypatch.setattr(reveal, "COUNTDOWN", timedelta())
    app = create_app(Settings(data=ready, secret=SECRET), hasher=QUICK)
    yield app
    app.close()


@pytest.fixture
def room(app: App) -> Room:
    """Five at the table, at a step that they write without names."""
    room = Room(app, 5)
    room.post("open-step", step="anders")
    room.post("leave-out-names", step="anders", unnamed="true")
    return room


def hidden(page: str, verb: str) -> dict[str, str]:
    """The hidden fields of the form that asks for this, its op among them."""
    form = re.search(rf'<form id="([^"]+)"[^>]*action="[^"]*/{verb}".*?</form>', page, re.DOTALL)
    assert form
    inside = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[0])
    return dict(inside + re.findall(rf'<input type="hidden" form="{form[1]}" name="(\w+)" value="([^"]*)">', page))


def test_the_promise_stands_above_the_field_and_goes_along_with_what_is_sent(room: Room) -> None:
    page = room.page(0)
    before = page[: page.index("<textarea")]
    assert "Ook de gespreksleider kan niet zien wie wat schreef." in before
    assert "<noscript>Eenmaal verstuurd kun je het niet meer aanpassen.</noscript>" in before
    assert re.search(r"<span data-scripted hidden>Aanpassen kan tot de onthulling, zolang", before)
    assert hidden(page, "add-alternative")["unnamed"] == "1"


def test_without_scripts_it_is_sent_kept_and_revealed_and_nobody_is_named(room: Room) -> None:
    for number in range(5):
        assert room.write(number, "add-alternative", text=f"het idee van {number}").status_code == 303
        assert "Bewaard, zonder naam." in room.page(number)
        assert "het idee van" not in room.page(number) + room.lead.get(room.desk).text
    desk = room.lead.get(room.desk).text
    assert "5 briefjes in de doos" in desk
    assert "van 5 klaar" not in desk
    room.reveal("anders")
    shown = [room.page(0).partition('id="tray"')[0], room.lead.get(room.desk).text.partition('data-list="table"')[0]]
    for page in shown:
        assert sorted(re.findall(r'idea__text" translate="no">het idee van (\d)', page)) == list("01234")
        assert not [name for name in NAMES if name in page]


def test_too_few_writers_are_not_shown_and_what_lies_there_can_go(room: Room) -> None:
    for number in range(4):
        room.write(number, "add-alternative", text="een idee")
    assert "te weinig mensen" in room.post("announce-reveal", step="anders").text
    assert re.search(r'action="empty-box" data-form data-confirm="Gooi je weg', room.lead.get(room.desk).text)
    room.post("empty-box", step="anders")
    assert "Nog niets in de doos" in room.lead.get(room.desk).text
    assert "Bewaard, zonder naam." not in room.page(0)


@pytest.mark.parametrize("unnamed", ["true", "false"])
def test_what_was_written_under_another_promise_is_refused_and_given_back(app: App, unnamed: str) -> None:
    room = Room(app, 5)
    room.post("open-step", step="anders")
    room.post("leave-out-names", step="anders", unnamed="false" if unnamed == "true" else "true")
    as_promised = hidden(room.page(0), "add-alternative")
    room.post("leave-out-names", step="anders", unnamed=unnamed)
    refused = room.send(0, "add-alternative", {**as_promised, "text": "een idee om te houden"})
    assert refused.status_code == 409
    assert "Net veranderde of je naam erbij komt." in refused.text
    assert "een idee om te houden" in refused.text
    assert "een idee om te houden" not in room.page(0) + room.page(1)
    assert "Nog niets in de doos" in room.lead.get(room.desk).text or "Nog geen alternatief" in room.page(1)


def test_names_are_chosen_until_somebody_wrote(room: Room) -> None:
    assert 'name="unnamed" value="false">Toch met namen' in room.lead.get(room.desk).text
    room.write(0, "add-alternative", text="een idee")
    assert "leave-out-names" not in room.lead.get(room.desk).text


def test_closing_says_what_nobody_will_read(room: Room) -> None:
    room.post("open-step", step="slot")
    assert "nog niet onthuld" not in room.lead.get(room.desk).text
    room.post("open-step", step="anders")
    room.write(0, "add-alternative", text="een idee")
    room.post("open-step", step="slot")
    page = room.lead.get(room.desk).text
    panel = page[page.index('id="f-close"') :].partition("</form>")[0]
    assert "Eén briefje in een doos is nog niet onthuld." in panel


def test_the_evaluation_without_names_asks_for_a_remark_and_shows_totals_and_remarks_apart(app: App) -> None:
    room = Room(app, 5)
    room.post("open-step", step="slot")
    page = room.page(0)
    assert page.index("zonder naam,") < page.index('name="free"')
    assert re.search(r'name="remark".*?</textarea>\s*<p class="field__hint">[^<]*Noem geen namen', page, re.DOTALL)
    for number in range(5):
        room.write(number, "evaluate", free=str(number + 1), remark="koffie" if number == 2 else "")
        assert "Dank je wel" in room.page(number)
    assert "5 van 5 antwoordden." in room.lead.get(room.desk).text
    room.reveal("slot")
    free = re.search(r"<caption>Ik kon zeggen.*?</table>", room.page(0), re.DOTALL)
    assert free
    assert re.findall(r"<span[^>]*>(\d+)</span>", free[0]) == ["1", "1", "1", "1", "1", "0"]
    assert "koffie" in room.page(0)
    assert re.search(r'koffie</p><button class="away"', room.lead.get(room.desk).text)
    assert "koffie" not in the_screen(room)


def the_screen(room: Room) -> str:
    """What the projector shows once the lead shows the open step on it."""
    room.post("show-on-screen", step="slot")
    screen = room.lead.post(f"/sessions/{room.desk.split('/')[2]}/enter", data={"face": "screen"}, headers=OURS)
    page = room.lead.get(screen.location).text
    assert "<caption>Ik kon zeggen" in page
    return page


def test_the_evaluation_of_few_says_that_it_is_not_anonymous_and_waits_for_all(app: App) -> None:
    room = Room(app, 2)
    room.post("open-step", step="slot")
    page = room.page(0)
    assert page.index("Dit is niet anoniem.") < page.index('name="free"')
    assert 'name="remark"' not in page
    assert hidden(page, "evaluate")["unnamed"] == ""
    for number, waits in enumerate((True, False)):
        room.write(number, "evaluate", free="4")
        button = re.search(r'action="step/slot/show-totals" data-form><button[^>]*>', room.lead.get(room.desk).text)
        assert button
        assert ("disabled" in button[0]) == waits
    assert "<caption>" not in room.page(0)
    room.lead.post(f"{room.desk}step/slot/show-totals", data={}, headers=OURS)
    assert "<caption>" in room.page(0)
