"""Preparing in full in a browser: asked once, said at once what follows, changed, invited, and like last time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.people import People, not_for_everybody, nowhere, press, sees

WIDTHS = (320, 390, 768, 1280)
DAY = (datetime.now(UTC) + timedelta(days=30)).date()
WORDS = {
    "title": "Kanarie werkt mee", "chafes": "Kanarie slaapt niet", "a": "Doorgaan", "b": "Opschalen",
    "harm_a": "Kanarie wacht", "harm_b": "Het vertrouwen", "day": f"{DAY}", "begins": "13:00", "place": "Kamer 2",
    "crisis": "Spoedteam 088", "roster": "Zutphen",
}  # fmt: skip
ANSWERS = {"danger": "no", "own": "yes", "still_open": "yes", "quarrel": "no", "superior": "yes", "family": "yes"}
TABLE = (("3", "jeugdbeschermer", "professional"), ("1", "jongere", "child"), ("1", "moeder", "parent"),
         ("1", "leerkracht", "professional"))  # fmt: skip


def test_a_beraad_is_prepared_in_full_changed_invited_to_and_made_again_alike(people: People, tmp_path: Path) -> None:
    lead = people.facilitator()
    lead.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lead.goto(f"{people.server.origin}/sessions/new")
    handled = fill(lead)
    people.wrong.clear()  # the browser notes what it is refused
    assert handled <= 40, "ten minutes: no more than forty fields and clicks for all there is"
    assert not not_for_everybody(lead, WIDTHS)
    press(lead, "Zet klaar")
    sees(lead, "13:00 tot 13:30", "Eén jongere, en niemand naast die jongere", "Kanarie slaapt niet", "6 mensen")
    assert not not_for_everybody(lead, WIDTHS)
    prepared = lead.url
    change(lead)
    invited(lead, tmp_path)
    like_last_time(people, lead)
    lead.goto(people.server.origin)
    sees(lead, "Kanarie werkt mee", "De volgende")
    lead.goto(prepared)
    press(lead, "Wis wat je vooraf hoorde")
    nowhere(lead, "Kanarie slaapt niet")


def fill(lead: Page) -> int:
    """Fill in everything; return how many fields were typed in or clicked."""
    stop = lead.get_by_text("Dan nu geen beraad")
    lead.locator("[name=danger][value=yes]").check()
    expect(stop).to_be_visible()
    lead.fill("[name=title]", "x")
    press(lead, "Zet klaar")
    sees(lead, "Stop: eerst veiligheid", "112")
    assert not not_for_everybody(lead, WIDTHS)
    for name, answer in ANSWERS.items():
        lead.locator(f"[name={name}][value={answer}]").check()
    expect(stop).to_be_hidden()
    sees(lead, "Vraag vooraf en hardop")
    for name, text in WORDS.items():
        lead.fill(f"[name={name}]", text)
    lead.fill("[name=family_says]", "spannend")
    for number, (count, role, perspective) in enumerate(TABLE):
        row = lead.locator(".comer").nth(number)
        row.locator("[name=count]").fill(count)
        row.locator("[name=role]").fill(role)
        row.locator("[name=perspective]").select_option(perspective)
    lead.locator(".comer").nth(2).locator("[name=support]").select_option("yes")
    expect(lead.locator(".comer").nth(4)).to_be_visible()
    expect(lead.locator(".comer").nth(5)).to_be_hidden()
    people_typed = sum(2 + (perspective != "professional") for _, _, perspective in TABLE) + 1
    return len(ANSWERS) + len(WORDS) + 1 + people_typed + 1


def change(lead: Page) -> None:
    lead.get_by_role("link", name="Pas aan").click()
    expect(lead.locator("[name=chafes]")).to_have_value("Kanarie slaapt niet")
    lead.fill("[name=begins]", "15:00")
    lead.fill("[name=ends]", "16:00")
    press(lead, "Bewaar")
    sees(lead, "15:00 tot 16:00", "Kanarie slaapt niet")


def invited(lead: Page, folder: Path) -> None:
    press(lead, "Kopieer de uitnodiging")
    expect(lead.get_by_role("button", name="Gekopieerd")).to_be_visible()
    text = lead.evaluate("navigator.clipboard.readText()")
    with lead.expect_download() as coming:
        lead.get_by_role("link", name="Voor de agenda").click()
    assert coming.value.suggested_filename == "moreel-beraad.ics"
    coming.value.save_as(folder / "a.ics")
    file = (folder / "a.ics").read_text()
    assert "15:00 tot 16:00" in text
    assert "SUMMARY:Moreel beraad" in file
    assert "Kanarie" not in text + file


def like_last_time(people: People, lead: Page) -> None:
    lead.goto(f"{people.server.origin}/sessions/new")
    lead.get_by_role("link", name="Zoals de vorige keer").click()
    expect(lead.locator("[name=crisis]")).to_have_value("Spoedteam 088")
    expect(lead.locator(".comer [name=role]").nth(3)).to_have_value("leerkracht")
    assert "Kanarie" not in " ".join(lead.locator("input, textarea").evaluate_all("all => all.map(one => one.value)"))
    lead.fill("[name=title]", "De volgende")
    press(lead, "Zet klaar")
    sees(lead, "nog geen tijd afgesproken", "Spoedteam 088")
