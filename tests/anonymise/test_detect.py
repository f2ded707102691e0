"""The union of what is found: spans that hold, no overlap, the same everywhere, and quick whatever the text."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beraad.anonymise.detect import detect, detect_case
from beraad.anonymise.findings import Roster, fold, roster_of
from beraad.anonymise.redact import Decision, pieces, redact

SAMPLE = Path(__file__).parents[3] / "shared" / "deid" / "sample_nl.jsonl"
SCRAPS = ("Daan", "daan's", "06-50129044", "999963314", "(8)", ", 14,", "4 mei", "3-4-2011", "1234 AB", "Dorpsstraat 3",
          "a@b.nl", "www.x.nl", "C/13/123456", "is 16", "\n", " ", ".", "’", "é", "😀", "ı", "ß", "﷽", "0")  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=8)), max_size=20).map("".join)
CASE = roster_of("Daan Jansen\nŞahin = vader")


@given(TEXTS)
def test_every_finding_is_the_piece_of_text_it_says_and_none_overlap(text: str) -> None:
    at = 0
    for one in detect(text, CASE):
        assert at <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.proposal.startswith("[")
        at = one.end


@given(TEXTS)
def test_pieces_joined_are_the_text_and_with_every_decision_nothing_of_a_finding_is_left(text: str) -> None:
    found = detect(text, CASE)
    assert "".join(piece.shown for piece in pieces(text, found, {})) == text
    gone = redact(text, found, {one.key: Decision(instead="▢") for one in found})
    assert gone.count("▢") >= len(found) - text.count("▢")
    assert not any(one.rule == "roster" for one in detect(gone, CASE))


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_of_the_roster_is_found_in_any_surroundings(before: str, after: str) -> None:
    text = f"{before} Şahin {after}"
    assert any("şahin" in one.text.lower() or fold(one.text).find("sahin") >= 0 for one in detect(text, CASE))


def test_what_is_found_in_one_text_is_found_in_all() -> None:
    found = detect_case({"a": "Zij woont op Dorpsstraat 12.", "b": "Kijk: dorpsstraat 12 is dat."}, Roster())
    assert [one.text for one in found["b"]] == ["dorpsstraat 12"]
    assert found["a"][0].key == found["b"][0].key


def test_an_age_is_not_found_in_every_number() -> None:
    found = detect_case({"a": "Het kind (8).", "b": "We kwamen om 8 uur."}, Roster())
    assert found["b"] == ()


@pytest.mark.parametrize(
    "scrap", ["0", "a_", "1 ", "Aa ", "(8", "06-", "x.", "@a", "een", "van ", "straat ", "3-", "w" * 40]
)
def test_no_text_makes_it_slow(scrap: str) -> None:
    text = (scrap * 6000)[:6000]
    began = time.process_time()
    detect(text, CASE)
    assert time.process_time() - began < 2


def test_the_sample_is_measured_where_it_is() -> None:
    if not SAMPLE.exists():
        pytest.skip("no sample beside this checkout")
    there: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    wrong = 0
    for line in SAMPLE.read_text("utf-8").splitlines():
        row = json.loads(line)
        found = detect(row["text"], Roster())
        for span in row["spans"]:
            there[span["label"]] += 1
            hit[span["label"]] += any(one.start <= span["start"] and one.end >= span["end"] for one in found)
        wrong += sum(
            all(one.end <= span["start"] or span["end"] <= one.start for span in row["spans"]) for one in found
        )
    print("\n" + "\n".join(f"{label:12} {hit[label]:3} of {count}" for label, count in there.items()))
    print(f"marks on nothing: {wrong}")


def test_a_large_case_with_many_names_is_read_in_a_moment() -> None:
    roster = roster_of("\n".join(f"Naam{number} Achternaam{number}" for number in range(40)))
    text = "de moeder van Naam3 wil op 4 mei naar huis en belt 06-50129044 omdat het kind (8) niet slaapt " * 8
    began = time.process_time()
    found = detect_case({f"{number}-reason": text for number in range(60)}, roster)
    assert time.process_time() - began < 5
    assert all(len(each) == 8 * 4 for each in found.values())
