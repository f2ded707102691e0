"""Who does not know a word taps on it; who would rather listen has the page read aloud by the own device."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People, not_for_everybody, open_step, press

# A stand-in for what a device says: browsers without sound have no voices. It tells what it was asked to say.
VOICES = """
window.said = [];
Object.defineProperty(window, "SpeechSynthesisUtterance", {value: class { constructor(text) { this.text = text; } }});
Object.defineProperty(window, "speechSynthesis", {value: {
  pending: true, getVoices: () => VOICE, addEventListener() {}, cancel() { window.said.push("-"); },
  speak(one) { window.said.push(`${one.lang}: ${one.text}`); }}});
"""


def at_the_dilemma(people: People, voices: str) -> tuple[Page, Page]:
    """Return who leads, and a phone whose device has these voices."""
    lead = people.facilitator()
    code = people.prepare(lead, a="Doorgaan", b="Opschalen: een OTS vragen")
    phone = people.browser(390, 844)
    phone.add_init_script(VOICES.replace("VOICE", voices))
    phone.goto(f"{people.server.origin}/join?code={code}")
    phone.fill("[name=name]", "Noor")
    phone.get_by_role("radio", name="Het kind", exact=True).check()
    press(phone, "Ga aan tafel")
    open_step(lead, "Dilemma")
    expect(phone.get_by_role("button", name="OTS")).to_be_visible()
    return lead, phone


def test_a_word_is_explained_where_it_stands_also_while_the_group_moves_on(people: People) -> None:
    lead, phone = at_the_dilemma(people, "[]")
    told = phone.get_by_role("dialog", name="OTS, ondertoezichtstelling")
    expect(told).to_be_hidden()
    phone.get_by_role("button", name="OTS").focus()
    phone.keyboard.press("Enter")
    expect(told).to_be_visible()
    assert not_for_everybody(phone, (320, 390)) == []
    phone.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(phone.get_by_role("button", name="OTS")).to_be_focused()
    phone.keyboard.press("Enter")
    open_step(lead, "Afweging")
    expect(phone.get_by_role("heading", name="Wat is volgens jou goed om te doen?")).to_be_attached()
    expect(told).to_be_visible()
    told.get_by_role("button", name="Sluit").click()
    press(phone, "OTS")  # the choice itself is a radio button; the word stands beneath
    expect(told).to_be_visible()


@pytest.mark.parametrize(
    "voices", ["[]", "[{lang: 'nl-NL', localService: false}, {lang: 'en-GB', localService: true}]"]
)
def test_nothing_is_read_aloud_by_somebody_elses_machine(people: People, voices: str) -> None:
    _, phone = at_the_dilemma(people, voices)
    expect(phone.get_by_text("Lees voor")).to_be_hidden()


def test_the_task_is_read_aloud_until_it_is_stopped_or_another_one_comes(people: People) -> None:
    lead, phone = at_the_dilemma(people, "[{lang: 'nl-NL', localService: true}]")
    press(phone, "Lees voor")
    said = phone.evaluate("window.said")
    assert [line for line in said if "OTS" in line] == ["nl: Opschalen: een OTS vragen"]
    assert said[0] == "nl: Eerst horen wat er speelt."
    assert not [line for line in said if "kinderrechter" in line], "what is not in sight"
    press(phone, "Stop met voorlezen")
    press(phone, "Lees voor")
    phone.evaluate("window.said = []")
    open_step(lead, "Afweging")
    expect(phone.get_by_role("button", name="Lees voor")).to_be_visible()
    assert phone.evaluate("window.said") == ["-"]
