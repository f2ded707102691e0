"""A method file that is wrong says where and what, in Dutch, and never breaks its reader."""

import re
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from beraad.deliberation.activities import ACTIVITIES
from beraad.deliberation.method import Method
from beraad.deliberation.method_file import MethodInvalid, read_method
from tests.deliberation.builders import METHODS, kort

GOOD = """\
id: proef
version: 1
title: {nl: Proef}
presets: {kort: 10}
arrive: {kort: 2}
chairs:
  - {id: kind, name: {nl: Het kind}, child: true}
steps:
  - id: kijken
    activity: pvn_table
    phase: picture
    visibility: private_reveal
    title: {nl: Kijken}
    minutes: {kort: 4}
    options: {most: 3}
  - id: oordelen
    activity: judgement
    phase: judgement
    visibility: private_reveal
    title: {nl: Oordelen}
    minutes: {kort: 4}
  - id: besluiten
    activity: conclusion
    phase: decision
    title: {nl: Besluiten}
    continues: true
"""
TOO_DEEP = "why: " + "[" * 20 + "]" * 20 + "\n"


def read(content: bytes | str) -> Method:
    return read_method(
        content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content, "proef.yaml", ACTIVITIES
    )


def but(old: str, new: str) -> bytes:
    assert GOOD.count(old) >= 1
    return GOOD.replace(old, new, 1).encode()


DILEMMA = """\
  - id: kiezen
    activity: dilemma
    phase: picture
    title: {nl: Kiezen}
    continues: true
"""


def steps(*order: int, more: str = "") -> bytes:
    """The good file with its steps in this order, and then `more`."""
    head, all = GOOD.split("steps:\n")
    there = re.findall(r"  - id: .*?(?=  - id: |\Z)", all, re.S)
    return f"{head}steps:\n{''.join(there[at] for at in order)}{more}".encode()


def may_swap(first: str, second: str, *more: str) -> bytes:
    """The good file, in which these steps may change places."""
    ids = ", ".join((first, second, *more))
    return but("steps:\n", f"may_swap: [{ids}]\nswap: {{nl: Andersom}}\nsteps:\n")


