"""Take the pictures of the guide and of the README again: `python -m tools.pictures`.

A server in a temporary folder, the group of group.yaml played over HTTP, and Chromium: once in Dutch, once in English.
They are WebP files in docs/guide/pictures/<language>/, and docs/pictures/room.png.

    python -m tools.pictures                       all of them, some minutes
    python -m tools.pictures nl judgement          of one language, those whose name begins with this
"""

import sys
import tempfile
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from beraad.accounts.roles import Role
from beraad.cli.admin import with_accounts
from beraad.cli.cases import import_place, import_seed_cases
from beraad.cli.db import upgrade_stores
from beraad.deliberation.yaml_file import load
from beraad.services.accounts import Accounts, Invite
from beraad.settings import from_environment
from beraad.simulate.parties import Accounts as SignIns
from beraad.simulate.parties import Credentials
from beraad.simulate.play import PATIENCE, Table
from beraad.simulate.script import LEAD, Move, Script
from beraad.simulate.server import environment_for, serving
from beraad.storage.methods import SHIPPED, method_in
from tools import chromium

HERE = Path(__file__).parent
TOP = HERE.parents[1]
GUIDE = TOP / "docs" / "guide" / "pictures"
ROOM = TOP / "docs" / "pictures" / "room.png"
IN_ROOM = ("weighed-laptop", "judgement-phone")
"""The pictures that stand together in the README, in English."""
ORIGIN = "http://beraad.example"
QUALITY = 78
SIZES: dict[str, tuple[int, int, float]] = {
    "phone": (390, 844, 1.4), "laptop": (1280, 800, 0.75), "screen": (1920, 1080, 0.5), "paper": (794, 1123, 0.9)
}  # fmt: skip
"""Of each device its window, and how many dots of the picture go to one of the page."""

ROOM_LOOKS = """
body { display: flex; align-items: center; justify-content: center; gap: 40px }
body { margin: 0; height: 760px; background: #e4ddd2 }
img { border-radius: 10px; box-shadow: 0 6px 24px rgb(31 36 48 / 18%) }
img:first-of-type { width: 1040px }
img:last-of-type { width: 300px }
"""

LOCALE = {"nl": "nl-NL", "en": "en-GB"}
ORGANISATION = {"nl": "Jeugdhulp Voorbeeld", "en": "Example Youth Care"}
LEADER = {"nl": "Marit de Wit", "en": "Martha White"}
PASSWORD = "een lange zin voor de plaatjes"
EMAIL = "marit@voorbeeld.example"
READER = "lezer@voorbeeld.example"


