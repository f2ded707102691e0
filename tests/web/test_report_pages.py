"""The report as people read it: from every face, before and after the fold, narrow, wide and on paper."""

import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from werkzeug.test import TestResponse

from beraad.app import App
from beraad.deliberation import commands as c
from beraad.deliberation.activities.actions import Agree
from beraad.deliberation.activities.conclusion import ApproveDissent, AskAround, Conclude, LiveWith
from beraad.deliberation.activities.dilemma import Word
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.pvn_table import AddVoice, NameClash
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.plan_session import Preparation
from beraad.deliberation.seats import Face, Viewer
from beraad.live.push import Socket
from beraad.live.sockets import Live
from beraad.services.reports import Reports
from beraad.services.sessions import Ask
from tests.deliberation.builders import ACTIONS, CONCLUSION, DILEMMA, VALUES, WEIGHING
from tests.exports.test_every_form import words_of_pdf, words_of_word
from tests.journeys.people import TAGS
from tests.web.conftest import People

NAMES = ("Zoë", "Ben", "Cem", "Dina")
CARD = Word(
    a="Vrijwillig doorgaan",
    b="Opschalen, ook al werkt de ouder mee",
    harm_a="Het kind wacht langer op rust.",
    harm_b="Het vertrouwen krijgt een deuk.",
    wording=0,
)
HOSTILE = "<script>alert(1)</script> # kop"


class Room:
    """A closed session with four people, and the keys of its three faces."""

    def __init__(self, app: App, people: People) -> None:
        self.app, self.sessions, self.reports = app, app.use_cases.sessions, app.use_cases.reports
        account = app.bank.read(lambda unit: unit.accounts.find_by_email(people.by_role[next(iter(people.by_role))]))
        assert account
        self.id = self.sessions.prepare(account, Preparation(title="Ouder werkt mee, zorg blijft"), None, "Daan", "op")
        self.keys = {face: self.sessions.enter(account, self.id, face, "") for face in (Face.LEAD, Face.SCREEN)}
        self.leader = next(seat.id for seat in self.sessions.state(self.id).seats.values() if seat.leads)
        self.ops = 0

    def do(self, seat: SeatId, command: c.Command) -> None:
        self.ops += 1
        self.sessions.submit(self.id, Ask(seat=seat, op=f"op{self.ops}", command=command))

    def say(self, seat: SeatId, step: StepId, what: c.Command) -> None:
        self.do(seat, c.Contribute(step=step, what=what))

    def reveal(self, step: StepId) -> None:
        self.do(self.leader, c.AnnounceReveal(step=step))
        here = self.sessions.state(self.id).steps[step].reveal
        assert here
        later = here[1] + timedelta(seconds=1)
        object.__setattr__(self.sessions, "now", lambda: later)
        self.sessions.do_what_is_due()

    def sit_down(self) -> list[SeatId]:
        """Open the door and let the four in."""
        self.do(self.leader, c.OpenDoor())
        code = self.sessions.row(self.id).code or ""
        seats = []
        for name in NAMES:
            _, secret = self.sessions.join(code, name, "", f"join-{name}")
            self.keys[Face.IN] = secret
            seats.append(self.sessions.seat_behind(self.id, Face.IN, secret)[1].id)
        return seats

    def talk(self) -> None:
        zoe, ben, cem, dina = self.sit_down()
        self.do(self.leader, c.OpenStep(step=DILEMMA))
        self.say(self.leader, DILEMMA, CARD)
        self.do(self.leader, c.OpenStep(step=VALUES))
        self.say(
            zoe, VALUES, AddVoice(chair="kind", value="rust", norm="Het moet stil zijn als ik slaap.", supports="b")
        )
        self.say(
            ben, VALUES, AddVoice(chair="ouder", value="vertrouwen", norm="Wie meewerkt, krijgt de tijd.", supports="a")
        )
        self.say(cem, VALUES, AddVoice(chair="ouder", value=HOSTILE))
        self.reveal(VALUES)
        voices = list(self.sessions.state(self.id).steps[VALUES].content.voices)
        self.say(self.leader, VALUES, NameClash(serves_a=voices[1], serves_b=voices[0]))
        self.do(self.leader, c.OpenStep(step=WEIGHING))
        self.say(
            zoe, WEIGHING, Choose(choice="a", because="de ouder doet wat we vragen", at_cost_of="de rust van het kind")
        )
        self.say(ben, WEIGHING, Choose(choice="a", because="druk maakt het stuk", speaks_for="ouder"))
        self.say(cem, WEIGHING, Choose(choice="b", because="een jong kind kan niet wachten"))
        self.say(
            dina, WEIGHING, Choose(choice="other", other="Eerst de buurt vragen", because="zij zien het kind elke dag")
        )
        self.reveal(WEIGHING)
        self.do(self.leader, c.OpenStep(step=CONCLUSION))
        self.say(
            self.leader,
            CONCLUSION,
            Conclude(text="We gaan vrijwillig door, met een grens die iedereen kent.", wording=0),
        )
        self.say(self.leader, CONCLUSION, AskAround(asked=True))
        for seat in (zoe, ben, dina):
            self.say(seat, CONCLUSION, LiveWith(yes=True, wording=1))
        self.say(cem, CONCLUSION, LiveWith(yes=False, wording=1))
        self.say(self.leader, CONCLUSION, AskAround(asked=False))
        self.say(cem, CONCLUSION, ApproveDissent(text="Ik zou nu al opschalen. Meewerken is nog geen kunnen."))
        self.do(self.leader, c.OpenStep(step=ACTIONS))
        self.say(
            self.leader, ACTIONS, Agree(what="De grens opschrijven, in gewone taal", role="wijkteam", term="1 december")
        )
        self.say(
            self.leader, ACTIONS, Agree(what="Op de opvang vragen hoe het gaat", role="gedragswetenschapper", term="")
        )
        self.do(self.leader, c.Close())

    def fold(self) -> None:
        closed = self.sessions.row(self.id).closed
        assert closed
        object.__setattr__(self.reports, "now", lambda: closed + timedelta(hours=23, minutes=1))
        assert self.reports.tidy().folded == 1

    def client(self, face: Face) -> FlaskClient:
        client = self.app.flask.test_client()
        client.set_cookie(f"beraad_{face}", self.keys[face], path=f"/s/{self.id}/{face}")
        return client

    def get(self, face: Face, what: str) -> TestResponse:
        return self.client(face).get(f"/s/{self.id}/{face}/{what}")

    def read(self, face: Face, language: str = "nl") -> str:
        answer = self.client(face).get(f"/s/{self.id}/{face}/report?lang={language}")
        assert answer.status_code == 200
        return answer.text


