"""Every face at every step: nothing for axe to find, light and dark, and no page wider than its window."""

from playwright.sync_api import Page, expect

from beraad.simulate.seat_client import SeatClient
from tests.journeys.people import People, not_for_everybody, press
from tests.live.server import EMAIL, PASSWORD, steered

LONG = "Een heel lange waarde met een woordsamenstellingdienietafgebrokenkanworden erin en daarna nog wat"


class Scene:
    """A beraad that is led over HTTP, and three pages that follow it."""

    def __init__(self, people: People, length: str = "") -> None:
        self.found: list[str] = []
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
            (self.phone, (320, 360, 390, 1280)), (self.lead, (760, 1099, 1100, 1280)), (self.small, (320, 360)),
            (self.screen, (1280, 1920)),
        ]  # fmt: skip
        for page, widths in pages:
            expect(page.locator("body")).to_have_attribute("data-stamp", stamp)
            for found in not_for_everybody(page, widths):
                self.found.append(f"{where}, {page.url.split('/')[-2]} {widths[-1]}: {found}")


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


def reveal(scene: Scene, step: str) -> None:
    """Reveal, show it on the screen, and wait until it stands there."""
    scene.lead_on("announce-reveal", step=step)
    expect(scene.lead.get_by_role("button", name="Toon op scherm")).to_be_visible()
    scene.lead_on("show-on-screen", step=step)
