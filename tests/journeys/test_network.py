"""Phones on the same network, without encryption: Chromium then sends no Sec-Fetch-Site, and the Origin must do."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from beraad.cli.demo import address_on_network
from tests.conftest import absent
from tests.journeys.people import People, press, sees, stands_at
from tests.live.server import Server


def test_one_joins_judges_and_leads_over_the_machines_own_address(chromium: Browser, ready: Path) -> None:
    address = address_on_network()
    if address.startswith("127."):
        absent("an address on a network")
    server = Server(ready, HOST="0.0.0.0", TRIAL="1")
    server.origin = server.origin.replace("127.0.0.1", address)
    server.environment["BERAAD_ORIGIN"] = server.origin
    server.start()
    try:
        server.facilitator()
        people = People(chromium, server)
        lead = people.facilitator(360, 740)
        sees(lead, "Proefopstelling zonder versleuteling. Gebruik geen echte casus.")
        zoe = people.join(people.prepare(lead), "Zoë")
        press(lead, "Begin met Dilemma")
        press(lead, "Naar Waarden")
        press(lead, "Naar Afweging")
        stands_at(zoe, "Afweging")
        zoe.get_by_role("radio", name="Vrijwillig doorgaan").check(force=True)
        zoe.get_by_label("Omdat …").fill("de ouder vertrouwt ons net")
        press(zoe, "Ik ben klaar")
        sees(zoe, "Bewaard. Je bent klaar.")
        press(lead, "Onthul")
        sees(lead, "de ouder vertrouwt ons net")
        expect(zoe.locator("[data-part^=step-afweging]")).to_contain_text("de ouder vertrouwt ons net")
        assert not [wrong for wrong in people.wrong if "Cross-Origin-Opener-Policy" not in wrong]
    finally:
        for context in chromium.contexts:
            context.close()
        server.kill()
