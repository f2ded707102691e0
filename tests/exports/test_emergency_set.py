"""The emergency set, read back from its PDF: whole, for everybody, in black on white, and nothing of the case in it."""

import itertools
import re
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader

from beraad import deliberation
from beraad.deliberation.activities import ACTIVITIES
from beraad.deliberation.ids import StepId
from beraad.deliberation.method import Chair, Lines, Method, Plan, Text
from beraad.deliberation.method_file import read_method
from beraad.exports.as_pdf import filled
from beraad.exports.document import printable
from beraad.exports.emergency_set import MOST_PEOPLE, Occasion, TheCase, emergency_set
from beraad.exports.emergency_set.by_hand import COUNTED, TYPED, by_hand
from beraad.exports.emergency_set.fields import ByHand, Table
from tests.exports.test_every_form import HOSTILE, roles, words_of_pages

ENDS = datetime(2026, 12, 3, 15, 30)  # noqa: DTZ001  on the clock of the table
METHODS = ("kort_beraad", "dilemmamethode")
CANARIES = ("KANARIETITEL", "KANARIE-A", "KANARIE-B", "KANARIESCHADE-A", "KANARIESCHADE-B", "KANARIESTOEL")
CASE = TheCase(
    title=CANARIES[0],
    a=CANARIES[1],
    b=CANARIES[2],
    harm_a=CANARIES[3],
    harm_b=CANARIES[4],
    chairs=(Chair(id="x", name=Text(nl=CANARIES[5])),),
)


@cache
def method(name: str) -> Method:
    file = Path(deliberation.__file__).parent / "methods" / f"{name}.yaml"
    return read_method(file.read_bytes(), name, ACTIVITIES)


def occasion(name: str = "dilemmamethode", **changes: Any) -> Occasion:
    plain: dict[str, Any] = {
        "method": method(name),
        "preset": "standaard",
        "ends": ENDS,
        "code": "K7M 4QX",
        "host": "beraad.example",
        "join": "https://beraad.example/join?code=K7M4QX",
        "crisis": "Achterwacht: 030-0000000",
        "people": 2,
    }
    return Occasion(**(plain | changes))


MADE: dict[bytes, bytes] = {}
"""Each set once, and what stands on it is read once: going through one costs a second."""


def made(one: Occasion, language: str = "nl") -> bytes:
    asked = msgspec.json.encode((one, language))
    if asked not in MADE:
        MADE[asked] = filled("cards.typ", emergency_set(one, language))
    return MADE[asked]


def read(one: Occasion, language: str = "nl") -> str:
    return " ".join(words_of_pages(texts(made(one, language))).split())


