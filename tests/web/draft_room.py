"""A closed beraad of six people with names in what they said, its presenter's answers, and accounts of two teams."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient

from beraad.accounts.account import Account
from beraad.accounts.roles import Role
from beraad.app import App
from beraad.deliberation import commands as c
from beraad.deliberation.activities.actions import Agree
from beraad.deliberation.activities.conclusion import ApproveDissent, AskAround, Conclude, LiveWith
from beraad.deliberation.activities.dilemma import Word
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.pvn_table import AddVoice, NameClash
from beraad.deliberation.activities.wording import Confirm
from beraad.deliberation.plan_session import Preparation
from beraad.deliberation.seats import Face
from beraad.services.accounts import Invite
from tests.deliberation.builders import ACTIONS, CONCLUSION, DILEMMA, VALUES, WEIGHING
from tests.web.conftest import OURS, PASSWORD, People, sign_in
from tests.web.test_report_pages import Room

SEATS = ("Zwaantje", "Bartholomeus", "Cemile", "Dirkje", "Eefje", "Fokke")
ROSTER = "Xandra Quispel = jeugdige\nde Wielewaal"
CANARIES = (*SEATS, "Xandra", "Quispel", "Wielewaal", "06-50129044", "Brechtje")


class DraftRoom(Room):
    """A beraad about Xandra Quispel, closed. The second seat brings the case in."""

    def __init__(self, app: App, people: People) -> None:
        self.people = people
        self.app, self.sessions, self.reports = app, app.use_cases.sessions, app.use_cases.reports
        leader = self.account(people.by_role[Role.FACILITATOR])
        plan = Preparation(title="Xandra naar huis, of nog niet?")
        self.id = self.sessions.prepare(leader, plan, None, ROSTER, "op")
        self.keys = {face: self.sessions.enter(leader, self.id, face, "") for face in (Face.LEAD, Face.SCREEN)}
        self.leader = next(seat.id for seat in self.sessions.state(self.id).seats.values() if seat.leads)
        self.ops = 0
        for name, email, team in (("Lezer Zuid", "zuid@voorbeeld.example", "Zuid"),):
            invite = Invite(name=name, email=email, roles=frozenset({Role.REVIEWER, Role.READER}), team=team)
            app.use_cases.accounts.accept_invitation(
                app.use_cases.accounts.create("Jeugdhulp", "Regio", invite), PASSWORD
            )

    def account(self, email: str) -> Account:
        found = self.app.bank.read(lambda unit: unit.accounts.find_by_email(email))
        assert found
        return found

    def talk(self, shares: bool | None = True, region: bool = True, differs: str = "", closes: bool = True) -> None:
        """Talk and close. shares None: the presenter says nothing. differs: how the last one who came sees it."""
        self.do(self.leader, c.OpenDoor())
        code = self.sessions.row(self.id).code or ""
        seats = []
        for name in SEATS:
            _, secret = self.sessions.join(code, name, "", f"join-{name}")
            seat = self.sessions.seat_behind(self.id, Face.IN, secret)[1].id
            seats.append(seat)
            if name == "Bartholomeus":
                self.keys[Face.IN] = secret
            self.other_key = secret
        brings = seats[1]
        self.do(self.leader, c.NamePresenter(seat=brings))
        self.do(self.leader, c.OpenStep(step=DILEMMA))
        self.say(
            self.leader,
            DILEMMA,
            Word(
                a="Xandra gaat naar huis.",
                b="Ze blijft nog bij tante Quispel.",
                harm_a="De rust van Xandra, die 14 jaar is.",
                harm_b="Moeder verliest moed. Bel 06-50129044.",
                facts="Sinds 4 mei 2026 gaat zij niet naar De Wielewaal.",
                wording=0,
            ),
        )
        self.say(brings, DILEMMA, Confirm(wording=1))
        self.do(self.leader, c.OpenStep(step=VALUES))
        self.say(seats[0], VALUES, AddVoice(chair="kind", value="rust", norm="Xandra slaapt eindelijk.", supports="b"))
        self.say(seats[1], VALUES, AddVoice(chair="ouder", value="vertrouwen", norm="Geef tijd.", supports="a"))
        self.say(seats[2], VALUES, AddVoice(chair="ouder", value="Brechtje", norm="Dit gaat niet mee."))
        self.reveal(VALUES)
        voices = list(self.sessions.state(self.id).steps[VALUES].content.voices)
        self.say(self.leader, VALUES, NameClash(serves_a=voices[1], serves_b=voices[0]))
        self.do(self.leader, c.OpenStep(step=WEIGHING))
        for at, seat in enumerate(seats):
            because = "Quispels school vangt haar op" if at == 0 else f"reden {'abcdef'[at]}"
            self.say(seat, WEIGHING, Choose(choice="b" if at > 3 else "a", because=because))
        self.reveal(WEIGHING)
        self.do(self.leader, c.OpenStep(step=CONCLUSION))
        self.say(self.leader, CONCLUSION, Conclude(text="We gaan naar huis, met een grens.", wording=0))
        if differs:
            self.say(self.leader, CONCLUSION, AskAround(asked=True))
            for seat in seats:
                self.say(seat, CONCLUSION, LiveWith(yes=seat != seats[-1], wording=1))
            self.say(self.leader, CONCLUSION, AskAround(asked=False))
            self.say(seats[-1], CONCLUSION, ApproveDissent(text=differs))
        self.do(self.leader, c.OpenStep(step=ACTIONS))
        self.say(self.leader, ACTIONS, Agree(what="De grens opschrijven", role="wijkteam", term="volgende week"))
        for seat in (seats[0], seats[1]):
            self.do(seat, c.ShareWords(yes=True))
        self.do(seats[2], c.ShareWords(yes=False))
        if shares is not None:
            self.do(brings, c.ShareCase(yes=shares, region=region))
        if closes:
            self.do(self.leader, c.Close())

    # people in browsers

    def signed_in(self, email: str) -> FlaskClient:
        client = self.app.flask.test_client()
        assert sign_in(client, email) == 303
        return client

    def leads(self) -> FlaskClient:
        return self.signed_in(self.people.by_role[Role.FACILITATOR])

    def reads(self, email: str = "zuid@voorbeeld.example") -> FlaskClient:
        return self.signed_in(email)

    def link(self) -> str:
        """Return the presenter's link, as the own seat finds it."""
        answer = self.client(Face.IN).get(f"/s/{self.id}/in/case")
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def holder(self) -> FlaskClient:
        """Return the browser of the last one who came, who may differ."""
        client = self.app.flask.test_client()
        client.set_cookie("beraad_in", self.other_key, path=f"/s/{self.id}/in")
        return client

    def link_of_sentence(self) -> str:
        """Return the link of that one's sentence, as the own seat finds it."""
        answer = self.holder().get(f"/s/{self.id}/in/minority")
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def post(self, client: FlaskClient, verb: str, status: int = 303, **form: Any) -> str:
        answer = client.post(f"/drafts/{self.id}/{verb}", data=form, headers=OURS)
        assert answer.status_code == status, " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())[:600]
        return answer.text

    def version(self, client: FlaskClient, page: str = "") -> str:
        found = re.search(r'name="version" value="(\d+)"', client.get(f"/drafts/{self.id}{page}").text)
        assert found
        return found[1]

    def change(self, client: FlaskClient, verb: str, **form: Any) -> None:
        self.post(client, verb, version=self.version(client), **form)

    def decide_all(self, client: FlaskClient) -> int:
        """Replace every mark by what is proposed; return how many there were."""
        for number in range(60):
            page = client.get(f"/drafts/{self.id}").text
            key = re.search(r'name="key" value="([^"]+)"><input type="hidden" name="act" value="replace">', page)
            proposal = re.search(r'name="instead" value="([^"]+)"', page)
            if not key or not proposal:
                return number
            self.change(client, "decide", key=unescape(key[1]), act="replace", instead=unescape(proposal[1]))
        raise AssertionError("marks without end")

    def written(self, client: FlaskClient, circle: str = "organisation") -> None:
        """Begin, decide, fill in and offer."""
        self.post(client, "begin")
        assert self.decide_all(client) > 3
        self.change(client, "text", name="summary", text="Een jongere wil naar huis. De opvang aarzelt.")
        self.change(
            client, "choose", tension_a="vertrouwen", tension_b="none", voices=["", "none"],
            themes=["uithuisplaatsing"], frameworks=["drang"], circle=circle,
        )  # fmt: skip
        self.post(client, "offer", version=self.version(client))

    def says_right(self) -> str:
        """Say ‘klopt zo’ behind the link; return the address that takes the case back."""
        client, link = self.app.flask.test_client(), self.link()
        text = re.search(r'name="text" value="([0-9a-f]{64})"', client.get(link).text)
        assert text
        answer = client.post(f"{link}/right", data={"text": text[1], "right": "1"}, headers=OURS)
        found = re.search(r"/withdraw/[\w-]+", answer.text)
        assert answer.status_code == 200
        assert found
        return found[0]
