"""Who does not see the page hears when the group moves on, once; and no focus is lost by it."""

from playwright.sync_api import Page, expect

from tests.journeys.people import People, open_step, press

HEARD = """() => {
  window.heard = [];
  const line = document.getElementById("moved");
  new MutationObserver(() => window.heard.push(line.textContent)).observe(line, {childList: true});
}"""


def heard(phone: Page) -> list[str]:
    said: list[str] = phone.evaluate("window.heard.splice(0)")
    return said


def test_a_step_that_opens_is_said_once_and_gives_the_focus_a_place(people: People) -> None:
    lead = people.facilitator()
    phone = people.join(people.prepare(lead), "Fatima")
    phone.evaluate(HEARD)
    focus = phone.locator(":focus")
    open_step(lead, "Afweging")
    expect(phone.locator("#moved")).to_have_text("Stap 3 van 4 Afweging. Wat is volgens jou goed om te doen?")
    expect(focus).to_have_count(0)  # it was nowhere, so nothing takes it
    assert len(heard(phone)) == 1
    phone.locator("[name=choice][value=a]").check()
    phone.get_by_label("Omdat …").fill("dat rust geeft")
    phone.get_by_role("button", name="Ik ben klaar").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("button", name="Toch nog even bezig")).to_be_visible()
    expect(focus).to_contain_text("Bewaard. Je bent klaar.")  # its button is gone: where that stood
    assert heard(phone) == []
    open_step(lead, "Conclusie")
    expect(focus).to_have_text("Wat vinden we samen?")  # the focus reads the question aloud
    assert heard(phone) == ["Stap 4 van 4 Conclusie"]
    expect(phone.locator("#status")).to_have_text("")  # ‘Bewaard’ was of the step before
    press(lead, "Pauze")
    expect(focus).to_have_text("Even pauze")
    assert heard(phone) == []