@pytest.fixture
def room(app: App, people: People) -> Room:
    room = Room(app, people)
    room.talk()
    return room


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("face", list(Face))
def test_the_page_is_the_same_before_and_after_the_fold(face: Face, language: str, room: Room) -> None:
    before = room.read(face, language)
    room.fold()
    assert room.read(face, language) == before


def test_the_end_of_every_face_leads_to_the_report(room: Room) -> None:
    for face in Face:
        assert 'href="report"' in room.client(face).get(f"/s/{room.id}/{face}/").text
    room.fold()
    for face in Face:
        answer = room.client(face).get(f"/s/{room.id}/{face}/")
        assert (answer.status_code, answer.location) == (303, "report")


def test_no_name_and_no_seat_stands_in_the_report(room: Room) -> None:
    html = room.read(Face.IN)
    seats = list(room.sessions.state(room.id).seats)
    assert not [name for name in (*NAMES, *seats, "Daan", "Naam ") if name in html]


def test_what_people_wrote_is_text_and_nothing_else(room: Room) -> None:
    html = room.read(Face.IN)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_before_the_first_step_there_is_a_sentence(app: App, people: People) -> None:
    room = Room(app, people)
    room.sit_down()
    for face in (Face.LEAD, Face.IN):
        answer = room.get(face, "report")
        assert answer.status_code == 409
        assert "Er is nog geen verslag om te lezen" in answer.text


def readable(answer: TestResponse, form: str) -> str:
    """Return what somebody reads who opens a file, and its raw bytes besides."""
    assert answer.status_code == 200, answer.text
    open_ = {"pdf": words_of_pdf, "docx": words_of_word}.get(form, bytes.decode)
    return " ".join(open_(answer.data).split()) + repr(answer.data)


