"""Every face at every step, in light and dark, at every width it is made for; and in English.

What is looked at each time costs little: that no page is wider than its window, and on a phone that what one presses is
as large as a thumb and that letters twice as large, or with more room around them, still fit. axe takes a third of a
second. What it finds hangs on what stands there (so on face and step), on the theme for contrast alone, and on the
width for what shows only there. So each face at each step gets every rule in light and contrast in dark, at another
width each step: a face has had every width in both themes after as many steps as it has widths. All of it at every step
would take four times as long and look four times at the same words. What is no step has its own test: test_keys.py and
others.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from beraad.simulate.seat_client import SeatClient
from tests.journeys.people import People, not_for_everybody, press
from tests.live.server import EMAIL, PASSWORD, steered

BRISK = True
LONG = "Een heel lange waarde met een woordsamenstellingdienietafgebrokenkanworden erin en daarna nog wat"

# What is shown to a room cannot be scrolled.
BELOW = """() => [...document.querySelectorAll("main *")].filter((one) => !one.children.length && one.checkVisibility()
  && !one.closest(".for-listeners, svg") && one.textContent.trim() && one.getBoundingClientRect().bottom > innerHeight)
  .map((one) => one.textContent.trim())"""


class Scene:
    """A beraad that is led over HTTP, and three pages that follow it."""

    def __init__(self, people: People, length: str = "") -> None:
        self.found: list[str] = []
        self.looks = 0
        self.lead = people.facilitator()
        self.code = people.prepare(self.lead, length, ends="23:59")
        self.phone = people.join(self.code, "Fatima", "De ouder")
        self.small = people.facilitator(360, 740)
        self.small.goto(people.server.origin)
        self.session = self.lead.locator("body").get_attribute("data-session") or ""
        self.small.locator(f"form[action*='{self.session}'] button").first.click()
        self.screen = people.screen(self.lead)
        self.hand = SeatClient(people.server.origin)
        self.hand.sign_in(EMAIL, PASSWORD)
        self.hand.post(f"/sessions/{self.session}/enter", {"face": "lead"})
        self.hand.open(f"/s/{self.session}/lead/")
        self.zoe = SeatClient(people.server.origin)
        self.zoe.join(self.code, "Zoë")

    def lead_on(self, verb: str, within: str = "", **fields: str) -> None:
        self.hand.fetch()
        self.hand.do(verb, {**fields, **(steered(self.hand) if verb in STEERS else {})}, step=within)

    def look(self, where: str) -> None:
        """Look at all faces once they show what is so now."""
        stamp = self.hand.fresh_page().stamp
        pages: list[tuple[Page, tuple[int, ...]]] = [
            (self.phone, (320, 390, 760, 1280)), (self.lead, (760, 1099, 1100, 1280)), (self.small, (320, 360)),
            (self.screen, (1280, 1920)),
        ]  # fmt: skip
        for page, widths in pages:
            expect(page.locator("body")).to_have_attribute("data-stamp", stamp)
            for found in not_for_everybody(page, widths, self.looks):
                self.found.append(f"{where}, {page.url.split('/')[-2]}: {found}")
        self.found.extend(f"{where}: {found}" for found in not_for_any_hand_or_eye(self.phone))
        self.found.extend(f"{where}: below the screen: {text}" for text in self.screen.evaluate(BELOW))
        self.looks += 1


STEERS = ("open-step", "announce-reveal", "lower-screens", "raise-screens", "pause", "resume", "close")


def test_every_face_at_every_step_is_for_everybody(people: People) -> None:
    scene = Scene(people)
    scene.look("lobby")
    seat = scene.hand.fresh_html().partition('data-seat="')[2].partition('"')[0]
    scene.lead_on("name-presenter", seat=seat)
    scene.lead_on("name-typist", seat=seat)
    scene.lead_on("open-step", step="dilemma")
    scene.lead_on("word", "dilemma", a=LONG, b="Opschalen", harm_a="Het kind wacht", facts=LONG, wording="1")
    scene.look("dilemma")
    scene.lead_on("open-step", step="waarden")
    for value in (LONG, "rust"):
        scene.zoe.do("add-voice", {"chair": "kind", "value": value, "norm": LONG, "supports": "a"}, step="waarden")
    scene.look("values")
    reveal(scene, "waarden")
    scene.look("values revealed")
    scene.lead_on("open-step", step="afweging")
    scene.zoe.do("choose", {"choice": "other", "other": LONG, "because": LONG, "at_cost_of": LONG}, step="afweging")
    scene.look("weighing")
    reveal(scene, "afweging")
    scene.lead_on("lower-screens")
    scene.look("weighing revealed, screens down")
    scene.lead_on("open-step", step="conclusie")
    scene.lead_on("conclude", "conclusie", text=LONG, wording="0")
    scene.lead_on("ask-around", "conclusie", asked="true")
    press(scene.phone, "Ik zie het anders")
    expect(scene.phone.get_by_label("Ik zie het anders, want …")).to_be_visible()
    scene.look("conclusion")
    scene.lead_on("open-step", step="afspraken")
    scene.lead_on("agree", "afspraken", what=LONG, role="wijkteam", term="voor 1 december")
    scene.look("agreements")
    scene.lead_on("close")
    scene.look("the end")
    assert not scene.found, "\n".join(scene.found)


def test_every_face_of_what_is_written_without_names_is_for_everybody(people: People) -> None:
    scene = Scene(people, "dilemmamethode/kort")
    others = [SeatClient(people.server.origin) for _ in range(3)]
    for number, other in enumerate(others):
        other.join(scene.code, f"Mens {number}")
    scene.lead_on("open-step", step="alternatieven")
    scene.zoe.do("add-alternative", {"text": LONG}, step="alternatieven")
    scene.look("alternatives")
    scene.lead_on("open-step", step="afronding")
    scene.phone.locator("summary", has_text="Wat betekent zonder namen?").click()
    scene.look("evaluation")
    sheet = {"free": "5", "mark": "10", "insight": "partly", "remark": LONG, "unnamed": "1"}
    for other in (scene.zoe, *others):
        other.do("evaluate", sheet, step="afronding")
    scene.phone.get_by_label("Wat moet de volgende keer anders?").fill("Koffie")
    press(scene.phone, "Verstuur")
    expect(scene.phone.get_by_role("button", name="Haal terug en pas aan")).to_be_visible()
    scene.look("evaluation, all answered")
    reveal(scene, "afronding")
    scene.look("evaluation revealed")
    assert not scene.found, "\n".join(scene.found)


def test_every_face_at_the_steps_of_the_dilemma_method_is_for_everybody(people: People) -> None:
    scene = Scene(people, "dilemmamethode/kort")
    seat = scene.hand.fresh_html().partition('data-seat="')[2].partition('"')[0]
    scene.lead_on("name-presenter", seat=seat)
    scene.lead_on("open-step", step="start")
    scene.lead_on("add-rule", "start", rule=LONG)
    scene.zoe.do("say-line", {"line": LONG}, step="start")
    scene.look("start")
    scene.lead_on("open-step", step="casus")
    scene.lead_on("tell", "casus", text=LONG, moment=LONG, wording="0")
    scene.look("case")
    scene.lead_on("open-step", step="vragen")
    scene.zoe.do("ask-question", {"text": f"Waarom heb je niet gewoon gebeld? {LONG}"}, step="vragen")
    scene.phone.get_by_label("Jouw vraag").fill("Waarom heb je niet gewoon gebeld?")
    press(scene.phone, "Stel de vraag")
    expect(scene.phone.get_by_text("Deze vraag klinkt als een oordeel.")).to_be_visible()
    scene.look("questions")
    scene.lead_on("open-step", step="perspectieven")
    for value in (LONG, "rust"):
        scene.zoe.do(
            "add-voice", {"chair": "kind", "value": value, "norm": LONG, "supports": "a"}, step="perspectieven"
        )
    chairs = sorted(set(re.findall(r'name="chair" value="([^"]+)"', scene.zoe.fresh_html())))
    for chair in chairs[:4]:
        said = {"chair": chair, "value": "gezien worden", "norm": "Dus luistert er iemand alleen naar mij"}
        scene.zoe.do("add-voice", {**said, "supports": "b"}, step="perspectieven")
    scene.look("perspectives")
    reveal(scene, "perspectieven")
    scene.look("perspectives revealed")
    scene.lead_on("open-step", step="afweging")
    sheet = dict.fromkeys(("other", "because", "at_cost_of", "softens", "needs"), LONG)
    scene.zoe.do("choose", {"choice": "other", **sheet}, step="afweging")
    scene.look("weighing by five sentences")
    reveal(scene, "afweging")
    scene.look("weighing by five sentences revealed")
    scene.lead_on("open-step", step="dialoog")
    scene.lead_on("add-point", "dialoog", kind="alike", text=LONG)
    scene.lead_on("say-none", "dialoog", kind="differ", none="true")
    scene.look("dialogue")
    scene.lead_on("open-step", step="tweede")
    scene.zoe.do("choose", {"choice": "a", "because": LONG}, step="tweede")
    scene.look("weighing again")
    reveal(scene, "tweede")
    scene.look("weighing again revealed")
    scene.lead_on("open-step", step="afspraken")
    signal = {"kind": "signal", "answer_by": "de gemeente, voor 1 december"}
    scene.lead_on("agree", "afspraken", what=LONG, role="wijkteam", term="deze week", **signal)
    scene.look("agreements of a kind")
    assert not scene.found, "\n".join(scene.found)


def test_preparing_is_for_everybody(people: People) -> None:
    lead = people.facilitator()
    lead.goto(f"{people.server.origin}/sessions/new")
    assert not lead.get_by_label("Eerst vragen stellen").is_visible()
    lead.locator("[name=length][value='dilemmamethode/lang']").check()
    expect(lead.get_by_label("Eerst vragen stellen")).to_be_visible()
    assert not_for_everybody(lead, (320, 360, 760, 1280, 1920)) == []


# What can be pressed and is smaller than a thumb: 44 px high. Not links and terms within a text, as WCAG 2.5.8 has it.
SMALL = """() => [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")]
  .filter((one) => one.checkVisibility({opacityProperty: true}) && !one.matches(".term, .skip"))
  .filter((one) => !one.matches("p > *, li > *, span > *") || one.textContent === one.parentElement.textContent)
  .map((one) => one.closest("label") ?? one)
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => `${Math.round(one.getBoundingClientRect().height)} px high: ${one.textContent.trim().slice(0, 60)}`)"""

ROOM = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
STYLED = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : [];
}"""


