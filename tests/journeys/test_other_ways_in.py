"""Other ways to take part: a phone that leads, no scripts, a network that goes, two tabs."""

import time

import pytest
from playwright.sync_api import Page, expect

from beraad.simulate.seat_client import SeatClient
from tests.journeys.people import People, as_fresh, not_for_everybody, nowhere, open_step, part, press, sees, stands_at
from tests.live.server import Server


def test_the_laptop_becomes_the_screen_and_a_phone_leads(people: People) -> None:
    """The laptop asks, shows a QR, the phone takes it, and the laptop goes to the screen by itself."""
    laptop = people.facilitator()
    laptop.goto(f"{people.server.origin}/sessions/new")
    laptop.get_by_role("textbox", name="Titel").fill("Een beraad met één laptop")
    press(laptop, "Zet klaar")
    press(laptop, "Naar het gesprek")
    press(laptop, "Ja, koppel mijn telefoon")
    sees(laptop, "Scan met je telefoon")
    assert not not_for_everybody(laptop, (360, 390, 768, 1280))
    lead = people.browser(360, 740)
    lead.goto(f"{people.server.origin}/pair")
    assert not not_for_everybody(lead, (320, 360, 768, 1280))
    lead.get_by_label("Code").fill(laptop.locator(".door__code").inner_text())
    press(lead, "Leid op dit toestel")
    expect(lead.locator("body")).to_have_attribute("data-face", "lead")
    expect(lead.get_by_role("dialog")).to_have_count(0)
    expect(laptop.locator("body")).to_have_attribute("data-face", "screen")
    nowhere(laptop, "Draaiboek")
    code = people.open_door(lead)
    zoe = people.join(code, "Zoë")
    sees(laptop, "Zoë")
    the_way_back_asks(people, laptop)
    lead_all_steps(lead, zoe, laptop)
    laptop.goto(people.server.origin)
    laptop.locator(".drop.only-wide summary").click()
    press(laptop, "Uitloggen")
    expect(lead.locator("body")).not_to_have_attribute("data-face", "lead")
    sees(lead, "Log in om verder te gaan")
    assert not not_for_everybody(lead, (320, 768, 1280))
    people.wrong.clear()  # the browser notes what it is refused


def the_way_back_asks(people: People, laptop: Page) -> None:
    """Going back on the laptop that everybody sees shows no script; it leads there only when that is asked for."""
    for _ in range(2):
        laptop.go_back()
        sees(laptop, "Deze laptop is het scherm")
        nowhere(laptop, "Draaiboek", "desk__")
    assert not not_for_everybody(laptop, (360, 768, 1280))
    press(laptop, "Ga terug naar leiden")
    expect(laptop.locator("body")).to_have_attribute("data-face", "lead")
    press(laptop, "Leid ook op je telefoon")
    laptop.get_by_role("link", name="Laat deze laptop het scherm worden").click()
    press(laptop, "Ik leid al op een ander toestel: laat het scherm zien")
    expect(laptop.locator("body")).to_have_attribute("data-face", "screen")
    people.wrong.clear()  # the page at which it asks is a refusal


def test_without_scripts_each_step_to_the_screen_has_a_button(people: People) -> None:
    lead = people.facilitator(390, 844)
    people.prepare(lead)
    state = lead.context.storage_state()
    bare = people.browser(1280, 800, java_script_enabled=False, storage_state=state)
    bare.goto(lead.url)
    bare.get_by_role("button", name="Leid ook op je telefoon").click()
    sees(bare, "Scan met je telefoon")
    assert "Deze pagina merkt niet vanzelf dat je telefoon meedoet." in bare.content()
    phone = people.browser(390, 844, java_script_enabled=False)
    phone.goto(f"{people.server.origin}/pair")
    phone.get_by_label("Code").fill(bare.locator(".door__code").inner_text())
    press(phone, "Leid op dit toestel")
    expect(phone.locator("body")).to_have_attribute("data-face", "lead")
    bare.reload()
    sees(bare, "Je leidt nu op twee toestellen")
    bare.goto(f"{bare.url.partition('?')[0]}?screen=1")
    press(bare, "Laat het scherm zien")
    expect(bare.locator("body")).to_have_attribute("data-face", "screen")
    people.wrong.clear()  # the laptop's own lead rests, and its page says so as a refusal


