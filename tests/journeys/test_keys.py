"""One key for what is done most while leading: shown on the button, never while typing, never what cannot be undone."""

from playwright.sync_api import Page, expect

from tests.journeys.people import LET_BE, People, as_fresh, not_for_everybody, part, press, sees, stands_at


def leading(people: People) -> tuple[Page, Page]:
    """Who leads, and one phone at the table."""
    lead = people.facilitator()
    phone = people.join(people.prepare(lead), "Zoë")
    sees(lead, "Zoë")
    return lead, phone


def test_a_key_presses_the_button_that_shows_it_and_a_held_one_presses_once(people: People) -> None:
    lead, phone = leading(people)
    lead.keyboard.press("ArrowRight")
    stands_at(lead, "Dilemma")
    lead.keyboard.down("p")
    sees(phone, "Even pauze")
    sees(lead, "De klok staat stil.")
    lead.wait_for_timeout(600)
    lead.keyboard.down("p")  # still held down: the browser repeats it, and the button now goes on
    lead.wait_for_timeout(900)
    sees(lead, "De klok staat stil.")
    lead.keyboard.up("p")
    lead.wait_for_timeout(600)
    lead.keyboard.press("p")
    expect(phone.get_by_role("heading", name="Even pauze")).to_be_hidden()
    stands_at(lead, "Dilemma")
    clock = lead.locator(".bar__time")
    due = clock.get_attribute("data-due")
    lead.keyboard.press("+")
    expect(clock).not_to_have_attribute("data-due", due or "")
    lead.keyboard.press("-")
    expect(clock).to_have_attribute("data-due", due or "")
    lead.keyboard.press("s")
    sees(phone, "Schermen neer")
    as_fresh(lead)


def test_whoever_types_or_has_a_window_open_has_no_keys(people: People) -> None:
    lead, phone = leading(people)
    lead.keyboard.press("ArrowRight")
    stands_at(lead, "Dilemma")
    lead.locator("details:has(#f-word-a) > summary").click()
    field = lead.get_by_label("A: we kunnen …")
    field.fill("")
    field.press_sequentially("spra?")
    lead.keyboard.press("ArrowRight")
    expect(field).to_have_value("spra?")
    lead.get_by_role("button", name="Toetsen").click()
    lead.keyboard.press("s")
    lead.keyboard.press("ArrowRight")
    lead.keyboard.press("Escape")
    for shortcut in ("Control+s", "Alt+s"):
        lead.keyboard.press(shortcut)
    stands_at(lead, "Dilemma")
    expect(phone.get_by_text("Schermen neer")).to_be_hidden()


def test_the_help_names_the_buttons_that_are_there_now(people: People) -> None:
    lead, _ = leading(people)
    lead.keyboard.press("?")
    dialog = lead.get_by_role("dialog", name="Toetsen")
    assert told(dialog.locator("dl > div").all_inner_texts()) == {
        "?": "Toetsen", "→": "Begin met Dilemma", "D": "Draaiboek",
    }  # fmt: skip
    assert not_for_everybody(lead, (320, 760, 1280)) == []
    lead.keyboard.press("Escape")
    lead.keyboard.press("ArrowRight")
    stands_at(lead, "Dilemma")
    press(lead, LET_BE)
    lead.keyboard.press("?")
    now = told(dialog.locator("dl > div").all_inner_texts())
    assert now["→"] == "Naar Waarden"
    assert {"P", "S", "+", "−"} <= now.keys()
    shown = lead.locator(".controls kbd:visible").all_inner_texts()
    assert shown
    assert set(shown) <= now.keys()


def told(rows: list[str]) -> dict[str, str]:
    pairs = [row.split("\n") for row in rows]
    return {row[0]: row[-1] for row in pairs}


def test_keys_can_be_switched_off_and_that_is_remembered(people: People) -> None:
    lead, _ = leading(people)
    lead.keyboard.press("?")
    lead.get_by_role("checkbox", name="Gebruik toetsen").uncheck()
    press(lead, "Sluit dit venster")
    lead.reload()
    lead.keyboard.press("ArrowRight")
    lead.keyboard.press("?")
    expect(lead.get_by_role("dialog")).to_be_hidden()
    expect(lead.locator(".controls kbd")).to_be_hidden()
    press(lead, "Toetsen")
    lead.get_by_role("checkbox", name="Gebruik toetsen").check()
    press(lead, "Sluit dit venster")
    sees(lead, "Begin met Dilemma")
    lead.keyboard.press("ArrowRight")
    stands_at(lead, "Dilemma")


def test_a_key_alone_never_closes_the_beraad(people: People) -> None:
    lead, phone = leading(people)
    lead.locator(".rail__button", has_text="Afspraken").click()
    stands_at(lead, "Afspraken")
    press(lead, LET_BE)
    for _ in range(4):
        lead.keyboard.press("ArrowRight")
        lead.wait_for_timeout(600)
    stands_at(phone, "Afspraken")
    lead.keyboard.press("ArrowRight")  # open again after an even number
    sees(lead, "Sluit je dit beraad?")
    lead.keyboard.press("Tab")
    lead.keyboard.press("Enter")
    sees(phone, "Dit beraad is gesloten.")
    expect(part(lead, "end")).to_be_visible()
