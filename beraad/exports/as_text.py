"""A report as plain text, to paste into a mail or a note; it is Markdown too.

What people wrote stands on one line, never at its beginning, so that it makes no heading or list of its own.
"""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from beraad.deliberation.blocks import (
    ActionsBlock,
    AnyBlock,
    Column,
    ConclusionBlock,
    DilemmaBlock,
    Heading,
    Said,
    SpreadBlock,
    VoicesBlock,
)
from beraad.deliberation.method import Text

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
CHOICES = {"a": Text(nl="A", en="A"), "b": Text(nl="B", en="B"), "other": Text(nl="Anders", en="Something else")}
DILEMMA = Text(nl="Het dilemma", en="The dilemma")
COSTS = Text(nl="dat kost", en="that costs")
FOUND = Text(nl="Wat we vonden", en="What we found")
DIFFERS = Text(nl="Wie het anders ziet, en waarom", en="Who sees it differently, and why")
DOING = Text(nl="Wat we doen", en="What we do")
NOTHING = Text(nl="Geen afspraak, omdat", en="Nothing agreed, because")
VOICES = Text(nl="Wat er telt, vanaf elke stoel", en="What matters, from each chair")
SPEAKS_FOR = Text(nl="spreekt voor", en="speaks for")
CLASH = Text(nl="Dit botst", en="These clash")
SPREAD = Text(nl="Hoe we wogen", en="How we weighed")
BECAUSE = Text(nl="omdat", en="because")
AT_COST = Text(nl="ten koste van", en="at the cost of")
GIVEN_FOR = Text(nl="gezegd voor", en="said for")
FOOT = Text(
    nl="Een beraad besluit niet. Wie bevoegd is, neemt het besluit. Op dit blad staan geen namen.",
    en="A beraad does not decide. Whoever is authorised decides. There are no names on this sheet.",
)


ORDER = (DilemmaBlock, ConclusionBlock, ActionsBlock, VoicesBlock, SpreadBlock, Heading, Said)
"""What the group found comes first, as on the sheet; then how it came there."""


def as_text(title: str, on: date, blocks: tuple[AnyBlock, ...], language: str) -> str:
    """Return the whole report as text. on: the day of the conversation."""
    lines = [f"# {_flat(title)}", "", on.isoformat()]
    for block in sorted(blocks, key=lambda block: ORDER.index(type(block))):
        lines += ["", *_lines(block, language)]
    return "\n".join([*lines, "", FOOT.within(language), ""])


def _lines(block: AnyBlock, language: str) -> list[str]:
    match block:
        case Heading(text=text):
            return [f"## {text.within(language)}"]
        case Said(label=label, text=said):
            return [f"## {label.within(language)}", "", _quoted(said, language)]
        case DilemmaBlock():
            return [f"## {DILEMMA.within(language)}", "", *_dilemma(block, language)]
        case VoicesBlock():
            return [f"## {VOICES.within(language)}", "", *_voices(block, language)]
        case SpreadBlock(columns=columns):
            spread = [line for column in columns for line in _column(column, language)]
            return [f"## {SPREAD.within(language)}", "", *spread]
        case ConclusionBlock():
            return [f"## {FOUND.within(language)}", "", *_conclusion(block, language)]
        case ActionsBlock():
            return [f"## {DOING.within(language)}", "", *_actions(block, language)]
        case _:
            assert_never(block)


def _dilemma(block: DilemmaBlock, language: str) -> Iterator[str]:
    for name, option, harm in (("A", block.a, block.harm_a), ("B", block.b, block.harm_b)):
        yield f"- {name}: {_said(option, language)} ({COSTS.within(language)}: {_said(harm, language)})"


def _voices(block: VoicesBlock, language: str) -> Iterator[str]:
    for row in block.rows:
        who = f"{_flat(row.chair.within(language))} ({SOURCES[row.source].within(language)})"
        norm = f". {_flat(row.norm)}" if row.norm else ""
        side = f" [{SPEAKS_FOR.within(language)} {row.supports.upper()}]" if row.supports != "none" else ""
        yield f"- {who}: {_flat(row.value)}{norm}{side}"
    if not block.rows:
        yield NOT_RECORDED.within(language)
    if block.serves_a or block.serves_b:
        pair = f"A {_said(block.serves_a, language)} ↔ B {_said(block.serves_b, language)}"
        yield from ("", f"{CLASH.within(language)}: {pair}")


def _column(column: Column, language: str) -> Iterator[str]:
    label = f" {' / '.join(_flat(label) for label in column.labels if label)}".rstrip()
    yield f"- {CHOICES[column.choice].within(language)}{label}: {column.count}"
    for reason in column.reasons:
        cost = f" ({AT_COST.within(language)}: {_flat(reason.at_cost_of)})" if reason.at_cost_of else ""
        chair = _flat(reason.speaks_for.within(language)) if reason.speaks_for else ""
        given = f" [{GIVEN_FOR.within(language)} {chair}]" if chair else ""
        yield f"  - {BECAUSE.within(language)} {_flat(reason.because)}{cost}{given}"


def _conclusion(block: ConclusionBlock, language: str) -> Iterator[str]:
    yield f"{_quoted(block.text, language)} ({OUTCOMES[block.outcome].within(language)})"
    if block.dissents:
        yield from ("", f"## {DIFFERS.within(language)}", "")
        yield from (f"- {_flat(dissent)}" for dissent in block.dissents)


def _actions(block: ActionsBlock, language: str) -> Iterator[str]:
    for action in block.actions:
        yield "- " + " · ".join(_flat(part) for part in (action.what, action.role, action.term) if part)
    if block.none_because:
        yield f"{NOTHING.within(language)}: {_flat(block.none_because)}"
    elif not block.actions:
        yield NOT_RECORDED.within(language)


def _said(text: str, language: str) -> str:
    return _flat(text) or NOT_RECORDED.within(language)


def _quoted(text: str, language: str) -> str:
    return f"‘{_flat(text)}’" if text.strip() else NOT_RECORDED.within(language)


def _flat(text: str) -> str:
    """On one line, so that what people typed makes no structure of its own."""
    return " ".join(text.split())
