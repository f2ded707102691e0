"""A report's blocks as elements of a paper, in the order in which they are read.

What the group found comes first, as on the sheet on the wall; then how it came there, in the method's order.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar, assert_never

from beraad.deliberation.blocks import (
    ActionsBlock,
    Agreed,
    AnyBlock,
    Choice,
    Column,
    ConclusionBlock,
    DilemmaBlock,
    Heading,
    ListBlock,
    QuestionsBlock,
    Reason,
    Row,
    Said,
    Score,
    ScoresBlock,
    ShiftBlock,
    SpreadBlock,
    VoicesBlock,
)
from beraad.deliberation.method import Text
from beraad.exports.document import Element, Item, Items, Table, Title, Words, people_words

T = TypeVar("T")

NOT_RECORDED = Text(nl="niet vastgelegd", en="not recorded")
OUTCOMES = {
    "shared": Text(nl="gedeeld", en="shared"),
    "shared_with_minority": Text(nl="gedeeld, met een minderheid", en="shared, with a minority"),
    "open": Text(nl="open", en="open"),
    "not_recorded": NOT_RECORDED,
}
SOURCES = {
    "self": Text(nl="zelf gezegd", en="said in person"),
    "said": Text(nl="vooraf gezegd", en="said beforehand"),
    "via": Text(nl="via iemand die dichtbij staat", en="through somebody close"),
    "estimated": Text(nl="in onze woorden", en="in our words"),
}
KINDS = {
    "do": Text(nl="doen", en="do"),
    "find_out": Text(nl="uitzoeken", en="find out"),
    "tell": Text(nl="vertellen", en="tell"),
    "repair": Text(nl="herstellen", en="repair"),
    "signal": Text(nl="signaal", en="signal"),
}
CHOICES = {"a": Text(nl="A", en="A"), "b": Text(nl="B", en="B"), "other": Text(nl="Anders", en="Something else")}
OPTION = Text(nl="Optie", en="Option")
DILEMMA = Text(nl="Het dilemma", en="The dilemma")
FOUND = Text(nl="Wat we vonden", en="What we found")
COSTS = Text(nl="Wat het kost", en="What it costs")
SOFTENED = Text(nl="Wat het kost, en hoe we dat verzachten", en="What it costs, and how we soften that")
NOT_SOFTENED = Text(nl="hier hebben we nog niets voor", en="we have nothing for this yet")
DIFFERS = Text(nl="Wie het anders ziet, en waarom", en="Who sees it differently, and why")
APPROVED = Text(
    nl="In eigen woorden, en zo goedgekeurd door wie dit vindt.",
    en="In their own words, and approved so by those who hold this view.",
)
DOING = Text(nl="Wat we doen", en="What we do")
WHAT = Text(nl="Wat", en="What")
ROLE = Text(nl="Wie, als rol", en="Who, as a role")
WHEN = Text(nl="Wanneer", en="When")
ANSWER_BY = Text(nl="antwoord", en="answer")
NOTHING = Text(nl="Geen afspraak, omdat", en="Nothing agreed, because")
WAY = Text(nl="Hoe we daar kwamen", en="How we came there")
ASKED = Text(nl="Wat we vroegen", en="What we asked")
LEFT_OPEN = Text(nl="open gebleven", en="left open")
VOICES = Text(nl="Wat er telt, vanaf elke stoel", en="What matters, from each chair")
CHAIR = Text(nl="Stoel", en="Chair")
VALUE = Text(nl="Wat telt", en="What matters")
NORM = Text(nl="Wat hoort er dan te gebeuren?", en="What should happen then?")
SPEAKS_FOR = Text(nl="Pleit voor", en="Speaks for")
ALSO = Text(nl="ook gezegd", en="also said")
CLASH = Text(nl="Dit botst", en="These clash")
SPREAD = Text(nl="Hoe we wogen", en="How we weighed")
BECAUSE = Text(nl="omdat", en="because")
AT_COST = Text(nl="ten koste van", en="at the cost of")
SOFTENS = Text(nl="zo verzachten we dat", en="how we soften that")
NEEDS = Text(nl="wat dat vraagt", en="what that takes")
GIVEN_FOR = Text(nl="gezegd voor", en="said for")
SHIFT = Text(nl="Wat het gesprek veranderde", en="What the conversation changed")
BEFORE = Text(nl="eerst", en="at first")
AFTER = Text(nl="daarna", en="afterwards")
STAYED = Text(nl="bleef bij", en="stayed with")
SCORES = Text(nl="Hoe het gesprek ging", en="How the conversation went")
ANSWERED = Text(nl="Zoveel antwoordden er", en="So many answered")
REMARKS = Text(nl="Wat mensen erbij schreven", en="What people added")
FOOT = Text(
    nl="Een beraad besluit niet. Wie bevoegd is, neemt het besluit. Op dit blad staan geen namen.",
    en="A beraad does not decide. Whoever is authorised decides. There are no names on this sheet.",
)


def outline(blocks: tuple[AnyBlock, ...], language: str) -> tuple[Element, ...]:
    """Return the whole report: the sheet, and how the group came there."""
    sheet: list[Element] = []
    for part in (_options, _found, _costs, _differs, _doing):
        sheet += part(blocks, language)
    way = [element for block in blocks for element in _way(block, language)]
    return (*sheet, *((Title(text=WAY.within(language)),) if way else ()), *way)


def _options(blocks: tuple[AnyBlock, ...], language: str) -> Iterator[Element]:
    for card in of_kind(blocks, DilemmaBlock):
        yield Title(text=DILEMMA.within(language))
        yield Items(items=tuple(Item(mark=side, text=or_not(text, language)) for side, text, _ in sides(card)))


def _found(blocks: tuple[AnyBlock, ...], language: str) -> Iterator[Element]:
    for conclusion in of_kind(blocks, ConclusionBlock):
        yield Title(text=FOUND.within(language))
        yield _said(conclusion.text, language, after=OUTCOMES[conclusion.outcome].within(language))


def _costs(blocks: tuple[AnyBlock, ...], language: str) -> Iterator[Element]:
    soft = softenings(blocks)
    for card in of_kind(blocks, DilemmaBlock):
        yield Title(text=(SOFTENED if soft else COSTS).within(language))
        none = (NOT_SOFTENED.within(language),) if soft else ()
        yield Items(
            items=tuple(
                Item(mark=side, text=or_not(harm, language), notes=soft.get(side, none))
                for side, _, harm in sides(card)
            )
        )


def softenings(blocks: Iterable[AnyBlock]) -> dict[Choice, tuple[str, ...]]:
    """Return how the group would soften what A and B cost, as those said who chose it; empty if nobody said so."""
    found: dict[Choice, tuple[str, ...]] = {}
    for spread in of_kind(blocks, SpreadBlock):
        for column in spread.columns:
            said = tuple(reason.softens for reason in column.reasons if reason.softens)
            if said and column.choice != "other":
                found[column.choice] = tuple(dict.fromkeys((*found.get(column.choice, ()), *said)))
    return found


def _differs(blocks: tuple[AnyBlock, ...], language: str) -> Iterator[Element]:
    for conclusion in of_kind(blocks, ConclusionBlock):
        if conclusion.dissents:
            yield Title(text=DIFFERS.within(language))
            *rest, last = conclusion.dissents
            yield from (Words(text=text, said=True, quoted=True) for text in rest)
            yield Words(text=last, said=True, quoted=True, after=APPROVED.within(language))


def _doing(blocks: tuple[AnyBlock, ...], language: str) -> Iterator[Element]:
    for block in of_kind(blocks, ActionsBlock):
        yield Title(text=DOING.within(language))
        yield agreements(block, language)


def agreements(block: ActionsBlock, language: str) -> Element:
    """Return what was agreed as a table, or in a sentence why nothing was."""
    if block.actions:
        head = (WHAT.within(language), ROLE.within(language), WHEN.within(language))
        return Table(head=head, rows=tuple(_agreed(one, language) for one in block.actions))
    if block.none_because:
        return Words(text=f"{NOTHING.within(language)}: {block.none_because}")
    return Words(text=NOT_RECORDED.within(language))


def _agreed(one: Agreed, language: str) -> tuple[str, str, str]:
    kind = "" if one.kind == "do" else f" ({KINDS[one.kind].within(language)})"
    answer = f" ({ANSWER_BY.within(language)}: {one.answer_by})" if one.answer_by else ""
    return one.what + kind, one.role, (one.term + answer).strip()


def _way(block: AnyBlock, language: str) -> Iterator[Element]:
    """What stands in the method's order. Nothing gets lost: a forgotten kind does not pass the type checker."""
    match block:
        case DilemmaBlock() | ConclusionBlock() | ActionsBlock():
            return  # on the sheet
        case Heading(text=text):
            yield Title(text=text.within(language), level=3)
        case Said(label=label, text=said):
            yield Title(text=label.within(language), level=3)
            yield _said(said, language)
        case ListBlock(label=label, items=items):
            yield Title(text=label.within(language), level=3)
            yield _listed(items, language)
        case QuestionsBlock(questions=questions):
            yield Title(text=ASKED.within(language), level=3)
            yield (
                Items(
                    items=tuple(
                        Item(text=one.question, notes=(one.answer or LEFT_OPEN.within(language),)) for one in questions
                    )
                )
                if questions
                else Words(text=NOT_RECORDED.within(language))
            )
        case VoicesBlock():
            yield Title(text=VOICES.within(language), level=3)
            yield from _voices(block, language)
        case SpreadBlock(columns=columns):
            yield Title(text=SPREAD.within(language), level=3)
            for column in columns:
                yield from _column(column, language)
        case ShiftBlock():
            yield Title(text=SHIFT.within(language), level=3)
            yield from _shift(block, language)
        case ScoresBlock():
            yield Title(text=SCORES.within(language), level=3)
            yield from _scores(block, language)
        case _:
            assert_never(block)