# content, line, field, a word of the sentence
WRONG: dict[str, tuple[bytes, int, str, str]] = {
    "not UTF-8": (GOOD.replace("Proef", "Pröef").encode("latin-1"), 3, "", "UTF-8"),
    "UTF-16": (GOOD.encode("utf-16"), 1, "", "UTF-8"),
    "too big": (GOOD.encode() + b"#" * 200_000, 1, "", "te groot"),
    "empty": (b"", 1, "", "geen methode"),
    "a list": (b"- id: proef\n", 1, "", "geen methode"),
    "a word": (b"proef", 1, "", "geen methode"),
    "anchor": (but("title: {nl: Kijken}", "title: &t {nl: Kijken}"), 13, "", "& en *"),
    "alias": (but("title: {nl: Kijken}", "title: *t"), 13, "", "& en *"),
    "tag": (but("version: 1", "version: !!python/object:os.system 1"), 2, "", "!"),
    "tag that cannot be": (but("version: 1", "version: !!bool x"), 2, "", "!"),
    "tab": (but("    phase: picture", "\tphase: picture"), 11, "", "inspringen"),
    "open quote": (but("id: proef", 'id: "proef'), 27, "", "inspringen"),
    "two documents": (GOOD.encode() + b"---\nid: x\n", 27, "", "inspringen"),
    "key that is a list": (GOOD.encode() + b"? [a, b]\n: c\n", 27, "", "inspringen"),
    "date that cannot be": (but("version: 1", "version: 2024-13-45"), 1, "", "inspringen"),
    "endless number": (but("version: 1", "version: " + "9" * 5000), 1, "", "inspringen"),
    "NUL": (but("{nl: Kijken}", "{nl: Kij\0ken}"), 13, "", "onzichtbaar"),
    "NUL, written out": (but("{nl: Kijken}", '{nl: "Kij\\0ken"}'), 13, "", "onzichtbaar"),
    "half an emoji": (but("{nl: Kijken}", '{nl: "\\ud83d"}'), 13, "", "onzichtbaar"),
    "too deep": (GOOD.encode() + TOO_DEEP.encode(), 27, "", "diep"),
    "abyss": (b"[" * 100_000, 1, "", "diep"),
    "doubled key": (but("version: 1", "version: 1\nversion: 2"), 3, "version", "twee keer"),
    "number as key": (GOOD.encode() + b"7: zeven\n", 1, "", "hoort tekst"),
    "missing title": (but("title: {nl: Proef}\n", ""), 1, "", "‘title’ ontbreekt"),
    "title without Dutch": (but("{nl: Proef}", "{en: Trial}"), 3, "title", "Nederlandse"),
    "step without Dutch": (but("{nl: Kijken}", "{en: Look}"), 13, "steps[1].title", "Nederlandse"),
    "unknown activity": (but("activity: judgement", "activity: stemmen"), 17, "steps[2].activity", "‘stemmen’"),
    "unknown field": (but("    phase: picture", "    fase: picture"), 11, "steps[1].fase", "onbekend"),
    "unknown phase": (but("phase: picture", "phase: kijken"), 11, "steps[1].phase", "kijken"),
    "unknown option": (but("{most: 3}", "{meest: 3}"), 15, "steps[1].options.meest", "pvn_table"),
    "unknown preset": (
        but("minutes: {kort: 4}", "minutes: {kort: 4, lang: 9}"),
        14,
        "steps[1].minutes.lang",
        "presets",
    ),
    "option that is a word": (but("{most: 3}", "{most: veel}"), 15, "steps[1].options", "heel getal"),
    "version that is a word": (but("version: 1", "version: een"), 2, "version", "heel getal"),
    "title that is a text": (but("title: {nl: Proef}", "title: Proef"), 3, "title", "dubbele punt"),
    "no as a word": (but("{nl: Kijken}", "{nl: no}"), 13, "steps[1].title.nl", "aanhalingstekens"),
    "child that is a word": (but("child: true", "child: zeker"), 7, "chairs[1].child", "true of false"),
    "chairs that are none": (but("child: true", "child: false"), 6, "chairs", "child: true"),
    "two chairs with one id": (
        but("child: true}", "child: true}\n  - {id: kind, name: {nl: Ouder}}"),
        6,
        "chairs",
        "eigen id",
    ),
    "two steps with one id": (but("id: oordelen", "id: kijken"), 16, "steps[2].id", "‘kijken’"),
    "id with capitals": (but("id: proef", "id: Proef!"), 1, "id", "kleine letters"),
    "step id with spaces": (but("id: oordelen", "id: te oordelen"), 16, "steps[2].id", "kleine letters"),
    "minutes that do not add up": (but("presets: {kort: 10}", "presets: {kort: 12}"), 4, "presets.kort", "10 minuten"),
    "minutes that are missing": (but("    minutes: {kort: 4}\n", ""), 9, "steps[1].minutes", "ontbreken"),
    "rules where none are read": (
        but("title: {nl: Kijken}", "title: {nl: Kijken}\n    rules: {nl: [Luister]}"),
        14,
        "steps[1].rules",
        "check_in",
    ),
    "coming in without rules": (
        but("activity: conclusion", "activity: check_in\n    rules: {en: [Listen]}"),
        24,
        "steps[3].rules",
        "gespreksregels",
    ),
    "more rules than can be read": (
        but("activity: conclusion", f"activity: check_in\n    rules: {{nl: {['Luister'] * 8}}}"),
        24,
        "steps[3].rules",
        "1 tot 7",
    ),
    "no time at all": (but("minutes: {kort: 4}", "minutes: {kort: 0}"), 14, "steps[1].minutes.kort", "minstens 1"),
    "time that runs back": (
        but("minutes: {kort: 4}", "minutes: {kort: -4}"),
        14,
        "steps[1].minutes.kort",
        "minstens 1",
    ),
    "arriving before the beginning": (but("arrive: {kort: 2}", "arrive: {kort: -2}"), 5, "arrive.kort", "0 tot 1440"),
    "arriving for ever": (but("arrive: {kort: 2}", "arrive: {kort: 99999}"), 5, "arrive.kort", "0 tot 1440"),
    "arriving for another length": (
        but("arrive: {kort: 2}", "arrive: {kort: 2, lang: 3}"),
        5,
        "arrive.lang",
        "presets",
    ),
    "a length below nothing": (but("presets: {kort: 10}", "presets: {kort: -10}"), 4, "presets.kort", "1 tot 1440"),
    "a length of weeks": (but("presets: {kort: 10}", "presets: {kort: 20000}"), 4, "presets.kort", "1 tot 1440"),
    "option below nothing": (but("{most: 3}", "{most: -3}"), 15, "steps[1].options.most", "minstens 1"),
    "option of nothing": (but("{most: 3}", "{most: 0}"), 15, "steps[1].options.most", "minstens 1"),
    "option without end": (but("{most: 3}", "{most: 401}"), 15, "steps[1].options.most", "hoogstens 400"),
    "version below nothing": (but("version: 1", "version: -1"), 2, "version", "1 of hoger"),
    "no presets": (but("presets: {kort: 10}", "presets: {}"), 4, "presets", "minstens één"),
    "people for another length": (but("arrive:", "people: {lang: 6}\narrive:"), 5, "people.lang", "presets"),
    "people for nobody": (but("arrive:", "people: {kort: 0}\narrive:"), 5, "people.kort", "minstens 1"),
    "more people in less time": (
        but("presets: {kort: 10}", "presets: {kort: 10, lang: 20}").replace(
            b"arrive:", b"people: {lang: 6, kort: 6}\narrive:"
        ),
        5,
        "people.lang",
        "langer",
    ),
    "judging before looking": (steps(1, 0, 2), 9, "steps[1]", "draai"),
    "judging before there is a dilemma": (steps(0, 1, 2, more=DILEMMA), 16, "steps[2]", "zet het dilemma hiervoor"),
    "judging again for the first time": (
        but("title: {nl: Oordelen}", "title: {nl: Oordelen}\n    options: {again: 1}"),
        16,
        "steps[2]",
        "tweede oordeel",
    ),
    "two dilemmas": (steps(0, more=DILEMMA + DILEMMA.replace("kiezen", "weer")), 21, "steps[3]", "al een dilemma"),
    "swapping three": (may_swap("kijken", "oordelen", "besluiten"), 8, "may_swap", "twee verschillende"),
    "swapping a step with itself": (may_swap("kijken", "kijken"), 8, "may_swap", "twee verschillende"),
    "swapping what is not there": (may_swap("kijken", "luisteren"), 8, "may_swap", "twee verschillende"),
    "swapping from afar": (may_swap("kijken", "besluiten"), 8, "may_swap", "na elkaar"),
    "swapping a step and its sequel": (may_swap("oordelen", "besluiten"), 8, "may_swap", "continues"),
    "swapping a step that has a sequel": (may_swap("kijken", "oordelen"), 8, "may_swap", "continues"),
    "swapping into disorder": (
        may_swap("kijken", "oordelen")
        .replace(b"continues: true", b"minutes: {kort: 1}")
        .replace(b"kort: 10", b"kort: 11"),
        8,
        "may_swap",
        "andere volgorde",
    ),
    "swapping without a word for it": (
        may_swap("kijken", "oordelen").replace(b"{nl: Andersom}", b"{en: Otherwise}"),
        9,
        "swap",
        "Nederlands",
    ),
    "begins as a sequel": (
        but("    minutes: {kort: 4}\n    options: {most: 3}\n", "    continues: true\n"),
        14,
        "steps[1].continues",
        "eerste",
    ),
    "minutes of a sequel": (
        but("continues: true", "continues: true\n    minutes: {kort: 4}"),
        27,
        "steps[3].minutes",
        "deelt",
    ),
    "empty steps": (GOOD.split("steps:")[0].encode() + b"steps: []\n", 8, "steps", "minstens één stap"),
    "steps that are a word": (GOOD.split("steps:")[0].encode() + b"steps: drie\n", 8, "steps", "lijst"),
}


