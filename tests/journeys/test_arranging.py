"""What a facilitator does with what people wrote: by dragging, with keys, with buttons, and without scripts."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from beraad.simulate.seat_client import SeatClient
from tests.journeys.people import People, as_fresh, listens, not_for_everybody, press, sees
from tests.live.server import EMAIL, PASSWORD, steered

IDEAS = ("Oma erbij vragen", "Een maand proberen", "Eerst samen eten", "Een brief schrijven", "De buurvrouw bellen")
LIST = "[data-list=rows] > section"


class Room:
    """A lead and a phone at the alternatives, where five of them stand."""

    def __init__(self, people: People, width: int = 1280, height: int = 800, **more: bool) -> None:
        self.lead = people.facilitator(width, height, **more)
        self.code = people.prepare(self.lead, "dilemmamethode/kort")
        self.phone = people.join(self.code, "Fatima", "De ouder")
        self.session = self.lead.locator("body").get_attribute("data-session") or ""
        self.hand = SeatClient(people.server.origin)
        self.hand.sign_in(EMAIL, PASSWORD)
        self.hand.post(f"/sessions/{self.session}/enter", {"face": "lead"})
        self.hand.open(f"/s/{self.session}/lead/")
        self.hand.fetch()
        self.hand.do("open-step", {"step": "alternatieven", **steered(self.hand)})
        self.zoe = SeatClient(people.server.origin)
        self.zoe.join(self.code, "Zoë")
        bram = SeatClient(people.server.origin)
        bram.join(self.code, "Bram")
        for text in IDEAS:
            (self.zoe if text in IDEAS[:3] else bram).do(
                "add-alternative", {"text": text, "unnamed": ""}, step="alternatieven"
            )
        expect(self.lead.locator("[data-row]")).to_have_count(5)

    def row(self, text: str, page: Page | None = None) -> Locator:
        page = page or self.lead
        return page.locator("[data-row]", has=page.locator(".row__words", has_text=text))

    def group(self, name: str) -> None:
        if not self.lead.get_by_label("De naam van de groep").first.is_visible():
            self.lead.locator("summary", has_text="Nieuwe groep").click()
        self.lead.get_by_label("De naam van de groep").first.fill(name)
        press(self.lead, "Maak de groep")
        expect(self.lead.locator("h2", has_text=name)).to_be_visible()


def reads(page: Page, *texts: str) -> None:
    """Expect the list to read so, headings included."""
    words = page.locator(".row-head__name, [data-row] .idea__text")
    expect(words).to_have_text([*texts])


def drag(page: Page, what: Locator, to: Locator, meanwhile: Callable[[], None] = lambda: None) -> None:
    grip = what.locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    grip.hover()
    page.mouse.down()
    box = to.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] / 2 + 5, steps=5)
    meanwhile()
    box = to.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] / 2 + 8, steps=3)
    expect(page.locator(".row-here")).to_be_visible()
    page.mouse.up()


def test_rows_are_dragged_into_a_group_also_while_somebody_adds_another(people: People) -> None:
    room = Room(people)
    room.group("Samen")
    head = room.lead.locator(".row-head--group")

    def somebody_else_writes() -> None:
        room.zoe.do("add-alternative", {"text": "Nog even wachten", "unnamed": ""}, step="alternatieven")
        expect(room.lead.locator("[data-row]")).to_have_count(6)

    drag(room.lead, room.row("Eerst samen eten"), head, somebody_else_writes)
    rest = [text for text in IDEAS if text != "Eerst samen eten"]
    reads(room.lead, "Samen 1", "Eerst samen eten", "Nog niet bij een groep 5", *rest, "Nog even wachten")
    drag(room.lead, room.row("Oma erbij vragen"), head)
    reads(room.phone, "Samen 2", "Oma erbij vragen", "Eerst samen eten", "Nog niet bij een groep 4", *rest[1:],
          "Nog even wachten")  # fmt: skip
    for page in (room.lead, room.phone):
        as_fresh(page)


def test_rows_are_moved_with_keys_and_what_happens_is_said(people: People) -> None:
    room = Room(people)
    keys, said = room.lead.keyboard, room.lead.locator("#status")
    room.row("Een brief schrijven").locator("[data-grip]").focus()
    keys.press("Enter")
    expect(said).to_contain_text("Opgepakt: Een brief schrijven")
    for _ in range(2):
        keys.press("ArrowUp")
    expect(said).to_contain_text("Hier: vóór Een maand proberen")
    keys.press("Escape")
    expect(said).to_contain_text("Losgelaten")
    reads(room.lead, *IDEAS)
    keys.press(" ")
    keys.press("ArrowDown")
    keys.press("Enter")
    reads(room.lead, *IDEAS[:3], IDEAS[4], IDEAS[3])
    expect(room.row("Een brief schrijven").locator("[data-grip]")).to_be_focused()


def test_buttons_group_merge_park_and_mend_and_the_writer_puts_it_back(people: People) -> None:
    room = Room(people)
    room.group("Samen")
    for text in ("Oma erbij vragen", "Eerst samen eten"):
        act(room, text, "Samen")
    act(room, "Eerst samen eten", "Zegt hetzelfde als hierboven")
    act(room, "De buurvrouw bellen", "Parkeer")
    reads(room.phone, "Samen 1", "Oma erbij vragen", "Nog niet bij een groep 2", *IDEAS[1:4:2], "Geparkeerd 1",
          "De buurvrouw bellen")  # fmt: skip
    sees(room.phone, "ook gezegd", "Eerst samen eten")
    room.phone.get_by_label("Wat kan er nog meer?").fill("Logeren")
    press(room.phone, "Zet erbij")
    row = room.row("Logeren")
    row.locator("summary", has_text="Schik").click()
    row.locator("summary", has_text="Pas de woorden aan").click()
    row.get_by_label("De woorden").fill("Een weekend logeren")
    row.get_by_role("button", name="Bewaar").click()
    sees(room.phone, "aangepast door de gespreksleider", "Jij schreef:")
    found = [one for page, widths in ((room.lead, (390, 1280)), (room.phone, (320, 390))) for one in
             not_for_everybody(page, widths)]  # fmt: skip
    assert found == []
    press(room.phone, "Zet mijn woorden terug")
    expect(room.row("Logeren").locator(".idea__text")).to_have_text("Logeren")
    as_fresh(room.lead)
    room.lead.goto(f"{room.lead.url.rstrip('/')}/report")
    sees(room.lead, "Samen", "ook gezegd:", "Geparkeerd")


def act(room: Room, text: str, button: str) -> None:
    row = room.row(text)
    stamp = room.lead.locator("body").get_attribute("data-stamp") or ""
    if not row.locator("details.row__acts").evaluate("fold => fold.open"):
        row.locator("summary", has_text="Schik").click()
    row.get_by_role("button", name=button, exact=True).click()
    expect(room.lead.locator("body")).not_to_have_attribute("data-stamp", stamp)


def test_without_scripts_the_buttons_do_the_same(people: People) -> None:
    room = Room(people)
    page = people.browser(1280, 800, java_script_enabled=False, storage_state=room.lead.context.storage_state())
    page.goto(room.lead.url)
    page.locator("summary", has_text="Nieuwe groep").click()
    page.get_by_label("De naam van de groep").first.fill("Samen")
    page.get_by_role("button", name="Maak de groep").click()
    for button in ("Samen", "Omlaag"):
        row = room.row("Een brief schrijven", page)
        row.locator("summary", has_text="Schik").click()
        row.get_by_role("button", name=button, exact=True).click()
    reads(page, "Samen 0", "Nog niet bij een groep 5", "Een brief schrijven", *IDEAS[:3], IDEAS[4])


def test_a_finger_drags_as_well(people: People) -> None:
    room = Room(people, 390, 844, has_touch=True, is_mobile=True)
    listens(room.lead)
    grip = room.row("Oma erbij vragen").locator("[data-grip]")
    grip.evaluate("grip => grip.scrollIntoView({block: 'center'})")  # from under the buttons below
    box, to = grip.bounding_box(), room.row("Een maand proberen").bounding_box()
    assert box
    assert to
    assert min(box["width"], box["height"]) >= 44
    touch = room.lead.context.new_cdp_session(room.lead)
    x, y = box["x"] + 20, box["y"] + 20
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 6):
        at = y + (to["y"] + to["height"] * 0.75 - y) * step / 5
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + 30, "y": at}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    reads(room.lead, IDEAS[1], IDEAS[0], *IDEAS[2:])
