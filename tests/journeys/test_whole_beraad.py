"""A whole kort beraad: a facilitator on a laptop, three phones, a screen; what each sees, and what each does not."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.people import People, as_fresh, nowhere, part, press, sees

VOICES = ("rust in huis", "veilig kunnen slapen", "zelf beslissen")
REASONS = ("de ouder ons net vertrouwt", "meewerken nog geen kunnen is", "een grens duidelijk is")
MINORITY = "Ik blijf bang dat het te laat komt."


class Table:
    """Everyone at the table, and what was agreed so far about who does what."""

    def __init__(self, people: People) -> None:
        self.lead = people.facilitator()
        self.code = people.prepare(self.lead)
        self.fatima = people.join(self.code, "Fatima", "De ouder")
        self.zoe = people.join(self.code, "Zoë")
        self.wim = people.join(self.code, "Wim")
        self.screen = people.screen(self.lead)
        self.phones = (self.fatima, self.zoe, self.wim)
        self.everyone = (self.lead, *self.phones, self.screen)

    def all(self, check: Callable[[Page], None]) -> None:
        for page in self.everyone:
            check(page)


def test_a_whole_beraad_from_the_lobby_to_the_close(people: People) -> None:
    table = Table(people)
    come_in(table)
    dilemma(table)
    values(table)
    weighing(table)
    conclusion(table)
    agreements(table)
    table.all(as_fresh)
    close(table)
    table.all(as_fresh)


def come_in(table: Table) -> None:
    for name in ("Fatima", "Zoë", "Wim"):
        sees(table.screen, name)
        sees(table.lead, name)
    sees(table.screen, f"{table.code[:4]} {table.code[4:]}".replace(" ", " "), "3 aan tafel")
    sees(table.zoe, "De gespreksleider begint zo.")
    arrived = table.lead.locator(".arrived .person")
    arrived.filter(has_text="Fatima").get_by_role("button", name="brengt in").click()
    sees(table.fatima, "Jij brengt de casus in.")
    arrived.filter(has_text="Wim").get_by_role("button", name="typt").click()
    sees(table.wim, "Jij typt voor de groep.")
    expect(table.zoe.get_by_text("brengt de casus in")).to_have_count(0)
    expect(table.lead.get_by_text("Niemand typt nog")).to_have_count(0)


def dilemma(table: Table) -> None:
    press(table.lead, "Begin met Dilemma")
    table.all(lambda page: sees(page, "Vrijwillig doorgaan"))
    sees(table.screen, "Stap 1 van 4", "Wat kost A?")
    expect(table.zoe.locator("main form[action^=step]")).to_have_count(0)
    expect(table.screen.locator("form")).to_have_count(0)
    table.wim.get_by_label("Wat kost A?").fill("Het kind wacht langer")
    table.wim.get_by_label("Wat kost B?").fill("Het vertrouwen")
    press(table.wim, "Zet neer")
    table.all(lambda page: sees(page, "Het kind wacht langer"))
    press(table.fatima, "Klopt zo")
    table.all(lambda page: sees(page, "Klopt zo, zegt wie de casus inbrengt."))
    expect(table.screen.get_by_text("alleen voor jou")).to_have_count(0)


def values(table: Table) -> None:
    press(table.lead, "Naar Waarden")
    for phone, value in zip(table.phones, VOICES, strict=True):
        sees(phone, "Niemand ziet dit tot de gespreksleider onthult.")
        panel = phone.locator(".chair-panel:visible")
        panel.get_by_label("Voor mij is belangrijk …").fill(value)
        panel.get_by_role("button", name="Zet neer").click()
        expect(part(phone, "own-waarden-1").locator(".kept")).to_contain_text(value)
    sees(table.lead, "3 mensen schreven al iets.")
    private(table, VOICES)
    countdown(table)
    for page in (table.lead, *table.phones):
        sees(page, *VOICES)
    nowhere(table.screen, *VOICES)
    table.wim.get_by_label("Welke waarde dient A?").select_option(label="rust in huis (De ouder)")
    table.wim.get_by_label("Welke waarde dient B?").select_option(index=2)
    press(table.wim, "Zet tegenover elkaar")
    for page in (table.lead, *table.phones):
        expect(page.locator(".clash")).to_contain_text("rust in huis")
    press(table.lead, "Toon op scherm")
    expect(table.screen.locator(".clash-large")).to_contain_text("rust in huis")
    nowhere(table.screen, "Fatima", "Zoë")


def private(table: Table, texts: tuple[str, ...]) -> None:
    """Everyone has the own text, and nobody that of another."""
    for phone, own in zip(table.phones, texts, strict=True):
        nowhere(phone, *(text for text in texts if text != own))
    nowhere(table.lead, *texts)
    nowhere(table.screen, *texts)


def countdown(table: Table) -> None:
    """Reveal after three seconds that are stopped once."""
    press(table.lead, "Onthul")
    expect(table.lead.locator("[data-countdown]")).to_contain_text("Onthult over")
    press(table.lead, "Stop")
    expect(table.lead.get_by_role("button", name="Onthul")).to_be_visible()
    press(table.lead, "Onthul")
    expect(table.lead.get_by_role("button", name="Toon op scherm")).to_be_visible()


def weighing(table: Table) -> None:
    press(table.lead, "Naar Afweging")
    for phone, choice, because in zip(table.phones, ("a", "b", "other"), REASONS, strict=True):
        sees(phone, "Niemand ziet dit tot de gespreksleider onthult.")
        part(phone, "own-afweging-1").locator(f".choice--{choice} input").check()
        if choice == "other":
            phone.get_by_role("textbox", name="Namelijk …").fill("Doorgaan met een grens")
        part(phone, "own-afweging-1").get_by_label("Omdat …").fill(because)
        press(phone, "Ik ben klaar")
        sees(phone, "Bewaard. Je bent klaar.")
    sees(table.lead, "3 van 3 klaar")
    sees(table.screen, "3 van 3 schreven")
    private(table, REASONS)
    countdown(table)
    for page in (table.lead, *table.phones):
        sees(page, *REASONS, "Fatima", "Wim")
    nowhere(table.screen, *REASONS)
    press(table.lead, "Toon op scherm")
    sees(table.screen, *REASONS)
    expect(table.screen.locator(".column-said")).to_have_count(3)
    nowhere(table.screen, "Fatima", "Zoë", "Wim")
    press(table.lead, "Schermen neer")
    for phone in table.phones:
        expect(phone.get_by_role("heading", name="Schermen neer")).to_be_visible()
        nowhere(phone, *REASONS)
    sees(table.lead, *REASONS, "Schermen weer aan")


def conclusion(table: Table) -> None:
    press(table.lead, "Naar Conclusie")
    table.wim.get_by_label("De zin van de groep").fill("We gaan vrijwillig door, met een grens.")
    press(table.wim, "Zet neer")
    table.all(lambda page: sees(page, "We gaan vrijwillig door, met een grens."))
    press(table.lead, "Vraag het rond")
    for phone, answer in zip(table.phones, ("Ja", "Ik zie het anders", "Ja"), strict=True):
        sees(phone, "Kun je hiermee leven?", "Niemand ziet jouw antwoord")
        press(phone, answer)
    sees(table.lead, "3 van 3 antwoordden.")
    expect(table.zoe.get_by_label("Ik zie het anders, want …")).to_have_value(REASONS[1])
    table.zoe.get_by_label("Ik zie het anders, want …").fill(MINORITY)
    for page in (table.lead, table.fatima, table.wim, table.screen):
        nowhere(page, "anders, want", MINORITY)
    sees(table.zoe, "Vastzetten kan zodra de vraag sluit.")
    press(table.lead, "Sluit de vraag")
    press(table.zoe, "Zo mag het erin")  # what she wrote meanwhile stands there still
    table.all(lambda page: sees(page, MINORITY))
    table.all(lambda page: sees(page, "Gedeeld, met een minderheid"))
    expect(part(table.lead, "step-conclusie-1").get_by_text("Zoë")).to_have_count(0)


def agreements(table: Table) -> None:
    press(table.lead, "Naar Afspraken")
    table.wim.get_by_label("Wat doen we?").fill("De grens samen opschrijven")
    table.wim.get_by_label("Wie? Een rol, geen naam").fill("wijkteam")
    press(table.wim, "Zet neer")
    table.all(lambda page: sees(page, "De grens samen opschrijven", "wijkteam"))
    for phone, answer in zip(table.phones, ("Ja", "Liever niet", "Ja"), strict=True):
        asks = phone.locator("#f-share-words")
        expect(asks).to_contain_text("Mogen jouw zinnen, zonder naam, mee naar de casusbank?")
        asks.get_by_role("button", name=answer, exact=True).click()
        expect(phone.locator(".consent__question", has_text="Mogen jouw zinnen")).to_have_count(0)
    expect(table.zoe.get_by_text("Mag deze casus gedeeld worden?")).to_have_count(0)
    table.fatima.get_by_label("Ook met de regio").check()
    table.fatima.locator("#f-share-case").get_by_role("button", name="Ja").click()
    sees(table.fatima, "Deze casus mag gedeeld worden, ook met de regio.")
    nowhere(table.lead, "Liever niet", "casusbank?")


def close(table: Table) -> None:
    table.lead.get_by_text("Sluit het beraad").click()
    press(table.lead, "Ja, sluit")
    sees(table.lead, "Het beraad is gesloten")
    for phone in table.phones:
        sees(phone, "Dit beraad is gesloten.", "Lees het verslag")
    sees(table.screen, "Het verslag staat op je telefoon.")
