"""One person on another device, a guest who leads, and two seats of one person."""

from playwright.sync_api import Page, expect

from tests.journeys.people import People, not_for_everybody, nowhere, open_step, part, press, sees, stands_at


def steer(lead: Page, verb: str, seat: str) -> None:
    """Do a command of the lead about one or two seats, as its buttons do."""
    first, _, into = seat.partition(" ")
    status = lead.evaluate(
        """async ([verb, seat, into]) => {
          const body = new URLSearchParams({ seat, op: `${verb}-${seat}`, ...(into ? { into } : {}) });
          return (await fetch(verb, { method: "POST", body, headers: { Accept: "application/json" } })).status;
        }""",
        [verb, first, into],
    )
    assert status == 200, (verb, status)


def seat_of(lead: Page, name: str) -> str:
    row = part(lead, "table").locator("[data-seat]", has_text=name).first
    row.wait_for(state="attached")
    return row.get_attribute("data-seat") or ""


def test_somebody_comes_back_on_another_device_and_reads_what_they_wrote(people: People) -> None:
    lead = people.facilitator()
    zoe = people.join(people.prepare(lead), "Zoë")
    open_step(lead, "Afweging")
    zoe.locator(".choice--a input").check()
    zoe.get_by_label("Omdat …").fill("het kind wacht")
    press(zoe, "Ik ben klaar")
    sees(zoe, "Bewaard. Je bent klaar.")
    zoe.locator("summary", has_text="Ik ga weg").click()
    with zoe.expect_popup() as opened:
        zoe.get_by_role("link", name="Bewaar je eigen link").click()
    own = opened.value
    sees(own, "het kind wacht", "Nog niet onthuld. Alleen jij ziet dit.")
    assert not not_for_everybody(own, (320, 360, 390, 768, 1280))
    link = own.locator("#own-link").input_value()
    tablet = people.browser(768, 1024)
    tablet.goto(link)
    nowhere(tablet, "het kind wacht", "Ouder werkt mee")
    assert not not_for_everybody(tablet, (320, 768, 1280))
    press(tablet, "Naar mijn plek")
    sees(tablet, "Bewaard. Je bent klaar.", "het kind wacht")
    press(lead, "Onthul")
    sees(tablet, "Lees welke redenen er zijn")
    sees(zoe, "Lees welke redenen er zijn")


def test_a_guest_leads_as_well_and_is_at_the_table_again(people: People) -> None:
    lead = people.facilitator()
    zoe = people.join(people.prepare(lead), "Zoë")
    seat = seat_of(lead, "Zoë")
    steer(lead, "give-lead", seat)
    sees(zoe, "Jij leidt nu mee")
    nowhere(zoe, "Draaiboek")
    assert not not_for_everybody(zoe, (320, 390, 768, 1280))
    press(zoe, "Naar het bureau")
    expect(zoe.locator("body")).to_have_attribute("data-face", "lead")
    open_step(lead, "Waarden")
    stands_at(zoe, "Waarden")
    steer(lead, "take-back-lead", seat)
    expect(zoe.locator("body")).to_have_attribute("data-face", "in")
    stands_at(zoe, "Waarden")
    people.wrong.clear()  # the browser notes that its own page was refused for a while


def test_a_phone_whose_seat_is_merged_keeps_what_is_typed(people: People) -> None:
    lead = people.facilitator()
    code = people.prepare(lead)
    first, second = people.join(code, "Zoë"), people.join(code, "Zoë")
    open_step(lead, "Afweging")
    for phone in (first, second):
        stands_at(phone, "Afweging")
    second.locator(".choice--b input").check()
    second.get_by_label("Omdat …").fill("dit typte ik net")
    seats = [seat_of(lead, "Zoë 2"), seat_of(lead, "Zoë")]
    steer(lead, "merge-seats", " ".join(seats))
    expect(part(lead, "table").locator(".person")).to_have_count(1)
    expect(second.get_by_label("Omdat …")).to_have_value("dit typte ik net")
    press(second, "Ik ben klaar")
    sees(second, "Bewaard. Je bent klaar.", "dit typte ik net")
    sees(first, "dit typte ik net")
    sees(lead, "1 van 1 klaar")
    people.wrong.clear()  # the browser may note a connection that was closed
