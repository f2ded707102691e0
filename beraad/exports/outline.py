"""A report's blocks as elements of a paper, in the order in which they are read.

What the group found comes first, as on the sheet on the wall; then how it came there, in the method's order.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeVar, assert_never

from beraad.deliberation import blocks as b
from beraad.exports import report_words as w
from beraad.exports.document import Element, Item, Items, Table, Title, Words, people_words

T = TypeVar("T")


def outline(blocks: tuple[b.AnyBlock, ...], language: str) -> tuple[Element, ...]:
    """Return the whole report: the sheet, and how the group came there."""
    sheet: list[Element] = []
    for part in (_options, _found, _costs, _differs, _doing):
        sheet += part(blocks, language)
    under = [isinstance(before, b.Heading) for before, _ in pairwise((None, *blocks))]
    way = [element for block, headed in zip(blocks, under, strict=True) for element in _way(block, headed, language)]
    return (*sheet, *((Title(text=w.WAY.within(language)),) if way else ()), *way)


def _options(blocks: tuple[b.AnyBlock, ...], language: str) -> Iterator[Element]:
    for card in of_kind(blocks, b.DilemmaBlock):
        yield Title(text=w.DILEMMA.within(language))
        yield Items(items=tuple(Item(mark=side, text=or_not(text, language)) for side, text, _ in sides(card)))


def _found(blocks: tuple[b.AnyBlock, ...], language: str) -> Iterator[Element]:
    for conclusion in of_kind(blocks, b.ConclusionBlock):
        yield Title(text=w.FOUND.within(language))
        yield _said(conclusion.text, language, after=w.OUTCOMES[conclusion.outcome].within(language))


def _costs(blocks: tuple[b.AnyBlock, ...], language: str) -> Iterator[Element]:
    soft = softenings(blocks)
    for card in of_kind(blocks, b.DilemmaBlock):
        yield Title(text=(w.SOFTENED if soft else w.COSTS).within(language))
        none = (w.NOT_SOFTENED.within(language),) if soft else ()
        yield Items(
            items=tuple(
                Item(mark=side, text=or_not(harm, language), notes=soft.get(side, none))
                for side, _, harm in sides(card)
            )
        )


def softenings(blocks: Iterable[b.AnyBlock]) -> dict[b.Choice, tuple[str, ...]]:
    """Return how the group would soften what A and B cost, as those said who chose it; empty if nobody said so."""
    found: dict[b.Choice, tuple[str, ...]] = {}
    for spread in of_kind(blocks, b.SpreadBlock):
        for column in spread.columns:
            said = tuple(reason.softens for reason in column.reasons if reason.softens)
            if said and column.choice != "other":
                found[column.choice] = tuple(dict.fromkeys((*found.get(column.choice, ()), *said)))
    return found


def _differs(blocks: tuple[b.AnyBlock, ...], language: str) -> Iterator[Element]:
    for conclusion in of_kind(blocks, b.ConclusionBlock):
        if conclusion.dissents:
            yield Title(text=w.DIFFERS.within(language))
            *rest, last = conclusion.dissents
            yield from (Words(text=text, said=True, quoted=True) for text in rest)
            yield Words(text=last, said=True, quoted=True, after=w.APPROVED.within(language))


def _doing(blocks: tuple[b.AnyBlock, ...], language: str) -> Iterator[Element]:
    for block in of_kind(blocks, b.ActionsBlock):
        yield Title(text=w.DOING.within(language))
        yield agreements(block, language)


def agreements(block: b.ActionsBlock, language: str) -> Element:
    """Return what was agreed as a table, or in a sentence why nothing was."""
    if block.actions:
        head = (w.WHAT.within(language), w.ROLE.within(language), w.WHEN.within(language))
        return Table(head=head, rows=tuple(_agreed(one, language) for one in block.actions))
    if block.none_because:
        return Words(text=f"{w.NOTHING.within(language)}: {block.none_because}")
    return Words(text=w.NOT_RECORDED.within(language))


def _agreed(one: b.Agreed, language: str) -> tuple[str, str, str]:
    kind = "" if one.kind == "do" else f" ({w.KINDS[one.kind].within(language)})"
    answer = f" ({w.ANSWER_BY.within(language)}: {one.answer_by})" if one.answer_by else ""
    return one.what + kind, one.role, (one.term + answer).strip()


def _way(block: b.AnyBlock, headed: bool, language: str) -> Iterator[Element]:
    """What stands in the method's order. Nothing gets lost: a forgotten kind does not pass the type checker.

    headed: a heading says already whose spread it is.
    """
    match block:
        case b.DilemmaBlock() | b.ConclusionBlock() | b.ActionsBlock():
            return  # on the sheet
        case b.Heading(text=text):
            yield Title(text=text.within(language), level=3)
        case b.Said(label=label, text=said):
            yield Title(text=label.within(language), level=3)
            yield _said(said, language)
        case b.ListBlock(label=label, items=items):
            yield Title(text=label.within(language), level=3)
            yield _listed(items, language)
        case b.GroupedBlock(label=label, groups=groups):
            yield Title(text=label.within(language), level=3)
            for group in groups:
                yield from _headed(group.name, group.parked, len(groups), language)
                yield Items(items=tuple(_line(one, language) for one in group.items))
        case b.QuestionsBlock(questions=questions):
            yield Title(text=w.ASKED.within(language), level=3)
            heads = list(dict.fromkeys((one.group, one.parked) for one in questions))
            for name, parked in heads:
                yield from _headed(name, parked, len(heads), language)
                under = [one for one in questions if (one.group, one.parked) == (name, parked)]
                yield Items(items=tuple(_asked(one, language) for one in under))
            if not questions:
                yield Words(text=w.NOT_RECORDED.within(language))
        case b.VoicesBlock():
            yield Title(text=w.VOICES.within(language), level=3)
            yield from _voices(block, language)
        case b.SpreadBlock(columns=columns):
            if not headed:
                yield Title(text=w.SPREAD.within(language), level=3)
            for column in columns:
                yield from _column(column, language)
        case b.ShiftBlock():
            yield Title(text=w.SHIFT.within(language), level=3)
            yield from _shift(block, language)
        case b.ScoresBlock():
            yield Title(text=w.SCORES.within(language), level=3)
            yield from _scores(block, language)
        case b.TypedBlock(step=step, texts=texts, paper=paper):
            count = f"{texts} × " if texts else ""
            yield Words(text=f"{step.within(language)}: {count}{(w.PAPER if paper else w.TYPED).within(language)}.")
        case _:
            assert_never(block)


def _voices(block: b.VoicesBlock, language: str) -> Iterator[Element]:
    yield from clash(block, language)
    if not block.rows:
        yield Words(text=w.NOT_RECORDED.within(language))
        return
    head = tuple(word.within(language) for word in (w.CHAIR, w.VALUE, w.NORM, w.SPEAKS_FOR))
    yield Table(head=head, rows=tuple(_voice(row, language) for row in block.rows))


def clash(block: b.VoicesBlock, language: str) -> Iterator[Element]:
    """Yield the two values that clash, if they were named."""
    if block.serves_a or block.serves_b:
        pair = f"A {or_not(block.serves_a, language)} ↔ B {or_not(block.serves_b, language)}"
        yield Words(text=f"{w.CLASH.within(language)}: {pair}")


def _voice(row: b.Row, language: str) -> tuple[str, ...]:
    chair = f"{row.chair.within(language)} ({w.SOURCES[row.source].within(language)})"
    also = f" ({w.ALSO.within(language)}: {'; '.join(row.also)})" if row.also else ""
    return chair, row.value + also, row.norm, "" if row.supports == "none" else row.supports.upper()


def _column(column: b.Column, language: str) -> Iterator[Element]:
    label = " / ".join(label for label in column.labels if label)
    if column.choice == "other":
        label = f"{w.CHOICES['other'].within(language)}: {label}" if label else w.CHOICES["other"].within(language)
    named = label or f"{w.OPTION.within(language)} {column.choice.upper()}"
    yield Title(text=f"{named} ({people_words(column.count, language)})", level=4, mark=column.choice)
    if column.reasons:
        yield Items(items=tuple(_reason(reason, language) for reason in column.reasons))


def _reason(reason: b.Reason, language: str) -> Item:
    notes = (
        (w.SO_I_CANNOT if reason.five else w.AT_COST, reason.at_cost_of),
        (w.SOFTENS, reason.softens),
        (w.NEEDS, reason.needs),
        (w.GIVEN_FOR, reason.speaks_for.within(language) if reason.speaks_for else ""),
    )
    said = tuple(f"{word.within(language)}: {text}" for word, text in notes if text)
    return Item(before=w.BECAUSE.within(language), text=reason.because, notes=said)


def _shift(block: b.ShiftBlock, language: str) -> Iterator[Element]:
    if not block.moves:
        yield Words(text=w.NOT_RECORDED.within(language))
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


def move_words(before: b.Choice, after: b.Choice, language: str) -> str:
    """Return in words what a second judgement did."""
    first, then = w.CHOICES[before].within(language), w.CHOICES[after].within(language)
    if before == after:
        return f"{w.STAYED.within(language)} {then}"
    return f"{w.BEFORE.within(language)} {first}, {w.AFTER.within(language)} {then}"


def _scores(block: b.ScoresBlock, language: str) -> Iterator[Element]:
    yield Words(text=f"{w.ANSWERED.within(language)}: {people_words(block.people, language)}")
    if block.scores:
        yield Items(items=tuple(_score(score, language) for score in block.scores))
    if block.remarks:
        yield Title(text=w.REMARKS.within(language), level=4)
        yield _listed(block.remarks, language)


def _score(score: b.Score, language: str) -> Item:
    given = " · ".join(f"{answer.within(language)}: {count}×" for answer, count in score.counts if count)
    return Item(text=score.question.within(language), said=False, notes=(given,) if given else ())


def _listed(items: tuple[str, ...], language: str) -> Element:
    if not items:
        return Words(text=w.NOT_RECORDED.within(language))
    return Items(items=tuple(Item(text=text) for text in items))


def _headed(name: str, parked: bool, of: int, language: str) -> Iterator[Element]:
    """The heading of a group; what stands by itself has one where there are others."""
    words = w.PARKED.within(language) if parked else name or (w.THE_REST.within(language) if of > 1 else "")
    if words:
        yield Title(text=words, level=4)


def _line(one: b.Line, language: str) -> Item:
    also = (f"{w.ALSO.within(language)}: {'; '.join(one.also)}",) if one.also else ()
    return Item(text=one.text, notes=(*also, *((w.MENDED.within(language),) if one.mended else ())))


def _asked(one: b.Asked, language: str) -> Item:
    """A question with all its answers: those of questions taken together with it stand behind these."""
    answer = one.answer or ("" if any(other for _, other in one.also) else w.LEFT_OPEN.within(language))
    also = (f"{w.ASKED_ALSO.within(language)}: {text}" + (f" – {said}" if said else "") for text, said in one.also)
    notes = (answer, *also, w.MENDED.within(language) if one.mended else "")
    return Item(text=one.question, notes=tuple(note for note in notes if note))


def _said(text: str, language: str, after: str = "") -> Words:
    said = bool(text.strip())
    return Words(text=text if said else w.NOT_RECORDED.within(language), said=said, after=after)


def sides(card: b.DilemmaBlock) -> tuple[tuple[b.Choice, str, str], ...]:
    """Return A and B, each with its words and what it costs."""
    return ("a", card.a, card.harm_a), ("b", card.b, card.harm_b)


def or_not(text: str, language: str) -> str:
    """Return the text, or in words that there is none."""
    return text.strip() or w.NOT_RECORDED.within(language)


def of_kind(blocks: Iterable[b.AnyBlock], kind: type[T]) -> Iterator[T]:
    """Return the blocks of one kind."""
    return (block for block in blocks if isinstance(block, kind))
