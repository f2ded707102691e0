"""What a step looks like on paper: how it goes without screens, what whoever types notes, what everybody fills in.

One function for each activity, in BY_HAND; a step of an activity that has none gets a card with lines to write on. The
labels are those of the page, so that what stands on paper can be typed where it belongs (test_by_hand.py).
"""

from collections.abc import Callable
from typing import get_args

from beraad.deliberation.activities import actions, compare_dialogue
from beraad.deliberation.activities.alternatives.ideas import ENOUGH
from beraad.deliberation.activities.clarify_qa.questions import MOST_IN_ALL
from beraad.deliberation.activities.evaluate.sheets import QUESTIONS
from beraad.deliberation.blocks import Choice
from beraad.deliberation.method import Plan, Text
from beraad.exports.emergency_set.fields import ByHand, Field, Grid, Option, Slip, Table, Tick, Told, Write
from beraad.exports.report_words import CHOICES, OUTCOMES

TYPED = Text(
    nl="Zet je naam er niet op. Na het beraad typt iemand dit over. Dan wordt dit papier vernietigd.",
    en="Do not put your name on it. After the deliberation somebody types this in. Then the paper is destroyed.",
)
COUNTED = Text(
    nl="Zet je naam er niet op, en vouw het dicht. Na het tellen wordt dit papier vernietigd.",
    en="Do not put your name on it, and fold it. After counting, the paper is destroyed.",
)
HIDDEN = Text(
    nl="Niemand ziet dit tot iedereen klaar is. Dan leggen we alles tegelijk open.",
    en="Nobody sees this until everybody is done. Then we turn everything over at once.",
)
OPEN = Text(nl="Iedereen aan tafel mag dit zien.", en="Everybody at the table may see this.")
NAMELESS = Text(
    nl="Dit gaat zonder naam in een envelop, en daar door elkaar. Wie het leest, kan je handschrift herkennen.",
    en="This goes into an envelope without a name, and is mixed there. Whoever reads it may know your handwriting.",
)
UNSEEN = Text(
    nl="Alleen wie leidt leest dit, en telt. Die kan je handschrift herkennen.",
    en="Only the facilitator reads this, and counts. They may know your handwriting.",
)
PLACE = Text(nl="Mijn plek aan tafel", en="My place at the table")
PLACE_SUCH_AS = Text(nl="zoals ouder of wijkteam", en="such as parent or neighbourhood team")


def check_in(plan: Plan, table: Table) -> ByHand:
    rules = tuple(Text(nl=nl, en=en) for nl, en in _pairs(plan.rules.nl, plan.rules.en))
    return ByHand(
        how=Text(
            nl="Lees de regels voor en vraag van ieder een knik. Hoe ieder erbij zit, schrijf je niet op.",
            en="Read the rules aloud and ask everyone for a nod. Do not write down how people are doing.",
        ),
        card=(
            Told(label=Text(nl="Hier houden we ons aan", en="What we keep to"), texts=rules),
            Write(
                label=Text(
                    nl="Wat spreken jullie nog af over het gesprek?",
                    en="What else do you agree about how you talk?",
                ),
                lines=3,
            ),
        ),
    )


def statement(plan: Plan, table: Table) -> ByHand:
    return ByHand(
        how=Text(
            nl="Wie typt, schrijft hier mee en leest het aan het eind voor. Wie inbrengt zegt of het klopt.",
            en="The typist writes here and reads it aloud at the end. The presenter says whether it is right.",
        ),
        card=(
            Write(
                label=Text(nl="Het moment dat het schuurde", en="The moment it felt wrong"),
                lines=2,
            ),
            Write(
                label=Text(nl="Wat gebeurde er?", en="What happened?"),
                hint=Text(
                    nl="Alleen wat er te zien en te horen was. Rollen, geen namen.",
                    en="Only what could be seen and heard. Roles, no names.",
                ),
                lines=8,
            ),
        ),
    )


