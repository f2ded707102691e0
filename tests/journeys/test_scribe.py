"""All of it by one scribe: nobody at the table has a device, and a step that was done on paper is typed later."""

import re
from time import monotonic

from playwright.sync_api import Page, expect

from tests.journeys.people import (
    People,
    as_fresh,
    listens,
    not_for_everybody,
    nowhere,
    open_step,
    press,
    sees,
    stands_at,
)

EIGHT = ("Oma", "Opa", "Moeder", "Vader", "Juf", "Wim", "Ayşe", "Bram")
TEN_MINUTES = 600
KEYS_A_SECOND = 40 * 5 / 60
"""Of who types forty words a minute."""


def seat(lead: Page, name: str) -> None:
    """Give somebody without a device a chair."""
    fold = lead.locator(".at-table__list", has_text="Iemand zonder toestel")
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
    lead.fill("#f-guest-name", name)
    press(lead, "Zet aan tafel")
    expect(lead.locator(".person__name", has_text=name).first).to_be_attached()


def begin(people: People, *guests: str) -> Page:
    lead = people.facilitator()
    people.prepare(lead, "dilemmamethode/standaard")
    listens(lead)
    for name in guests:
        seat(lead, name)
    return lead


def go_to(lead: Page, name: str) -> None:
    press(lead, f"Naar {name}")
    stands_at(lead, name)


def row(page: Page, name: str) -> None:
    """Open the row of one person, and wait until it can be typed in."""
    there = page.locator(".typing__row", has=page.locator("summary", has_text=name))
    there.locator("summary").click()
    expect(there.locator("form :focus")).to_be_attached()


