"""Kinds of agreements: only where the method asks for them. A signal says who must answer it and by when."""

import msgspec
import pytest

from beraad.deliberation import commands as c
from beraad.deliberation import events as e
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.actions import Agree, ChangeAgreement
from beraad.deliberation.decide import decide
from beraad.deliberation.material import fold
from beraad.deliberation.method import Method
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import ACTIONS, LEADER, NOON, ask, given, kort, step

LEAD = LEADER.id
SIGNAL = Agree(what="Er is geen plek", role="wijkteam", kind="signal", answer_by="wethouder, voor 1 juni")


def with_kinds() -> Method:
    method = kort()
    steps = tuple(
        msgspec.structs.replace(plan, options={"most": 20, "kinds": 1}) if plan.id == ACTIONS else plan
        for plan in method.steps
    )
    return msgspec.structs.replace(method, steps=steps)


def agreed(*made: Agree, method: Method | None = None) -> Deliberation:
    state = given(e.StepOpened(step=ACTIONS, at=NOON), method=method or with_kinds())
    for one in made:
        state = step(state, one, LEAD)
    return state


def test_agreements_stand_kind_by_kind_in_report_and_case() -> None:
    state = agreed(SIGNAL, Agree(what="Excuses maken", kind="repair"), Agree(what="Bellen"))
    found = fold(state, visible(state))
    (block,) = [block for block in found.blocks if type(block).__name__ == "ActionsBlock"]
    told = [(one.kind, one.what, one.answer_by) for one in block.actions]  # type: ignore[union-attr]
    assert told == [
        ("do", "Bellen", ""),
        ("repair", "Excuses maken", ""),
        ("signal", "Er is geen plek", "wethouder, voor 1 juni"),
    ]
    assert [one.what for one in found.material.actions] == [
        "Bellen",
        "Herstellen: Excuses maken",
        "Signaal omhoog: Er is geen plek\nWie antwoordt, en wanneer: wethouder, voor 1 juni",
    ]


def test_a_signal_without_who_answers_is_refused_at_that_field() -> None:
    with pytest.raises(no.FieldMissing) as refused:
        agreed(msgspec.structs.replace(SIGNAL, answer_by=" "))
    assert refused.value.field == "answer_by"


def test_only_a_signal_is_answered() -> None:
    (item,) = agreed(SIGNAL).steps[ACTIONS].content.items
    change = ChangeAgreement(item=item, what="Bellen", role="wijkteam", kind="do", answer_by="wethouder")
    (one,) = step(agreed(SIGNAL), change, LEAD).steps[ACTIONS].content.items.values()
    assert (one.kind, one.answer_by) == ("do", "")
    happened = decide(agreed(SIGNAL), c.Contribute(step=ACTIONS, what=change), LEADER, NOON, lambda: "id")
    assert e.TextErased(step=ACTIONS, item=item) in happened, "who was to answer is in no stored event"


def test_a_method_without_kinds_knows_none() -> None:
    (one,) = agreed(SIGNAL, method=kort()).steps[ACTIONS].content.items.values()
    assert (one.kind, one.answer_by) == ("do", "")


def test_what_is_taken_away_leaves_its_kind_and_none_of_its_words() -> None:
    state = agreed(SIGNAL)
    (item,) = state.steps[ACTIONS].content.items
    (one,) = ask(state, c.Erase(step=ACTIONS, item=item), LEAD).steps[ACTIONS].content.items.values()
    assert (one.kind, one.what, one.role, one.answer_by) == ("signal", "", "", "")
