"""The report as text to paste: whole, in both languages, and what people wrote makes no structure."""

from datetime import date

import pytest

from beraad.deliberation import blocks as b
from beraad.deliberation.method import Text
from beraad.exports.as_text import as_text
from beraad.exports.papers import Talk, report

DAY = date(2026, 11, 24)
CHILD = Text(nl="Het kind", en="The child")
YES = Text(nl="ja", en="yes")
HOSTILE = "# kop\n- lijst\n| tabel |"
ALL: tuple[b.AnyBlock, ...] = (
    b.Heading(text=Text(nl="Kop", en="Heading")),
    b.Said(label=Text(nl="Feiten", en="Facts"), text=HOSTILE),
    b.DilemmaBlock(a="Doorgaan", b="", harm_a="rust", harm_b="", confirmed=False),
    b.QuestionsBlock(
        questions=(b.Asked(question=HOSTILE, answer="sinds mei"), b.Asked(question="Wie nog?", answer=""))
    ),
    b.VoicesBlock(
        rows=(b.Row(chair=CHILD, value="rust", norm=HOSTILE, supports="a", source="estimated", also=("stilte",)),),
        serves_a="rust",
        serves_b="",
    ),
    b.ListBlock(label=Text(nl="Wat ook kan", en="What else"), items=(HOSTILE,)),
    b.SpreadBlock(
        columns=(
            b.Column(
                choice="a",
                labels=("Doorgaan",),
                count=1,
                reasons=(b.Reason(because="tijd", at_cost_of="", speaks_for=None, softens="bellen", needs="moed"),),
            ),
            b.Column(
                choice="other",
                labels=("eerst vragen",),
                count=2,
                reasons=(b.Reason(because=HOSTILE, at_cost_of="tijd", speaks_for=CHILD),),
            ),
        )
    ),
    b.ShiftBlock(moves=(b.Move(before="a", after="b", count=3, reasons=(HOSTILE,)),)),
    b.ConclusionBlock(outcome="shared_with_minority", text=HOSTILE, dissents=("Ik niet",)),
    b.ActionsBlock(
        actions=(
            b.Agreed(what="Bellen", role="wijkteam", term=""),
            b.Agreed(what="Melden", role="", term="mei", kind="signal", answer_by="de directie, in juni"),
        ),
        none_because="",
    ),
    b.ScoresBlock(
        scores=(b.Score(question=Text(nl="Vrij?", en="Free?"), counts=((YES, 4), (Text(nl="nee", en="no"), 0))),),
        people=4,
        remarks=(HOSTILE,),
    ),
)


def talk(*blocks: b.AnyBlock, title: str = "Titel") -> Talk:
    method = Text(nl="Dilemmamethode", en="Dilemma method")
    return Talk(title=title, day=DAY, method=method, people=4, minutes=90, blocks=blocks)


def told(*blocks: b.AnyBlock, title: str = "Titel", language: str = "nl") -> str:
    return as_text(report(talk(*blocks, title=title), language))


def test_a_heading_before_a_spread_is_its_only_one() -> None:
    spread = next(block for block in ALL if isinstance(block, b.SpreadBlock))
    assert told(spread).count("Hoe we wogen") == 1
    assert told(b.Heading(text=Text(nl="Opnieuw wegen", en="Weighing again")), spread).count("Hoe we wogen") == 0


@pytest.mark.parametrize(("five", "begins"), [(False, "ten koste van: tijd"), (True, "daardoor kan ik niet: tijd")])
def test_what_a_choice_costs_follows_the_words_that_asked_for_it(five: bool, begins: str) -> None:
    reason = b.Reason(because="rust", at_cost_of="tijd", speaks_for=None, five=five)
    column = b.Column(choice="a", labels=("Doorgaan",), count=1, reasons=(reason,))
    assert begins in told(b.SpreadBlock(columns=(column,)))


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
    order = ("What we found", "What we do", "How we got there", "What we asked", "How we weighed", "What the conv")
    assert sorted(order, key=text.index) == list(order)


def test_an_empty_report_says_that_nothing_was_recorded() -> None:
    blocks = (
        b.VoicesBlock(rows=(), serves_a="", serves_b=""),
        b.ConclusionBlock(outcome="not_recorded", text="", dissents=()),
        b.ActionsBlock(actions=(), none_because=""),
    )
    assert told(*blocks).count("niet vastgelegd") == 4


def test_why_nothing_was_agreed_is_told() -> None:
    block = b.ActionsBlock(actions=(), none_because="we weten te weinig")
    assert "Geen afspraak, omdat: we weten te weinig" in told(block)
