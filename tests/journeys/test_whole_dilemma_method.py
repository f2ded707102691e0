"""All ten steps of the dilemma method: a facilitator on a laptop, five phones, a screen, and at the end the report."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import DILEMMA, People, as_fresh, nowhere, part, press, sees, stands_at

BRISK = True
ASKED = "Waarom heb je moeder niet gewoon gebeld?"
OPEN = "Wat weet moeder al?"
VALUES = ("op tijd naar bed", "een eigen kamer", "weten waar je aan toe bent", "een gewone school", "eerlijk zijn")
IDEAS = ("Oma erbij vragen", "Een maand proberen", "Eerst samen eten", "Een brief schrijven", "De buurvrouw bellen")
FIRST = ("a", "a", "b", "b", "other")
REASONS = ("de ouder ons vertrouwt", "er al veel lukt", "wachten schade doet", "een grens helpt", "beide kan")
MOVED = "Ik hoorde dat wachten ook iets kost"
MINORITY = "Ik blijf bang dat het te laat komt."
REMARKS = ("Meer tijd voor stilte", "", "Eerder pauze", "", "Het scherm stond ver weg")
SENT = "Bewaard, zonder naam."


class Table:
    """Who brings the case in, who types, and three more."""

    def __init__(self, people: People) -> None:
        self.lead = people.facilitator()
        code = people.prepare(self.lead, "dilemmamethode/standaard")
        self.fatima = people.join(code, "Fatima", "De ouder")
        self.wim = people.join(code, "Wim")
        self.phones = (self.fatima, self.wim, *(people.join(code, name) for name in ("Zoë", "Ayşe", "Bram")))
        self.screen = people.screen(self.lead)
        self.faces = (self.lead, *self.phones, self.screen)

    def all(self, check: Callable[[Page], None]) -> None:
        for page in self.faces:
            check(page)

    def open(self, name: str) -> None:
        press(self.lead, f"Naar {name}")
        stands_at(self.lead, name)

    def reveal(self) -> None:
        press(self.lead, "Onthul")
        expect(self.lead.get_by_role("button", name="Toon op scherm")).to_be_visible()
        press(self.lead, "Toon op scherm")
        expect(self.lead.get_by_role("button", name="Haal van scherm")).to_be_visible()


def test_ten_steps_from_the_lobby_to_the_report(people: People) -> None:
    table = Table(people)
    arrived = table.lead.locator(".arrived .person")
    arrived.filter(has_text="Fatima").get_by_role("button", name="brengt in").click()
    arrived.filter(has_text="Wim").get_by_role("button", name="typt").click()
    start(table)
    case(table)
    dilemma(table)
    questions(table)
    perspectives(table)
    alternatives(table)
    weighing(table)
    dialogue(table)
    conclusion(table)
    closing(table)
    table.all(as_fresh)
    report(table)


def start(table: Table) -> None:
    press(table.lead, "Begin met Start")
    sees(table.screen, "Stap 1 van 10", "Eerst vragen, dan pas iets vinden.")
    for phone in table.phones:
        press(phone, "Daar houd ik me aan")
        sees(phone, "Je houdt je hieraan.")
    sees(table.lead, "Iedereen houdt zich hieraan.")
    table.fatima.get_by_label("In één zin").fill("Ik vind dit spannend")
    press(table.fatima, "Zet neer")
    sees(table.lead, "Ik vind dit spannend")
    nowhere(table.screen, "Ik vind dit spannend")


def case(table: Table) -> None:
    table.open("Casus")
    sees(table.phones[2], "Luister")
    table.wim.get_by_label("Wat gebeurde er?").fill("Moeder doet wat we vragen. Het kind komt te laat op school.")
    table.wim.get_by_label("Het moment dat het schuurde").fill("Het kind viel in slaap in de klas.")
    press(table.wim, "Zet neer")
    sees(table.screen, "Het kind viel in slaap in de klas.")
    press(table.fatima, "Klopt zo")
    sees(table.lead, "Klopt zo, zegt wie de casus inbrengt.")


def dilemma(table: Table) -> None:
    table.open("Dilemma")
    table.wim.get_by_label("Wat kost A?").fill("Het kind wacht langer")
    press(table.wim, "Zet neer")
    table.all(lambda page: sees(page, DILEMMA["b"], "Het kind wacht langer"))
    press(table.fatima, "Klopt zo")
    sees(table.screen, "Klopt zo, zegt wie de casus inbrengt.")


def questions(table: Table) -> None:
    table.open("Vragen")
    zoe = table.phones[2]
    zoe.get_by_label("Jouw vraag").fill(ASKED)
    press(zoe, "Stel de vraag")
    sees(zoe, "Deze vraag klinkt als een oordeel.")
    sees(table.lead, "klinkt als een oordeel")
    zoe.get_by_text("Stel hem anders").click()
    zoe.get_by_label("De vraag", exact=True).fill(OPEN)
    press(zoe, "Bewaar")
    table.all(lambda page: sees(page, OPEN))
    table.fatima.get_by_text("Geef antwoord").click()
    table.fatima.get_by_label("Antwoord").fill("Dat de school ons belde.")
    press(table.fatima, "Zet neer")
    table.all(lambda page: sees(page, "Dat de school ons belde."))
    press(zoe, "Ik heb geen vragen meer")
    for phone in (table.wim, *table.phones[3:]):
        press(phone, "Ik heb geen vragen")


def perspectives(table: Table) -> None:
    table.open("Perspectieven")
    for phone, value in zip(table.phones, VALUES, strict=True):
        panel = phone.locator(".chair-panel:visible")
        panel.get_by_label("Voor mij is belangrijk …").fill(value)
        panel.get_by_label("Dus hoort …").fill(f"Dus hoort iedereen daarop te letten: {value}")
        panel.get_by_role("button", name="Zet neer").click()
        expect(part(phone, "own-perspectieven-1").locator(".kept")).to_contain_text(value)
    nowhere(table.lead, *VALUES)
    table.reveal()
    table.all(lambda page: sees(page, *VALUES))


def alternatives(table: Table) -> None:
    """Without names: announced while writing, and nobody reads a word before the reveal."""
    table.open("Alternatieven")
    press(table.lead, "Zonder namen")
    for at, (phone, idea) in enumerate(zip(table.phones, IDEAS, strict=True)):
        sees(phone, "Iedereen ziet dit, zonder naam,")
        phone.get_by_label("Wat kan er nog meer?").fill(idea)
        press(phone, "Zet erbij")
        sees(phone, SENT)
        sees(table.lead, "Eén briefje in de doos" if at == 0 else f"{at + 1} briefjes in de doos")
    for page in (table.lead, table.screen):
        nowhere(page, *IDEAS)
    table.reveal()
    table.all(lambda page: sees(page, *IDEAS))
    expect(part(table.lead, "step-alternatieven-1").get_by_text("Zoë")).to_have_count(0)


def weighing(table: Table) -> None:
    table.open("Afweging")
    for phone, choice, because in zip(table.phones, FIRST, REASONS, strict=True):
        own = judge(phone, choice, because)
        own.get_by_text("de schade verzacht ik door …").first.click()
        own.get_by_label("de schade verzacht ik door …").fill(f"elke week te bellen, want {because}")
        press(phone, "Ik ben klaar")
        sees(phone, "Bewaard. Je bent klaar.")
    nowhere(table.lead, *REASONS)
    table.reveal()
    table.all(lambda page: sees(page, *REASONS))
    nowhere(table.screen, "Fatima", "Zoë")


def judge(phone: Page, choice: str, because: str) -> Locator:
    """Fill in the own sheet, and return it: who types has those of others beside it."""
    own = part(phone, "own-afweging-1")
    own.locator(f".choice--{choice} input").check()
    if choice == "other":
        own.get_by_role("textbox", name="Namelijk …").fill("Doorgaan met een grens")
    own.get_by_text("omdat …").first.click()
    own.get_by_label("omdat …").fill(because)
    return own


def dialogue(table: Table) -> None:
    """Talking, and then weighing again: one moves, four stay."""
    press(table.lead, "Schermen neer")
    for phone in table.phones:
        expect(phone.get_by_role("heading", name="Schermen neer")).to_be_visible()
    table.open("Dialoog")
    alike = table.wim.locator(".compared__list", has_text="Hierin lijken we op elkaar")
    alike.get_by_text("Typ mee").click()
    alike.get_by_role("textbox").fill("Niemand wil dat het kind moet kiezen")
    alike.get_by_role("button", name="Zet neer").click()
    table.all(lambda page: sees(page, "Niemand wil dat het kind moet kiezen"))
    differ = table.wim.locator(".compared__list", has_text="Hierin verschillen we")
    differ.get_by_role("button", name="Geen, ook goed").click()
    table.all(lambda page: sees(page, "Geen, zeggen we."))
    table.open("Opnieuw wegen")
    for at, phone in enumerate(table.phones):
        if at == 0:
            part(phone, "own-tweede-1").locator(".choice--b input").check()
            phone.get_by_label("Wat maakte dat je bij je keuze bleef, of ging schuiven?").fill(MOVED)
        press(phone, "Ik ben klaar")
        sees(phone, "Bewaard. Je bent klaar.")
    nowhere(table.lead, MOVED)
    table.reveal()
    table.all(lambda page: sees(page, MOVED))
    sees(table.lead, "Eén mens ging schuiven, 4 bleven bij de eigen keuze.")


def conclusion(table: Table) -> None:
    table.open("Conclusie")
    table.wim.get_by_label("De zin van de groep").fill("We gaan door, met een grens.")
    press(table.wim, "Zet neer")
    press(table.lead, "Vraag het rond")
    for phone in table.phones:
        press(phone, "Ik zie het anders" if phone is table.phones[2] else "Ja")
    sees(table.lead, "5 van 5 antwoordden.")
    press(table.lead, "Sluit de vraag")
    table.phones[2].get_by_label("Ik zie het anders, want …").fill(MINORITY)
    press(table.phones[2], "Zo mag het erin")
    table.all(lambda page: sees(page, MINORITY))
    table.open("Afspraken")
    table.wim.get_by_label("Wat doen we?").fill("De grens samen opschrijven")
    press(table.wim, "Zet neer")
    table.all(lambda page: sees(page, "De grens samen opschrijven"))


def closing(table: Table) -> None:
    """How the conversation was, without names; totals and remarks come apart, once five have answered."""
    table.open("Afronding")
    for phone, remark in zip(table.phones, REMARKS, strict=True):
        sees(phone, "Iedereen ziet dit, zonder naam,")
        own = part(phone, "own-afronding-1")
        own.locator("input[name=free][value='4']").check()
        own.locator("input[name=mark][value='8']").check()
        own.get_by_label("Wat moet de volgende keer anders?").fill(remark)
        press(phone, "Verstuur")
        sees(phone, "Dank je wel. Bewaard, zonder naam.")
    nowhere(table.lead, *filter(None, REMARKS))
    table.reveal()
    for page in (table.lead, *table.phones):
        sees(page, "Dit antwoordden 5 mensen.", *filter(None, REMARKS))
    sees(table.screen, "Welk cijfer geef je dit beraad?")


def report(table: Table) -> None:
    table.lead.get_by_text("Sluit het beraad").click()
    press(table.lead, "Ja, sluit")
    zoe = table.phones[2]
    sees(zoe, "Dit beraad is gesloten.")
    zoe.get_by_role("link", name="Lees het verslag").click()
    there = ("We gaan door, met een grens.", MINORITY, OPEN, MOVED, "De grens samen opschrijven", *VALUES, *IDEAS)
    for text in (*there, *REASONS, *filter(None, REMARKS)):
        expect(zoe.locator("main")).to_contain_text(text)
    nowhere(zoe, "Fatima", "Bram", "Ik vind dit spannend")
