"""Reading over in a browser: nothing for axe to find, nothing too wide, keys that work; both themes."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from beraad.accounts.roles import Role
from beraad.app import App
from tests.journeys.people import TAGS
from tests.web.conftest import PASSWORD, People
from tests.web.draft_room import DraftRoom


@pytest.fixture
def room(app: App, people: People) -> DraftRoom:
    room = DraftRoom(app, people)
    room.talk(differs="Ik had liever gewacht.")
    room.post(room.leads(), "begin")
    return room


@pytest.fixture
def origin(room: DraftRoom, origin: str) -> str:
    """Where the room of the draft is served."""
    return origin


def enter(page: Page, origin: str, email: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{origin}/sign-in")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url(f"{origin}/")


def check(page: Page, address: str, width: int) -> None:
    page.goto(address)
    look(page, width)


def look(page: Page, width: int) -> None:
    address = page.url
    page.evaluate("for (const one of document.querySelectorAll('details.fold')) one.open = true")
    found = Axe().run(page, options=TAGS).response["violations"]
    assert not found, [(address, one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_for_everybody(
    scheme: str, width: int, page: Page, origin: str, people: People, room: DraftRoom
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    enter(page, origin, people.by_role[Role.FACILITATOR])
    draft = f"{origin}/drafts/{room.id}"
    for address in ("/drafts", *(f"/drafts/{room.id}{tab}" for tab in ("", "?deel=dilemma", "?deel=kiezen"))):
        check(page, origin + address, width)
    room.written(room.leads(), circle="region")
    check(page, draft, width)
    enter(page, origin, "zuid@voorbeeld.example")
    check(page, f"{draft}/read", width)
    check(page, origin + room.link(), width)
    check(page, origin + room.link_of_sentence(), width)


@pytest.mark.parametrize(("scheme", "width"), [("dark", 320), ("light", 1280)])
def test_who_brought_it_in_says_klopt_zo_and_takes_the_case_back(
    scheme: str, width: int, page: Page, origin: str, people: People, room: DraftRoom
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    room.written(room.leads())
    page.goto(origin + room.link())
    page.get_by_role("button", name="Klopt zo").click()
    kept = page.get_by_label("Link om de casus weg te halen")
    expect(kept).to_be_visible()
    look(page, width)
    takes_back = kept.input_value()
    page.goto(page.url)  # as a phone does that was asleep
    expect(page.get_by_text("Je zei: klopt zo.")).to_be_visible()
    reads = room.reads()
    room.post(reads, "approve", version=room.version(reads, "/read"), not_at_table="1")
    page.goto(origin + room.link())
    expect(page.get_by_text("De casus is gedeeld met je organisatie.")).to_be_visible()
    look(page, width)
    check(page, origin + urlsplit(takes_back).path, width)
    page.get_by_role("button", name="Haal de casus weg").click()
    expect(page.get_by_role("heading", name="De casus is weg")).to_be_visible()
    look(page, width)
    assert page.request.get(origin + urlsplit(takes_back).path).status == 404


def type_key(page: Page, key: str) -> None:
    """Press a key once the page that stands listens to keys: a page that is still coming hears none."""
    expect(page.locator(".review--keys")).to_be_visible()
    page.keyboard.press(key)


def test_letters_decide_on_a_mark_and_walk_to_the_next(
    page: Page, origin: str, people: People, room: DraftRoom
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    enter(page, origin, people.by_role[Role.FACILITATOR])
    page.goto(f"{origin}/drafts/{room.id}")
    mark = page.locator(".finding__what .serif")
    first = mark.inner_text()
    type_key(page, "j")
    expect(mark).not_to_have_text(first)
    type_key(page, "k")
    expect(mark).to_have_text(first)
    type_key(page, "v")
    expect(page.locator(".ticks .tick-replaced")).to_have_count(1)
    type_key(page, "h")
    expect(page.locator("input:focus")).to_have_attribute("data-key", "h")
    page.keyboard.type("een gewoon woord")
    page.keyboard.press("Enter")
    expect(page.locator(".ticks .tick-kept")).to_have_count(1)


def test_a_letter_too_many_decides_nothing(page: Page, origin: str, people: People, room: DraftRoom) -> None:
    """While the next mark is on its way, what is typed would be about the one before."""
    enter(page, origin, people.by_role[Role.FACILITATOR])
    page.goto(f"{origin}/drafts/{room.id}")
    mark = page.locator(".finding__what .serif")
    first = mark.inner_text()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator(".review--keys").wait_for()
    press = "key => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}))"
    page.evaluate(f"['j', 'v'].forEach({press})")
    expect(mark).not_to_have_text(first)
    assert "POST" not in sent