def not_for_any_hand_or_eye(phone: Page) -> list[str]:
    """Return what is too small to press on a phone, and what does not fit once letters are larger or stand apart."""
    size = phone.viewport_size
    assert size
    phone.set_viewport_size({"width": 320, "height": size["height"]})
    found = [f"320 {one}" for one in phone.evaluate(SMALL)]
    for css in ("html { font-size: 225% !important; }", ROOM):
        phone.evaluate(STYLED, css)
        if (width := phone.evaluate("document.documentElement.scrollWidth")) > 320:
            found.append(f"{width} wide with {css}")
    phone.evaluate(STYLED, "")
    phone.set_viewport_size(size)
    return found


def reveal(scene: Scene, step: str) -> None:
    """Reveal, show it on the screen, and wait until it stands there."""
    scene.lead_on("announce-reveal", step=step)
    expect(scene.lead.get_by_role("button", name="Toon op scherm")).to_be_visible()
    scene.lead_on("show-on-screen", step=step)


TOP = Path(__file__).resolve().parents[2] / "beraad"
# Every word on a page that the house wrote: in texts, folded and hidden ones too, and in what is only heard.
WORDS = """() => {
  const own = (one) => !one.closest("[translate=no], [lang]:not(html), script, style, svg text");
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) if (own(texts.currentNode.parentElement)) found.push(texts.currentNode.data);
  const said = ["aria-label", "title", "alt", "placeholder", "data-confirm"];
  for (const name of said) for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
  return [...new Set(found.map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean))];
}"""