@cache
def texts(pdf: bytes) -> tuple[str, ...]:
    return tuple(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def pages(one: Occasion, language: str = "nl") -> list[str]:
    found = texts(made(one, language))
    return [" ".join(re.sub("[-\u00ad]\n", "", text).translate({0x200B: "", 0xAD: "-"}).split()) for text in found]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", METHODS)
def test_all_that_a_step_says_stands_on_its_card(name: str, language: str) -> None:
    one = occasion(name)
    cards = [page for page in pages(one, language) if re.search(r"\d\d:\d\d–\d\d:\d\d", page)][1:]
    assert len(cards) == one.method.length
    for plan in one.method.steps:
        card = squeezed(cards[one.method.number(plan.id) - 1])
        said = (plan.title, plan.why, plan.question, plan.mind)
        for text in (
            *(text.within(language) for text in said),
            *plan.script.within(language),
            *plan.rules.within(language),
        ):
            assert squeezed(text) in card, (plan.id, text)


def squeezed(text: str) -> str:
    """Return a text without what a line break may have changed in it."""
    return re.sub(r"[\s-]", "", text)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", METHODS)
def test_whoever_leads_finds_code_clock_and_whom_to_call_on_the_first_page(name: str, language: str) -> None:
    first = pages(occasion(name), language)[0]
    for said in ("K7M 4QX", "beraad.example", "112", "0800-2000", "Achterwacht: 030-0000000", "15:30"):
        assert said in first
    assert all(plan.title.within(language) in first for plan in method(name).steps if not plan.continues)


@pytest.mark.parametrize("preset", ["kort", "standaard", "lang"])
@pytest.mark.parametrize("name", METHODS)
def test_the_minutes_add_up_to_the_agreed_end(name: str, preset: str) -> None:
    if preset not in method(name).presets:
        return
    front = emergency_set(occasion(name, preset=preset), "nl")["front"]
    rows = [*([front["arrive"]] if front["arrive"] else []), *front["times"]]
    assert sum(row["minutes"] for row in rows) == method(name).presets[preset]
    spans = [row["span"].split("–") for row in rows]
    assert all(before[1] == after[0] for before, after in itertools.pairwise(spans))
    assert spans[-1][1] == "15:30"


def test_an_agreed_beginning_goes_before_the_end() -> None:
    begins = datetime(2026, 12, 3, 13, 0)  # noqa: DTZ001  on the clock of the table
    assert emergency_set(occasion(begins=begins), "nl")["front"]["times"][0]["span"] == "13:00–13:05"


def test_without_an_agreed_end_it_counts_from_the_start() -> None:
    front = emergency_set(occasion("kort_beraad", ends=None), "nl")["front"]
    assert front["from_start"]
    assert [front["arrive"]["span"], *(row["span"] for row in front["times"])] == [
        "0–3",
        "3–12",
        "12–22",
        "22–36",
        "36–45",
    ]


def test_a_step_that_is_left_out_has_no_card_and_takes_no_time() -> None:
    front = emergency_set(occasion(skipped=frozenset({StepId("vragen")})), "nl")["front"]
    assert "Vragen" not in [row["title"] for row in front["times"]]
    assert front["times"][-1]["span"].endswith("15:18")


@pytest.mark.parametrize("people", [4, 8, 12])
@pytest.mark.parametrize("name", METHODS)
def test_there_is_a_slip_of_each_kind_for_everybody(name: str, people: int) -> None:
    one = occasion(name, people=people)
    told = " ".join(pages(one))
    table = Table(chairs=())
    slips = [slip for plan in one.method.steps if (slip := by_hand(plan, table).slip)]
    for afterwards in (TYPED, COUNTED):
        wanted = sum(people * slip.each for slip in slips if slip.afterwards == afterwards)
        assert told.count(afterwards.nl) == wanted
    assert told.count("Niemand ziet dit tot iedereen klaar is.") == sum(
        people * slip.each for slip in slips if slip.sees.nl.startswith("Niemand")
    )


def test_an_odd_number_of_people_leaves_no_half_page_empty() -> None:
    assert " ".join(pages(occasion("kort_beraad", people=5))).count("Kun je hiermee leven?") >= 8


def test_who_wants_the_most_gets_it() -> None:
    assert len(PdfReader(BytesIO(made(occasion("kort_beraad", people=MOST_PEOPLE)))).pages) > MOST_PEOPLE


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", METHODS)
def test_nothing_of_the_case_stands_on_it_unless_whoever_leads_wants_so(name: str, language: str) -> None:
    assert not [word for word in CANARIES if word in squeezed(read(occasion(name), language))]
    told = read(occasion(name, case=CASE), language)
    assert not [word for word in CANARIES if word not in told]


def test_every_slip_tells_who_sees_it_and_asks_for_no_name() -> None:
    for plan in (plan for name in METHODS for plan in method(name).steps):
        if slip := by_hand(plan, Table(chairs=())).slip:
            assert slip.sees.nl
            assert slip.afterwards.nl.startswith("Zet je naam er niet op")
            assert slip.place == (slip.afterwards == TYPED)  # what nobody may know of anybody asks for no place either


def test_without_names_asks_for_no_place_at_the_table() -> None:
    plan = next(plan for plan in method("dilemmamethode").steps if plan.activity == "alternatives")
    unnamed = by_hand(msgspec.structs.replace(plan, visibility="private_anon_reveal"), Table(chairs=())).slip
    assert unnamed
    assert not unnamed.place


def one_step() -> Method:
    """A method of one step, of an activity that has nothing on paper of its own."""
    title = Text(nl="Eén stap")
    step = Plan(id=StepId("een"), activity="extra", title=title, phase="picture", minutes={"kort": 20})
    return Method(id="een", version=1, title=title, presets={"kort": 20}, chairs=(), steps=(step,))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_method_of_one_step_without_a_sheet_has_a_page_and_a_card(language: str) -> None:
    assert by_hand(one_step().steps[0], Table(chairs=())) == ByHand()
    found = pages(occasion(method=one_step(), preset="kort"), language)
    assert len(found) == 2
    assert "Eén stap" in found[1]


LONG = "Wat weegt zwaarder voor Zoë, de Ğ en de Ż: rust thuis of nabijheid van familie in Łowicz? " * 3


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("title", [LONG[:200], "Ë" * 200])
def test_long_words_and_diacritics_fit(title: str, name: str) -> None:
    text = Text(nl=title)
    steps = tuple(msgspec.structs.replace(plan, title=text, question=text) for plan in method(name).steps)
    long = msgspec.structs.replace(method(name), title=text, steps=steps)
    case = msgspec.structs.replace(CASE, title=title, a=title, b=title, harm_a=title, harm_b=title)
    one = occasion(method=long, case=case)
    assert squeezed(read(one)).count(squeezed(title)) > 2 * long.length
    for page, stands in zip(PdfReader(BytesIO(made(one))).pages, letters(made(one)), strict=True):
        assert all(0 <= x <= page.mediabox.width and 0 <= y <= page.mediabox.height for x, y, _, _ in stands)


@pytest.mark.parametrize("said", HOSTILE)
def test_what_a_method_or_a_case_says_is_no_command_and_no_form(said: str) -> None:
    text, lines = Text(nl=said), Lines(nl=(said,))
    changes: dict[str, Any] = {"why": text, "question": text, "script": lines, "mind": text}
    steps = tuple(msgspec.structs.replace(plan, title=text, **changes) for plan in method("kort_beraad").steps)
    hostile = msgspec.structs.replace(method("kort_beraad"), title=text, steps=steps)
    case = TheCase(title=said, a=said, b=said, harm_a=said, harm_b=said, chairs=(Chair(id="x", name=text),))
    told = read(occasion(method=hostile, case=case, crisis=said, code=said[:9], host=said))
    if "\u202e" not in said:  # shown from right to left
        assert squeezed(told).count(squeezed(printable(said))) > 5 * len(steps)
    assert "root:" not in told


@pytest.mark.parametrize("said", ["", " ", "🙂", "مرحبا", "\u200b", "x" * 3000])
def test_whatever_is_typed_there_is_a_file(said: str) -> None:
    case = TheCase(title=said, a=said, b=said, harm_a=said, harm_b=said, chairs=())
    assert "Noodset" in read(occasion("kort_beraad", case=case, crisis=said))


def test_one_step_can_be_printed_by_itself() -> None:
    found = pages(occasion(only=StepId("afweging"), people=4))
    assert len(found) == 3
    assert "Eén hardop gezegde mening" in found[0]
    assert all("daardoor kan ik niet" in page for page in found[1:])
    assert "K7M" not in " ".join(found)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", METHODS)
def test_a_screen_reader_can_follow_it(name: str, language: str) -> None:
    root: Any = PdfReader(BytesIO(made(occasion(name), language))).trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (language, True)
    structure = roles(root["/StructTreeRoot"], [])
    headings = [role for role in structure if role in ("/H1", "/H2", "/H3", "/H4")]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 1
    assert headings.count("/H2") > method(name).length
    assert {"/Table", "/TH", "/LI", "/Figure"} <= set(structure)


@cache
def letters(pdf: bytes) -> tuple[list[tuple[float, float, float, str]], ...]:
    """Return of each page where every piece of text stands, how high its letters are, and what it says."""
    whole = []
    for page in PdfReader(BytesIO(pdf)).pages:
        found: list[tuple[float, float, float, str]] = []

        def see(text: str, cm: list[float], tm: list[float], _font: Any, size: float, found: list[Any] = found) -> None:
            if text.strip():
                x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
                y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
                found.append((x, y, round(size * abs(tm[3]) * abs(cm[3]), 2), text.strip()))

        page.extract_text(visitor_text=see)
        whole.append(found)
    return tuple(whole)


@pytest.mark.parametrize("name", METHODS)
def test_everybody_can_read_it(name: str) -> None:
    for page in letters(made(occasion(name, case=CASE))):
        assert min(size for _, _, size, _ in page) >= 11


@pytest.mark.parametrize("name", METHODS)
def test_what_becomes_of_a_slip_stands_apart_from_what_is_asked(name: str) -> None:
    slips = 0
    for page in letters(made(occasion(name))):
        for at, foot, _, text in page:
            if text.startswith("Zet je naam"):
                above = [(y, said) for x, y, _, said in page if abs(x - at) < 300 and y > foot + 1]
                assert min(above)[0] - foot >= 13, min(above)
                slips += 1
    assert slips >= 6


@pytest.mark.parametrize("name", METHODS)
def test_it_prints_in_black_and_white_on_a4(name: str) -> None:
    for page in PdfReader(BytesIO(made(occasion(name, case=CASE)))).pages:
        assert sorted(round(float(side)) for side in page.mediabox[2:]) == [595, 842]
        assert b"RGB" not in repr(page["/Resources"]).encode()
