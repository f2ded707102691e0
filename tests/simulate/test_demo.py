"""The played demo, as somebody tries it: one person leads a whole kort beraad, and six guests answer within seconds."""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from beraad.cli.demo_table import TITLE
from beraad.simulate.bank import Browser
from beraad.simulate.forms import Given, filled, find_form
from beraad.simulate.merge import newer
from beraad.simulate.seat_client import SeatClient
from tests.house.test_cli import running

SUMMARY = "Een ouder neemt alle hulp aan. Toch blijven er zorgen over het kind."
ANSWERS_WITHIN = 60.0
NOTHING: Mapping[str, Given] = {}


class Leader:
    """The facilitator's browser, beside a demo that runs."""

    def __init__(self, origin: str, printed: str) -> None:
        self.origin, self.printed = origin, printed
        self.client = self.signed_in("leider@voorbeeld.example")
        today = self.client.get("/").text
        assert TITLE in today.replace("<br>", " ")  # it breaks at its comma
        form = find_form(today, found(r"(/sessions/[\w-]+/enter)", today), {"face": "lead"})
        assert form
        self.client.open(urlsplit(self.client.post(form.action, filled(form, {})).url).path)
        self.client.connect()

    def signed_in(self, email: str) -> SeatClient:
        client = SeatClient(self.origin)
        client.sign_in(email, found(rf"{re.escape(email)}\s+(\S+)", self.printed))
        return client

    def open(self, step: str) -> None:
        self.do("open-step", {"step": step})

    def reveal(self, step: str) -> None:
        self.do("announce-reveal", {"step": step})

    def do(self, verb: str, fields: Mapping[str, Given] = NOTHING, step: str = "") -> None:
        """Press what stands on the own page, and wait until what came of it is there."""
        form = find_form(self.client.text(), f"step/{step}/{verb}" if step else verb, fields)
        assert form, f"no {verb} on the page"
        done = self.client.do(verb, filled(form, fields), step=step)["stamp"]
        assert self.client.wait(lambda client: not newer(done, client.page.stamp)), f"no push after {verb}"

    def sees(self, *texts: str, seconds: float = ANSWERS_WITHIN) -> None:
        for text in texts:
            came = self.client.wait(lambda c, text=text: text in unescape(c.text()), seconds)  # type: ignore[misc]
            assert came, f"‘{text}’ did not come"


@contextmanager
def demo(data: Path) -> Iterator[Leader]:
    with running(data, "demo") as (server, origin):
        assert server.stdout
        printed = ""
        while "Ctrl+C" not in printed:
            printed += server.stdout.readline()
        leader = Leader(origin, printed)
        yield leader
        leader.client.close()


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


def test_one_person_leads_a_whole_beraad_to_the_published_case(tmp_path: Path) -> None:
    with demo(tmp_path) as lead:
        lead.sees("Fatima (gespeeld)", "Zoë (gespeeld)", "Wim (gespeeld)", "Noor (gespeeld)", "Ayşe (gespeeld)")
        lead.open("dilemma")
        lead.sees("Klopt zo, zegt wie de casus inbrengt.")
        lead.open("waarden")
        lead.sees("6 van 6 klaar")
        lead.reveal("waarden")
        lead.sees("het vertrouwen dat er nu is", "veiligheid voordat het misgaat")
        lead.do("name-clash", {"serves_a": "het vertrouwen", "serves_b": "veiligheid"}, "waarden")
        lead.open("dilemma")  # going back loses nothing and stops nobody
        lead.open("afweging")
        lead.sees("6 van 6 klaar")
        lead.reveal("afweging")
        lead.sees("meewerken is niet hetzelfde als kunnen")
        lead.open("conclusie")
        lead.do("conclude", {"text": "We gaan door, en spreken eerst het kind"}, "conclusie")
        lead.sees("We gaan door, en spreken eerst het kind")
        lead.do("ask-around", {"asked": True}, "conclusie")
        lead.sees("6 van 6 antwoordden")
        lead.do("ask-around", {"asked": False}, "conclusie")
        lead.sees("gedeeld, met een minderheid", "Ik zou de Raad nu al laten meekijken")
        lead.open("afspraken")
        lead.do("agree", {"what": "Het kind alleen spreken", "role": "wijkteam", "term": "deze week"}, "afspraken")
        time.sleep(5)  # they answer whether their words and the case may be shared; nobody sees that
        lead.do("close")
        publish(lead)


def publish(lead: Leader) -> None:
    """Read over, wait for the ‘klopt zo’ of the guest who brought it in, and have it read by the second account."""
    session = lead.client.address.split("/")[2]
    at, browser = f"/drafts/{session}", Browser("lead", lead.client)
    lead.client.post(f"{at}/begin", {})
    browser.write(at, "summary", SUMMARY)
    browser.send(f"{at}?deel=kiezen", f"{at}/choose", {"tension_a": "vertrouwen", "tension_b": "veiligheid"})
    assert browser.decide_on_marks(at) >= 1
    browser.send(at, f"{at}/offer", {})
    reader = Browser("reader", lead.signed_in("tweede@voorbeeld.example"))
    end = time.monotonic() + ANSWERS_WITHIN
    while "De inbrenger leest de tekst nog" in reader.client.get(f"{at}/read").text:
        assert time.monotonic() < end, "nobody said ‘klopt zo’"
        time.sleep(0.5)
    reader.send(f"{at}/read", f"{at}/approve", {"not_at_table": True})
    assert SUMMARY in unescape(reader.client.get("/bank", q="ouder hulp zorgen kind").text)


def test_guests_stay_away_from_what_people_prepare_themselves(tmp_path: Path) -> None:
    with demo(tmp_path) as lead:
        lead.sees("Ayşe (gespeeld)")
        own = lead.signed_in("leider@voorbeeld.example")
        own.prepare({"title": "Mijn eigen beraad", "op": own.op()})
        own.do("open-door")
        time.sleep(3)
        assert "gespeeld" not in own.fresh_html()
