"""What a valid case is."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beraad.casebank import lexicon, rules
from beraad.casebank.case import Action, Case, Cost, Dilemma, Named, Reason, Spread, Tension, Voice
from beraad.casebank.markdown import MOST_BYTES, parse, write
from beraad.casebank.rules import LINE, LINES, LISTS, TEXT, TEXTS, check, clean, hidden
from tests.casebank.builders import a_case


def codes(**given: object) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in check(a_case(**given))}


@pytest.mark.parametrize("name", [name for name in LINES if name not in ("age_band", "period")])
def test_a_line_may_be_as_long_as_its_limit_and_no_longer(name: str) -> None:
    assert codes(**{name: "x" * LINES[name]}) == set()
    assert codes(**{name: "x" * (LINES[name] + 1)}) == {(name, "too-long")}
    assert codes(**{name: "een\ntwee"}) == {(name, "one-line")}


@pytest.mark.parametrize("name", [name for name in TEXTS if "." not in name])
def test_a_text_may_be_as_long_as_its_limit_and_have_lines(name: str) -> None:
    assert codes(**{name: "x" * (TEXTS[name] - 2) + "\ny"}) == set()
    assert codes(**{name: "x" * (TEXTS[name] + 1)}) == {(name, "too-long")}


@pytest.mark.parametrize(
    "sign", ["\x00", "\x1b", "\x85", "\u200b", "\u202e", "\u2066", "\u2028", "\ufeff", "\ud800", "\uffff", "\U000e0041"]
)
def test_a_sign_that_cannot_be_seen_is_refused(sign: str) -> None:
    assert codes(summary=f"Een{sign}team") == {("summary", "hidden-sign")}


@pytest.mark.parametrize(
    "text", ["👩‍👧 en 🏠️", "Çağla’s ﷽ тест", "<script>alert(1)</script>", "a\u0301".replace("a\u0301", "á")]
)
def test_what_can_be_seen_is_welcome(text: str) -> None:
    assert codes(summary=text) == set()


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"spread": Spread(a=2, b=2)}, ("spread", "too-few-people")),
        ({"spread": Spread(a=-1, b=9)}, ("spread", "too-few-people")),
        ({"outcome": "shared", "minority": ("Nee.",)}, ("outcome", "dissent-in-shared")),
        ({"period": "2019-05-03"}, ("period", "bad-period")),
        ({"age_band": "9"}, ("age_band", "unknown-choice")),
        ({"circle": "iedereen"}, ("circle", "unknown-choice")),
        ({"values": ("moed", "moed")}, ("values", "twice")),
        ({"questions": ("Waarom?",) * 4}, ("questions", "too-many")),
        ({"tension": Tension(a=Named(), b=Named(value="moed"))}, ("tension.a", "no-value")),
        ({"tension": Tension(a=Named(value="moed"), b=Named(value="moed"))}, ("tension.b", "same-values")),
        ({"voices": (Voice(perspective="kind", value="geluk"),)}, ("voices[0].value", "unknown-choice")),
        ({"voices": (Voice(perspective=""),)}, ("voices[0].perspective", "missing")),
        ({"reasons": (Reason(text="x", side="c"),)}, ("reasons[0].side", "unknown-choice")),  # type: ignore[arg-type]
        ({"setting": ""}, ("setting", "missing")),
        ({"setting": " x"}, ("setting", "untidy")),
        ({"setting": "a\u0301"}, ("setting", "untidy")),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, object], complaint: tuple[str, str]) -> None:
    assert complaint in codes(**given)


def test_a_dissent_may_be_taken_back_and_the_outcome_stays() -> None:
    assert codes(outcome="shared_with_minority", minority=()) == set()
    assert codes(outcome="open", minority=("Ik zie het anders.",)) == set()


@given(st.text())
def test_tidying_twice_is_tidying_once_and_hides_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert hidden(clean("a" + text.replace("\t", "").replace("\r", "").replace("\n", "") + "b")) == hidden(
        text.replace("\t", "").replace("\r", "").replace("\n", "")
    )


def test_reasons_stand_in_one_order_whatever_the_order_they_came_in() -> None:
    mixed = [Reason(text=str(n), side=side) for n, side in enumerate((None, "b", "a", "other", "a"))]  # type: ignore[arg-type]
    assert [reason.text for reason in a_case(reasons=tuple(mixed)).reasons] == ["2", "4", "1", "3", "0"]


def test_a_case_survives_json() -> None:
    case = a_case(reasons=(Reason(text="a", side="b"),), spread=Spread(a=3, b=2))
    assert msgspec.json.decode(msgspec.json.encode(case), type=Case) == case


def test_the_largest_valid_case_fits_in_a_file() -> None:
    wide, line = "𝛼" * TEXT, "[" * LINE
    case = a_case(
        **{name: "𝛼" * most for name, most in TEXTS.items() if "." not in name},
        dilemma=Dilemma(a=wide, b="𝛽" * TEXT, harm_a=wide, harm_b=wide),
        voices=(Voice(perspective=line, words=line, norm=wide, source="via", supports="none"),) * LISTS["voices"],
        reasons=(Reason(text=wide, side="a", perspective=line),) * LISTS["reasons"],
        costs=(Cost(text=wide, softened="[" * TEXT),) * LISTS["costs"],
        actions=(Action(what=wide, role=line, term=line),) * LISTS["actions"],
        **{name: (wide,) * LISTS[name] for name in ("alternatives", "minority", "goals", "questions")},
        values=tuple(lexicon.VALUES)[: LISTS["values"]],
    )
    assert check(case) == ()
    assert len(write(case).encode()) < MOST_BYTES
    assert parse(write(case).encode()) == case
    assert set(rules.LISTS) <= set(Case.__struct_fields__)