@cache
def dutch() -> re.Pattern[str]:
    """Return what a text is that has English and stands in Dutch: one of the catalogues' or of the methods'."""
    texts: set[str] = set()
    for path in (TOP / "pages" / "messages" / "en").glob("*.po"):
        for message in read_po(path.open("rb"), locale="en"):
            many = not isinstance(message.id, str)
            pairs: Any = zip(message.id, message.string or (), strict=False) if many else [(message.id, message.string)]
            texts |= {nl for nl, en in pairs if nl and nl != en}
    for path in (TOP / "deliberation" / "methods").glob("*.yaml"):
        texts |= set(in_dutch(yaml.safe_load(path.read_text())))
    return re.compile("|".join(re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(" ".join(one.split()))) for one in texts))


def in_dutch(node: Any) -> list[str]:
    if isinstance(node, dict) and {"nl", "en"} <= node.keys():
        one = isinstance(node["nl"], str)
        pairs = [(node["nl"], node["en"])] if one else zip(node["nl"], node["en"], strict=True)
        return [nl for nl, en in pairs if nl != en]
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for one in below for text in in_dutch(one)]


def test_in_english_nothing_is_left_in_dutch(people: People) -> None:
    scene = Scene(people, "dilemmamethode/kort")
    pages = (scene.phone, scene.lead, scene.small, scene.screen)
    for page in pages:
        page.goto(page.url.partition("?")[0] + "?lang=en")
        page.wait_for_load_state()

    def look(where: str) -> None:
        stamp = scene.hand.fresh_page().stamp
        for page in pages:
            expect(page.locator("body")).to_have_attribute("data-stamp", stamp)
            expect(page.locator("html")).to_have_attribute("lang", "en")
            left = [text for text in page.evaluate(WORDS) if dutch().fullmatch(text)]
            scene.found.extend(f"{where}, {page.url.split('/')[-2]}: {text}" for text in left)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                scene.found.append(f"{where}, {page.url.split('/')[-2]}: wider than its window")

    look("lobby")
    steps = dict.fromkeys(re.findall(r'name="step" value="(\w+)"', scene.hand.fresh_html()))
    assert len(steps) == 12
    for step in steps:
        scene.lead_on("open-step", step=step)
        look(step)
        if step in ("perspectieven", "afweging"):
            verb = {"perspectieven": "add-voice", "afweging": "choose"}[step]
            fields = {"chair": "kind", "value": "rust", "supports": "a", "choice": "a", "because": "rust"}
            given = ("chair", "value", "supports") if verb == "add-voice" else ("choice", "because")
            scene.zoe.do(verb, {name: fields[name] for name in given}, step=step)
            scene.lead_on("announce-reveal", step=step)
            expect(scene.phone.locator(".voices, .weighed").first).to_be_visible()
            look(f"{step} revealed")
    scene.lead_on("lower-screens")
    look("screens down")
    scene.lead_on("pause")
    look("paused")
    scene.lead_on("resume")
    scene.lead_on("close")
    look("the end")
    assert not scene.found, "\n".join(scene.found)
