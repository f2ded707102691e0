"""A class that practises: from a public case to a whole kort beraad without an account, and then side by side."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from beraad.settings import files
from tests.journeys.people import TAGS, People, nowhere, part, press, sees
from tests.live.server import Server

OUTCOME = "een veiligheidsexpert bewaakt het gezinsplan"
REASONS = ("de ouder ons net vertrouwt", "meewerken nog geen kunnen is", "een grens duidelijk is")
FOUND = "We gaan vrijwillig door, met een grens."


@pytest.fixture
def teacher(people: People, house: Server) -> Page:
    """A browser without an account, on the page of a class that has just started with seed case 3."""
    house.command("cases", "import", str(files("seed_cases")))
    page = people.browser(1280, 800)
    page.goto(f"{house.origin}/bank/werkcafe-03")
    press(page, "Oefen met deze casus")
    expect(page.get_by_role("heading", name="Groep 1")).to_be_visible()
    return page


def code_of(teacher: Page, group: int) -> str:
    return teacher.locator(f"#groep-{group} .class__code").inner_text().replace(" ", "")


def lead(teacher: Page, group: int) -> Page:
    with teacher.expect_popup() as opened:
        teacher.get_by_role("link", name=f"Leid groep {group}").click()
    press(opened.value, "Nee, alleen ik kijk")
    return opened.value


def test_a_class_weighs_a_public_case_and_then_sees_how_its_group_saw_it(people: People, teacher: Page) -> None:
    leader, code = lead(teacher, 1), code_of(teacher, 1)
    phones = [people.join(code, name) for name in ("Fatima", "Zoë", "Wim")]
    screen = people.screen(leader)
    everyone = (leader, *phones, screen)
    expect(leader.get_by_role("button", name="brengt in")).to_have_count(0)
    press(leader, "Begin met Dilemma")
    for page in everyone:
        sees(page, "Vrijwillig doorgaan met de ouder die meewerkt")
    values(leader, phones)
    weigh(leader, phones)
    conclude(leader, phones)
    for page in everyone:
        nowhere(page, OUTCOME, "casusbank?")
    for page in (*phones, screen):  # the address is no secret, and shows nothing yet
        early = page.request.get(page.url + "compare")
        assert early.status == 409
        assert OUTCOME not in early.text()
    leader.get_by_text("Sluit het beraad").click()
    press(leader, "Ja, sluit")
    for page in everyone:
        page.get_by_role("link", name="Zo keek de groep van de casus").click()
        sees(page, FOUND, *REASONS, OUTCOME, "Meewerken is niet hetzelfde als kunnen.")
        nowhere(page, "Fatima", "Zoë", "Wim")


def values(leader: Page, phones: list[Page]) -> None:
    press(leader, "Naar Waarden")
    for phone, value in zip(phones, ("rust", "veiligheid", "zelf beslissen"), strict=True):
        panel = phone.locator(".chair-panel:visible")
        panel.get_by_label("Voor mij is belangrijk …").fill(value)
        panel.get_by_role("button", name="Zet neer").click()
        expect(part(phone, "own-waarden-1").locator(".kept")).to_contain_text(value)
    reveal(leader)


def weigh(leader: Page, phones: list[Page]) -> None:
    press(leader, "Naar Afweging")
    for phone, choice, because in zip(phones, ("a", "b", "a"), REASONS, strict=True):
        phone.locator(f"[data-part=own-afweging-1] .choice--{choice} input").check()
        phone.get_by_label("Omdat …").fill(because)
        press(phone, "Ik ben klaar")
        sees(phone, "Bewaard. Je bent klaar.")
    reveal(leader)


def reveal(leader: Page) -> None:
    press(leader, "Onthul")
    expect(leader.get_by_role("button", name="Toon op scherm")).to_be_visible()


def conclude(leader: Page, phones: list[Page]) -> None:
    press(leader, "Naar Conclusie")
    leader.get_by_label("De zin van de groep").fill(FOUND)
    press(leader, "Zet neer")
    for phone in phones:
        sees(phone, FOUND)
    press(leader, "Naar Afspraken")


def test_the_code_and_the_link_of_one_group_do_not_open_the_other(people: People, teacher: Page) -> None:
    press(teacher, "Nog een groep")
    expect(teacher.get_by_role("heading", name="Groep 2")).to_be_visible()
    one, two = lead(teacher, 1), lead(teacher, 2)
    phone = people.join(code_of(teacher, 1), "Fatima")
    sees(one, "Fatima")
    nowhere(two, "Fatima")
    answer = phone.request.get(two.url.replace("/lead/", "/in/"))
    assert answer.status == 404
    link = teacher.locator("#link-2").input_value()
    other = people.browser(390, 844)
    other.goto(link)
    assert other.url == two.url
    assert other.request.get(one.url).status == 404


def test_every_page_of_practice_is_for_everybody(people: People, teacher: Page) -> None:
    leader = lead(teacher, 1)
    press(leader, "Begin met Dilemma")
    expect(leader.get_by_role("button", name="Naar Waarden")).to_be_visible()
    press(leader, "Pauze")
    expect(leader.get_by_role("button", name="Ga verder")).to_be_visible()  # else closing carries an older sight
    leader.get_by_text("Sluit het beraad").click()
    press(leader, "Ja, sluit")
    leader.get_by_role("link", name="Zo keek de groep van de casus").click()
    press(teacher, "Nog een groep")
    teacher.get_by_text("Leidt iemand anders deze groep?").click()
    for page in (teacher, leader):
        for scheme in ("light", "dark"):
            for width in (360, 1280):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                page.set_viewport_size({"width": width, "height": 800})
                found = Axe().run(page, options=TAGS).response["violations"]
                assert not found, [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]
                assert page.evaluate("document.documentElement.scrollWidth") <= width
