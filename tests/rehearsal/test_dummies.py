"""The dummies walk through every step of every method, by the rules that people keep."""

import msgspec
import pytest

from beraad.deliberation import commands as c
from beraad.deliberation.activities import ACTIVITIES, activity
from beraad.deliberation.activities.conclusion import AskAround
from beraad.deliberation.activities.dilemma import DilemmaWorded
from beraad.deliberation.activities.evaluate import ShowTotals
from beraad.deliberation.blocks import SpreadBlock
from beraad.deliberation.events import Contributed
from beraad.deliberation.ids import StepId
from beraad.deliberation.material import report
from beraad.deliberation.method import Chair, Method, Text
from beraad.deliberation.open_question import slant
from beraad.deliberation.visibility import visible
from beraad.rehearsal.answers import ANSWERS, DUMMIES, SILENT, places
from beraad.rehearsal.words import WORDS, Words
from beraad.storage.methods import SHIPPED, method_in
from tests.deliberation.any_method import METHOD as EVERY_TYPE
from tests.deliberation.builders import LEADER
from tests.rehearsal.builders import SEATS, Table

METHODS = {method.id: method for method in map(method_in, sorted(SHIPPED.glob("*.yaml")))}
EVERY = [
    (id, preset, swapped) for id, m in METHODS.items() for preset in m.presets for swapped in {False, bool(m.may_swap)}
]


def walk(table: Table) -> None:
    """Open every step in order and lead it as one does: show what is hidden, ask what is asked of all."""
    for plan in table.state.method.steps:
        table.lead(c.OpenStep(step=plan.id))
        table.act()
        if plan.activity == "conclusion":
            for asked in (True, False):
                table.lead(c.Contribute(step=plan.id, what=AskAround(asked=asked)))
                table.act()
        elif table.state.steps[plan.id].visibility != "live":
            table.reveal()
            table.act()
        elif plan.activity == "evaluate":
            table.lead(c.Contribute(step=plan.id, what=ShowTotals()))


def not_done(table: Table) -> list[StepId]:
    seen = visible(table.state)
    return [plan.id for plan in seen.method.steps if not activity(plan.activity).done(seen, plan)]


def test_every_type_has_its_words_or_says_that_it_needs_none() -> None:
    """A new type comes here first: give it an answer and words, or put it in SILENT."""
    assert ANSWERS.keys() | SILENT == ACTIVITIES.keys()
    assert not ANSWERS.keys() & SILENT
    assert {field.name for field in msgspec.structs.fields(Words)} - {"name"} == ANSWERS.keys()


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(("id", "preset", "swapped"), EVERY)
def test_opening_every_step_gives_a_whole_report(id: str, preset: str, swapped: bool, language: str) -> None:
    method = METHODS[id].swapped() if swapped else METHODS[id]
    table = Table(method, preset, language)
    walk(table)
    assert not_done(table) == []
    told = report(visible(table.state))
    kinds = {plan.activity for plan in method.steps}
    assert len(told) >= len(kinds) - 1  # nothing of how we talk is in a report
    spreads = [[column.count for column in block.columns] for block in told if isinstance(block, SpreadBlock)]
    assert all(sum(one) == len(DUMMIES) and min(one) > 0 for one in spreads[:1])  # a real spread


def test_every_type_with_every_setting_is_answered() -> None:
    table = Table(EVERY_TYPE, "kort")
    for plan in table.state.method.steps:
        table.lead(c.OpenStep(step=plan.id))
        assert table.act() > 0, plan.id


def test_a_dummy_wants_nothing_that_the_rules_refuse_whoever_presents_and_types() -> None:
    method = METHODS["dilemmamethode"]
    for presents, types in (("", ""), (SEATS[4], SEATS[4]), (SEATS[6], SEATS[1]), (SEATS[2], "")):
        table = Table(method, "kort")
        table.lead(c.NamePresenter(seat=presents), c.NameTypist(seat=types))  # type: ignore[arg-type]
        for plan in method.steps:
            table.lead(c.OpenStep(step=plan.id))
            table.act()


def test_what_was_prepared_stays_and_only_what_is_empty_is_filled_in() -> None:
    prepared = DilemmaWorded(a="Naar huis", b="Nog niet", harm_a="De school", harm_b="", facts="")
    more = (Contributed(step=StepId("dilemma"), seat=LEADER.id, what=prepared),)
    table = Table(METHODS["kort_beraad"], "kort", more=more)
    table.lead(c.OpenStep(step=StepId("dilemma")))
    table.act()
    now = table.state.content_of("dilemma")
    assert (now.a, now.b, now.harm_a) == ("Naar huis", "Nog niet", "De school")
    assert now.harm_b == WORDS["nl"].dilemma.harm_b
    assert now.confirmed == "phone"


def test_with_phones_face_down_and_in_a_pause_nobody_types() -> None:
    table = Table(METHODS["kort_beraad"], "kort")
    assert table.act() == 0  # the lobby
    table.lead(c.OpenStep(step=StepId("waarden")), c.LowerScreens())
    assert table.act() == 0
    table.lead(c.RaiseScreens(), c.Pause())
    assert table.act() == 0
    table.lead(c.Resume())
    assert table.act() > 0


def test_who_asks_again_is_answered_again() -> None:
    table = Table(METHODS["kort_beraad"], "kort")
    step = StepId("conclusie")
    table.lead(c.OpenStep(step=step))
    table.act()
    for _ in range(2):
        table.lead(c.Contribute(step=step, what=AskAround(asked=True)))
        assert table.act() == len(DUMMIES)
        table.lead(c.Contribute(step=step, what=AskAround(asked=False)))
        table.act()
    now = table.state.steps[step].content
    assert [one.text for one in now.dissents.values()] == [WORDS["nl"].conclusion.dissents[0].text]
    assert now.outcome == "shared_with_minority"


def test_going_back_to_a_step_says_nothing_twice() -> None:
    table = Table(METHODS["dilemmamethode"], "kort")
    walk(table)
    before = report(visible(table.state))
    for plan in table.state.method.steps:
        table.lead(c.OpenStep(step=plan.id))
        table.act()
    assert report(visible(table.state)) == before


def test_a_type_that_no_dummy_knows_finds_it_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(METHODS["kort_beraad"], "kort")
    monkeypatch.delitem(ANSWERS, "dilemma")
    table.lead(c.OpenStep(step=StepId("dilemma")))
    assert table.act() == 0


def test_one_question_sounds_like_a_judgement_so_that_the_hint_can_be_seen() -> None:
    assert [slant(one.text) for one in WORDS["nl"].clarify_qa.questions] == [None, "judges", None]


@pytest.mark.parametrize("chairs", [1, 2, 3, 12])
def test_dummies_find_a_chair_however_few_there_are(chairs: int) -> None:
    method = METHODS["dilemmamethode"]
    more = tuple(Chair(id=f"c{n}", name=Text(nl=f"Stoel {n}")) for n in range(chairs - 1))
    few: Method = msgspec.structs.replace(method, chairs=(method.chairs[0], *more))
    assert method.chairs[0].id not in places(few.chairs).values()
    walk(Table(few, "kort"))
