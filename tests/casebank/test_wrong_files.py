"""A case file that is wrong says where and in plain words, all at once, and never breaks anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beraad.casebank.case import Case
from beraad.casebank.complaints import MESSAGES, CaseFileInvalid, CaseInvalid, Complaint
from beraad.casebank.markdown import MOST_BYTES, parse, write
from tests.casebank.builders import a_case
from tests.examples import examples

GOOD = write(a_case(values=("vertrouwen",), minutes=30))


def complaints(content: bytes | str) -> tuple[Complaint, ...]:
    with pytest.raises(CaseFileInvalid) as refused:
        parse(content)
    assert refused.value.status == 422
    assert all(complaint.line and complaint.text for complaint in refused.value.complaints)
    return refused.value.complaints


WRONG = {
    "no front matter": (GOOD.removeprefix("---\n"), 1, "", "no-front-matter"),
    "front matter never ends": ("---\nid: abc\n", 3, "", "unclosed-front-matter"),
    "unknown field": (GOOD.replace("titel:", "tietel:"), 3, "tietel", "unknown-field"),
    "field twice": (GOOD.replace("titel:", "id: nog-een\ntitel:"), 3, "id", "twice"),
    "anchor": (GOOD.replace("titel: Een voorbeeld", "titel: &a Een voorbeeld"), 3, "", "anchor"),
    "alias": (GOOD.replace("titel: Een voorbeeld", "titel: *a"), 3, "", "anchor"),
    "tag": (GOOD.replace("titel: ", "titel: !!python/name:os.system "), 3, "", "tag"),
    "list for a text": (GOOD.replace("titel: Een voorbeeld", "titel: [een, twee]"), 3, "titel", "wants-line"),
    "text for a list": (GOOD.replace("[vertrouwen]", "vertrouwen"), 9, "waarden", "wants-list"),
    "no number": (GOOD.replace("minuten: 30", "minuten: een half uur"), 11, "minuten", "wants-number"),
    "unknown answer": (GOOD.replace("openbaar", "iedereen"), 4, "kring", "unknown-choice"),
    "unknown value": (GOOD.replace("[vertrouwen]", "[vertrouwne]"), 9, "waarden", "unknown-choice"),
    "bad id": (GOOD.replace("voorbeeld-1", "../../etc"), 2, "id", "bad-id"),
    "not to read": (GOOD.replace("titel: Een voorbeeld", "titel: [een"), 4, "", "unreadable-front-matter"),
    "too deep": (GOOD.replace("titel: Een voorbeeld", "titel: " + "[" * 5000), 3, "", "too-deep"),
    "unknown heading": (GOOD.replace("## B", "## C"), 22, "C", "unknown-heading"),
    "heading twice": (GOOD + "\n## A\n\nNog eens.\n", 26, "A", "twice"),
    "text outside": (GOOD.replace("## In het kort", "Los.\n\n## In het kort"), 14, "", "text-before-heading"),
    "no option": (GOOD.replace("\n## A\n\nDoorgaan\n", ""), 1, "A", "missing"),
    "empty option": (GOOD.replace("Doorgaan", ""), 18, "A", "missing"),
    "same options": (GOOD.replace("Opschalen", "Doorgaan"), 22, "B", "same-options"),
    "no list item": (GOOD + "\n## Afgesproken\n\nlos\n", 28, "Afgesproken", "wants-item"),
    "unknown label": (GOOD + "\n## Afgesproken\n\n- [wei: gi] iets\n", 28, "Afgesproken", "unknown-field"),
    "hidden sign": (GOOD.replace("Een team", "Een \u202eteam"), 14, "In het kort", "hidden-sign"),
    "NUL": (GOOD.replace("Een team", "Een\x00team"), 14, "In het kort", "hidden-sign"),
    "long title": (GOOD.replace("titel: Een voorbeeld", "titel: " + "x" * 5000), 3, "titel", "too-long"),
    "megabyte of text": (GOOD.replace("Een team", "x" * 1_000_000), 14, "In het kort", "too-long"),
    "too few people": (GOOD.replace("\n---\n", "\ntelling: {a: 2, b: 1}\n---\n"), 12, "telling", "too-few-people"),
    "pair without b": (GOOD.replace("  b: veiligheid\n", ""), 7, "spanning", "wants-pair"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_says_where_and_what(name: str) -> None:
    content, line, field, code = WRONG[name]
    told = [(one.line, one.field, one.code) for one in complaints(content)]
    assert (line, field, code) in told


def test_a_file_of_ten_megabytes_is_refused_before_it_is_read() -> None:
    assert complaints(b"\xff" * 10_000_000)[0].code == "too-big"
    assert MOST_BYTES < 10_000_000


def test_another_encoding_is_named_with_its_line() -> None:
    told = complaints(GOOD.replace("Een team", "Eén team").encode("latin-1"))
    assert [(one.code, one.line) for one in told] == [("encoding", 16)]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    file = (
        GOOD.replace("titel:", "tietel:").replace("openbaar", "hier").replace("Doorgaan", "").replace("## B", "## Bee")
    )
    told = complaints(file)
    assert {"unknown-field", "unknown-choice", "missing", "unknown-heading"} <= {one.code for one in told}
    assert [one.line for one in told] == sorted(one.line or 0 for one in told)
    assert "bedoel je ‘titel’?" in str(CaseFileInvalid(told))


def test_writing_refuses_what_is_not_valid() -> None:
    with pytest.raises(CaseInvalid) as refused:
        write(a_case(title="", minutes=1))
    assert [(one.field, one.code) for one in refused.value.complaints] == [
        ("title", "missing"),
        ("minutes", "bad-minutes"),
    ]


def test_every_message_can_be_told() -> None:
    facts: dict[str, str | int] = dict.fromkeys(("count", "most", "sign", "given", "known", "least", "hint"), "x")
    assert all(Complaint(field="f", code=code, facts=facts).text for code in MESSAGES)


@settings(max_examples=examples(300), deadline=None)
@given(st.data())
def test_no_damage_to_a_file_does_more_than_complain(data: st.DataObject) -> None:
    raw = bytearray(GOOD.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 6))] = data.draw(
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from([b"\n", b"---\n", b"## ", b"- [", b"&a ", b"{", b"[[", b": ", b'"']),
            )
        )
    try:
        case = parse(bytes(raw))
    except CaseFileInvalid:
        return
    assert isinstance(case, Case)
    assert parse(write(case)) == case
