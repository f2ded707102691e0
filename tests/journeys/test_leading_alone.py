"""The network of who leads is gone from step 3 to 7: the device leads on, and the report is whole all the same."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.people import (
    People,
    as_fresh,
    key,
    listens,
    not_for_everybody,
    nowhere,
    open_step,
    press,
    sees,
    stands_at,
)

GONE = "Geen verbinding. Leid gewoon door"


def without_network(people: People, page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator(".alone__said--gone")).to_be_visible(timeout=40_000)


def with_network(people: People, page: Page) -> None:
    page.context.set_offline(False)
    expect(page.locator(".alone__said--gone, .alone__said--leads").filter(visible=True)).to_have_count(0)
    people.forgive("ERR_INTERNET_DISCONNECTED")


def by_key(lead: Page, *steps: str) -> None:
    for step in steps:
        key(lead, "ArrowRight")
        expect(lead.locator(".booklet:visible .question")).to_have_text(step)


def test_alone_from_step_three_to_seven_and_the_report_is_whole(people: People) -> None:
    lead = people.facilitator()
    code = people.prepare(lead, "dilemmamethode/standaard")
    anna, bram = people.join(code, "Anna", "De ouder"), people.join(code, "Bram")
    press(lead, "Begin met Start")
    stands_at(lead, "Start")
    open_step(lead, "Dilemma")
    lead.keyboard.press("Escape")
    without_network(people, lead)
    press(lead, "Leid door zonder verbinding")
    expect(lead.locator(".booklet:visible .question")).to_have_text("Dilemma")
    sees(lead, "Stap 3 van 10", "Zonder verbinding. Praat hardop of schrijf op papier")
    assert not_for_everybody(lead, (390, 760, 1280)) == []
    by_key(lead, "Vragen", "Perspectieven", "Alternatieven", "Afweging")
    lead.keyboard.press("ArrowLeft")
    expect(lead.locator(".booklet:visible .question")).to_have_text("Alternatieven")
    by_key(lead, "Afweging")
    expect(lead.locator("[data-alone-clock]")).to_have_text(re.compile(r"^[78]:\d\d$"))  # eight minutes are planned
    stands_at(anna, "Dilemma")  # nobody else was moved

    with_network(people, lead)
    sees(lead, "De verbinding is er weer. Jij bent bij Afweging.")
    press(lead, "Breng iedereen hierheen")
    for page in (lead, anna, bram):
        stands_at(page, "Afweging")
    expect(lead.locator(".alone")).to_be_hidden()
    as_fresh(lead)

    lead.get_by_text("Een eerdere stap op papier gedaan?").click()
    lead.get_by_role("link", name="Alternatieven").click()
    listens(lead)
    lead.locator(".typing__row", has_text="Bram").locator("summary").click()
    lead.locator(".typing__row[open] [name=text]").fill("Oma erbij vragen")
    lead.keyboard.press("Enter")
    sees(lead, "Oma erbij vragen")
    lead.get_by_role("link", name="Terug naar de tafel").click()
    stands_at(lead, "Afweging")
    for phone, because in ((anna, "er al veel lukt"), (bram, "wachten schade doet")):
        phone.get_by_role("radio", name="Vrijwillig doorgaan").check(force=True)
        phone.get_by_text("omdat …").first.click()
        phone.get_by_label("omdat …").fill(because)
        press(phone, "Ik ben klaar")
        sees(phone, "Bewaard. Je bent klaar.")
    press(lead, "Onthul")
    sees(lead, "er al veel lukt")
    lead.goto(lead.url + "report")
    sees(lead, "Oma erbij vragen", "overgetypt van papier", "er al veel lukt", "wachten schade doet")


def test_what_was_pressed_before_going_on_alone_moves_nobody_later(people: People) -> None:
    lead = people.facilitator()
    zoe = people.join(people.prepare(lead), "Zoë")
    press(lead, "Begin met Dilemma")
    stands_at(lead, "Dilemma")
    press(lead, "Laat het zo")
    without_network(people, lead)
    lead.get_by_role("button", name="Naar Waarden").click()
    sees(lead, "Nog niet verstuurd: geen verbinding.")
    press(lead, "Leid door zonder verbinding")
    by_key(lead, "Waarden", "Afweging", "Conclusie")
    lead.locator(".rail__button", has_text="Afweging").click()
    expect(lead.locator(".booklet:visible .question")).to_have_text("Afweging")
    with_network(people, lead)
    sees(lead, "Jij bent bij Afweging.")
    press(lead, "Naar waar de groep is")
    stands_at(lead, "Dilemma")
    expect(lead.locator(".alone")).to_be_hidden()
    open_step(lead, "Conclusie")
    stands_at(zoe, "Conclusie")
    as_fresh(lead)


def test_a_network_that_is_back_before_one_goes_on_alone_leaves_nothing(people: People) -> None:
    lead = people.facilitator(390, 844)
    people.prepare(lead)
    press(lead, "Begin met Dilemma")
    stands_at(lead, "Dilemma")
    without_network(people, lead)
    sees(lead, GONE)
    with_network(people, lead)
    expect(lead.locator(".alone")).to_be_hidden()
    nowhere(lead, "is-alone")
    as_fresh(lead)
