"""A rehearsal in the browser: from what was prepared through all ten steps to the report, and then it is nowhere."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from beraad.rehearsal.words import WORDS
from tests.journeys.people import People, as_fresh, not_for_everybody, nowhere, press, sees, stands_at

BRISK = True
SAID = WORDS["nl"]
PICTURES = os.environ.get("BERAAD_PICTURES", "")
"""A directory, for whoever wants to look."""


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def look(page: Page, name: str) -> None:
    """Hold a face to what every face keeps, with the mark above it."""
    expect(page.locator(".strip")).to_be_visible()
    sees(page, "Repetitie")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        picture(page, f"{name}-{theme}")
    page.emulate_media(color_scheme="light")


def go_to(lead: Page, step: str) -> None:
    press(lead, f"Naar {step}")
    stands_at(lead, step)


def reveal(lead: Page, wrote: str) -> None:
    """Show at the table and on the screen what the dummies wrote, once all of them did."""
    sees(lead, wrote)
    press(lead, "Onthul")
    press(lead, "Toon op scherm")
    expect(lead.get_by_role("button", name="Haal van scherm")).to_be_visible()


def files_say(people: People, text: str) -> bool:
    """Whether a text stands anywhere in the files of the server: the databases, their logs, what it wrote."""
    data = people.server.log.parent
    return any(text.encode() in path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_all_ten_steps_with_dummies_and_then_it_is_thrown_away(people: People) -> None:
    lead = people.facilitator()
    lead.goto(f"{people.server.origin}/sessions/new")
    lead.locator("[name=length][value='dilemmamethode/kort']").check()
    lead.fill("[name=title]", "Wel of niet naar de wal")
    lead.get_by_role("button", name="Zet klaar").click()
    press(lead, "Naar het gesprek")
    press(lead, "Nee, alleen ik kijk")
    prepared = lead.url
    before = lead.locator("[data-part=lobby]").inner_text()
    press(lead, "Generale repetitie")
    press(lead, "Nee, alleen ik kijk")
    sees(lead, "Wel of niet naar de wal", *(f"Pop {number}" for number in range(1, 7)))
    expect(lead.locator(".strip__button")).to_be_visible()
    rehearsal = lead.url
    assert rehearsal != prepared
    look(lead, "lead-lobby")
    screen = people.screen(lead)
    look(screen, "screen-lobby")
    code = "".join(lead.locator(".come-in__code").inner_text().split())
    phone = people.join(code, "Ikzelf")
    look(phone, "in-lobby")

    press(lead, "Begin met Start")
    sees(lead, SAID.check_in.lines[0].text)
    press(phone, "Daar houd ik me aan")
    sees(lead, "Iedereen houdt zich hieraan.", SAID.check_in.lines[3].text)
    go_to(lead, "Casus")
    sees(screen, SAID.statement.moment)
    sees(lead, "Klopt zo, zegt wie de casus inbrengt.")
    go_to(lead, "Dilemma")
    sees(screen, SAID.dilemma.harm_a)
    sees(lead, "Klopt zo, zegt wie de casus inbrengt.")
    look(screen, "screen-dilemma")
    go_to(lead, "Vragen")
    sees(lead, "klinkt als een oordeel", *(one.answer for one in SAID.clarify_qa.questions))
    phone.get_by_label("Jouw vraag").fill("Hoe ver is de wal?")
    press(phone, "Stel de vraag")
    sees(lead, SAID.clarify_qa.unknown)
    go_to(lead, "Perspectieven")
    nowhere(screen, SAID.pvn_table.voices[0].value)
    look(phone, "in-perspectives")
    reveal(lead, "6 van 7 klaar")
    sees(screen, *(one.value for one in SAID.pvn_table.voices))
    sees(lead, SAID.pvn_table.norm)
    look(lead, "lead-perspectives")
    go_to(lead, "Alternatieven")
    sees(screen, *(one.text for one in SAID.alternatives.items))
    go_to(lead, "Afweging")
    sees(lead, "6 van 7 klaar")
    nowhere(lead, SAID.judgement.sheets[0].first.because)
    reveal(lead, "6 van 7 klaar")
    sees(screen, SAID.judgement.sheets[0].first.because)
    look(screen, "screen-weighing")
    go_to(lead, "Dialoog")
    sees(screen, *SAID.compare_dialogue["alike"])
    press(lead, "Schermen neer")
    sees(phone, "Schermen neer")
    look(phone, "in-down")
    press(lead, "Schermen weer aan")
    go_to(lead, "Opnieuw wegen")
    reveal(lead, "6 van 7 klaar")
    sees(lead, SAID.judgement.sheets[2].again.because)
    go_to(lead, "Conclusie")
    sees(screen, SAID.conclusion.text)
    press(lead, "Vraag het rond")
    sees(lead, "6 van 7 antwoordden.")
    press(lead, "Sluit de vraag")
    sees(screen, SAID.conclusion.dissents[0].text)
    go_to(lead, "Afspraken")
    sees(screen, *(one.what for one in SAID.actions.agreements))
    go_to(lead, "Afronding")
    reveal(lead, "6 briefjes in de doos")
    sees(lead, SAID.evaluate.sheets[0].sheet.remark)
    nowhere(phone, "casusbank?")
    for page in (lead, phone, screen):
        as_fresh(page)
    lead.get_by_text("Sluit het beraad").click()
    press(lead, "Ja, sluit")
    sees(lead, "Dit was een repetitie.")
    look(lead, "lead-end")
    phone.get_by_role("link", name="Lees het verslag").click()
    sees(phone, "Repetitie: Wel of niet naar de wal", SAID.conclusion.text)
    look(phone, "in-report")
    assert not_for_everybody(phone, (320, 390)) == []

    assert files_say(people, SAID.statement.moment)
    lead.locator(".strip__button").click()
    sees(lead, "De repetitie is weg.")
    sees(screen, "Dit is er niet")  # it asked for its page again, and that is all that went wrong
    assert [one for one in people.wrong if "404" not in one] == []
    people.wrong.clear()
    picture(lead, "today-after")
    assert not files_say(people, SAID.statement.moment)
    assert phone.request.get(rehearsal.replace("/lead/", "/in/")).status == 404
    lead.goto(prepared)
    assert lead.locator("[data-part=lobby]").inner_text() == before