def _voices(block: VoicesBlock, language: str) -> Iterator[Element]:
    yield from clash(block, language)
    if not block.rows:
        yield Words(text=NOT_RECORDED.within(language))
        return
    head = tuple(word.within(language) for word in (CHAIR, VALUE, NORM, SPEAKS_FOR))
    yield Table(head=head, rows=tuple(_voice(row, language) for row in block.rows))


def clash(block: VoicesBlock, language: str) -> Iterator[Element]:
    """Yield the two values that clash, if they were named."""
    if block.serves_a or block.serves_b:
        pair = f"A {or_not(block.serves_a, language)} ↔ B {or_not(block.serves_b, language)}"
        yield Words(text=f"{CLASH.within(language)}: {pair}")


def _voice(row: Row, language: str) -> tuple[str, ...]:
    chair = f"{row.chair.within(language)} ({SOURCES[row.source].within(language)})"
    also = f" ({ALSO.within(language)}: {'; '.join(row.also)})" if row.also else ""
    return chair, row.value + also, row.norm, "" if row.supports == "none" else row.supports.upper()


def _column(column: Column, language: str) -> Iterator[Element]:
    label = " / ".join(label for label in column.labels if label)
    if column.choice == "other":
        label = f"{CHOICES['other'].within(language)}: {label}" if label else CHOICES["other"].within(language)
    named = label or f"{OPTION.within(language)} {column.choice.upper()}"
    yield Title(text=f"{named} ({people_words(column.count, language)})", level=4, mark=column.choice)
    if column.reasons:
        yield Items(items=tuple(_reason(reason, language) for reason in column.reasons))


