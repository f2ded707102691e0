"""What people read when a rule says no: one sentence per code.

A sentence says what happened, what is kept, and what to do. `%(name)s` is a fact of the refusal, never
a person's own words.
"""

from beraad.pages.text import N_, translate
from beraad.refusal import Refusal

REFUSALS: dict[str, str] = {
    # people and accounts
    "sign-in-first": N_("Log eerst in. Daarna kom je terug op deze pagina."),
    "not-allowed": N_("Hier heb je geen toegang toe. Denk je van wel? Vraag het de beheerder van je organisatie."),
    "not-there": N_("Deze pagina is er niet, of niet voor jou. Kijk of het adres klopt."),
    "wrong-email-or-password": N_("Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog eens."),
    "too-often": N_("Dit ging te vaak achter elkaar. Wacht %(minutes)s min en probeer het dan nog eens."),
    "invitation-not-there": N_("Deze link kennen we niet. Misschien is er al een nieuwere gemaakt."),
    "invitation-expired": N_("Deze link was zeven dagen geldig. Vraag de beheerder om een nieuwe."),
    "invitation-used": N_("Deze link is al gebruikt. Log in met het wachtwoord dat toen gekozen is."),
    "password-too-short": N_("Dit wachtwoord is te kort. Neem minstens %(least)s tekens."),
    "password-too-long": N_("Dit wachtwoord is te lang. Neem hooguit %(most)s tekens."),
    "password-like-you": N_("Dit wachtwoord is makkelijk te raden. Neem een paar woorden die niet bij je naam horen."),
    "email-taken": N_("Er is al iemand met dit e-mailadres. Maak in de lijst een nieuwe link voor die persoon."),
    "not-an-email": N_("Dit is geen e-mailadres. Een adres ziet eruit als naam@organisatie.nl."),
    "no-role": N_("Kies minstens één rol."),
    "own-access": N_("Dit kun je niet bij jezelf doen. Vraag een andere beheerder."),
    "last-administrator": N_(
        "Dit is de laatste beheerder. Maak eerst iemand anders beheerder, en laat die een wachtwoord kiezen."
    ),
    "access-ended": N_("Deze persoon heeft geen toegang meer. Geef eerst weer toegang, op de pagina van die persoon."),
    "has-access": N_("Deze persoon heeft al toegang. Er is niets veranderd."),
    # forms
    "field-unknown": N_(
        "De pagina stuurde een veld dat we niet kennen. Laad de pagina opnieuw en probeer het nog eens."
    ),
    "field-twice": N_("Dit veld kwam twee keer binnen. Laad de pagina opnieuw en probeer het nog eens."),
    "field-wrong": N_("Dit kan hier niet staan. Kijk het na en probeer het nog eens."),
    "field-missing": N_("Dit is nog leeg. Vul het in."),
    "nothing-answered": N_("Je beantwoordde nog niets. Eén vraag is genoeg."),
    "text-too-long": N_("Dit is te lang. Er passen %(most)s tekens in; maak het korter."),
    "text-too-short": N_("Dit is te kort. Schrijf minstens %(least)s tekens."),
    "text-has-control": N_("In deze tekst zit een teken dat niemand kan zien. Typ de tekst opnieuw."),
    "not-a-form": N_("Wat binnenkwam is geen ingevuld formulier. Ga terug en probeer het nog eens."),
    "from-elsewhere": N_(
        "Dit verzoek kwam niet van een pagina van beraad. Er is niets veranderd. Open de pagina hier opnieuw."
    ),
    "body-too-big": N_("Wat je stuurde is te groot. Er past hooguit %(most)s kB in."),
    "length-unknown": N_("De browser zei niet hoeveel er zou komen. Probeer het nog eens, of met een andere browser."),
    "store-unavailable": N_(
        "Beraad kan nu niets bewaren. Wat al bewaard was, is er nog. Houd je tekst open en probeer het zo nog eens."
    ),
    "someone-was-first": N_("Iemand anders was net voor. Dit is nog niet bewaard. Probeer het nog eens."),
    "store-damaged": N_(
        "Beraad kan zijn gegevens niet goed lezen en bewaart nu niets meer. "
        "Houd je tekst open, en waarschuw wie Beraad beheert."
    ),
    "made-by-newer": N_(
        "Dit is bewaard door een nieuwere versie van Beraad. Er is niets kwijt. Waarschuw wie Beraad beheert."
    ),
    # the room
    "not-facilitator": N_("Dit kan alleen de gespreksleider."),
    "not-your-task": N_("Dit is de taak van iemand anders aan tafel."),
    "facilitator-has-no-vote": N_("Wie het gesprek leidt, weegt niet mee."),
    "seat-gone": N_(
        "Je zit niet meer aan deze tafel. Vraag de gespreksleider wat er is, of kom opnieuw binnen met de code."
    ),
    "seat-leads": N_("Je leidt nu mee. Dat doe je op een eigen pagina: laad deze opnieuw, dan staat de weg er."),
    "not-undoable": N_("Er is intussen iets anders gebeurd. Dit is niet teruggedraaid; doe het met de gewone knop."),
    "too-late-to-undo": N_("De tien seconden zijn om. Dit is niet teruggedraaid; doe het met de gewone knop."),
    "step-open": N_("Jullie zijn nu bij deze stap. Ga eerst naar een andere; dan kun je hem overslaan."),
    "hidden-words-stand": N_(
        "Deze stoel schreef iets dat nog niet onthuld is, en dat zou weggaan. Onthul eerst, of laat het weghalen."
    ),
    "key-rests": N_("Deze laptop is het scherm nu. Open het bureau op je telefoon, of ga hier terug naar leiden."),
    "pass-over": N_(
        "Deze code werkt niet meer, of is anders. Maak op de laptop een nieuwe; een code werkt tien minuten."
    ),
    "pass-taken": N_(
        "Een ander toestel was net eerder. Was dat niet van jou? Ga op de laptop naar leiden en stop daar de andere"
        " toestellen."
    ),
    "prepared-for-good": N_(
        "De deur van dit beraad was al open. Wat er klaarstond, verander je nu in het gesprek zelf."
    ),
    "prepared-elsewhere": N_(
        "Dit beraad is intussen ergens anders aangepast. Wat jij typte staat hieronder. Bewaar je nog een keer, dan"
        " vervangt het wat er nu staat."
    ),
    "acute-danger": N_("Nu geen beraad: eerst veiligheid. Er is nog niets bewaard; wat je typte staat er nog."),
    "ends-too-soon": N_("Dit is eerder dan het begin. Kijk de tijden na."),
    "day-not-near": N_("Kies een dag vanaf vandaag, hooguit een jaar vooruit."),
    "no-day-yet": N_("Er is nog geen dag en tijd afgesproken. Vul die eerst in."),
    "no-such-session": N_("Dit beraad is er niet, of niet voor jou. Kijk of het adres klopt."),
    "no-such-code": N_("Er is geen open beraad met deze code. Kijk op het scherm en typ de acht tekens nog eens."),
    "no-such-seat": N_("Deze plek is er niet meer. Laad de pagina opnieuw."),
    "no-such-step": N_("Deze stap is er niet. Laad de pagina opnieuw."),
    "no-such-item": N_("Dit staat er niet meer. Laad de pagina opnieuw."),
    "no-such-group": N_("Deze groep is er niet meer. Wat erin stond, staat er nog. Kies een andere groep."),
    "already-together": N_("Dit is al bij een ander gezet. Er is niets veranderd. Haal het daar eerst los."),
    "no-such-command": N_("Dit kan in deze stap niet. Laad de pagina opnieuw."),
    "door-closed": N_("De deur is dicht. Vraag de gespreksleider om die open te doen."),
    "not-now": N_("Dat kan nu niet. Kijk waar de groep is."),
    "report-not-yet": N_("Er is nog geen verslag om te lezen. Ga terug naar de tafel."),
    "screens-down": N_("Schermen neer: luister nu naar elkaar. Het verslag kun je daarna lezen."),
    "paper-not-yet": N_("Dit kun je meenemen als het beraad gesloten is. Ga terug naar de tafel."),
    "session-ended": N_("Dit beraad is afgelopen. Er komt niets meer bij."),
    "no-such-practice": N_("Deze oefening is er niet meer, of niet voor jou. Een oefening wordt na 24 uur gewist."),
    "no-such-rehearsal": N_("Deze repetitie is er niet meer. Er is niets van bewaard."),
    "only-practice": N_("Dit is een oefening. Niemand brengt de casus in, en er gaat niets naar de casusbank."),
    "step-closed": N_("De groep is al verder. Wat je schreef ben je niet kwijt: kopieer het, of zeg het hardop."),
    "already-revealed": N_("Dit is al onthuld en verandert niet meer. Zeg het hardop als je er anders over denkt."),
    "not-revealed-yet": N_("Dit is nog verborgen. Dat kan pas na de onthulling."),
    "nothing-to-reveal": N_("Er is niets om te onthullen."),
    "reveal-running": N_("De onthulling telt al af. Stop die eerst als je nog iets wilt."),
    "someone-else-was-first": N_("Een ander scherm van de gespreksleider was net eerder. Kijk waar de groep nu is."),
    "wording-changed": N_(
        "Iemand anders heeft deze tekst intussen veranderd. Jouw tekst staat hier nog: leg ze naast elkaar."
    ),
    "own-words-stand": N_("Hier staat al iets van deze persoon zelf, of iedereen zag het al. Dat blijft staan."),
    "not-for-another": N_("Dit kan alleen iemand zelf doen, op een eigen of geleend toestel."),
    "slips-stay-out": N_(
        "In deze stap staan geen namen. Wie overtypt, heeft het gelezen: daarom gaat een briefje niet in de doos."
        " Lees het na de onthulling voor, of typ het dan erbij."
    ),
    "hidden-words-wait": N_(
        "In deze stap schreef iemand op een eigen toestel, en dat is nog niet onthuld. Ga terug naar de stap, typ daar"
        " over en onthul samen."
    ),
    "nothing-typed": N_("Hier is niets om terug te halen: er is niets overgetypt, of iedereen zag het al."),
    "op-used-twice": N_("Dit was al verstuurd met een andere tekst. Laad de pagina opnieuw en verstuur het nog eens."),
    "too-few-for-no-names": N_(
        "Zonder namen kan vanaf %(least)s mensen aan tafel. Met minder is te raden wie wat schreef."
    ),
    "too-few-to-show": N_(
        "Dit zijn te weinig mensen om zonder namen te tonen. Wacht nog even, vraag het hardop, of gooi weg wat er ligt."
    ),
    "not-all-answered": N_("Nog niet iedereen aan tafel heeft geantwoord. De totalen komen als iedereen klaar is."),
    "names-settled": N_("Er is al geschreven. Wat er over namen beloofd is, blijft zo."),
    "names-needed": N_("Bij deze stap horen namen."),
    "names-changed": N_(
        "Net veranderde of je naam erbij komt. Er is niets verstuurd. Lees wie dit ziet, en verstuur het dan opnieuw."
    ),
    "question-open": N_("De vraag is nog open. Je zin vastzetten of terughalen kan zodra de vraag sluit."),
    "agreements-stand": N_("Er staan al afspraken. Haal die eerst weg, dan kun je ‘geen afspraak’ kiezen."),
    "already-answered": N_("Deze vraag is al beantwoord. Lees het antwoord, of stel een nieuwe vraag."),
    "something-stands": N_("Er staat al iets in deze lijst. Haal dat eerst weg, dan kun je ‘geen’ kiezen."),
    "too-many": N_("Er kan niets meer bij: %(most)s is het meeste."),
    "not-asked": N_("Dit wordt in deze stap niet gevraagd. Laad de pagina opnieuw."),
    "not-together": N_("Dit kan niet samen. Kies er twee die verschillen; waarden van dezelfde stoel."),
    "options-alike": N_("A en B zeggen hetzelfde. Waarin verschillen ze?"),
    "no-such-chair": N_("Deze stoel staat niet aan tafel. Kies een andere."),
    "no-such-preset": N_("Deze duur kennen we niet. Kies een andere."),
    "no-such-method": N_("Deze methode kennen we niet. Kies een andere."),
    "text-not-erasable": N_("Deze tekst is er niet meer. Misschien is die al gewist."),
    # from room to bank
    "no-such-draft": N_("Deze tekst is er niet, of niet voor jou. Kijk of het adres klopt."),
    "case-stays": N_("Deze casus blijft in de kamer. Hij gaat alleen verder als wie hem inbracht daar ja op zegt."),
    "draft-changed": N_(
        "De tekst is intussen veranderd, misschien in een ander tabblad. Dit is niet bewaard. Kijk wat er nu staat."
    ),
    "no-such-sentence": N_(
        "Achter deze link staat geen zin meer. Hij is teruggenomen of weggehaald, of het verslag is al gewist."
    ),
    "draft-published": N_("Deze casus is goedgekeurd voor de casusbank. Hier verandert niets meer."),
    "not-every-yes": N_("Nog niet iedereen heeft ja gezegd. Er is niets gedeeld."),
    "reader-is-author": N_("Jij maakte deze tekst. Iemand anders leest hem als tweede."),
    "reader-of-same-team": N_("Deze casus gaat naar de regio. Daarom leest iemand van een ander team hem."),
    "keep-needs-reason": N_("Schrijf er in een paar woorden bij waarom."),
    "replacement-tells": N_("Hier staat zelf een naam of nummer in. Kies een rol, zoals [moeder]."),
    "not-in-draft": N_("Dit staat niet (meer) in de tekst. Kijk wat er nu staat."),
    # files
    "method-invalid": N_("Dit methodebestand klopt nog niet. Aantal opmerkingen: %(complaints)s."),
    "case-invalid": N_("Deze casus klopt nog niet. Aantal opmerkingen: %(count)s."),
    "case-files-invalid": N_("Deze bestanden zijn niet ingelezen. Aantal opmerkingen: %(count)s."),
    "no-audience": N_("Een casus voor een organisatie of regio moet zeggen voor welke. Kies er een."),
    "circle-shut": N_(
        "Een casus uit een beraad kan nog niet naar het land of naar iedereen. We kunnen nu niet wegen wie hem"
        " daar herkent. Kies je organisatie of je regio."
    ),
    "circle-needs": N_(
        "Voor de regio vinkt de inbrenger dit aan. Een tweede lezer van een ander team beantwoordt de vragen."
    ),
    "case-id-taken": N_("Er staat al een andere casus met dit nummer in de bank. Die blijft zoals hij is."),
    "no-such-case": N_("Deze casus is er niet, of niet voor jou. Kijk of het adres klopt."),
    "case-file-invalid": N_("Dit casusbestand klopt nog niet. Aantal opmerkingen: %(count)s."),
}
OTHERWISE = N_("Dat kan nu niet. Ga terug en probeer het nog eens.")


def refusal_text(refusal: Refusal, language: str) -> str:
    """Return the sentence for a refusal. A test finds a code without one; until then people get a general sentence."""
    return translate(language, REFUSALS.get(refusal.code, OTHERWISE), **refusal.facts)