def test_the_way_to_the_screen_is_in_sight_before_anybody_scrolls(people: People) -> None:
    lead = people.facilitator(1280, 800)
    code = people.prepare(lead)
    for number in range(6):
        SeatClient(people.server.origin).join(code, f"Gast {number}")
    sees(lead, "Gast 5")
    way = lead.get_by_role("button", name="Open het scherm voor de beamer")
    expect(way).to_be_in_viewport(ratio=1)
    lead.set_viewport_size({"width": 360, "height": 740})
    lead.get_by_role("checkbox", name="Tafel").check()
    way.scroll_into_view_if_needed()
    expect(way).to_be_in_viewport(ratio=1)
    assert lead.evaluate("document.documentElement.scrollWidth") <= 360


def lead_all_steps(lead: Page, zoe: Page, laptop: Page) -> None:
    """Every step from the phone; at each it shows what the group works on, and fits."""
    press(lead, "Begin met Dilemma")
    lead.get_by_label("A: we kunnen …").fill("Doorgaan")
    lead.get_by_label("B: of we kunnen …").fill("Opschalen")
    press(lead, "Zet neer")
    expect(laptop.get_by_role("heading", name="Doorgaan of Opschalen")).to_be_visible()
    press(lead, "Naar Waarden")
    panel = zoe.locator(".chair-panel:visible")
    panel.get_by_label("Voor mij is belangrijk …").fill("rust")
    panel.get_by_role("button", name="Zet neer").click()
    expect(part(zoe, "own-waarden-1").locator(".kept")).to_contain_text("rust")
    press(lead, "Onthul")
    press(lead, "Toon op scherm")
    sees(laptop, "rust")
    press(lead, "Terug")
    sees(laptop, "Stap 1 van 4")
    for step in ("Waarden", "Afweging", "Conclusie", "Afspraken"):
        press(lead, f"Naar {step}")
        sees(laptop, step)
        stands_at(zoe, step)
        stands_at(lead, step)
        assert lead.evaluate("document.documentElement.scrollWidth") <= 360, step
    lead.get_by_role("checkbox", name="Draaiboek").check()
    sees(lead, "alleen voor jou")
    lead.get_by_role("checkbox", name="Draaiboek").uncheck()
    lead.get_by_text("Sluit het beraad").click()
    press(lead, "Ja, sluit")
    sees(zoe, "Dit beraad is gesloten.")
    sees(laptop, "Dit beraad is gesloten.")


@pytest.fixture
def weighing(people: People) -> tuple[Page, str]:
    """A lead at the weighing, and the code."""
    lead = people.facilitator()
    code = people.prepare(lead)
    open_step(lead, "Afweging")
    return lead, code


def test_without_scripts_one_joins_writes_weighs_and_reads(people: People, weighing: tuple[Page, str]) -> None:
    lead, code = weighing
    open_step(lead, "Waarden")
    zoe = people.join(code, "Zoë", java_script_enabled=False)
    zoe.get_by_label("Voor mij is belangrijk …").and_(zoe.locator(":visible")).first.fill("rust in huis")
    zoe.locator(".chair-panel:visible").get_by_role("button", name="Zet neer").first.click()
    sees(zoe, "rust in huis", "Ik ben klaar")
    open_step(lead, "Afweging")
    zoe.get_by_role("link", name="Vernieuw").click()
    zoe.locator(".choice--b input").check()
    zoe.get_by_label("Omdat …").fill("het kind wacht")
    press(zoe, "Ik ben klaar")
    sees(zoe, "Bewaard. Je bent klaar.", "het kind wacht")
    sees(lead, "1 van 1 klaar")
    nowhere(lead, "het kind wacht")
    press(lead, "Onthul")
    expect(lead.get_by_role("button", name="Toon op scherm")).to_be_visible()
    zoe.get_by_role("link", name="Vernieuw").click()
    sees(zoe, "Lees welke redenen er zijn", "het kind wacht")


def test_without_scripts_a_refusal_gives_back_what_was_typed(people: People, weighing: tuple[Page, str]) -> None:
    lead, code = weighing
    zoe = people.join(code, "Zoë", java_script_enabled=False)
    open_step(lead, "Conclusie")
    zoe.locator(".choice--a input").check()
    zoe.get_by_label("Omdat …").fill("dit wil ik niet kwijt")
    press(zoe, "Ik ben klaar")
    expect(zoe.locator("textarea")).to_have_value("dit wil ik niet kwijt")
    people.wrong.clear()  # the browser notes the refusal


