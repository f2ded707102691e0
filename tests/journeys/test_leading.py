"""The facilitator's face: by keyboard alone, by a phone, and what a good facilitator has at hand."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from beraad.simulate.seat_client import Refused, SeatClient
from tests.journeys.people import LET_BE, People, as_fresh, key, not_for_everybody, nowhere, press, sees, stands_at
from tests.live.server import EMAIL, PASSWORD, steered

SHEET = {"choice": "a", "because": "het kind rust nodig heeft"}


class Room:
    """A beraad that is led in a browser; guests come over HTTP."""

    def __init__(self, people: People, *names: str, length: str = "", width: int = 1280, height: int = 800) -> None:
        self.people = people
        self.lead = people.facilitator(width, height)
        self.code = people.prepare(self.lead, length, ends="23:59")
        self.session = self.lead.locator("body").get_attribute("data-session") or ""
        self.guests = [self.guest(name) for name in names]
        if names:
            expect(self.lead.locator(".arrived")).to_contain_text(names[-1])

    def guest(self, name: str) -> SeatClient:
        guest = SeatClient(self.people.server.origin)
        guest.join(self.code, name)
        return guest

    def all(self, verb: str, step: str, **fields: str) -> None:
        for guest in self.guests:
            guest.do(verb, fields, step=step)

    def hand(self) -> SeatClient:
        """The lead once more, over HTTP."""
        hand = SeatClient(self.people.server.origin)
        hand.sign_in(EMAIL, PASSWORD)
        hand.post(f"/sessions/{self.session}/enter", {"face": "lead"})
        hand.open(f"/s/{self.session}/lead/")
        return hand


def onward(lead: Page, step: str) -> None:
    """Go on to the next step with the key for that; what can still be undone is let be first."""
    if lead.get_by_role("button", name=LET_BE).is_visible():
        key(lead, "ArrowRight")
        expect(lead.get_by_role("button", name=LET_BE)).to_be_hidden()
    key(lead, "ArrowRight")
    stands_at(lead, step)


def reveal(lead: Page) -> None:
    key(lead, "r")
    expect(lead.locator(".countdown")).to_be_visible()
    expect(lead.get_by_role("button", name="Toon op scherm")).to_be_visible()


def test_the_whole_dilemma_method_is_led_by_keys_alone(people: People) -> None:
    room = Room(people, "Fatima", "Wim", "Zoë", length="dilemmamethode/standaard")
    lead, fatima = room.lead, room.guests[0]
    lead.evaluate("addEventListener('pointerdown', () => { throw new Error('a pointer') })")
    onward(lead, "Start")
    for step in ("Casus", "Dilemma", "Vragen"):
        onward(lead, step)
    fatima.do("ask-question", {"text": "Wat weet moeder al?"}, step="vragen")
    sees(lead, "Wat weet moeder al?")
    onward(lead, "Perspectieven")
    room.all("add-voice", "perspectieven", chair="kind", value="rust", norm="op tijd naar bed", supports="a")
    expect(lead.locator(".controls [data-key=R]")).to_be_enabled()
    key(lead, "r")
    expect(lead.locator(".countdown")).to_be_visible()
    lead.keyboard.press("Escape")  # stopped while it counts down
    expect(lead.locator(".countdown")).to_be_hidden()
    reveal(lead)
    key(lead, "t")
    expect(lead.get_by_role("button", name="Haal van scherm")).to_be_visible()
    key(lead, "Escape")
    expect(lead.get_by_role("button", name="Toon op scherm")).to_be_visible()
    onward(lead, "Alternatieven")
    onward(lead, "Afweging")
    room.all("choose", "afweging", **SHEET)
    expect(lead.locator(".controls [data-key=R]")).to_be_enabled()
    reveal(lead)
    key(lead, "s")
    expect(lead.get_by_role("button", name="Schermen weer aan")).to_be_visible()
    onward(lead, "Dialoog")
    onward(lead, "Opnieuw wegen")
    room.all("choose", "tweede", **SHEET)
    expect(lead.locator(".controls [data-key=R]")).to_be_enabled()
    reveal(lead)
    for step in ("Conclusie", "Afspraken", "Afronding"):
        onward(lead, step)
    key(lead, "ArrowLeft") if not lead.get_by_role("button", name=LET_BE).is_visible() else key(lead, "z")
    stands_at(lead, "Afspraken")
    onward(lead, "Afronding")
    if lead.get_by_role("button", name=LET_BE).is_visible():
        key(lead, "ArrowRight")
    key(lead, "ArrowRight")
    sees(lead, "Sluit je dit beraad?")
    lead.keyboard.press("Tab")
    lead.keyboard.press("Enter")
    sees(lead, "Het beraad is gesloten")


def test_what_was_done_is_undone_with_one_key_for_ten_seconds_and_then_refused(people: People) -> None:
    room = Room(people, "Zoë")
    lead = room.lead
    undo = lead.get_by_role("button", name="Maak ongedaan")
    onward(lead, "Dilemma")
    expect(undo).to_be_visible()
    expect(lead.get_by_role("button", name="Naar Waarden")).to_be_hidden()  # in the same place
    key(lead, "z")
    sees(lead, "Begin met Dilemma")
    expect(undo).to_be_hidden()
    onward(lead, "Dilemma")
    key(lead, "s")
    sees(lead, "Schermen weer aan")
    number = undo.get_attribute("value") or ""
    key(lead, "z")
    expect(lead.get_by_role("button", name="Schermen neer")).to_be_visible()
    key(lead, "s")
    expect(undo).to_be_visible()
    number = undo.get_attribute("value") or ""
    expect(undo).to_be_hidden(timeout=15_000)
    expect(lead.get_by_role("button", name="Naar Waarden")).to_be_visible()
    lead.keyboard.press("z")
    lead.wait_for_timeout(2_500)  # a press that travelled is still taken for two seconds
    sees(lead, "Schermen weer aan")
    assert refused(room.hand(), "undo", {"number": number}) == "too-late-to-undo"
    as_fresh(lead)


def refused(who: SeatClient, verb: str, fields: dict[str, Any]) -> str:
    try:
        who.do(verb, fields)
    except Refused as error:
        return error.code
    return ""


def test_hands_wait_in_order_and_a_break_is_asked_without_a_name(people: People) -> None:
    room = Room(people, "Wim")
    lead, wim = room.lead, room.guests[0]
    zoe = people.join(room.code, "Zoë")
    onward(lead, "Dilemma")
    wim.do("raise-hand", {"up": "true"})
    press(zoe, "Ik wil iets zeggen")
    sees(zoe, "Je hand is op, je bent nummer 2. Laat zakken")
    queue = lead.locator(".hand-button")
    expect(queue).to_have_text([re.compile("1.*Wim"), re.compile("2.*Zoë")])
    key(lead, "q")
    sees(zoe, "Je hand is op, je bent nummer 1. Laat zakken")
    key(lead, "z")
    sees(zoe, "Je hand is op, je bent nummer 2. Laat zakken")
    zoe.get_by_role("button", name="Laat zakken").click()
    expect(queue).to_have_count(1)
    press(zoe, "Adempauze")
    notice = lead.locator(".breath")
    expect(notice).to_contain_text("Iemand vraagt om een adempauze.")
    nowhere(zoe, "Iemand vraagt om")
    assert "Zoë" not in notice.inner_text()
    notice.get_by_role("button", name="Gezien").click()
    expect(notice).to_be_hidden()
    wim.do("ask-breath")
    notice.get_by_role("button", name="Pauze").click()
    sees(zoe, "Even pauze")
    expect(notice).to_be_hidden()
    for page in (lead, zoe):
        as_fresh(page)


def test_the_stop_card_shows_whom_to_call_to_who_leads_alone(people: People) -> None:
    room = Room(people)
    lead, zoe = room.lead, people.join(room.code, "Zoë")
    screen = people.screen(lead)
    onward(lead, "Dilemma")
    lead.get_by_text("Acuut gevaar").click()
    sees(lead, "Op de telefoons en het scherm staat alleen dat het pauze is.")
    stands_at(zoe, "Dilemma")  # nothing yet
    press(lead, "Leg de stopkaart neer")
    sees(lead, "De stopkaart ligt op tafel.", "Veilig Thuis")
    expect(lead.get_by_role("link", name="112")).to_have_attribute("href", "tel:112")
    for page in (zoe, screen):
        sees(page, "Even pauze")
        nowhere(page, "stopkaart", "Acuut gevaar")
    nowhere(screen, "tel:112", "Veilig Thuis")  # at the foot of every phone they always stand
    assert "112" not in screen.locator("body").inner_text()  # in the source it may be part of a moment or of a name
    assert not_for_everybody(lead, (320, 760, 1280)) == []
    key(lead, "p")
    stands_at(zoe, "Dilemma")
    expect(lead.get_by_text("De stopkaart ligt op tafel.")).to_be_hidden()


def test_a_phone_leads_with_everything_under_one_thumb(people: People) -> None:
    room = Room(people, "Wim", "Zoë", width=390, height=844)
    lead = room.lead
    press(lead, "Begin met Dilemma")
    stands_at(lead, "Dilemma")
    lead.get_by_role("checkbox", name="Stappen").check()
    expect(lead.locator(".rail__button", has_text="Afspraken")).to_be_visible()
    lead.get_by_label("Meer over Conclusie").click()
    press(lead, "Sla over")
    sees(lead, "overgeslagen")
    lead.locator(".rail__button", has_text="Waarden").click()
    stands_at(lead, "Waarden")
    expect(lead.locator(".rail")).to_be_hidden()  # the sheet goes once a step is chosen
    room.guests[0].do("add-voice", {"chair": "kind", "value": "rust"}, step="waarden")
    room.guests[1].do("raise-hand", {"up": "true"})
    primary = lead.get_by_role("button", name="Onthul")
    expect(primary).to_be_enabled()
    box = primary.bounding_box()
    assert box
    assert box["y"] > 844 / 2  # within reach of a thumb
    assert box["height"] >= 48
    lead.get_by_role("checkbox", name="Tafel").check()
    lead.get_by_role("button", name="Geef Zoë het woord").click()
    expect(lead.locator(".hands")).to_have_count(0)
    lead.get_by_role("checkbox", name="Draaiboek").check()
    sees(lead, "alleen voor jou")
    expect(lead.locator(".at-table")).to_be_hidden()
    lead.mouse.click(195, 60)
    expect(lead.locator(".script")).to_be_hidden()
    press(lead, "Onthul")
    press(lead, "Toon op scherm")
    press(lead, "Haal van scherm")
    assert small_targets(lead) == []
    as_fresh(lead)


def small_targets(page: Page) -> list[str]:
    """What is to be pressed on a phone and is smaller than 24 px, as WCAG 2.2 asks at least."""
    found: list[str] = page.locator(".desk button:visible, .tab:visible").evaluate_all(
        "all => all.map(one => [one.textContent.trim(), one.getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 24 || box.height < 24).map(([words]) => words)"
    )
    return found


def test_people_at_the_table_type_lead_share_and_turn_out_to_be_one(people: People) -> None:
    room = Room(people, "Wim", "Wim opnieuw", "Bo")
    lead, zoe = room.lead, people.join(room.code, "Zoë")
    press(zoe, "Samen op één toestel")
    sees(zoe, "Wie helpt of tolkt, ziet wat je schrijft.")
    people_list = lead.locator(".arrived .person")
    expect(people_list.filter(has_text="Zoë")).to_contain_text("met hulp")
    press(lead, "Ja, graag")
    expect(lead.locator(".arrived .task[aria-pressed=true]")).to_have_count(1)
    side = lead.locator(".at-table")
    side.get_by_text("Wie is wie").click()
    side.get_by_text("Zit iemand er twee keer?").click()
    side.get_by_label("Deze stoel gaat weg").select_option(label="Wim opnieuw")
    side.get_by_label("en gaat verder als").select_option(label="Wim")
    twice(side.get_by_role("button", name="Voeg samen"))
    expect(people_list.filter(has_text="Wim opnieuw")).to_have_count(0)
    row = people_list.filter(has_text="Bo")
    row.get_by_label("Meer over Bo").click()
    twice(row.get_by_role("button", name="Laat meeleiden"))
    expect(side).to_contain_text("leidt mee")
    # What was half asked about one person is not asked about the next one in the list.
    assert lead.locator(".person [data-sure], .person .sure").count() == 0
    expect(row).to_have_count(0)
    as_fresh(lead)


def twice(button: Any) -> None:
    """What cannot be taken back is pressed twice."""
    button.click()
    button.page.locator("[data-sure]").click()


def test_a_step_is_skipped_repeated_and_put_in_from_the_rail(people: People) -> None:
    room = Room(people, "Wim", "Zoë")
    lead = room.lead
    onward(lead, "Dilemma")
    skip = lead.locator(".rail__step", has_text="Waarden")
    skip.get_by_label("Meer over Waarden").click()
    press(lead, "Sla over")
    expect(skip).to_contain_text("overgeslagen")
    press(lead, "Naar Afweging")
    stands_at(lead, "Afweging")
    room.guests[0].do("mark-ready", {"step": "afweging", "ready": "true"})
    sees(lead, "1 van 2 klaar")
    lead.get_by_label("Meer over Afweging").click()
    press(lead, "Doe deze stap nog eens")
    sees(lead, "0 van 2 klaar")
    lead.get_by_text("Stap erbij").click()
    lead.locator("#f-insert button").first.click()
    expect(lead.locator(".rail__step", has_text="erbij")).to_have_count(1)
    as_fresh(lead)


def test_the_desk_is_for_everybody_at_every_width(people: People) -> None:
    room = Room(people, "Wim", "Zoë", "Bo")
    found: list[str] = []
    desks = {1280: room.lead}
    for width in (360, 768):
        desks[width] = people.facilitator(width, 900)
        desks[width].goto(people.server.origin)
        desks[width].locator(f"form[action*='{room.session}'] button").first.click()

    def look(where: str) -> None:
        for width, desk in desks.items():
            # Down, where nothing stands over a row.
            desk.locator(".desk__side, .sheet").evaluate_all("all => all.forEach((one) => one.scrollTo(0, 1e6))")
            found.extend(f"{where} {width}: {one}" for one in not_for_everybody(desk, (320, width)))

    onward(room.lead, "Dilemma")
    room.guests[0].do("raise-hand", {"up": "true"})
    room.guests[1].do("ask-breath")
    for desk in desks.values():
        expect(desk.locator(".breath")).to_be_visible()
    look("a hand, a break and undo")
    for name in ("Stappen", "Tafel"):
        for desk in desks.values():
            if (box := desk.get_by_role("checkbox", name=name)).is_visible():
                box.check()
            desk.locator(".desk details").evaluate_all("all => all.forEach((fold) => { fold.open = true; })")
        look(name)
    assert not found, "\n".join(found)


UNDER = """() => {
  const one = document.activeElement;
  if (one === document.body) return "";
  const box = one.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return one.contains(top) || top?.closest("label")?.contains(one) ? "" : one.textContent.trim();
}"""
"""What has the focus and lies under something else; empty: nothing does."""


def test_what_has_the_focus_lies_under_no_bar(people: People) -> None:
    room = Room(people, "Zoë", length="dilemmamethode/kort", height=640)
    lead = room.lead
    hand = room.hand()
    for step in ("start", "vragen"):
        hand.fetch()
        hand.do("open-step", {"step": step} | steered(hand))
    for number in range(5):
        room.guests[0].do("ask-question", {"text": f"Wat gebeurde er daarna, {number}?"}, step="vragen")
    sees(lead, "Wat gebeurde er daarna, 4?")
    under = []
    for _ in range(70):
        lead.keyboard.press("Tab")
        under.append(lead.evaluate(UNDER))
    assert [text for text in under if text] == []