class Shot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture to take. Its name ends with the device.

    of: the seat whose page it is; else guest or page is an address, of nobody or of who leads. touch: by selector, what
    is typed there, or true for a press. to: what the window begins with. draft: a case is begun of the report first.
    """

    picture: str
    of: str = ""
    guest: str = ""
    page: str = ""
    touch: dict[str, str | bool] = {}
    to: str = ""
    draft: bool = False


def within(told: Any, language: str) -> Any:
    """Return what a file tells, with each text in one language."""
    if isinstance(told, dict):
        if set(told) == {"nl", "en"}:
            return told[language]
        return {key: within(value, language) for key, value in told.items()}
    return [within(one, language) for one in told] if isinstance(told, list) else told


@contextmanager
def served(language: str) -> Iterator[tuple[str, Path]]:
    """Serve for one language, with two accounts and the cases; give where it answers, and the file of its clock."""
    with tempfile.TemporaryDirectory(prefix="beraad-pictures-") as folder:
        clock = Path(folder) / "clock"
        clock.write_text("-60")
        environment = environment_for(Path(folder))
        settings = from_environment(environment)
        upgrade_stores(settings)
        import_seed_cases(settings)
        if language == "en":  # the seed cases are Dutch
            import_place(settings, HERE / "case.en.md")
        with_accounts(settings, lambda accounts: make_accounts(accounts, language))
        told = environment | {"PICTURES_ORIGIN": ORIGIN, "PICTURES_CLOCK": str(clock)}
        with serving(told, (sys.executable, "-m", "tools.pictures.server")) as origin:
            yield origin, clock


def make_accounts(accounts: Accounts, language: str) -> None:
    """Make who leads, and who reads as the second."""
    team = {"nl": "Team Noord", "en": "Team North"}[language]
    people = (
        (LEADER[language], EMAIL, {Role.FACILITATOR, Role.READER}),
        ("Tweede Lezer", READER, {Role.REVIEWER, Role.READER}),
    )
    for name, email, roles in people:
        invite = Invite(name=name, email=email, roles=frozenset(roles), team=team)
        accounts.accept_invitation(accounts.create(ORGANISATION[language], "Regio", invite), PASSWORD)


class Camera:
    """Takes pictures of what the seats of a table see, each in a browser of its own."""

    def __init__(self, browser: Browser, table: Table, language: str, into: Path) -> None:
        self.browser, self.table, self.language, self.into = browser, table, language, into
        self.for_room: dict[str, str] = {}

    def take(self, shot: Shot) -> Path:
        """Open the page, do what is asked there, and keep what the window shows."""
        width, height, _dots = SIZES[shot.picture.rpartition("-")[2]]
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=LOCALE[self.language],
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
            has_touch=width < 500,
            is_mobile=width < 500,
        )
        try:
            page = context.new_page()
            self._open(page, shot)
            if shot.picture.endswith("-paper"):
                page.emulate_media(media="print")
                page.evaluate("document.body.style.padding = '18mm'")  # what the printer leaves free
            for selector, what in shot.touch.items():
                if what is True:
                    page.locator(selector).first.click()
                else:
                    page.locator(selector).first.fill(str(what))
            self._settle(page, shot.to)
            return self._keep(page, shot.picture)
        finally:
            context.close()

    def _open(self, page: Page, shot: Shot) -> None:
        if shot.guest:
            page.goto(ORIGIN + shot.guest.format(code=self.table.join_code()))
            return
        client = self.table.clients[shot.of or LEAD]
        known = [
            {"name": one.name, "value": one.value or "", "domain": "beraad.example", "path": one.path}
            for one in client.http.cookies
        ]
        page.context.add_cookies(known)  # type: ignore[arg-type]
        session = client.address.split("/")[2]
        if shot.draft:
            client.post(f"/drafts/{session}/begin", {})
        page.goto(urljoin(ORIGIN + client.address, shot.page.format(session=session)))
        alone = page.locator("dialog[data-beamer] [data-close]")
        if shot.of == LEAD and alone.is_visible():
            alone.click()

    def _settle(self, page: Page, to: str) -> None:
        """Wait until letters are there and the page listens, and go to where the picture begins."""
        page.wait_for_load_state("networkidle") if not page.locator(
            "body[data-live]"
        ).count() else page.wait_for_timeout(700)
        page.evaluate("document.fonts.ready")
        page.evaluate("document.activeElement?.blur()")
        if to:
            page.locator(to).first.evaluate(
                "(one) => window.scrollTo(0, one.getBoundingClientRect().top + scrollY - 8)"
            )
        page.wait_for_timeout(300)

    def _keep(self, page: Page, name: str) -> Path:
        device = name.rpartition("-")[2]
        width, height, dots = SIZES[device]
        camera = page.context.new_cdp_session(page)
        scrolled = page.evaluate("[scrollX, scrollY]")
        window = {"x": scrolled[0], "y": scrolled[1], "width": width, "height": height, "scale": dots}
        how = {"format": "webp", "quality": QUALITY, "clip": window}
        taken = camera.send("Page.captureScreenshot", how)
        if name in IN_ROOM:
            self.for_room[name] = b64encode(page.screenshot()).decode()
        file = self.into / f"{name}.webp"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b64decode(taken["data"]))
        return file


def put_together(browser: Browser, pictures: dict[str, str]) -> None:
    """Lay a laptop and a phone beside each other, for the README."""
    laptop, phone = (f'<img src="data:image/png;base64,{pictures[name]}">' for name in IN_ROOM)
    page = browser.new_page(viewport={"width": 1480, "height": 760})
    page.set_content(f"<style>{ROOM_LOOKS}</style><body>{laptop}{phone}")
    page.wait_for_timeout(300)
    page.screenshot(path=ROOM)
    page.close()


@contextmanager
def browser_at(playwright: Playwright, local: str) -> Iterator[Browser]:
    """Start a browser that finds the server by the name in the pictures."""
    browser = chromium.start(
        playwright,
        f"--host-resolver-rules=MAP {urlsplit(ORIGIN).netloc} {urlsplit(local).netloc}",
        f"--unsafely-treat-insecure-origin-as-secure={ORIGIN}",
        "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none",
    )  # fmt: skip
    try:
        yield browser
    finally:
        browser.close()


def act(table: Table, move: Move) -> None:
    """Make a move; of a reveal wait until it came."""
    table.act(move)
    while move.do == "announce-reveal" and "data-countdown" in table.lead.fresh_html():
        time.sleep(0.2)


def picture_group(playwright: Playwright, language: str, wanted: str) -> None:
    """Play the group in one language and take the pictures whose name begins with `wanted`."""
    told = within(load((HERE / "group.yaml").read_bytes(), "")[0], language)
    play = told.pop("play")
    last = max((at for at, one in enumerate(play) if one.get("picture", "-").startswith(wanted)), default=-1)
    script = msgspec.convert({**told, "play": []}, Script)
    method = method_in(SHIPPED / "dilemmamethode.yaml")
    people = SignIns(
        facilitator=Credentials(email=EMAIL, password=PASSWORD), reviewer=Credentials(email=READER, password=PASSWORD)
    )
    with ExitStack() as stack:
        origin, clock = stack.enter_context(served(language))
        browser = stack.enter_context(browser_at(playwright, origin))
        table = Table(script, origin, people, method, PATIENCE)
        camera = Camera(browser, table, language, GUIDE / language)
        try:
            table.prepare()
            for one in play[: last + 1]:
                if "clock" in one:
                    clock.write_text(str(one["clock"]))
                elif "picture" not in one:
                    act(table, msgspec.convert(one, Move))
                elif (shot := msgspec.convert(one, Shot)).picture.startswith(wanted):
                    file = camera.take(shot)
                    print(f"{file.stat().st_size / 1000:6.0f} kB  {file.relative_to(TOP)}", flush=True)
            if language == "en" and len(camera.for_room) == len(IN_ROOM):
                put_together(browser, camera.for_room)
        finally:
            table.close()


def main(words: list[str]) -> int:
    """Take the pictures that were asked for."""
    languages = [word for word in words if word in LOCALE] or list(LOCALE)
    wanted = next((word for word in words if word not in LOCALE), "")
    if chromium.program() is None:
        print("Chromium is not on this machine.", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        for language in languages:
            picture_group(playwright, language, wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
