"""Cases for tests: plain ones, and any valid one for property tests."""

from typing import Any

from hypothesis import strategies as st

from beraad.casebank import lexicon
from beraad.casebank.case import Action, Case, Cost, Dilemma, Named, OutcomeKind, Reason, Spread, Tension, Voice
from beraad.casebank.rules import clean, hidden


def a_case(**given: Any) -> Case:
    """A small valid case; name only what the test is about."""
    plain: dict[str, Any] = {
        "id": "voorbeeld-1",
        "title": "Een voorbeeld",
        "summary": "Een team twijfelt.",
        "dilemma": Dilemma(a="Doorgaan", b="Opschalen"),
        "circle": "public",
        "origin": "imported",
        "tension": Tension(a=Named(value="vertrouwen"), b=Named(value="veiligheid")),
    }
    return Case(**{**plain, **given})


SIGNS = st.one_of(
    st.characters(exclude_categories=("Cc", "Cs")),
    st.sampled_from(list("#-[]\\:\"'&*!|>%@`{},? ab\u0301é👩‍👧")),
)


def texts(most: int, lines: bool = True) -> st.SearchStrategy[str]:
    """Texts in kept form, full of signs that mean something in Markdown or YAML."""
    pieces = st.sampled_from(
        [
            "# kop",
            "## A",
            "\\## A",
            "---",
            "- punt",
            "[wie: x] y",
            "\\[wie: x]",
            "  in",
            "a: b",
            "[moeder] zei",
            "***",
            "&x *x !!str",
        ]
    )
    words = st.text(SIGNS, max_size=20)
    joined = st.lists(st.one_of(pieces, words), min_size=1, max_size=5).map(("\n" if lines else " ").join)
    return joined.map(clean).map(lambda text: clean(text[:most])).filter(lambda text: text and not hidden(text))


def maybe(some: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Often not recorded."""
    return st.one_of(st.none(), some)


LINE, TEXT = texts(60, lines=False), texts(200)
VALUE = st.sampled_from(sorted(lexicon.VALUES))
NAMED = st.one_of(
    st.builds(Named, value=VALUE), st.builds(Named, words=LINE), st.builds(Named, words=LINE, value=VALUE)
)
VOICE = st.builds(
    Voice,
    perspective=LINE,
    words=maybe(LINE),
    value=maybe(VALUE),
    norm=maybe(TEXT),
    supports=maybe(st.sampled_from(["a", "b", "none"])),
    source=maybe(st.sampled_from(["self", "said", "via", "estimated"])),
)
REASON = st.builds(Reason, text=TEXT, side=st.sampled_from(["a", "b", "other", None]), perspective=maybe(LINE))


def several(some: st.SearchStrategy[Any], unique: bool = False) -> st.SearchStrategy[Any]:
    """A few, as a tuple."""
    return st.lists(some, max_size=3, unique=unique).map(tuple)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any valid case."""
    a, b = draw(st.tuples(TEXT, TEXT).filter(lambda pair: pair[0].casefold() != pair[1].casefold()))
    tension = st.tuples(NAMED, NAMED).filter(lambda pair: pair[0] != pair[1])
    outcome: OutcomeKind = draw(st.sampled_from(["shared", "shared_with_minority", "open", "not_recorded"]))
    return Case(
        id=draw(st.from_regex(r"[a-z0-9][a-z0-9-]{1,20}[a-z0-9]", fullmatch=True)),
        title=draw(LINE),
        summary=draw(TEXT),
        dilemma=Dilemma(a=a, b=b, harm_a=draw(maybe(TEXT)), harm_b=draw(maybe(TEXT))),
        circle=draw(st.sampled_from(["organisation", "region", "country", "public"])),
        origin=draw(st.sampled_from(["imported", "room", "fictional"])),
        language=draw(st.sampled_from(["nl", "en"])),
        setting=draw(maybe(TEXT)),
        question=draw(maybe(TEXT)),
        tension=draw(maybe(tension.map(lambda pair: Tension(a=pair[0], b=pair[1])))),
        values=draw(several(VALUE, unique=True)),
        themes=draw(several(st.sampled_from(sorted(lexicon.THEMES)), unique=True)),
        frameworks=draw(several(st.sampled_from(sorted(lexicon.FRAMEWORKS)), unique=True)),
        voices=draw(several(VOICE)),
        reasons=draw(several(REASON)),
        alternatives=draw(several(TEXT)),
        spread=draw(maybe(st.builds(Spread, a=st.integers(5, 99), b=st.integers(0, 99), other=st.integers(0, 9)))),
        outcome=outcome,
        outcome_text=draw(maybe(TEXT)),
        minority=() if outcome == "shared" else draw(several(TEXT)),
        costs=draw(several(st.builds(Cost, text=TEXT, softened=maybe(LINE)))),
        actions=draw(several(st.builds(Action, what=TEXT, role=maybe(LINE), term=maybe(LINE)))),
        residue=draw(maybe(TEXT)),
        follow_up=draw(maybe(TEXT)),
        goals=draw(several(TEXT)),
        questions=draw(several(TEXT)),
        method=draw(maybe(LINE)),
        region=draw(maybe(LINE)),
        age_band=draw(maybe(st.sampled_from(lexicon.AGE_BANDS))),
        period=draw(maybe(st.sampled_from(["2019", "2026-K1"]))),
        code_articles=draw(several(LINE)),
        minutes=draw(maybe(st.integers(5, 240))),
        licence=draw(maybe(LINE)),
        source=draw(maybe(LINE)),
        sharpened=draw(several(st.sampled_from(["a", "b", "tension", "reasons_a"]), unique=True)),
    )
