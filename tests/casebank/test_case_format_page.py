"""docs/case-format.md tells every key, heading, label and answer, and its example is a case."""

import re
from pathlib import Path

from beraad.casebank.file_words import ANSWERS, HEADINGS, KEYS, LABELS
from beraad.casebank.markdown import MOST_BYTES, MOST_FRONT, parse
from beraad.casebank.rules import LISTS

PAGE = (Path(__file__).parents[2] / "docs" / "case-format.md").read_text()


def test_every_key_heading_and_label_is_told() -> None:
    for word in (*KEYS, *HEADINGS):
        assert f"`{word}`" in PAGE, word
    for labels in LABELS.values():
        for label in labels:
            assert f"`[{label}: " in PAGE, label


def test_every_answer_is_told() -> None:
    told = set(re.findall(r"`([^`\n]+)`", PAGE))
    for field, answers in ANSWERS.items():
        if field != "voices.supports":
            assert set(answers.values()) <= told, field


def test_the_limits_are_those_that_are_kept() -> None:
    assert f"at most {MOST_BYTES // 1000} kB" in PAGE
    assert f"at most {MOST_FRONT // 1000} kB" in PAGE
    row = re.search(r"`Wie kijkt hoe` .*\| (\d+) items", PAGE)
    assert row
    assert int(row[1]) == LISTS["voices"]


def test_the_example_can_be_read() -> None:
    example = re.search(r"```markdown\n(.*?)```", PAGE, re.DOTALL)
    assert example
    case = parse(example[1])
    assert case.tension
    assert case.tension.b.words == "rust in huis"
    assert case.voices[1].source == "estimated"
