"""What one typed survives a reload, a tab that dies, a network that is gone, and a device that is not one's own."""

import json
import re
from collections.abc import Callable
from time import monotonic, sleep

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.conftest import PATIENCE
from tests.journeys.people import People, as_fresh, listens, open_step, part, press, sees, stands_at

WORDS = "Ik twijfel, om het kind"
LATER = "Wat je nog niet had verstuurd, staat er weer."
WAITS = "Nog niet verstuurd: geen verbinding. We proberen het opnieuw."


@pytest.fixture
def table(people: People) -> tuple[Page, Page]:
    """Who leads and one phone, at the step in which everybody weighs."""
    lead = people.facilitator()
    zoe = people.join(people.prepare(lead), "Zoë")
    press(lead, "Begin met Dilemma")
    stands_at(lead, "Dilemma")
    open_step(lead, "Afweging")
    stands_at(zoe, "Afweging")
    return lead, zoe


def kept(page: Page) -> dict[str, str]:
    """What this tab keeps of this page."""
    everything: dict[str, str] = page.evaluate("({...sessionStorage})")
    return {name: value for name, value in everything.items() if name.startswith("beraad ")}


def until_kept(page: Page) -> None:
    page.wait_for_function("() => Object.keys(sessionStorage).some((name) => name.startsWith('beraad '))")


def until_nothing_is_kept(page: Page) -> None:
    page.wait_for_function("() => !Object.keys(sessionStorage).some((name) => name.startsWith('beraad '))")


def weigh(phone: Page) -> None:
    """Choose and type, and send nothing."""
    phone.get_by_role("radio", name="Vrijwillig doorgaan").check(force=True)
    phone.get_by_label("Omdat …").fill(WORDS)
    until_kept(phone)


def begin_anew(page: Page) -> None:
    page.reload()
    listens(page)


def test_what_is_not_sent_is_there_after_a_reload_and_nobody_reads_it_on_the_device(table: tuple[Page, Page]) -> None:
    lead, zoe = table
    weigh(zoe)
    limit = zoe.locator("[data-count=f-choose-because]")
    assert limit.bounding_box()["width"] == 1  # type: ignore[index]  # only listeners have it, while there is room
    zoe.get_by_label("Omdat …").fill(WORDS * 30)
    expect(limit).to_have_text(f"nog {1000 - len(WORDS) * 30} tekens")
    assert limit.bounding_box()["width"] > 40  # type: ignore[index]
    zoe.get_by_label("Omdat …").fill(WORDS)
    expect(zoe.locator("#status")).to_have_text("Nog niet verstuurd. Dit toestel bewaart het tot je verstuurt.")
    assert not [value for value in kept(zoe).values() if "twijfel" in value]
    begin_anew(zoe)
    expect(zoe.get_by_label("Omdat …")).to_have_value(WORDS)
    expect(zoe.get_by_role("radio", name="Vrijwillig doorgaan")).to_be_checked()
    expect(zoe.locator("#status")).to_have_text(LATER)
    press(zoe, "Ik ben klaar")
    sees(zoe, "Bewaard. Je bent klaar.")
    until_nothing_is_kept(zoe)
    press(lead, "Onthul")
    sees(lead, WORDS)


def test_what_lies_in_the_tray_is_there_after_a_reload_and_is_sent_once(table: tuple[Page, Page]) -> None:
    lead, zoe = table
    weigh(zoe)
    open_step(lead, "Conclusie")
    stands_at(zoe, "Conclusie")
    expect(zoe.locator("#tray textarea")).to_have_value(WORDS)
    press(lead, "Schermen neer")
    expect(zoe.get_by_role("heading", name="Schermen neer")).to_be_visible()
    expect(zoe.locator("#tray")).to_be_hidden()  # nothing to read now
    press(lead, "Schermen weer aan")
    expect(zoe.locator("#tray")).to_be_visible()
    begin_anew(zoe)
    expect(zoe.locator("#tray textarea")).to_have_value(WORDS)
    sees(zoe, "Nog niet verstuurd, van stap")
    zoe.locator("#tray").get_by_role("button", name="Weg", exact=True).click()
    until_nothing_is_kept(zoe)