def test_text_typed_without_network_waits_until_the_group_moved_on(people: People, weighing: tuple[Page, str]) -> None:
    lead, code = weighing
    zoe = people.join(code, "Zoë")
    zoe.locator(".choice--a input").check()
    zoe.context.set_offline(True)
    zoe.get_by_label("Omdat …").fill("ik zat net in een tunnel")
    press(zoe, "Ik ben klaar")
    sees(zoe, "Nog niet verstuurd: geen verbinding.")
    open_step(lead, "Conclusie")
    zoe.context.set_offline(False)
    sees(zoe, "Wat vinden we samen?", "Nog niet verstuurd, van stap 3: Afweging")
    tray = zoe.locator("#tray")
    expect(tray.get_by_label("Omdat")).to_have_value("ik zat net in een tunnel")
    press(zoe, "Verstuur alsnog")
    expect(tray.get_by_role("alert")).to_contain_text("Deel het mondeling.")
    expect(tray.get_by_label("Omdat")).to_have_value("ik zat net in een tunnel")
    open_step(lead, "Afweging")
    sees(zoe, "Eerst zelf denken.")
    press(zoe, "Verstuur alsnog")
    expect(tray).to_be_hidden()
    sees(zoe, "Bewaard.", "ik zat net in een tunnel")
    as_fresh(zoe)
    people.wrong.clear()  # the browser notes the lost network and the refusal


def test_a_reload_keeps_the_seat_and_two_tabs_are_one(people: People, weighing: tuple[Page, str]) -> None:
    lead, code = weighing
    zoe = people.join(code, "Zoë")
    zoe.reload()
    other = zoe.context.new_page()
    other.goto(zoe.url)
    zoe.locator(".choice--a input").check()
    zoe.get_by_label("Omdat …").fill("één mens, twee tabbladen")
    press(zoe, "Ik ben klaar")
    sees(other, "één mens, twee tabbladen")
    sees(lead, "1 van 1 klaar")
    expect(part(lead, "table").locator(".person")).to_have_count(1)
    as_fresh(other)
    as_fresh(zoe)


def test_all_come_back_when_the_server_starts_again_and_nothing_is_lost(people: People, house: Server) -> None:
    lead = people.facilitator()
    code = people.prepare(lead)
    zoe, wim, fatima = (people.join(code, name) for name in ("Zoë", "Wim", "Fatima"))
    screen = people.screen(lead)
    open_step(lead, "Afweging")
    for phone in (zoe, wim, fatima):
        stands_at(phone, "Afweging")
        phone.locator(".choice--a input").check()
    zoe.get_by_label("Omdat …").fill("dit is bewaard")
    press(zoe, "Ik ben klaar")
    sees(zoe, "Bewaard. Je bent klaar.")
    wim.get_by_label("Omdat …").fill("dit was nog niet verstuurd")
    house.kill()
    fatima.get_by_label("Omdat …").fill("verstuurd terwijl er niets was")
    press(fatima, "Ik ben klaar")
    house.start()
    since = time.monotonic()
    sees(fatima, "Bewaard. Je bent klaar.")
    sees(lead, "2 van 3 klaar")
    sees(screen, "2 van 3 schreven")
    open_step(lead, "Conclusie")
    for page in (zoe, wim, fatima, screen):
        sees(page, "Wat vinden we samen?")
    print(f"all five were back {time.monotonic() - since:.1f} s after the server answered")
    expect(wim.locator("#tray").get_by_label("Omdat")).to_have_value("dit was nog niet verstuurd")
    open_step(lead, "Afweging")
    sees(zoe, "dit is bewaard")
    sees(fatima, "verstuurd terwijl er niets was")
    press(wim, "Verstuur alsnog")
    expect(wim.locator("#tray")).to_be_hidden()
    sees(wim, "Bewaard.", "dit was nog niet verstuurd")
    for page in (lead, zoe, wim, fatima, screen):
        as_fresh(page)
    people.wrong.clear()  # the browser notes the lost connection
