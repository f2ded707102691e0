"""The case bank in a browser: nothing for axe to find, no violation of the policy; narrow, wide, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from beraad.app import App
from beraad.services.case_files import read_files
from beraad.settings import files
from tests.journeys.people import TAGS
from tests.web.test_casebank_pages import a_full_case, publish

PLACES = (
    "/bank",
    "/bank?q=ouders&waarde=veiligheid",
    "/bank?q=xyzzy",
    "/bank/werkcafe-03",
    "/bank/vol-1",
    "/bank/vol-1/handout",
)


@pytest.fixture
def origin(app: App, origin: str) -> str:
    """The address of a server with the seed cases and a full one."""
    contents = {path.name: path.read_bytes() for path in files("seed_cases").glob("werkcafe-*.md")}
    app.use_cases.casebank.import_cases(read_files(contents))
    publish(app, a_full_case())
    return origin


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_for_everybody(scheme: str, width: int, page: Page, origin: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    for place in PLACES:
        page.goto(origin + place)
        page.evaluate("for (const one of document.querySelectorAll('details.found, details.fold')) one.open = true")
        found = Axe().run(page, options=TAGS).response["violations"]
        assert not found, [(place, one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def choose(page: Page, theme: str) -> None:
    """Tick a theme, folded away or not."""
    themes = page.get_by_role("group", name="Thema")
    themes.locator("summary").click()
    themes.get_by_label(theme).check()


def test_a_choice_shows_its_cases_at_once_and_keeps_the_keyboard_there(page: Page, origin: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{origin}/bank")
    choose(page, "uithuisplaatsing")
    page.wait_for_url(f"{origin}/bank?thema=uithuisplaatsing")
    expect(page.get_by_role("status")).to_have_text("1 casus")
    expect(page.get_by_label("uithuisplaatsing")).to_be_focused()
    page.get_by_role("link", name="Haal weg: uithuisplaatsing").click()
    page.wait_for_url(f"{origin}/bank")


def test_on_a_phone_the_facets_lie_over_the_page_and_the_button_says_how_many(page: Page, origin: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{origin}/bank?kader=drang")
    page.get_by_role("link", name="Verfijn (1)").click()
    choose(page, "uithuisplaatsing")
    button = page.get_by_role("button", name="Toon 1 casus")
    expect(button).to_be_in_viewport()
    button.click()
    page.wait_for_url(f"{origin}/bank?thema=uithuisplaatsing&kader=drang")
    expect(page.get_by_role("link", name="Verfijn (2)")).to_be_visible()
    page.get_by_role("link", name="Verfijn (2)").click()
    page.keyboard.press("Escape")
    expect(page.get_by_label("uithuisplaatsing")).to_be_hidden()


def test_the_own_answer_stands_beside_the_groups_and_leaves_nothing_behind(page: Page, origin: str) -> None:
    page.goto(f"{origin}/bank/vol-1")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    expect(page.get_by_text("Uitkomstwoord")).to_be_hidden()
    page.locator(".own__choice--b").click()
    page.get_by_role("textbox", name="Waarom?").fill("Omdat het kind dat vraagt.")
    page.get_by_text("Lees wat de groep vond").click()
    expect(page.locator(".own__again")).to_contain_text("Jij koos B")
    expect(page.locator(".own__again")).to_contain_text("Omdat het kind dat vraagt.")
    expect(page.get_by_text("Uitkomstwoord")).to_be_visible()
    assert [url for url in asked if "/static/" not in url] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize("place", ["/bank/vol-1", "/bank/vol-1/handout"])
def test_on_paper_stands_what_one_reads_and_no_button(place: str, page: Page, origin: str) -> None:
    page.goto(origin + place)
    page.emulate_media(media="print")
    for gone in ("header.head", ".own", ".found > summary", ".case-side__use", ".handout__bar"):
        for one in page.locator(gone).all():
            expect(one).to_be_hidden()
    shown = page.evaluate("document.querySelector('article').innerText")
    assert ("Uitkomstwoord" in shown) == (place == "/bank/vol-1")


def test_without_scripts_the_form_and_the_panel_work(chromium: Browser, origin: str) -> None:
    context = chromium.new_context(locale="nl-NL", java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{origin}/bank")
    page.get_by_role("link", name="Verfijn").click()
    choose(page, "uithuisplaatsing")
    page.get_by_role("button", name="Toon casussen").click()
    expect(page.get_by_role("status")).to_have_text("1 casus")
    page.get_by_role("link", name="Kan een uithuisplaatsing").click()
    page.get_by_text("Lees wat de groep vond").click()
    expect(page.get_by_role("heading", name="De weging")).to_be_visible()
    context.close()