class Keys:
    """Somebody who only types, and how many keys that took."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.count += len(text)
        self.page.keyboard.type(text)
        self.press("Enter")


def reveal(lead: Page) -> None:
    press(lead, "Onthul")
    expect(lead.get_by_role("button", name="Toon op scherm")).to_be_visible()


def eight_sheets(lead: Page) -> float:
    """Type a judgement in five sentences for each of eight people; return the seconds it took the browser."""
    keys, begun = Keys(lead), monotonic()
    row(lead, EIGHT[0])
    for number, name in enumerate(EIGHT):
        here = lead.locator(".typing__row", has=lead.locator("summary", has_text=name))
        expect(here.locator("[name=choice]").first).to_be_focused()
        keys.press("ab"[number % 2])
        expect(here.locator("[name=because]")).to_be_focused()
        for text in ("hij zijn broer anders niet meer ziet", "de school rust geven", "elke week te bellen", "geduld"):
            keys.type(f"{text} {number}")
        expect(here.locator(".typing__done")).to_be_attached()
    took = monotonic() - begun
    assert keys.count / KEYS_A_SECOND + took < TEN_MINUTES, (keys.count, took)
    print(f"{keys.count} keys, {keys.count / KEYS_A_SECOND:.0f} s of typing, {took:.1f} s in the browser")
    return took


def test_the_whole_method_by_one_who_types_for_eight(people: People) -> None:
    lead = begin(people, *EIGHT)
    press(lead, "Begin met Start")
    stands_at(lead, "Start")
    row(lead, "Oma")
    press(lead, "Hardop gezegd: daar houd ik me aan")
    sees(lead, "1 van 8 houdt zich hieraan.")
    lead.locator(".typing__row[open] [name=line]").fill("Ik vind dit spannend")
    lead.keyboard.press("Enter")
    sees(lead, "Ik vind dit spannend")
    go_to(lead, "Casus")
    lead.get_by_label("Wat gebeurde er?").fill("Moeder doet wat we vragen.")
    press(lead, "Zet neer")
    press(lead, "Hardop gezegd: klopt zo")
    go_to(lead, "Dilemma")
    lead.locator(".editor summary").first.click()
    press(lead, "Hardop gezegd: klopt zo")
    go_to(lead, "Vragen")
    go_to(lead, "Perspectieven")
    voices(lead)
    go_to(lead, "Alternatieven")
    ideas(lead)
    go_to(lead, "Afweging")
    assert eight_sheets(lead) < TEN_MINUTES
    nowhere(lead, "de school rust geven 1")
    reveal(lead)
    sees(lead, "hij zijn broer anders niet meer ziet 0")
    expect(lead.get_by_text("overgetypt").and_(lead.locator(":visible")).first).to_be_visible()
    go_to(lead, "Dialoog")
    go_to(lead, "Opnieuw wegen")
    row(lead, "Opa")
    lead.keyboard.press("b")
    lead.keyboard.type("ik hoorde dat wachten ook iets kost")
    lead.keyboard.press("Enter")
    sees(lead, "1 van 8 schreven.")
    reveal(lead)
    go_to(lead, "Conclusie")
    conclusion(lead)
    assert all("422" in said for said in people.wrong)  # the refusal of more slips than people
    people.wrong.clear()
    go_to(lead, "Afspraken")
    go_to(lead, "Afronding")
    sheets(lead)
    as_fresh(lead)


def voices(lead: Page) -> None:
    """Hidden also from who typed them, until the reveal; and one is taken back unseen."""
    for name, value in (("Oma", "erbij horen"), ("Opa", "rust")):
        row(lead, name)
        here = lead.locator(".typing__row[open]")
        sees(lead, "Je ziet dit omdat je het overtypt.")
        here.locator("[name=value]").fill(value)
        here.get_by_role("button", name="Zet neer").click()
        expect(here.locator(".typing__done")).to_have_text("overgetypt")
    nowhere(lead, "erbij horen")
    press(lead, "Haal terug wat je overtypte")
    expect(lead.locator(".typing__done")).to_have_count(1)
    reveal(lead)
    sees(lead, "erbij horen")
    nowhere(lead, ">rust<")


def ideas(lead: Page) -> None:
    row(lead, "Juf")
    for idea in ("Oma erbij vragen", "Eerst samen eten"):
        lead.locator(".typing__row[open] [name=text]").fill(idea)
        lead.keyboard.press("Enter")
        sees(lead, idea)


def conclusion(lead: Page) -> None:
    lead.get_by_label("De zin van de groep").fill("We gaan door, met een grens.")
    press(lead, "Zet neer")
    press(lead, "Vraag het rond")
    lead.get_by_text("Tel briefjes").click()
    lead.fill("#f-slips-yes", "7")
    lead.fill("#f-slips-no", "2")
    press(lead, "Tel mee")
    sees(lead, "Er kan niets meer bij: 8 is het meeste.")
    lead.fill("#f-slips-no", "1")
    press(lead, "Tel mee")
    sees(lead, "8 van 8 antwoordden.")
    press(lead, "Sluit de vraag")
    sees(lead, "met een minderheid")


def sheets(lead: Page) -> None:
    lead.get_by_text("Typ een blad van papier over").click()
    lead.locator("#f-paper-sheet [name=free]").first.focus()
    for number in range(8):
        for key in "54324" + "8j":
            lead.keyboard.press(key)
        sees(lead, f"{number + 1} van 8 antwoordden.")
    press(lead, "Toon de totalen")
    sees(lead, "Dit antwoordden 8 mensen.")


def test_a_step_on_paper_is_typed_when_the_group_is_on(people: People) -> None:
    lead = begin(people, *EIGHT)
    press(lead, "Begin met Start")
    stands_at(lead, "Start")
    open_step(lead, "Dialoog")
    lead.get_by_text("Een eerdere stap op papier gedaan?").click()
    lead.get_by_role("link", name="Afweging").click()
    listens(lead)
    eight_sheets(lead)
    sees(lead, "hij zijn broer anders niet meer ziet 0", "van papier")
    assert not_for_everybody(lead, (390,)) == []
    lead.get_by_role("link", name="Terug naar de tafel").click()
    stands_at(lead, "Dialoog")
    report = lead.context.new_page()
    report.goto(lead.url + "report")
    sees(report, "overgetypt van papier.")


def test_one_person_without_a_device_beside_phones(people: People) -> None:
    lead = begin(people)
    code = re.sub(r"\W", "", lead.locator(".come-in__code").inner_text())
    phone = people.join(code, "Fatima", "De ouder")
    seat(lead, "Oma")
    press(lead, "Begin met Start")
    stands_at(lead, "Start")
    open_step(lead, "Afweging")
    row(lead, "Oma")
    lead.keyboard.press("a")
    lead.keyboard.type("hij zijn broer mist")
    for _ in range(4):
        lead.keyboard.press("Enter")
    sees(lead, "1 van 2 schreven.")
    for page in (lead, phone):
        nowhere(page, "hij zijn broer mist")
    assert not_for_everybody(lead, (390, 1280)) == []
    reveal(lead)
    sees(phone, "hij zijn broer mist", "Oma", "overgetypt")