READ = (Face.LEAD, Face.IN)
REPORTS = ("report", "report.pdf", "report.docx", "report.md", "report.json")
PAPERS = ("note.docx", "note.md", "letter.docx", "attendance.pdf", "attendance.docx")


@pytest.fixture
def running(app: App, people: People) -> Room:
    """A room in which somebody wrote a value and a judgement; the values are revealed, the judgement is not."""
    room = Room(app, people)
    zoe, ben, *_ = room.sit_down()
    room.do(room.leader, c.OpenStep(step=DILEMMA))
    room.say(room.leader, DILEMMA, CARD)
    room.do(room.leader, c.OpenStep(step=VALUES))
    room.say(zoe, VALUES, AddVoice(chair="kind", value="KANARIEWAARDE"))
    room.reveal(VALUES)
    room.do(room.leader, c.OpenStep(step=WEIGHING))
    room.say(ben, WEIGHING, Choose(choice="a", because="KANARIEREDEN"))
    return room


@pytest.mark.parametrize("what", REPORTS)
@pytest.mark.parametrize("face", READ)
def test_while_people_talk_it_tells_what_everybody_may_see_and_says_so(face: Face, what: str, running: Room) -> None:
    form = what.partition(".")[2]
    told = readable(running.get(face, what), form)
    assert "KANARIEWAARDE" in told
    assert "KANARIEREDEN" not in told
    assert ("nog niet gesloten" in told) or '"closed": false' in told
    running.reveal(WEIGHING)
    told = readable(running.get(face, what), form).partition("b'")[0]
    assert "KANARIEREDEN" in told
    names = {seat.name for seat in running.sessions.state(running.id).seats.values()} - {""}
    assert not [name for name in names if name in told]


@pytest.mark.parametrize("what", REPORTS)
def test_the_screen_shows_none_before_the_end(what: str, running: Room) -> None:
    assert running.get(Face.SCREEN, what).status_code == 409


@pytest.mark.parametrize("what", REPORTS)
def test_with_screens_down_there_is_nothing_to_read_on_a_phone(what: str, running: Room) -> None:
    running.do(running.leader, c.LowerScreens())
    answer = running.get(Face.IN, what)
    assert (answer.status_code, "KANARIEWAARDE" in answer.text) == (409, False)
    assert running.get(Face.LEAD, what).status_code == 200


@pytest.mark.parametrize("what", PAPERS)
def test_other_papers_come_at_the_end(what: str, running: Room) -> None:
    assert running.get(Face.LEAD, what).status_code == 409


TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}


@pytest.mark.parametrize("what", [*REPORTS[1:], *PAPERS])
def test_a_file_says_what_it_is_and_its_name_tells_nothing(what: str, room: Room) -> None:
    answer, form = room.get(Face.IN, what), what.partition(".")[2]
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, TYPES[form])
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == ("nosniff", "no-store")
    name = r'attachment; filename="beraad-\d{4}-\d\d-\d\d(-[a-z]+)?\.' + form + '"'
    assert re.fullmatch(name, answer.headers["Content-Disposition"])


@pytest.mark.parametrize("what", [*REPORTS[1:], *PAPERS])
def test_a_file_is_the_same_after_the_fold_but_for_the_names(what: str, room: Room) -> None:
    form, leader = what.partition(".")[2], room.sessions.state(room.id).seats[room.leader].name
    before = readable(room.get(Face.IN, what), form).partition("b'")[0]
    room.fold()
    after = readable(room.get(Face.IN, what), form).partition("b'")[0]
    if what.startswith("attendance"):
        assert ("Dina" in before, leader in before) == (True, True)
        assert not [name for name in (*NAMES, leader) if name in after]
    else:
        assert before == after


@pytest.mark.parametrize("what", PAPERS)
def test_no_reason_and_nobody_who_differs_stands_in_what_leaves_the_group(what: str, room: Room) -> None:
    told = readable(room.get(Face.LEAD, what), what.partition(".")[2])
    assert not [said for said in ("doet wat we vragen", "kan niet wachten", "nu al opschalen", "buurt") if said in told]


@pytest.mark.parametrize("what", ["report.exe", "note.json", "letter.pdf", "secrets.md"])
def test_what_is_no_paper_is_not_there(what: str, room: Room) -> None:
    assert room.get(Face.IN, what).status_code == 404


