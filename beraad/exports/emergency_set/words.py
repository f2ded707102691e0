"""What the set says that is of no method: on its cards and slips, and on the page for whoever leads."""

from beraad.deliberation.method import Text
from beraad.exports.emergency_set.by_hand import PLACE, PLACE_SUCH_AS

WORDS = {
    "minutes": Text(nl="minuten", en="minutes"),
    "minute": Text(nl="min", en="min"),
    "card": Text(nl="Kaart", en="Card"),
    "of": Text(nl="van", en="of"),
    "say": Text(nl="Zeg of vraag", en="Say or ask"),
    "mind": Text(nl="Let op", en="Watch out"),
    "by_hand": Text(nl="Op papier", en="On paper"),
    "notes": Text(nl="Voor wie typt", en="For the typist"),
    "more": Text(nl="En verder", en="And also"),
    "then": Text(nl="Daarna", en="After that"),
    "who_sees": Text(nl="Wie ziet dit?", en="Who sees this?"),
    "place": PLACE,
    "place_such_as": PLACE_SUCH_AS,
    "join": Text(nl="Zo kom je erin", en="How to join"),
    "code": Text(nl="code", en="code"),
    "times": Text(nl="De stappen op de klok", en="The steps by the clock"),
    "step": Text(nl="stap", en="step"),
    "time": Text(nl="tijd", en="time"),
    "arrive": Text(nl="Aankomen", en="Arriving"),
    "hand_out": Text(nl="uitdelen", en="hand out"),
    "offline": Text(nl="Het netwerk, de laptop of de stroom valt uit", en="The network, the laptop or the power fails"),
    "danger": Text(nl="Is er nu iemand in gevaar?", en="Is somebody in danger now?"),
    "inside": Text(nl="Wat er in deze set zit", en="What is in this set"),
    "dilemma": Text(nl="Het dilemma", en="The dilemma"),
    "costs": Text(nl="Dat kost:", en="The cost:"),
    "group": Text(nl="Blad van de groep", en="Sheet of the group"),
    "kept": Text(
        nl="Typ dit na het beraad over en vernietig het papier.",
        en="Type this in after the deliberation and destroy the paper.",
    ),
}
SET = Text(nl="Noodset", en="Emergency set")
FOR_LEAD = Text(nl="voor wie leidt", en="for the facilitator")
OFFLINE = (
    Text(
        nl="Zeg: we gaan verder op papier. Leg de telefoons weg. Er is niets verloren: wat verstuurd is, staat er nog.",
        en="Say: we carry on, on paper. Put the phones away. Nothing is lost: what was sent is still there.",
    ),
    Text(
        nl="Pak de kaart van de stap waar jullie zijn. Eén van jullie schrijft erop mee; wie leidt, schrijft niet.",
        en="Take the card of the step you are at. One of you takes notes on it; the facilitator does not write.",
    ),
    Text(
        nl="Deel bij een stap met een vel de vellen uit. Eerst schrijft ieder zelf, dan pas ligt alles open.",
        en="If a step has a sheet, hand the sheets out. First everyone writes alone; only then is it all laid open.",
    ),
    Text(
        nl="Is het netwerk terug? Ga digitaal verder. Typ later over wat op papier ging, en vernietig het papier.",
        en="Is the network back? Carry on there. Later, type in what went on paper, and destroy the paper.",
    ),
)
DANGER = (
    Text(
        nl="Stop het gesprek. Beraad is niet voor nood.",
        en="Stop the conversation. A deliberation is not for emergencies.",
    ),
    Text(nl="Bel 112 als het nu moet.", en="Call 112 if it has to be now."),
    Text(nl="Veilig Thuis: 0800-2000, dag en nacht, gratis.", en="Veilig Thuis: 0800-2000, day and night, free."),
)
FROM_START = Text(nl="in minuten vanaf het begin", en="in minutes from the start")
CARDS = Text(nl="kaarten, een voor elke stap", en="cards, one for each step")
CARD_ONE = Text(nl="kaart, voor de enige stap", en="card, for the only step")
GROUP_ONE = Text(nl="blad van de groep", en="sheet of the group")
EACH = Text(nl="ieder {count}", en="{count} each")
SLIPS_FOR = Text(nl="Vellen en briefjes voor", en="Sheets and slips for")
PRINT = Text(
    nl="Print enkelzijdig en zwart-wit. Knip of scheur langs de stippellijn.",
    en="Print on one side, in black and white. Cut or tear along the dotted line.",
)
NO_CASE = Text(
    nl="Over de casus staat hier niets. Laat deze set toch niet slingeren: met de code kan iemand binnenkomen.",
    en="Nothing about the case is in here. Still, do not leave this set lying about: the code lets people in.",
)
WITH_CASE = Text(
    nl="Hierin staat het dilemma. Laat deze set nergens liggen en vernietig hem na afloop.",
    en="The dilemma is in here. Do not leave this set lying about, and destroy it afterwards.",
)