def _reason(reason: Reason, language: str) -> Item:
    notes = (
        (AT_COST, reason.at_cost_of),
        (SOFTENS, reason.softens),
        (NEEDS, reason.needs),
        (GIVEN_FOR, reason.speaks_for.within(language) if reason.speaks_for else ""),
    )
    said = tuple(f"{word.within(language)}: {text}" for word, text in notes if text)
    return Item(before=BECAUSE.within(language), text=reason.because, notes=said)


def _shift(block: ShiftBlock, language: str) -> Iterator[Element]:
    if not block.moves:
        yield Words(text=NOT_RECORDED.within(language))
        return
    yield Items(
        items=tuple(
            Item(
                text=f"{move_words(move.before, move.after, language)} ({people_words(move.count, language)})",
                said=False,
                notes=move.reasons,
            )
            for move in block.moves
        )
    )


def move_words(before: Choice, after: Choice, language: str) -> str:
    """Return in words what a second judgement did."""
    first, then = CHOICES[before].within(language), CHOICES[after].within(language)
    if before == after:
        return f"{STAYED.within(language)} {then}"
    return f"{BEFORE.within(language)} {first}, {AFTER.within(language)} {then}"


def _scores(block: ScoresBlock, language: str) -> Iterator[Element]:
    yield Words(text=f"{ANSWERED.within(language)}: {people_words(block.people, language)}")
    if block.scores:
        yield Items(items=tuple(_score(score, language) for score in block.scores))
    if block.remarks:
        yield Title(text=REMARKS.within(language), level=4)
        yield _listed(block.remarks, language)


def _score(score: Score, language: str) -> Item:
    given = " · ".join(f"{answer.within(language)}: {count}×" for answer, count in score.counts if count)
    return Item(text=score.question.within(language), said=False, notes=(given,) if given else ())


def _listed(items: tuple[str, ...], language: str) -> Element:
    if not items:
        return Words(text=NOT_RECORDED.within(language))
    return Items(items=tuple(Item(text=text) for text in items))


def _said(text: str, language: str, after: str = "") -> Words:
    said = bool(text.strip())
    return Words(text=text if said else NOT_RECORDED.within(language), said=said, after=after)


def sides(card: DilemmaBlock) -> tuple[tuple[Choice, str, str], ...]:
    """Return A and B, each with its words and what it costs."""
    return ("a", card.a, card.harm_a), ("b", card.b, card.harm_b)


def or_not(text: str, language: str) -> str:
    """Return the text, or in words that there is none."""
    return text.strip() or NOT_RECORDED.within(language)


def of_kind(blocks: Iterable[AnyBlock], kind: type[T]) -> Iterator[T]:
    """Return the blocks of one kind."""
    return (block for block in blocks if isinstance(block, kind))