def test_the_shipped_method_and_the_trial_file_can_be_read() -> None:
    method = kort()
    assert [plan.id for plan in method.steps] == ["dilemma", "waarden", "afweging", "conclusie", "afspraken"]
    assert read(GOOD).presets == {"kort": 10}
    assert read(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == read(GOOD)


def shipped() -> list[Method]:
    return [read_method(path.read_bytes(), path.name, ACTIVITIES) for path in sorted(METHODS.glob("*.yaml"))]


@pytest.mark.parametrize("method", shipped(), ids=lambda method: method.id)
def test_a_shipped_method_speaks_both_languages(method: Method) -> None:
    texts = [method.title, method.about, *(chair.name for chair in method.chairs)]
    texts += [method.swap] if method.may_swap else []
    for plan in method.steps:
        texts += [plan.title, plan.why, plan.question, plan.mind]
        assert len(plan.script.nl) == len(plan.script.en) in range(2, 5)
        assert len(plan.rules.nl) == len(plan.rules.en)
    for text in texts:
        assert text.nl
        assert text.en


def test_the_dilemma_method_has_ten_steps_and_three_lengths() -> None:
    method = next(method for method in shipped() if method.id == "dilemmamethode")
    assert [(method.number(plan.id), plan.activity) for plan in method.steps] == [
        (1, "check_in"), (2, "statement"), (3, "dilemma"), (4, "clarify_qa"), (5, "pvn_table"), (6, "alternatives"),
        (7, "judgement"), (8, "compare_dialogue"), (8, "judgement"), (9, "conclusion"), (9, "actions"),
        (10, "evaluate"),
    ]  # fmt: skip
    assert method.presets == {"kort": 45, "standaard": 90, "lang": 120}
    assert [plan.id for plan in method.swapped().steps][2:4] == ["vragen", "dilemma"]


@pytest.mark.parametrize(("content", "line", "field", "word"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_says_what_is_wrong_and_where(content: bytes, line: int, field: str, word: str) -> None:
    with pytest.raises(MethodInvalid) as caught:
        read(content)
    said = {(complaint.line, complaint.field): complaint.text for complaint in caught.value.complaints}
    assert word in said.get((line, field), ""), str(caught.value)
    assert f"proef.yaml, regel {line}" in str(caught.value)


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    content = (
        but("version: 1", "version: een")
        .replace(b"phase: picture", b"phase: x")
        .replace(b"phase: decision", b"phase: y")
    )
    with pytest.raises(MethodInvalid) as caught:
        read(content)
    assert [complaint.line for complaint in caught.value.complaints] == [2, 11, 24]


@settings(max_examples=60, deadline=None)
@given(
    content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
)
@example(content=b"{}")
@example(content=b"<<: 3")
@example(content=b"? {a: b}\n: c")
@example(content=b"%YAML 9.9\n---\n")
@example(content=b"steps: {1: 2}")
@example(content=b"!!set {a, b}")
@example(content=b"null: null\n~: x")
def test_no_file_breaks_the_reader(content: bytes) -> None:
    with pytest.raises(MethodInvalid):
        read(content)


@settings(max_examples=60, deadline=None)
@given(
    at=st.integers(0, len(GOOD) - 1),
    length=st.integers(0, 12),
    new=st.text("abn01 :,{}[]-!&*'\"\n\t?<~|>%@`é\0", max_size=6),
)
def test_a_slip_in_a_good_file_gives_a_method_or_complaints(at: int, length: int, new: str) -> None:
    with suppress(MethodInvalid):
        assert read(GOOD[:at] + new + GOOD[at + length :]).steps