def dilemma(plan: Plan, table: Table) -> ByHand:
    return ByHand(
        how=Text(
            nl="Schrijf A en B ook groot op een flap, met wat ze kosten. Die blijft in zicht.",
            en="Write A and B large on a flip chart too, with what they cost. It stays in sight.",
        ),
        card=(
            Write(label=Text(nl="A: we kunnen …", en="A: we can …"), lines=2),
            Write(label=Text(nl="Wat kost A?", en="What does A cost?")),
            Write(label=Text(nl="B: of we kunnen …", en="B: or we can …"), lines=2),
            Write(label=Text(nl="Wat kost B?", en="What does B cost?")),
            Write(label=Text(nl="Feiten die erbij kwamen", en="Facts that came up"), lines=2),
        ),
    )


def questions(plan: Plan, table: Table) -> ByHand:
    return ByHand(
        how=Text(
            nl="Vragen en antwoorden gaan hardop. Een vraag die nu niet hoort, parkeer je met een P.",
            en="Questions and answers are said aloud. What is not for now you park with a P.",
        ),
        card=(
            Grid(
                head=(Text(nl="De vraag", en="The question"), Text(nl="Antwoord", en="Answer")),
                wide=(1, 1),
                rows=min(6, plan.options.get("most_in_all", MOST_IN_ALL)),
            ),
        ),
    )


SUPPORTS = Tick(
    label=Text(nl="Dit pleit voor", en="This speaks for"),
    options=(
        Option(text=CHOICES["a"], mark="a"),
        Option(text=CHOICES["b"], mark="b"),
        Option(text=Text(nl="Geen van beide", en="Neither")),
    ),
)
SOURCE = Tick(
    label=Text(nl="Hoe weten we dit?", en="How do we know this?"),
    options=(
        Option(text=Text(nl="Dit is mijn eigen stoel", en="This is my own chair")),
        Option(text=Text(nl="Wij schatten het in", en="It is our estimate")),
        Option(text=Text(nl="Het is vooraf zo gezegd", en="They told us beforehand")),
        Option(text=Text(nl="Via iemand die dichtbij staat", en="Through someone close to them")),
    ),
)


def voices(plan: Plan, table: Table) -> ByHand:
    chairs = Told(
        label=Text(
            nl="Kies een stoel, en spreek alsof jij daar zit",
            en="Choose a chair, and speak as if you were sitting there",
        ),
        texts=table.chairs,
    )
    one = (
        chairs,
        Write(label=Text(nl="Stoel", en="Chair"), short=True),
        Write(label=Text(nl="Voor mij is belangrijk …", en="What matters to me is …")),
        Write(label=Text(nl="Dus hoort …", en="So this ought to happen: …")),
        SUPPORTS,
        SOURCE,
    )
    return ByHand(
        how=Text(
            nl="Deel de vellen uit: een waarde per vel. Zorg dat iemand op de stoel van het kind zit. Leg alles"
            " tegelijk open, en bij elkaar wat hetzelfde zegt.",
            en="Hand out the sheets: one value a sheet. See that somebody takes the child's chair. Lay all open at"
            " once, and together what says the same.",
        ),
        card=(
            Write(label=Text(nl="Welke waarde dient A?", en="Which value does A serve?"), lines=2),
            Write(label=Text(nl="Welke waarde dient B?", en="Which value does B serve?"), lines=2),
        ),
        slip=Slip(fields=one, sees=HIDDEN, each=2, afterwards=TYPED),
    )


def ideas(plan: Plan, table: Table) -> ByHand:
    unnamed = plan.visibility == "private_anon_reveal"
    return ByHand(
        how=Text(
            nl="Deel de briefjes uit en wacht tot ieder iets heeft. Lees ze dan voor. Of het kan, bespreek je niet.",
            en="Hand out the slips and wait until each has something. Then read them aloud. Do not weigh them yet.",
        ),
        card=(Write(label=Text(nl="Wat kan er nog meer?", en="What else could be done?"), lines=ENOUGH),),
        slip=Slip(
            fields=(Write(label=Text(nl="Ik denk aan …", en="I think of …"), lines=3),),
            sees=NAMELESS if unnamed else HIDDEN if plan.hidden_first else OPEN,
            parts=4,
            place=not unnamed,
            afterwards=TYPED,
        ),
    )


TALLY = Grid(
    head=tuple(CHOICES.values()), wide=(1, 1, 1), rows=1, hint=Text(nl="Hoeveel mensen?", en="How many people?")
)


