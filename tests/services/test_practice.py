"""A case as a form filled in: one plain line a field, a chair for each perspective, the child once."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beraad.casebank.case import Dilemma, Voice
from beraad.deliberation.plan_session import MOST_CHAIRS, Preparation, chairs_of, plan_session
from beraad.deliberation.seats import Role, Seat
from beraad.services.case_files import read_files
from beraad.services.practice import class_id, one_line, preparation_of
from beraad.settings import files
from tests.casebank.builders import a_case
from tests.deliberation.builders import kort
from tests.fakes import tokens

LEADER = Seat(id="leader", name="", role=Role.FACILITATOR)  # type: ignore[arg-type]


def with_chairs(*perspectives: str) -> list[str]:
    """The names of the chairs of a case with these perspectives, as they stand at the table."""
    case = msgspec.structs.replace(a_case(), voices=tuple(Voice(perspective=one) for one in perspectives))
    return [chair.name.nl for chair in chairs_of(kort(), preparation_of(case).chairs, tokens())]


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("Vrijwillig **doorgaan**.", "Vrijwillig doorgaan."),
        ("- eerst dit\n- dan dat", "eerst dit dan dat"),
        ("1. eerst\n2. dan", "eerst dan"),
        ("Lees [het plan](https://voorbeeld.example/x)", "Lees het plan"),
        ("een_naam blijft, _dit_ niet", "een_naam blijft, dit niet"),
        ("3 * 4 <b>\n\n# kop", "3  4 <b> kop".replace("  ", " ")),
        ("", ""),
    ],
)
def test_markdown_becomes_one_plain_line(markdown: str, plain: str) -> None:
    assert one_line(markdown, 200) == plain


@given(st.text(max_size=400), st.integers(min_value=2, max_value=200))
def test_a_line_is_never_longer_and_never_breaks(text: str, most: int) -> None:
    line = one_line(text, most)
    assert len(line) <= most
    assert "\n" not in line


def test_what_does_not_fit_ends_at_a_word() -> None:
    assert one_line("een twee drie vier", 12) == "een twee…"


def test_the_child_has_one_chair_however_the_case_calls_it() -> None:
    for child in ("kind", "Het kind", "jeugdige", "kind of jongere", "jongere van 16"):
        assert with_chairs(child, "ouders") == ["Het kind", "Ouders"]


def test_known_chairs_keep_their_name_and_doubles_go() -> None:
    assert with_chairs("ouder", "gemeente", "gemeente") == ["Het kind", "De ouder", "Gemeente"]
    assert with_chairs("kind") == ["Het kind"]


def test_more_perspectives_than_chairs_is_no_refusal() -> None:
    assert len(with_chairs(*(f"rol {n}" for n in range(40)))) == MOST_CHAIRS


def test_a_case_without_perspectives_has_the_chairs_of_the_method() -> None:
    assert preparation_of(msgspec.structs.replace(a_case(), voices=())).chairs == ()


@given(st.text(min_size=1, max_size=1000), st.text(min_size=1, max_size=1000))
def test_the_form_keeps_the_limits_that_people_keep(a: str, b: str) -> None:
    case = msgspec.structs.replace(a_case(), dilemma=Dilemma(a=a, b=b, harm_a=b, harm_b=a))
    form = preparation_of(case)
    assert msgspec.convert(msgspec.to_builtins(form), Preparation) == form


def test_every_seed_case_can_be_practised() -> None:
    contents = {path.name: path.read_bytes() for path in files("seed_cases").glob("werkcafe-*.md")}
    for stored in read_files(contents).values():
        form = preparation_of(stored.case)
        assert (form.title, form.a, form.b) == (stored.case.title, stored.case.dilemma.a, stored.case.dilemma.b)
        planned, more = plan_session(kort(), form, LEADER, None, True, lambda: "x")
        assert planned.practice
        assert planned.chairs[0].child
        assert len(more) == 1


def test_the_name_of_a_class_does_not_tell_its_secret() -> None:
    assert class_id("geheim") == class_id("geheim") != class_id("ander")
    assert "geheim" not in class_id("geheim")
