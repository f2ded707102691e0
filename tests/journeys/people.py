"""People with a browser each, at one table: a facilitator, phones, a screen. `wrong` collects what no page may say."""

import json
import re
from contextlib import suppress
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, TimeoutError, expect

from tests.conftest import PATIENCE
from tests.live.server import EMAIL, PASSWORD, Server

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WRONG = {"resultTypes": ["violations"]}  # all that is looked at: telling what is right as well takes axe longer
TAGS = {"runOnly": {"type": "tag", "values": STANDARDS}, **WRONG}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, **WRONG}
LET_BE = "Laat het zo"
HIGH = 4000
DILEMMA = {"title": "Ouder werkt mee, zorg blijft", "a": "Vrijwillig doorgaan", "b": "Opschalen, ook al werkt het"}

# What a page shows, by part: the words of the server and what its fields hold. Left out is what the page itself writes.
SHOWN = """() => {
  const found = {stamp: document.body.dataset.stamp};
  for (const part of document.querySelectorAll("[data-part]")) {
    const copy = part.cloneNode(true);
    copy.querySelectorAll("[data-due], [data-countdown], [data-local], [data-count]").forEach((one) => one.remove());
    const fields = [...part.querySelectorAll("textarea, input:not([type=hidden]), select")].map((one) => [
      one.name, ["radio", "checkbox"].includes(one.type) ? one.checked : one.value]);
    found[part.dataset.part] = [copy.textContent.replace(/\\s+/g, " ").trim(), fields];
  }
  return found;
}"""


class People:
    """Everyone who takes part; each has a browser of their own."""

    def __init__(self, chromium: Browser, server: Server) -> None:
        self.chromium, self.server = chromium, server
        self.wrong: list[str] = []

    def browser(self, width: int, height: int, **more: Any) -> Page:
        """Open a browser that has no cookies yet."""
        context = self.chromium.new_context(viewport={"width": width, "height": height}, locale="nl-NL", **more)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        return context.new_page()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(message.text)

    def forgive(self, *texts: str) -> None:
        """Leave out what pages said of a fault that the test itself made."""
        self.wrong = [said for said in self.wrong if not any(text in said for text in texts)]

    def facilitator(self, width: int = 1280, height: int = 800, **more: Any) -> Page:
        """Sign in."""
        lead = self.browser(width, height, **more)
        lead.goto(f"{self.server.origin}/sign-in")
        lead.fill("[name=email]", EMAIL)
        lead.fill("[name=password]", PASSWORD)
        lead.get_by_role("main").get_by_role("button").click()
        lead.wait_for_url(f"{self.server.origin}/")  # else going elsewhere would break the signing in off
        return lead

    def prepare(self, lead: Page, length: str = "", **fields: str) -> str:
        """Prepare a kort beraad, or of another method and length, and open its door; return the code."""
        lead.goto(f"{self.server.origin}/sessions/new")
        if length:
            lead.locator(f"[name=length][value='{length}']").check()
        for name, text in {**DILEMMA, **fields}.items():
            lead.fill(f"[name={name}]", text)
        lead.get_by_role("button", name="Zet klaar").click()
        lead.get_by_role("button", name="Naar het gesprek").click()
        return self.open_door(lead)

    def open_door(self, lead: Page) -> str:
        """Say that the laptop is not on the projector, and let people in."""
        size = lead.viewport_size
        if size and size["width"] >= 1000:
            press(lead, "Nee, alleen ik kijk")
        press(lead, "Open de deur")
        code = lead.locator(".come-in__code")
        expect(code).to_be_visible()
        return re.sub(r"\W", "", code.inner_text())

    def join(self, code: str, name: str, place: str = "Collega", **more: Any) -> Page:
        """Come in with a phone."""
        phone = self.browser(390, 844, **more)
        phone.goto(f"{self.server.origin}/join?code={code}")
        phone.fill("[name=name]", name)
        phone.get_by_role("radio", name=place, exact=True).check()
        press(phone, "Ga aan tafel")
        expect(phone.locator("body")).to_have_attribute("data-face", "in")
        listens(phone)
        return phone

    def screen(self, lead: Page) -> Page:
        """Open the screen for the projector, and drag it there: beside it the lead would be a tab in the background.

        Such a tab draws once a second, and every press waits for that.
        """
        with lead.expect_popup() as opened:
            press(lead, "Open het scherm voor de beamer")
        expect(opened.value.locator("body")).to_have_attribute("data-face", "screen")
        screen = self.browser(1920, 1080, storage_state=lead.context.storage_state())
        screen.goto(opened.value.url)
        opened.value.close()
        return screen


