"""The clock of the server jumps an hour: nothing is shown early, nothing is lost, and there is always a way on."""

from datetime import timedelta

import pytest

from beraad.accounts.roles import Role
from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.decide.reveal import COUNTDOWN
from beraad.deliberation.seats import Face
from beraad.services.accounts import Invite
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit
from tests.deliberation.builders import VALUES, WEIGHING
from tests.fakes import Clock, FakeBankUnit, accounts_over
from tests.storage.conftest import sqlite_room as room
from tests.storage.test_sessions import Hands, hands

__all__ = ["hands", "room"]

HOUR = timedelta(hours=1)
PASSWORD = "een lange zin als wachtwoord"


def announced(hands: Hands) -> None:
    anna = hands.join("Anna")
    hands.do(hands.leader, c.OpenStep(step=WEIGHING))
    hands.do(anna, c.Contribute(step=WEIGHING, what=Choose(choice="a", because="rust")))
    hands.do(hands.leader, c.AnnounceReveal(step=WEIGHING))


def revealed(hands: Hands) -> bool:
    hands.sessions.do_what_is_due()
    return hands.sessions.state(hands.id).steps[WEIGHING].revealed


def test_a_countdown_during_which_the_clock_goes_back_shows_nothing_early_and_can_be_begun_anew(hands: Hands) -> None:
    announced(hands)
    hands.at += COUNTDOWN / 2 - HOUR
    assert not revealed(hands)
    hands.do(hands.leader, c.StopReveal(step=WEIGHING))
    hands.do(hands.leader, c.AnnounceReveal(step=WEIGHING))
    hands.at += COUNTDOWN - timedelta(milliseconds=1)
    assert not revealed(hands)
    hands.at += timedelta(milliseconds=1)
    assert revealed(hands)


def test_a_countdown_that_nobody_stops_ends_when_the_clock_is_right_again(hands: Hands) -> None:
    announced(hands)
    hands.at -= HOUR
    assert not revealed(hands)
    hands.at += HOUR + COUNTDOWN
    assert revealed(hands)


def test_a_clock_that_jumps_forward_ends_a_countdown_once_and_no_step_that_was_stopped(hands: Hands) -> None:
    announced(hands)
    hands.do(hands.leader, c.StopReveal(step=WEIGHING))
    hands.at += HOUR
    assert not revealed(hands)
    hands.do(hands.leader, c.AnnounceReveal(step=WEIGHING))
    hands.at += HOUR
    assert revealed(hands)
    number = hands.sessions.state(hands.id).number
    assert revealed(hands)
    assert hands.sessions.state(hands.id).number == number


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_what_happened_stays_in_its_order_and_everybody_in_their_seat(
    jump: timedelta, hands: Hands, room: Store[RoomUnit]
) -> None:
    id, secret = hands.sessions.join(hands.code, "Zoë", "", "join-zoe")
    zoe = hands.sessions.seat_behind(id, Face.IN, secret)[1].id
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    hands.at += jump
    hands.do(hands.leader, c.OpenStep(step=WEIGHING))
    for choice in ("a", "b"):
        hands.do(zoe, c.Contribute(step=WEIGHING, what=Choose(choice=choice, because="rust")), f"op-{choice}")
    warm = hands.sessions.state(hands.id)
    room.cache.merge({("session", hands.id): None})
    cold = hands.sessions.state(hands.id)
    assert (cold, cold.step) == (warm, WEIGHING)
    assert hands.do(zoe, c.Contribute(step=WEIGHING, what=Choose(choice="b", because="rust")), "op-b") == cold.stamp
    assert hands.sessions.seat_behind(id, Face.IN, secret)[1].id == zoe


@pytest.mark.parametrize(("jump", "undone"), [(HOUR, False), (-HOUR, True)])
def test_what_was_steered_is_undone_or_refused_in_words(jump: timedelta, undone: bool, hands: Hands) -> None:
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    hands.do(hands.leader, c.OpenStep(step=WEIGHING))
    undo = hands.sessions.state(hands.id).undo
    assert undo
    hands.at += jump
    if not undone:
        with pytest.raises(no.TooLateToUndo):
            hands.do(hands.leader, c.Undo(number=undo.number))
        hands.do(hands.leader, c.OpenStep(step=VALUES))  # with the button that always works
    else:
        hands.do(hands.leader, c.Undo(number=undo.number))
    assert hands.sessions.state(hands.id).step == VALUES


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_who_signed_in_stays_so_and_a_link_is_good_once(jump: timedelta) -> None:
    clock = Clock()
    accounts = accounts_over(FakeBankUnit(), now=clock)
    invite = Invite(name="Noor", email="noor@voorbeeld.example", roles=frozenset({Role.FACILITATOR}))
    link = accounts.create("Jeugdhulp", "Regio", invite)
    clock.now += jump
    accounts.accept_invitation(link, PASSWORD)
    token = accounts.sign_in(invite.email, PASSWORD, "here")
    clock.now -= jump
    assert accounts.find_signed_in(token)
    clock.now += jump
    assert accounts.find_signed_in(token)
