"""The papers that people take along from a conversation: the report, a note for the file, a letter, a statement.

Each says as much as it has to and no more. The note has no speakers, no votes and nobody's own words of dissent; the
letter is filled from the day and from what was agreed to do or to tell, never from what anybody judged; the statement
tells nothing of the case. What people still have to word themselves is a line to fill.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from beraad.deliberation.blocks import ActionsBlock, AnyBlock, ConclusionBlock, DilemmaBlock, VoicesBlock
from beraad.deliberation.method import Text
from beraad.exports.document import Document, Element, Fill, Item, Items, Title, Words, day_words, people_words
from beraad.exports.outline import agreements, clash, of_kind, or_not, outline, sides
from beraad.exports.report_words import DOING, FOOT, NOT_RECORDED, SOURCES

SO_FAR = Text(
    nl="Tussenstand, nog niet gesloten. Hier staat alleen wat iedereen al mag zien.",
    en="The story so far; not closed yet. This shows only what everybody may already see.",
)


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """What the papers are made of. minutes: as planned. closed: it is over; else the blocks are what stands so far."""

    title: str
    day: date
    method: Text
    people: int
    minutes: int
    blocks: tuple[AnyBlock, ...]
    closed: bool = True


class Knows(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the family knows that this was discussed. says: what they think of it, or why they do not know."""

    yes: bool
    says: str = ""


def report(talk: Talk, language: str) -> Document:
    """Return the whole report."""
    so_far = () if talk.closed else (Words(text=SO_FAR.within(language)),)
    return Document(
        title=talk.title,
        day=talk.day,
        about=(people_words(talk.people, language), talk.method.within(language).lower()),
        elements=(*so_far, *outline(talk.blocks, language)),
        foot=FOOT.within(language),
        language=language,
    )


NOTE = Text(nl="Notitie voor het dossier", en="Note for the file")
QUESTION = Text(nl="De vraag", en="The question")
CALLED = Text(nl="moreel beraad", en="moral case deliberation")
WEIGHED = Text(nl="Welke belangen zijn gewogen", en="Which interests were weighed")
COSTS = Text(nl="dat kost", en="that costs")
FINDING = Text(nl="Wat het beraad vond", en="What the deliberation found")
DECISION = Text(nl="Het besluit", en="The decision")
DECIDED = Text(nl="Besluit, en waarom", en="Decision, and why")
DECIDED_BY = Text(nl="Genomen door (functie), op", en="Taken by (position), on")
INVOLVED = Text(nl="Hoe jeugdige en ouders zijn betrokken", en="How the young person and the parents were involved")
THEY_KNOW = Text(nl="Weten zij dat dit besproken is?", en="Do they know that this was discussed?")
THEY_SAY = Text(nl="Wat vinden zij ervan?", en="What do they think of it?")
BECAUSE = Text(nl="Waarom niet", en="Why not")
YES, NO = Text(nl="Ja", en="Yes"), Text(nl="Nee", en="No")
NOTE_FOOT = Text(
    nl="Een beraad besluit niet. In deze notitie staat niet wie wat zei of koos.",
    en="A deliberation decides nothing. This note does not say who said or chose what.",
)


def note(talk: Talk, language: str, knows: Knows | None = None) -> Document:
    """Return the note for the client's file: question, interests, decision, and how the family was involved.

    knows: as it was told to who leads, so only in the note that who leads takes; else there is a line to fill.
    """
    return Document(
        title=NOTE.within(language),
        day=talk.day,
        about=(CALLED.within(language),),
        elements=tuple(_note(talk, language, knows)),
        foot=NOTE_FOOT.within(language),
        language=language,
    )


def _note(talk: Talk, language: str, knows: Knows | None) -> Iterator[Element]:
    cards, voices = of_kind(talk.blocks, DilemmaBlock), tuple(of_kind(talk.blocks, VoicesBlock))
    yield Title(text=QUESTION.within(language))
    for card in cards:
        yield Items(
            items=tuple(
                Item(
                    mark=side,
                    text=or_not(text, language),
                    notes=(f"{COSTS.within(language)}: {or_not(harm, language)}",),
                )
                for side, text, harm in sides(card)
            )
        )
    yield Title(text=WEIGHED.within(language))
    for block in voices:
        yield from clash(block, language)
        yield Items(
            items=tuple(
                Item(before=f"{row.chair.within(language)}:", text=row.value, notes=(row.norm,) if row.norm else ())
                for row in block.rows
            )
        )
    if not any(block.rows for block in voices):
        yield Words(text=NOT_RECORDED.within(language))
    yield Title(text=FINDING.within(language))
    for conclusion in of_kind(talk.blocks, ConclusionBlock):
        yield Words(text=or_not(conclusion.text, language), said=bool(conclusion.text.strip()))
    yield Title(text=DECISION.within(language))
    yield Fill(label=DECIDED.within(language))
    yield Fill(label=DECIDED_BY.within(language))
    for actions in of_kind(talk.blocks, ActionsBlock):
        yield Title(text=DOING.within(language))
        yield agreements(actions, language)
    yield Title(text=INVOLVED.within(language))
    heard = dict.fromkeys((row.chair.within(language), row.source) for block in voices for row in block.rows)
    if heard:
        items = (Item(text=f"{chair}: {SOURCES[source].within(language)}", said=False) for chair, source in heard)
        yield Items(items=tuple(items))
    yield from _knows(knows, language)


