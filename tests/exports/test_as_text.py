"""The report as text to paste: whole, in both languages, and what people wrote makes no structure."""

from datetime import date

import pytest

from beraad.deliberation.blocks import (
    ActionsBlock,
    Agreed,
    AnyBlock,
    Asked,
    Column,
    ConclusionBlock,
    DilemmaBlock,
    Heading,
    ListBlock,
    Move,
    QuestionsBlock,
    Reason,
    Row,
    Said,
    Score,
    ScoresBlock,
    ShiftBlock,
    SpreadBlock,
    VoicesBlock,
)
from beraad.deliberation.method import Text
from beraad.exports.as_text import as_text
from beraad.exports.papers import Talk, report

DAY = date(2026, 11, 24)
CHILD = Text(nl="Het kind", en="The child")
YES = Text(nl="ja", en="yes")
HOSTILE = "# kop\n- lijst\n| tabel |"
ALL: tuple[AnyBlock, ...] = (
    Heading(text=Text(nl="Kop", en="Heading")),
    Said(label=Text(nl="Feiten", en="Facts"), text=HOSTILE),
    DilemmaBlock(a="Doorgaan", b="", harm_a="rust", harm_b="", confirmed=False),
    QuestionsBlock(questions=(Asked(question=HOSTILE, answer="sinds mei"), Asked(question="Wie nog?", answer=""))),
    VoicesBlock(
        rows=(Row(chair=CHILD, value="rust", norm=HOSTILE, supports="a", source="estimated", also=("stilte",)),),
        serves_a="rust",
        serves_b="",
    ),
    ListBlock(label=Text(nl="Wat ook kan", en="What else"), items=(HOSTILE,)),
    SpreadBlock(
        columns=(
            Column(
                choice="a",
                labels=("Doorgaan",),
                count=1,
                reasons=(Reason(because="tijd", at_cost_of="", speaks_for=None, softens="bellen", needs="moed"),),
            ),
            Column(
                choice="other",
                labels=("eerst vragen",),
                count=2,
                reasons=(Reason(because=HOSTILE, at_cost_of="tijd", speaks_for=CHILD),),
            ),
        )
    ),
    ShiftBlock(moves=(Move(before="a", after="b", count=3, reasons=(HOSTILE,)),)),
    ConclusionBlock(outcome="shared_with_minority", text=HOSTILE, dissents=("Ik niet",)),
    ActionsBlock(
        actions=(
            Agreed(what="Bellen", role="wijkteam", term=""),
            Agreed(what="Melden", role="", term="mei", kind="signal", answer_by="de directie, in juni"),
        ),
        none_because="",
    ),
    ScoresBlock(
        scores=(Score(question=Text(nl="Vrij?", en="Free?"), counts=((YES, 4), (Text(nl="nee", en="no"), 0))),),
        people=4,
        remarks=(HOSTILE,),
    ),
)


def talk(*blocks: AnyBlock, title: str = "Titel") -> Talk:
    method = Text(nl="Dilemmamethode", en="Dilemma method")
    return Talk(title=title, day=DAY, method=method, people=4, minutes=90, blocks=blocks)


def told(*blocks: AnyBlock, title: str = "Titel", language: str = "nl") -> str:
    return as_text(report(talk(*blocks, title=title), language))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_people_wrote_begins_no_heading_list_or_table(language: str) -> None:
    lines = told(*ALL, title=HOSTILE, language=language).splitlines()
    assert lines[0] == "# # kop - lijst | tabel |"
    assert [line for line in lines if line.startswith(("# ", "- lijst", "|"))] == lines[:1]


@pytest.mark.parametrize(
    "words",
    [
        "24 november 2026 · 4 mensen · dilemmamethode",
        "- A: Doorgaan",
        "- B: niet vastgelegd",
        "- A: rust\n  - bellen\n- B: niet vastgelegd\n  - hier hebben we nog niets voor",
        "- Wie nog?\n  - open gebleven",
        "- Het kind (in onze woorden) · rust (ook gezegd: stilte) · # kop - lijst | tabel | · A",
        "#### A: Doorgaan (één mens)",
        "#### Anders: eerst vragen (2 mensen)",
        "  - ten koste van: tijd\n  - gezegd voor: Het kind",
        "  - zo verzachten we dat: bellen\n  - wat dat vraagt: moed",
        "- eerst A, daarna B (3 mensen)",
        "‘Ik niet’ (In eigen woorden, en zo goedgekeurd door wie dit vindt.)",
        "- Bellen · wijkteam",
        "- Melden (signaal) · mei (antwoord: de directie, in juni)",
        "- Vrij?\n  - ja: 4×\n",
    ],
)
def test_every_text_of_every_block_stands_in_it(words: str) -> None:
    assert words in told(*ALL)


def test_what_the_group_found_comes_before_how_it_weighed() -> None:
    text = told(*ALL, language="en")
    order = ("What we found", "What we do", "How we came there", "What we asked", "How we weighed", "What the conv")
    assert sorted(order, key=text.index) == list(order)


def test_an_empty_report_says_that_nothing_was_recorded() -> None:
    blocks = (
        VoicesBlock(rows=(), serves_a="", serves_b=""),
        ConclusionBlock(outcome="not_recorded", text="", dissents=()),
        ActionsBlock(actions=(), none_because=""),
    )
    assert told(*blocks).count("niet vastgelegd") == 4


def test_why_nothing_was_agreed_is_told() -> None:
    block = ActionsBlock(actions=(), none_because="we weten te weinig")
    assert "Geen afspraak, omdat: we weten te weinig" in told(block)