def judgement(plan: Plan, table: Table) -> ByHand:
    return ByHand(
        how=Text(
            nl="Deel de vellen uit. Wie klaar is, legt het vel met de tekst naar beneden. Is alles er? Draai ze samen"
            " om en lees eerst een minuut stil.",
            en="Hand out the sheets. Who is ready puts the sheet face down. Is everything there? Turn them over"
            " together, and first read in silence for a minute.",
        ),
        card=(TALLY,),
        slip=Slip(
            fields=_second(table) if plan.options.get("again") else _first(plan, table), sees=HIDDEN, afterwards=TYPED
        ),
    )


def _first(plan: Plan, table: Table) -> tuple[Field, ...]:
    chosen = Tick(label=Text(nl="Het juiste is …", en="The right thing is …"), options=_choices(table), under=True)
    because = Write(label=Text(nl="omdat …", en="because …"), lines=2)
    if not plan.options.get("five"):
        cost = Write(label=Text(nl="Dit gaat ten koste van …", en="This comes at the cost of …"))
        return chosen, because, cost, SPEAKS_FOR
    return (
        chosen,
        because,
        Write(label=Text(nl="daardoor kan ik niet …", en="which means I cannot …")),
        Write(label=Text(nl="de schade verzacht ik door …", en="I soften the harm by …")),
        Write(label=Text(nl="daarvoor is nodig …", en="this takes …")),
        SPEAKS_FOR,
    )


SPEAKS_FOR = Write(
    label=Text(nl="Voor wie spreekt deze reden vooral?", en="Who does this reason speak for most?"),
    hint=Text(nl="mag", en="optional"),
    short=True,
)


def _second(table: Table) -> tuple[Field, ...]:
    return (
        Tick(
            label=Text(nl="Eerst koos ik", en="At first I chose"),
            options=tuple(Option(text=CHOICES[choice], mark=choice) for choice in get_args(Choice)),
        ),
        Tick(
            label=Text(nl="Nu vind ik goed om te doen", en="What I now think is the right thing to do"),
            options=_choices(table),
            under=True,
        ),
        Write(
            label=Text(
                nl="Wat maakte dat je bij je keuze bleef, of ging schuiven?",
                en="What made you stay with your choice, or shift?",
            ),
            lines=3,
        ),
    )


ON_FLIP_CHART = Text(nl="zoals op de flap", en="as on the flip chart")


def _choices(table: Table) -> tuple[Option, ...]:
    return (
        Option(text=Text(nl=table.a) if table.a else ON_FLIP_CHART, mark="a"),
        Option(text=Text(nl=table.b) if table.b else ON_FLIP_CHART, mark="b"),
        Option(text=Text(nl="Anders, namelijk …", en="Something else: …"), mark="other", write=True),
    )


def dialogue(plan: Plan, table: Table) -> ByHand:
    return ByHand(
        how=Text(
            nl="Laat de vellen open liggen en begin bij de kleinste stapel. Een regel per punt; geen punt is ook goed.",
            en="Leave the sheets lying open and begin with the smallest pile. One line a point; no point is fine too.",
        ),
        card=tuple(Write(label=compare_dialogue.KINDS[kind], lines=2) for kind in compare_dialogue.lists(plan)),
    )


def conclusion(plan: Plan, table: Table) -> ByHand:
    return ByHand(
        how=Text(
            nl="Schrijf de zin op het blad van de groep en lees hem voor. Deel de briefjes uit. Ieder schrijft iets,"
            " ook wie ja zegt, en vouwt dicht. Jij telt, en noemt geen zin die er niet in mag.",
            en="Write the sentence on the sheet of the group and read it aloud. Then hand out the slips. Each writes"
            " something, also who says yes, and folds it. You count, and name no sentence that may not go in.",
        ),
        slip=Slip(
            title=Text(nl="Kun je hiermee leven?", en="Can you live with this?"),
            fields=(
                Tick(
                    label=Text(),
                    options=(
                        Option(text=Text(nl="Ja", en="Yes")),
                        Option(text=Text(nl="Ik zie het anders", en="I see it differently")),
                    ),
                ),
                Write(label=Text(nl="Want …", en="Because …"), lines=2),
                Tick(label=Text(), options=(Option(text=Text(nl="Zo mag het erin", en="This may go in")),)),
            ),
            sees=UNSEEN,
            parts=4,
            place=False,
            afterwards=COUNTED,
        ),
        group=(
            Write(label=Text(nl="De zin van de groep", en="The group’s sentence"), lines=4),
            Tick(
                label=Text(nl="De uitkomst is", en="The outcome is"),
                options=tuple(Option(text=text) for kind, text in OUTCOMES.items() if kind != "not_recorded"),
            ),
            Write(
                label=Text(nl="Ik zie het anders, want …", en="I see it differently, because …"),
                hint=Text(
                    nl="alleen wat erin mag, in eigen woorden, zonder naam",
                    en="only what may go in, in their own words, without a name",
                ),
                lines=3,
            ),
        ),
    )


