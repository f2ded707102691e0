"""The report as text to paste: whole, in both languages, and what people wrote makes no structure."""

from datetime import date

import pytest

from beraad.deliberation.blocks import (
    ActionsBlock,
    Agreed,
    AnyBlock,
    Column,
    ConclusionBlock,
    DilemmaBlock,
    Heading,
    Reason,
    Row,
    Said,
    SpreadBlock,
    VoicesBlock,
)
from beraad.deliberation.method import Text
from beraad.exports.as_text import as_text

DAY = date(2026, 11, 24)
CHILD = Text(nl="Het kind", en="The child")
HOSTILE = "# kop\n- lijst\n| tabel |"
ALL: tuple[AnyBlock, ...] = (
    Heading(text=Text(nl="Kop", en="Heading")),
    Said(label=Text(nl="Feiten", en="Facts"), text=HOSTILE),
    DilemmaBlock(a="Doorgaan", b="", harm_a="rust", harm_b="", confirmed=False),
    VoicesBlock(
        rows=(Row(chair=CHILD, value="rust", norm=HOSTILE, supports="a", source="estimated"),),
        serves_a="rust",
        serves_b="",
    ),
    SpreadBlock(
        columns=(
            Column(
                choice="other",
                labels=("eerst vragen",),
                count=2,
                reasons=(Reason(because=HOSTILE, at_cost_of="tijd", speaks_for=CHILD),),
            ),
        )
    ),
    ConclusionBlock(outcome="shared_with_minority", text=HOSTILE, dissents=("Ik niet",)),
    ActionsBlock(actions=(Agreed(what="Bellen", role="wijkteam", term=""),), none_because=""),
)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_people_wrote_begins_no_heading_list_or_table(language: str) -> None:
    lines = as_text(HOSTILE, DAY, ALL, language).splitlines()
    assert lines[0] == "# # kop - lijst | tabel |"
    assert [line for line in lines if line.startswith(("# ", "- lijst", "|"))] == lines[:1]


def test_every_text_of_every_block_stands_in_it() -> None:
    text = as_text("Titel", DAY, ALL, "nl")
    wanted = ("2026-11-24", "Doorgaan", "niet vastgelegd", "rust", "in onze woorden", "eerst vragen: 2", "tijd")
    assert not [word for word in (*wanted, "gezegd voor Het kind", "Ik niet", "Bellen · wijkteam") if word not in text]


def test_what_the_group_found_comes_before_how_it_weighed() -> None:
    text = as_text("Titel", DAY, ALL, "en")
    assert text.index("What we found") < text.index("What we do") < text.index("How we weighed")


def test_an_empty_report_says_that_nothing_was_recorded() -> None:
    blocks = (
        VoicesBlock(rows=(), serves_a="", serves_b=""),
        ConclusionBlock(outcome="not_recorded", text="", dissents=()),
        ActionsBlock(actions=(), none_because=""),
    )
    assert as_text("Titel", DAY, blocks, "nl").count("niet vastgelegd") == 4


def test_why_nothing_was_agreed_is_told() -> None:
    block = ActionsBlock(actions=(), none_because="we weten te weinig")
    assert "Geen afspraak, omdat: we weten te weinig" in as_text("Titel", DAY, (block,), "nl")