def listens(page: Page) -> None:
    """Wait until the scripts of the page that stands have run: before, a form goes as forms without scripts do."""
    page.wait_for_load_state()


def press(page: Page, name: str) -> None:
    """Press a button, once it is there and its page listens."""
    button = page.get_by_role("button", name=name, exact=True).first
    let_be = page.get_by_role("button", name=LET_BE)
    button.or_(let_be).filter(visible=True).first.wait_for()
    listens(page)
    while not button.is_visible():  # what was done can still be undone there, for ten seconds
        with suppress(TimeoutError):  # unless they just passed
            let_be.click(timeout=1000)
        button.or_(let_be).filter(visible=True).first.wait_for()
    button.click()


def key(page: Page, name: str) -> None:
    """Press a key as a person does: not twice within a moment."""
    page.wait_for_timeout(550)
    page.keyboard.press(name)


def open_step(lead: Page, name: str) -> None:
    """Open a step by its name, and wait until the lead's own page stands there: what steers carries what it saw."""
    lead.locator(".rail__button", has_text=name).click()
    stands_at(lead, name)


def stands_at(page: Page, step: str) -> None:
    """Expect the page at a step."""
    expect(page.locator("[data-step-title]")).to_have_attribute("data-step-title", step)


def sees(page: Page, *texts: str) -> None:
    """Expect each of these texts in sight."""
    for text in texts:
        expect(page.get_by_text(text).and_(page.locator(":visible")).first, text).to_be_visible()


def nowhere(page: Page, *texts: str) -> None:
    """Expect none of these texts, hidden ones and fields included."""
    whole = page.content()
    for text in texts:
        assert text not in whole, text


def part(page: Page, key: str) -> Locator:
    return page.locator(f'[data-part="{key}"]')


def as_fresh(page: Page) -> None:
    """Expect that the page, with all that was pushed to it, becomes the page that the server gives now."""
    fresh = page.context.new_page()
    fresh.route_web_socket(re.compile("/live/"), lambda _: None)  # closed midway it would be an error on its page
    fresh.goto(page.url)
    there = fresh.evaluate(SHOWN)
    fresh.close()
    same = f"there => JSON.stringify(({SHOWN})()) === JSON.stringify(there)"
    with suppress(TimeoutError):  # own parts come after their round
        page.wait_for_function(same, arg=there, polling=100, timeout=PATIENCE)
    assert json.dumps(page.evaluate(SHOWN), indent=1) == json.dumps(there, indent=1)


def not_for_everybody(page: Page, widths: tuple[int, ...], turn: int | None = None) -> list[str]:
    """Return what axe finds, in light and in dark, and the windows that the page is too wide for.

    axe looks at a window in which nothing scrolls: what lies half under a bar would count as too small to press. Its
    width is the page's own; with a turn it is one of `widths` in light and another in dark, others each turn.
    """
    found: list[str] = []
    size = page.viewport_size
    assert size
    light, dark = (size["width"],) * 2 if turn is None else (widths[(turn + far) % len(widths)] for far in (0, -1))
    for scheme, width, rules in (("light", light, TAGS), ("dark", dark, CONTRAST)):
        page.set_viewport_size({"width": width, "height": HIGH})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        for one in Axe().run(page, options=rules).response["violations"]:
            found.append(f"{scheme} {width} {one['id']}: {[node['html'][:160] for node in one['nodes']][:3]}")
    for width in widths:
        page.set_viewport_size({"width": width, "height": size["height"]})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"wider than {width}")
    page.set_viewport_size(size)
    return found