KINDS = Text(
    nl="Soort: doen, uitzoeken, vertellen, herstellen of signaal omhoog",
    en="Kind: do, find out, tell, repair or signal upward",
)


def agreements(plan: Plan, table: Table) -> ByHand:
    what, role, term = (
        Text(nl="Wat doen we?", en="What do we do?"),
        Text(nl="Wie? Een rol, geen naam", en="Who? A role, not a name"),
        Text(nl="Wanneer?", en="When?"),
    )
    kinds = bool(plan.options.get("kinds"))
    rows = min(5, plan.options.get("most", actions.MOST))
    table_ = (
        Grid(head=(what, Text(nl="Soort", en="Kind"), role, term), wide=(8, 4, 5, 5), rows=rows, hint=KINDS)
        if kinds
        else Grid(head=(what, role, term), wide=(8, 5, 5), rows=rows)
    )
    answer = Write(
        label=Text(nl="Wie moet antwoorden, en wanneer?", en="Who must answer, and when?"),
        hint=Text(nl="bij een signaal", en="to a signal"),
    )
    none = Write(label=Text(nl="Geen afspraak, omdat …", en="No agreement, because …"))
    return ByHand(
        how=Text(
            nl="Schrijf de afspraken op het blad van de groep en lees ze voor.",
            en="Write the agreements on the sheet of the group and read them aloud.",
        ),
        group=(table_, answer, none) if kinds else (table_, none),
    )


def evaluation(plan: Plan, table: Table) -> ByHand:
    asked = tuple(
        Tick(label=question.text, options=tuple(Option(text=answer) for _, answer in question.answers))
        for question in QUESTIONS
    )
    return ByHand(
        how=Text(
            nl="Deel de vellen uit. Haal ze gevouwen op in een envelop en schud die. Lees ze pas als iedereen weg is.",
            en="Hand out the sheets. Collect them folded in an envelope and shake it. Read them when all have left.",
        ),
        slip=Slip(
            fields=(
                Told(
                    label=Text(
                        nl="1 is helemaal niet, 5 is helemaal. Overslaan mag.",
                        en="1 is not at all, 5 is completely. You may skip any.",
                    ),
                    texts=(),
                ),
                *asked,
                Write(
                    label=Text(nl="Wat moet de volgende keer anders?", en="What should be different next time?"),
                    hint=Text(nl="mag leeg blijven", en="may stay empty"),
                ),
            ),
            sees=NAMELESS,
            place=False,
            afterwards=COUNTED,
        ),
    )


BY_HAND: dict[str, Callable[[Plan, Table], ByHand]] = {
    "check_in": check_in,
    "statement": statement,
    "dilemma": dilemma,
    "clarify_qa": questions,
    "pvn_table": voices,
    "alternatives": ideas,
    "judgement": judgement,
    "compare_dialogue": dialogue,
    "conclusion": conclusion,
    "actions": agreements,
    "evaluate": evaluation,
}


def by_hand(plan: Plan, table: Table) -> ByHand:
    """Return what a step looks like on paper."""
    made = BY_HAND.get(plan.activity)
    return made(plan, table) if made else ByHand()


def _pairs(nl: tuple[str, ...], en: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return Dutch lines, each with its English if there is one for each."""
    return list(zip(nl, en if len(en) == len(nl) else nl, strict=True))