def test_a_tab_that_dies_has_it_again(table: tuple[Page, Page]) -> None:
    """The process of the page is ended; then the browser loads the tab again, as it does with one it put to rest."""
    _, zoe = table
    weigh(zoe)
    browser = zoe.context.browser
    assert browser
    control = browser.new_browser_cdp_session()
    here = next(one for one in control.send("Target.getTargets")["targetInfos"] if one["url"] == zoe.url)
    session = control.send("Target.attachToTarget", {"targetId": here["targetId"], "flatten": False})["sessionId"]
    heard: list[str] = []
    control.on("Target.receivedMessageFromTarget", lambda event: heard.append(str(event["message"])))

    def say(method: str, **params: str) -> None:
        message = json.dumps({"id": 1, "method": method, "params": params})
        control.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})

    with zoe.expect_event("crash"):
        say("Page.crash")
    say("Page.reload")
    end = monotonic() + PATIENCE / 1000
    while not any(WORDS in one for one in heard):
        assert monotonic() < end, heard[-3:]
        say("Runtime.evaluate", expression="[...document.querySelectorAll('textarea')].map((one) => one.value).join()")
        sleep(0.1)


def lose_answers(context: BrowserContext, pattern: str) -> Callable[[], None]:
    """Have what is sent arrive, and its answer get lost; return what makes the network whole again."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    context.route(re.compile(pattern), lose)
    return lambda: context.unroute(re.compile(pattern))


def test_an_answer_lost_before_a_reload_is_asked_again_and_stored_once(
    people: People, table: tuple[Page, Page]
) -> None:
    lead, zoe = table
    open_step(lead, "Waarden")
    stands_at(zoe, "Waarden")
    mend = lose_answers(zoe.context, "add-voice")
    panel = zoe.locator(".chair-panel:visible")
    panel.get_by_label("Voor mij is belangrijk …").fill("zelf kiezen")
    panel.get_by_role("button", name="Zet neer").click()
    expect(zoe.locator("#status")).to_have_text(WAITS)
    mend()
    begin_anew(zoe)
    expect(zoe.locator("#status")).to_have_text("Bewaard")
    until_nothing_is_kept(zoe)
    expect(zoe.locator("#f-add-kind [name=value]")).to_have_value("")
    people.forgive("ERR_FAILED")
    press(lead, "Onthul")
    sees(lead, "zelf kiezen")
    expect(lead.locator("main .voices__value > strong", has_text="zelf kiezen")).to_have_count(1)


def test_what_moves_the_group_is_not_sent_on_by_a_page_that_starts_anew(
    people: People, table: tuple[Page, Page]
) -> None:
    lead, zoe = table
    press(lead, "Laat het zo")
    lead.context.route(re.compile("open-step"), lambda route: route.abort())
    lead.locator(".rail__button", has_text="Conclusie").click()
    expect(lead.locator("#status")).to_have_text(WAITS)
    until_kept(lead)
    lead.context.unroute(re.compile("open-step"))
    begin_anew(lead)
    until_nothing_is_kept(lead)
    for page in (lead, zoe):
        begin_anew(page)
        assert page.locator("[data-step-title]").get_attribute("data-step-title") == "Afweging"
    people.forgive("ERR_FAILED")


def test_ten_minutes_without_a_network(people: People, table: tuple[Page, Page]) -> None:
    lead, zoe = table
    weigh(zoe)
    zoe.clock.install()
    zoe.context.set_offline(True)
    zoe.get_by_role("button", name="Ik ben klaar").click()
    expect(zoe.locator("#status")).to_contain_text(WAITS)
    zoe.clock.run_for(600_000)
    expect(zoe.locator("#status")).to_contain_text("Wat je ziet is van")
    expect(zoe.get_by_label("Omdat …")).to_have_value(WORDS)
    zoe.clock.resume()
    zoe.context.set_offline(False)
    sees(zoe, "Bewaard. Je bent klaar.")
    press(lead, "Onthul")
    sees(lead, WORDS)
    as_fresh(zoe)
    zoe.context.close()  # first: what it says of a line that is given up while it opens may come last
    people.forgive("ERR_INTERNET_DISCONNECTED", "closed before the connection is established")


def test_a_shared_device_keeps_nothing_and_says_so(people: People) -> None:
    lead = people.facilitator()
    code = people.prepare(lead)
    zoe = people.browser(390, 844)
    zoe.goto(f"{people.server.origin}/join?code={code}")
    zoe.fill("[name=name]", "Zoë")
    zoe.get_by_label("Dit toestel is ook van anderen").check()
    press(zoe, "Ga aan tafel")
    sees(zoe, "Dit is een gedeeld toestel", "Wat je typt en nog niet verstuurde, bewaart dit toestel niet.")
    assert {one["expires"] for one in zoe.context.cookies() if one["name"].startswith("beraad_")} == {-1}
    press(lead, "Begin met Dilemma")
    stands_at(lead, "Dilemma")
    open_step(lead, "Afweging")
    stands_at(zoe, "Afweging")
    zoe.get_by_label("Omdat …").fill(WORDS)
    expect(zoe.locator("#status")).to_have_text(
        "Nog niet verstuurd. Vernieuw de pagina niet: dit toestel bewaart het niet."
    )
    assert kept(zoe) == {}
    with zoe.expect_event("dialog") as asked:  # the browser asks whether to leave
        zoe.evaluate("setTimeout(() => location.reload())")
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(zoe.get_by_label("Omdat …")).to_have_value(WORDS)
    zoe.get_by_label("Omdat …").fill("")
    press(zoe, "Toch mijn eigen toestel")
    expect(zoe.get_by_text("Gedeeld toestel?")).to_be_visible()
    listens(zoe)
    zoe.get_by_label("Omdat …").fill(WORDS)
    until_kept(zoe)


def test_who_was_sent_away_leaves_nothing_on_the_device(table: tuple[Page, Page]) -> None:
    lead, zoe = table
    weigh(zoe)
    lead.get_by_text("Wie is wie").first.click()
    lead.get_by_label("Meer over Zoë").click()
    lead.get_by_role("button", name="Haal Zoë van tafel").click()
    lead.get_by_role("button", name="Weet je het zeker?").click()
    until_nothing_is_kept(zoe)
    expect(zoe.get_by_label("Omdat …")).to_have_value(WORDS)  # to be copied


def test_back_from_another_page_it_is_there(table: tuple[Page, Page]) -> None:
    lead, zoe = table
    weigh(zoe)
    zoe.goto("about:blank")
    zoe.go_back()
    listens(zoe)
    expect(zoe.get_by_label("Omdat …")).to_have_value(WORDS)
    open_step(lead, "Waarden")  # and it hears again what happens
    stands_at(zoe, "Waarden")


def test_a_tab_that_slept_through_three_steps_is_where_the_group_is(table: tuple[Page, Page]) -> None:
    lead, zoe = table
    weigh(zoe)
    sleep = zoe.context.new_cdp_session(zoe)
    sleep.send("Page.enable")
    sleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    for step in ("Conclusie", "Waarden", "Conclusie"):
        open_step(lead, step)
    sleep.send("Page.setWebLifecycleState", {"state": "active"})
    stands_at(zoe, "Conclusie")
    expect(zoe.locator("#tray textarea")).to_have_value(WORDS)
    as_fresh(zoe)


def test_two_tabs_of_one_seat_show_the_same_and_each_its_own_unsent_words(table: tuple[Page, Page]) -> None:
    _, zoe = table
    other = zoe.context.new_page()
    other.goto(zoe.url)
    listens(other)
    weigh(zoe)
    other.get_by_label("Omdat …").fill("Een ander begin")
    begin_anew(other)
    expect(other.get_by_label("Omdat …")).to_have_value("Een ander begin")
    expect(zoe.get_by_label("Omdat …")).to_have_value(WORDS)
    press(zoe, "Ik ben klaar")
    for page in (zoe, other):
        sees(page, "Bewaard. Je bent klaar.")
    as_fresh(zoe)


@pytest.mark.parametrize("polls", [True, False])
def test_a_network_without_web_sockets_hears_all_the_same(people: People, polls: bool) -> None:
    lead = people.facilitator()
    code = people.prepare(lead)
    phone = people.browser(390, 844)
    context = phone.context
    context.add_init_script(
        "globalThis.WebSocket = class extends WebSocket { constructor() { super(`ws://${location.host}/blocked`); } }"
    )
    if not polls:
        context.route(re.compile("/live/"), lambda route: route.abort())
    phone.goto(f"{people.server.origin}/join?code={code}")
    phone.fill("[name=name]", "Zoë")
    press(phone, "Ga aan tafel")
    press(lead, "Begin met Dilemma")
    stands_at(phone, "Dilemma")
    open_step(lead, "Afweging")
    stands_at(phone, "Afweging")
    if polls:  # a socket came through, over polling
        expect(lead.locator("[data-seat][data-presence=here]").first).to_be_attached()
    weigh(phone)
    press(phone, "Ik ben klaar")
    sees(phone, "Bewaard. Je bent klaar.")
    expect(part(lead, "controls")).to_contain_text("Onthul")
    expect(phone.locator("body")).not_to_have_class(re.compile("is-offline"))
    context.close()  # first, since it tries again until then
    people.forgive("ERR_FAILED", "WebSocket")


def test_a_half_filled_preparation_is_not_left_without_a_question(people: People) -> None:
    lead = people.facilitator()
    lead.goto(f"{people.server.origin}/sessions/new")
    lead.fill("[name=title]", "Ouder werkt mee")
    with lead.expect_event("dialog") as asked:
        lead.evaluate("setTimeout(() => location.reload())")
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(lead.locator("[name=title]")).to_have_value("Ouder werkt mee")
    lead.get_by_role("button", name="Zet klaar").click()  # which asks nothing
    lead.wait_for_url(re.compile("/sessions/(?!new)"))