def test_a_practice_is_about_nobody_so_it_leaves_nothing_for_a_file_or_a_family(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = room.reports.open(room.id, Face.IN, room.keys[Face.IN])
    monkeypatch.setattr(Reports, "open", lambda *_: msgspec.structs.replace(opened, practice=True))
    assert [room.get(Face.IN, what).status_code for what in PAPERS] == [404, 404, 404, 200, 200]
    page = room.read(Face.IN)
    assert ("note.docx" in page, "letter.docx" in page, "attendance.pdf" in page) == (False, False, True)


@pytest.mark.parametrize("what", [*REPORTS[1:], *PAPERS])
def test_the_screen_and_whoever_has_no_key_take_nothing_along(what: str, room: Room) -> None:
    assert room.get(Face.SCREEN, what).status_code == 404
    assert room.app.flask.test_client().get(f"/s/{room.id}/in/{what}").status_code == 404


def test_a_command_after_the_fold_says_that_it_is_over(room: Room) -> None:
    room.fold()
    here = f"/s/{room.id}/in/share-words"
    answer = room.client(Face.IN).post(here, data={"yes": "true", "op": "x"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 409


def test_without_the_key_the_report_is_not_there(room: Room) -> None:
    for address in (f"/s/{room.id}/in/report", f"/s/{room.id}/nobody/report", "/s/unknown/in/report"):
        assert room.app.flask.test_client().get(address).status_code == 404


def opened(page: Page, origin: str, room: Room, face: Face) -> None:
    """Go to the report of a face with the key of its seat."""
    url, secret = f"{origin}/s/{room.id}/{face}", room.keys[face]
    page.context.add_cookies([{"name": f"beraad_{face}", "value": secret, "url": url}])
    page.goto(f"{origin}/s/{room.id}/{face}/report")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("face", list(Face))
def test_the_report_is_for_everybody(
    face: Face, width: int, page: Page, origin: str, room: Room, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, origin, room, face)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = Axe().run(page, options=TAGS).response["violations"]
    assert not found, [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


LONGER = """() => {
  for (const one of document.querySelectorAll(".report [translate=no]:not(h1)"))
    one.textContent += " zorgverantwoordelijkheidsovereenkomstbesprekingsverslag";
  const edge = document.querySelector(".report").getBoundingClientRect().right;
  return [...document.querySelectorAll(".report :not(svg *, .for-listeners, .for-listeners *)")]
    .filter((one) => one.getBoundingClientRect().right > edge).map((one) => one.outerHTML.slice(0, 80));
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_a_long_word_stays_on_the_sheet(width: int, page: Page, origin: str, room: Room) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, origin, room, Face.LEAD)
    assert page.evaluate(LONGER) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_only_the_sheet_stands(page: Page, origin: str, room: Room) -> None:
    opened(page, origin, room, Face.IN)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Ouder werkt mee, zorg blijft")).to_be_visible()
    for gone in (
        page.get_by_text("gewist"),
        page.get_by_text("English"),
        page.get_by_text("Neem mee"),
        page.locator("summary").first,
    ):
        expect(gone).to_be_hidden()


def test_the_report_can_be_copied_as_text(page: Page, origin: str, room: Room) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, origin, room, Face.IN)
    page.get_by_role("button", name="Kopieer verslag").click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("# Ouder werkt mee, zorg blijft\n")
    assert "‘Ik zou nu al opschalen. " in copied
    page.get_by_role("button", name="Kopieer notitie").click()
    expect(page.get_by_role("button", name="Gekopieerd").last).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("# Notitie voor het dossier\n")


def test_a_page_that_is_open_when_the_log_folds_is_told_to_ask_again(room: Room, app: App) -> None:
    live = app.use_cases.sessions.tell
    assert isinstance(live, Live)
    told: list[tuple[str, str]] = []
    live.io.emit = lambda event, message, to: told.append((event, to))
    seat = next(seat.id for seat in room.sessions.state(room.id).at_table)
    socket = Socket(sid="sid", seat=seat, viewer=Viewer(face=Face.IN), language="nl")
    live.pushers[room.id] = cast(Any, SimpleNamespace(sockets={"sid": socket}))
    room.fold()
    assert told == [("gone", "sid")]
