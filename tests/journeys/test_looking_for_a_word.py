"""A list of values beside one's own words, and values that the group takes together and apart again."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import People, as_fresh, open_step, press, stands_at


def test_a_word_comes_after_an_own_one_and_what_is_the_same_is_taken_together(people: People) -> None:
    lead = people.facilitator()
    code = people.prepare(lead)
    anna, ben = people.join(code, "Anna", "De ouder"), people.join(code, "Ben")
    press(lead, "Begin met Dilemma")
    stands_at(lead, "Dilemma")
    open_step(lead, "Waarden")

    says(anna, "gezien worden")
    anna.get_by_text("Zoek een woord erbij").click()
    anna.get_by_text("Relatie").click()
    anna.get_by_role("button", name="vertrouwen").click()
    expect(new_value(anna)).to_have_value("vertrouwen")
    expect(new_value(anna)).to_be_focused()
    says(anna, "vertrouwen")

    expect(ben.get_by_text("Zoek een woord erbij")).to_have_count(0)
    says(ben, "rust")
    press(lead, "Onthul")
    lead.get_by_text("Neem samen wat hetzelfde zegt").click()
    together = lead.locator("#f-merge-ouder")
    together.get_by_label("Dit …").select_option("vertrouwen")
    together.get_by_label("… hoort bij").select_option("gezien worden")
    together.get_by_role("button").click()
    expect(ben.locator(".voices__also")).to_contain_text("vertrouwen")
    as_fresh(lead)
    lead.get_by_role("button", name="Haal uit elkaar").click()
    expect(ben.locator(".voices__also")).to_have_count(0)
    as_fresh(ben)


def new_value(phone: Page) -> Locator:
    """The field for a new value of the chair in sight."""
    return phone.locator("form[action$=add-voice] [name=value]:visible")


def says(phone: Page, value: str) -> None:
    kept = phone.locator(".kept:visible", has_text=value)
    new_value(phone).fill(value)
    phone.locator("form[action$=add-voice] [type=submit]:visible").click()
    expect(kept).to_be_visible()
