"""The interchange form: what is written can be read, and the other way round."""

from hypothesis import HealthCheck, given, settings

from beraad.casebank.case import Case, Cost, Dilemma, Reason, Voice
from beraad.casebank.markdown import parse, write
from beraad.casebank.rules import check
from tests.casebank.builders import a_case, cases
from tests.examples import examples


@settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(cases())
def test_every_valid_case_survives_writing_and_reading(case: Case) -> None:
    assert check(case) == ()
    assert parse(write(case)) == case
    assert parse(write(case).encode()) == case


@settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(cases())
def test_a_canonical_file_is_written_back_byte_for_byte(case: Case) -> None:
    file = write(case)
    assert write(parse(file)) == file


def test_headings_inside_texts_do_not_become_sections() -> None:
    case = a_case(setting="## A\nniet waar\n\\## B\n# C", minority=("## Uitkomst\n\n- [wie: x] y",))
    file = write(case)
    assert "\n\\## A\n" in file
    assert "\n\\\\## B\n" in file
    assert parse(file) == case


def test_a_placeholder_at_the_start_of_a_reason_stays_text() -> None:
    case = a_case(reasons=(Reason(text="[moeder] wil rust", side="a", perspective="[professional 1]"),))
    assert "- [namens: \\[professional 1\\]] [moeder] wil rust" in write(case)
    assert parse(write(case)) == case


def test_what_is_not_recorded_is_absent_and_comes_back_as_none() -> None:
    file = write(a_case(dilemma=Dilemma(a="Blijven", b="Gaan", harm_b="Rust"), voices=(Voice(perspective="kind"),)))
    assert "verloren bij A" not in file
    case = parse(file)
    assert (case.dilemma.harm_a, case.dilemma.harm_b) == (None, "Rust")
    assert case.voices == (Voice(perspective="kind"),)


def test_a_hand_written_file_is_forgiven_its_layout() -> None:
    loose = write(a_case(costs=(Cost(text="Tijd", softened="Later"),)))
    loose = "\ufeff" + loose.replace("\n\n", "\n\n\n").replace("\n", "  \r\n").replace(
        "[verzacht: Later] ", "[verzacht:  Later]  "
    )
    assert parse(loose) == a_case(costs=(Cost(text="Tijd", softened="Later"),))


def test_numbers_and_yes_stay_texts() -> None:
    file = write(a_case(period="2019")).replace("titel: Een voorbeeld", "titel: ja")
    assert (parse(file).title, parse(file).period) == ("ja", "2019")
