"""From the report to the published case: the draft, the one who brought the case in, the second reader, the bank."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Protocol
from urllib.parse import urlsplit

from beraad.simulate.forms import FormWrong, Given, filled, find_form
from beraad.simulate.parties import Accounts, Failure
from beraad.simulate.script import LEAD, Script, ToBank
from beraad.simulate.seat_client import SeatClient, words_of

READER = "second reader"
FICTIONAL = "Verzonnen: "
MOST_MARKS = 200


class Played(Protocol):
    """A group whose beraad is closed."""

    script: Script
    origin: str
    accounts: Accounts
    clients: dict[str, SeatClient]
    checks: dict[str, int]


def to_bank(table: Played, draft: ToBank, tell: Callable[[str], None], *, fictional: bool) -> str:
    """Make a case of what was said, have it agreed with and read, and return its id. Raises Failure.

    fictional: its title says that it is invented, and it is taken back at the end.
    """
    lead = Browser(LEAD, table.clients[LEAD])
    session = lead.client.address.split("/")[2]
    at = f"/drafts/{session}"
    lead.client.post(f"{at}/begin", {})
    title = str(table.script.prepare["title"])
    texts = dict(draft.texts)
    if fictional:
        title = texts["title"] = FICTIONAL + texts.get("title", title)
    for name, text in texts.items():
        lead.write(at, name, text)
    lead.send(f"{at}?deel=kiezen", f"{at}/choose", draft.choose)
    marks = lead.decide_on_marks(at)
    lead.send(at, f"{at}/offer", {})
    tell(f"     draft: {marks} marks decided, laid before the others")

    presenter = Browser(table.script.presenter, table.clients[table.script.presenter])
    share = urlsplit(presenter.client.get(f"{presenter.client.address}case").url).path
    kept = presenter.send(share, f"{share}/right", {"right": "1"})
    found = re.search(r"/withdraw/[\w-]+", kept)
    if found is None:
        raise Failure(presenter.seat, "bank", "‘Klopt zo’ gave no link to take the case back")
    tell(f"     {presenter.seat}: klopt zo")

    reader = Browser(READER, SeatClient(table.origin))
    reader.client.sign_in(table.accounts.reviewer.email, table.accounts.reviewer.password)
    reader.send(f"{at}/read", f"{at}/approve", {"not_at_table": True, **draft.approve})
    tell(f"     {READER}: approved")

    case = _find_case(reader, texts.get("title", title))
    if case:
        _look_at(table, reader, case)
    elif draft.choose.get("circle") != "region":  # in the region it appears next quarter
        raise Failure(READER, "bank", "the case that was approved is not in the bank")
    if fictional:
        presenter.client.post(found[0], {})
        if case and reader.client.status(f"/bank/{case}") != 404:
            raise Failure(READER, "bank", "the case that was taken back is still in the bank")
        table.checks["taken back"] = 1
        tell(f"     {presenter.seat}: took the case back")
    return case


class Browser:
    """Somebody who fills in whole pages."""

    def __init__(self, seat: str, client: SeatClient) -> None:
        self.seat, self.client = seat, client

    def send(self, page: str, action: str, given: Mapping[str, Given], fixed: Mapping[str, Given] | None = None) -> str:
        """Open a page, fill in its form that leads to `action`, send it; return the page that comes. Raises Failure.

        fixed: what its hidden fields must say.
        """
        form = find_form(self.client.get(page).text, action, fixed or {})
        if form is None:
            raise Failure(self.seat, "form", f"the page {page} has no form for {action}")
        try:
            return self.client.post(action, filled(form, given)).text
        except FormWrong as wrong:
            raise Failure(self.seat, "form", str(wrong)) from None

    def write(self, at: str, name: str, text: str) -> None:
        """Change one text of a draft, in whichever part of it that stands."""
        tabs = re.findall(r"deel=([\w-]+)\"", self.client.get(at).text)
        for tab in dict.fromkeys(tabs):
            page = f"{at}?deel={tab}"
            if find_form(self.client.get(page).text, f"{at}/text", {"name": name}):
                self.send(page, f"{at}/text", {"text": text}, {"name": name})
                return
        raise Failure(self.seat, "form", f"the draft has no text {name}")

    def decide_on_marks(self, at: str) -> int:
        """Replace every mark by what is proposed; return how many there were."""
        for number in range(MOST_MARKS):
            form = find_form(self.client.get(at).text, f"{at}/decide", {"act": "replace"})
            if form is None:
                return number
            self.client.post(f"{at}/decide", filled(form, {}))
        raise Failure(self.seat, "bank", "there is no end to the marks in the draft")


def _find_case(reader: Browser, title: str) -> str:
    """Return the id of the case with this title, or nothing if the bank has none for this reader."""
    listed = reader.client.get("/bank", q=title).text
    for id, shown in re.findall(r'(?s)href="/bank/([\w-]+)(?:\?[^"]*)?"[^>]*>(.*?)</a>', listed):
        if words_of(shown) == title:
            return str(id)
    return ""


def _look_at(table: Played, reader: Browser, case: str) -> None:
    """Look that the case holds what the group found, and neither a name nor what was not to go along."""
    told = words_of(main_of(reader.client.get(f"/bank/{case}").text), most=100_000)
    told += "\n" + reader.client.get(f"/bank/{case}.md").text
    names = [*table.script.roster, *(person.name for person in table.script.seats.values())]
    for name in names:
        table.checks["names"] += 1
        if re.search(rf"\b{re.escape(name)}\b", told, re.IGNORECASE):
            raise Failure(READER, "names", f"the name {name} is in the case")
    for text in table.script.kept_words:
        table.checks["kept"] += 1
        if text in told:
            raise Failure(READER, "kept", f"‘{text}’ is in the case, and its writer did not say yes to that")


def report_text(page: str) -> str:
    """Return the report as the text that can be copied from its page; empty if the page has none."""
    found = re.search(r'(?s)<textarea[^>]*id="as-text"[^>]*>\n?(.*?)</textarea>', page)
    return unescape(found[1]).strip() if found else ""


def main_of(html: str) -> str:
    """Return the middle of a page, without the menu around it."""
    found = re.search(r"(?s)<main\b.*?</main>", html)
    return found[0] if found else html
