"""What who leads can take back, give and join, on both databases: also after the state is read from the log again."""

from datetime import timedelta

import gevent
import pytest
from sqlalchemy import text

from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.decide.reveal import COUNTDOWN
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.seats import Face, Role
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit
from tests.deliberation.builders import DILEMMA, VALUES, WEIGHING
from tests.storage.test_sessions import Hands, hands

__all__ = ["hands"]


def rows(room: Store[RoomUnit], query: str) -> list[tuple[object, ...]]:
    return room.read(lambda unit: [tuple(row) for row in unit.connection.execute(text(query)).all()])


def test_what_was_steered_last_is_taken_back_also_by_a_server_that_started_again(
    hands: Hands, room: Store[RoomUnit]
) -> None:
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    before = hands.sessions.state(hands.id)
    hands.at += timedelta(minutes=3)
    hands.do(hands.leader, c.OpenStep(step=WEIGHING))
    room.cache.merge({("session", hands.id): None})  # as after a start: the log is read anew
    undo = hands.sessions.state(hands.id).undo
    assert undo is not None
    assert undo.at == hands.at
    hands.at += timedelta(seconds=9)
    hands.do(hands.leader, c.Undo(number=undo.number))
    after = hands.sessions.state(hands.id)
    assert (after.step, after.steps) == (before.step, before.steps)


def test_two_who_lead_undo_in_the_same_moment_and_one_is_first(hands: Hands) -> None:
    anna = hands.join("Anna")
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    hands.do(hands.leader, c.GiveLead(seat=anna))
    hands.do(hands.leader, c.MoveClock(minutes=1))
    undo = hands.sessions.state(hands.id).undo
    assert undo is not None
    hands.do(anna, c.Undo(number=undo.number))
    with pytest.raises(no.NotUndoable):
        hands.do(hands.leader, c.Undo(number=undo.number))
    assert hands.sessions.state(hands.id).steps[VALUES].extra == 0


def test_a_break_leaves_no_trace_of_who_asked(hands: Hands, room: Store[RoomUnit]) -> None:
    anna = hands.join("Anna")
    hands.do(hands.leader, c.OpenStep(step=DILEMMA))
    asked = rows(room, "select count(*) from ops")
    hands.do(anna, c.AskBreath(), "op-of-anna")
    hands.do(anna, c.AskBreath(), "op-of-anna")
    assert hands.sessions.state(hands.id).breath
    assert rows(room, "select count(*) from ops") == asked
    [(by, body)] = rows(room, "select by, body from events where type = 'BreathAsked'")
    assert anna not in f"{by}{body}"


def test_who_leads_no_more_has_no_key_to_the_desk_and_the_own_seat_again(hands: Hands) -> None:
    id, secret = hands.sessions.join(hands.code, "Anna", "", "join-anna")
    anna = hands.sessions.seat_behind(id, Face.IN, secret)[1].id
    hands.do(hands.leader, c.GiveLead(seat=anna))
    assert hands.told.gone == [anna]
    with pytest.raises(no.SeatLeads):
        hands.sessions.seat_behind(id, Face.IN, secret)
    hands.do(hands.leader, c.TakeBackLead(seat=anna))
    assert hands.sessions.seat_behind(id, Face.IN, secret)[1].role is Role.PARTICIPANT


def test_the_devices_of_two_seats_of_one_person_go_on_at_one(hands: Hands) -> None:
    id, old = hands.sessions.join(hands.code, "Anna", "", "join-1")
    _, new = hands.sessions.join(hands.code, "Anna", "", "join-2")
    kept = hands.sessions.seat_behind(id, Face.IN, old)[1].id
    double: SeatId = hands.sessions.seat_behind(id, Face.IN, new)[1].id
    hands.do(hands.leader, c.OpenStep(step=DILEMMA))
    hands.do(hands.leader, c.MergeSeats(seat=double, into=kept))
    assert hands.told.gone == [double]
    for secret in (old, new):
        assert hands.sessions.seat_behind(id, Face.IN, secret)[1].id == kept
    with pytest.raises(no.NoSuchSeat):
        hands.do(hands.leader, c.MergeSeats(seat=double, into=kept))


def test_a_step_is_put_in_like_one_of_a_method_and_opened(hands: Hands) -> None:
    with pytest.raises(no.NoSuchStep):
        hands.do(hands.leader, c.InsertStep(after=DILEMMA, like="nergens/vragen"))
    with pytest.raises(no.NoSuchStep):
        hands.do(
            hands.leader, c.InsertStep(after=DILEMMA, like=f"kort_beraad/{VALUES}")
        )  # no type that can stand twice
    assert len(hands.sessions.state(hands.id).method.steps) == 5


def weighing(hands: Hands) -> int:
    """Somebody judged, and the reveal counts down; return the number of its announcement."""
    anna = hands.join("Anna")
    hands.do(hands.leader, c.OpenStep(step=WEIGHING))
    hands.do(anna, c.Contribute(step=WEIGHING, what=Choose(choice="a", because="om het kind")))
    hands.do(hands.leader, c.AnnounceReveal(step=WEIGHING))
    reveal = hands.sessions.state(hands.id).steps[WEIGHING].reveal
    assert reveal is not None
    return reveal[0]


def test_a_reveal_that_is_stopped_in_its_last_tenth_of_a_second_does_not_come(hands: Hands) -> None:
    weighing(hands)
    hands.at += COUNTDOWN - timedelta(milliseconds=50)
    hands.do(hands.leader, c.StopReveal(step=WEIGHING))
    hands.at += timedelta(seconds=5)
    hands.sessions.do_what_is_due()
    here = hands.sessions.state(hands.id).steps[WEIGHING]
    assert (here.revealed, here.reveal) == (False, None)


def test_a_stop_that_comes_too_late_is_told_so_and_what_was_shown_stays(hands: Hands) -> None:
    weighing(hands)
    hands.at += COUNTDOWN
    hands.sessions.do_what_is_due()
    with pytest.raises(no.AlreadyRevealed):
        hands.do(hands.leader, c.StopReveal(step=WEIGHING))
    assert hands.sessions.state(hands.id).steps[WEIGHING].revealed


def test_a_laptop_that_dies_with_the_countdown_running_holds_nothing_up(hands: Hands, room: Store[RoomUnit]) -> None:
    weighing(hands)
    room.cache.merge({("session", hands.id): None})  # the server died as well
    hands.at += timedelta(minutes=2)
    hands.sessions.do_what_is_due()
    assert hands.sessions.state(hands.id).steps[WEIGHING].revealed


def test_of_two_who_steer_in_the_same_moment_one_is_first_and_the_other_hears_it(hands: Hands) -> None:
    anna = hands.join("Anna")
    hands.do(hands.leader, c.OpenStep(step=DILEMMA))
    hands.do(hands.leader, c.GiveLead(seat=anna))
    seen = hands.sessions.state(hands.id).steered
    asked = ((hands.leader, VALUES), (anna, WEIGHING))

    def steer(by: SeatId, step: StepId) -> StepId | None:
        try:
            hands.do(by, c.OpenStep(step=step), f"op-{by}", seen)
        except no.SomeoneElseWasFirst:
            return None
        return step

    came = [one.get() for one in [gevent.spawn(steer, *each) for each in asked]]
    assert came.count(None) == 1
    assert hands.sessions.state(hands.id).step in came
