"""What to think of before people come: each concern, and what takes it away. Nothing of it forbids anything."""

import msgspec
import pytest

from beraad.deliberation.company import Coming, Concern, Perspective, concerns, people
from beraad.deliberation.intake import NOTHING, Intake
from tests.deliberation.builders import kort

P = Perspective
WORKER = Coming(role="jeugdbeschermer", count=2)
TEACHER = Coming(role="leerkracht")
YOUNG = Coming(role="jongere", perspective=P.CHILD)
PARENT = Coming(role="moeder", perspective=P.PARENT)


def supported(one: Coming) -> Coming:
    return msgspec.structs.replace(one, supported=True)


def two(one: Coming) -> Coming:
    return msgspec.structs.replace(one, count=2)


@pytest.mark.parametrize(
    ("coming", "found"),
    [
        ((), set()),
        ((WORKER, TEACHER, supported(YOUNG), supported(PARENT)), set()),
        # alone
        ((WORKER, TEACHER, YOUNG, supported(PARENT)), {Concern.LONE_CHILD}),
        ((WORKER, TEACHER, two(YOUNG), supported(PARENT)), set()),
        ((WORKER, TEACHER, YOUNG, YOUNG, supported(PARENT)), set()),
        ((WORKER, TEACHER, YOUNG, Coming(perspective=P.FOR_CHILD), supported(PARENT)), set()),
        ((WORKER, TEACHER, supported(YOUNG), PARENT), {Concern.LONE_PARENT}),
        ((WORKER, TEACHER, supported(YOUNG), PARENT, Coming(perspective=P.FOR_PARENT)), set()),
        # unheard
        ((WORKER, TEACHER, supported(PARENT)), {Concern.CHILD_UNHEARD}),
        ((WORKER, TEACHER, supported(YOUNG)), {Concern.PARENT_UNHEARD}),
        ((WORKER, TEACHER, Coming(perspective=P.FOR_CHILD), Coming(perspective=P.FOR_PARENT)), set()),
        # one profession
        ((WORKER, supported(YOUNG), supported(PARENT)), {Concern.ONE_PROFESSION}),
        ((TEACHER, supported(YOUNG), supported(PARENT)), set()),
        ((TEACHER, Coming(role=" LEERKRACHT "), supported(YOUNG), supported(PARENT)), {Concern.ONE_PROFESSION}),
        ((Coming(count=3), supported(YOUNG), supported(PARENT)), set()),
        # too many
        ((WORKER, Coming(role="arts", count=4), supported(YOUNG), supported(PARENT)), {Concern.MORE_THAN_FITS}),
        ((WORKER, Coming(role="arts", count=2), supported(YOUNG), supported(PARENT)), set()),
        ((WORKER, Coming(role="arts", count=8), supported(YOUNG), supported(PARENT)), {Concern.MORE_THAN_FITS}),
        ((WORKER, Coming(role="arts", count=9), supported(YOUNG), supported(PARENT)), {Concern.CROWD}),
        ((Coming(count=300), supported(YOUNG), supported(PARENT)), {Concern.CROWD}),
    ],
)
def test_who_comes_says_what_to_think_of(coming: tuple[Coming, ...], found: set[Concern]) -> None:
    method = msgspec.structs.replace(kort(), people={"kort": 6})
    assert set(concerns(coming, NOTHING, method, "kort")) == found


def test_a_length_that_says_nothing_of_people_fits_everybody_round_one_table() -> None:
    coming = (WORKER, Coming(role="arts", count=8), supported(YOUNG), supported(PARENT))
    assert people(coming) == 12
    assert concerns(coming, NOTHING, msgspec.structs.replace(kort(), people={}), "kort") == ()


@pytest.mark.parametrize(
    ("intake", "found"),
    [
        (Intake(own="yes", still_open="yes", danger="no", quarrel="no", superior="no"), set()),
        (Intake(own="no"), {Concern.NOT_OWN}),
        (Intake(still_open="no"), {Concern.SETTLED}),
        (Intake(quarrel="yes"), {Concern.QUARREL}),
        (Intake(superior="yes"), {Concern.SUPERIOR}),
    ],
)
def test_an_answer_says_what_to_think_of_and_an_open_question_nothing(intake: Intake, found: set[Concern]) -> None:
    assert set(concerns((), intake, kort(), "kort")) == found