def _knows(knows: Knows | None, language: str) -> Iterator[Element]:
    """Whether the family knows, and what they think of it or why not; a line to fill for what nobody asked."""
    answer = (YES if knows.yes else NO).within(language) if knows else ""
    yield Fill(label=THEY_KNOW.within(language), text=answer)
    if knows and not knows.yes:
        yield Fill(label=BECAUSE.within(language), text=knows.says)
    else:
        yield Fill(label=THEY_SAY.within(language), text=knows.says if knows else "")


LETTER = Text(nl="Waar wij over nadachten", en="What we thought about")
HELLO = Text(nl="Beste", en="Dear")
TOGETHER = Text(
    nl="Op {day} dachten wij met een groep samen na over jullie situatie. Dat heet een moreel beraad. We deden dat,"
    " omdat we niet zeker wisten wat goed is om te doen.",
    en="On {day} we thought together, with a group, about your situation. That is called a moral case deliberation."
    " We did so because we were not sure what the right thing to do was.",
)
ABOUT = Text(nl="We dachten samen na over", en="We thought together about")
WILL_DO = Text(nl="Wat we gaan doen", en="What we are going to do")
NOT_AGREED = Text(nl="We hebben hierover nog niets afgesproken.", en="We have not agreed anything about this yet.")
WHO_DECIDES = Text(nl="Wie besluit", en="Who decides")
NO_DECISION = Text(
    nl="Deze groep besluit niets over jullie. Het besluit neemt iemand anders. Van die persoon hoor je het zelf.",
    en="This group decides nothing about you. Somebody else does. You will hear it from that person.",
)
DECIDER = Text(nl="Wie besluit, en wanneer je dat hoort", en="Who decides, and when you will hear it")
YOU = Text(nl="Wat jij kunt doen", en="What you can do")
YOU_MAY = Text(
    nl="Klopt iets niet, of wil je iets vragen? Bel ons. Je mag iemand meenemen die je vertrouwt. Je mag ook vragen wat"
    " er over jullie is opgeschreven.",
    en="Is something not right, or do you want to ask something? Call us. You may bring somebody you trust. You"
    " may also ask what was written down about you.",
)
CALL = Text(nl="Wie je kunt bellen, en wanneer", en="Who you can call, and when")
REGARDS = Text(nl="Groeten van", en="Kind regards")
BEFORE = Text(nl="wanneer", en="when")
LETTER_KINDS = ("do", "tell")


def letter(talk: Talk, language: str) -> Document:
    """Return the letter to the family, to fill in and to change."""
    return Document(
        title=LETTER.within(language),
        day=talk.day,
        about=(),
        elements=tuple(_letter(talk, language)),
        foot="",
        language=language,
    )


def _letter(talk: Talk, language: str) -> Iterator[Element]:
    yield Fill(label=HELLO.within(language))
    yield Words(text=TOGETHER.within(language).format(day=day_words(talk.day, language)))
    yield Fill(label=ABOUT.within(language))
    yield Title(text=WILL_DO.within(language))
    agreed = [
        Item(text=one.what, said=False, notes=(f"{BEFORE.within(language)}: {one.term}",) if one.term else ())
        for block in of_kind(talk.blocks, ActionsBlock)
        for one in block.actions
        if one.kind in LETTER_KINDS
    ]
    yield Items(items=tuple(agreed)) if agreed else Words(text=NOT_AGREED.within(language))
    yield Title(text=WHO_DECIDES.within(language))
    yield Words(text=NO_DECISION.within(language))
    yield Fill(label=DECIDER.within(language))
    yield Title(text=YOU.within(language))
    yield Words(text=YOU_MAY.within(language))
    yield Fill(label=CALL.within(language))
    yield Fill(label=REGARDS.within(language))


STATEMENT = Text(nl="Deelname aan een moreel beraad", en="Participation in a moral case deliberation")
NAME = Text(nl="Naam", en="Name")
DAY = Text(nl="Datum", en="Date")
LENGTH = Text(nl="Duur", en="Length")
MINUTES = Text(nl="{minutes} minuten, zoals gepland", en="{minutes} minutes, as planned")
METHOD = Text(nl="Methode", en="Method")
FACILITATOR = Text(nl="Gespreksleider", en="Facilitator")
SIGNATURE = Text(nl="Handtekening van de gespreksleider", en="Signature of the facilitator")
NO_CONTENT = Text(
    nl="Hierin staat niets over de inhoud van het gesprek.",
    en="This says nothing about what the conversation was about.",
)


def attendance(talk: Talk, language: str, name: str, facilitator: str) -> Document:
    """Return the statement that somebody took part. name, facilitator: empty where nobody knows them any more."""
    return Document(
        title=STATEMENT.within(language),
        day=talk.day,
        about=(),
        elements=(
            Fill(label=NAME.within(language), text=name),
            Fill(label=DAY.within(language), text=day_words(talk.day, language)),
            Fill(label=LENGTH.within(language), text=MINUTES.within(language).format(minutes=talk.minutes)),
            Fill(label=METHOD.within(language), text=talk.method.within(language)),
            Fill(label=FACILITATOR.within(language), text=facilitator),
            Fill(label=SIGNATURE.within(language)),
        ),
        foot=NO_CONTENT.within(language),
        language=language,
    )
