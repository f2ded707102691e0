"""What is taken away, by its writer or by whoever leads, stands in no row and bears no hash of a request."""

import pytest
from sqlalchemy import text

from beraad.deliberation import commands as c
from beraad.deliberation.activities.actions import Agree, AgreeNothing, DropAgreement
from beraad.deliberation.activities.conclusion import ApproveDissent, AskAround, Conclude, LiveWith, TakeBackDissent
from beraad.deliberation.activities.pvn_table import AddVoice, DropVoice
from beraad.deliberation.company import Coming
from beraad.deliberation.ids import SeatId
from beraad.deliberation.intake import Intake
from beraad.deliberation.plan_session import NOT_AGREED, Appointment, Preparation
from beraad.services.preparing import Change, Preparing
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit
from tests.deliberation.builders import ACTIONS, CONCLUSION, VALUES
from tests.storage.test_sessions import NOOR, Hands

CANARY = "Kanarie"


@pytest.fixture
def hands(room: Store[RoomUnit]) -> Hands:
    return Hands(room)


def rows(room: Store[RoomUnit], op: str) -> tuple[str, str]:
    """All stored events as one text, and the hash of a request."""
    with room.engines.reading.connect() as connection:
        bodies = "".join(row[0] for row in connection.execute(text("SELECT body FROM events")))
        hashed = connection.execute(text("SELECT body_hash FROM ops WHERE op = :op"), {"op": op}).scalar_one()
    return bodies, hashed


def check_gone(hands: Hands, room: Store[RoomUnit], op: str) -> None:
    assert "wipe" in {gone.split()[0] for gone in hands.told.gone}
    bodies, hashed = rows(room, op)
    assert CANARY not in bodies
    assert hashed == ""
    warm = hands.sessions.state(hands.id)
    assert CANARY not in str(warm)
    room.cache.merge({("session", hands.id): None})
    assert hands.sessions.state(hands.id) == warm


def test_a_dropped_voice(hands: Hands, room: Store[RoomUnit]) -> None:
    zoe = hands.join("Zoë")
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    hands.do(zoe, c.Contribute(step=VALUES, what=AddVoice(chair="kind", value=CANARY)), "op-k")
    (voice,) = hands.sessions.state(hands.id).steps[VALUES].content.voices
    assert CANARY in rows(room, "op-k")[0]
    hands.do(zoe, c.Contribute(step=VALUES, what=DropVoice(voice=voice)))
    check_gone(hands, room, "op-k")


def test_a_hidden_voice_of_who_is_removed(hands: Hands, room: Store[RoomUnit]) -> None:
    zoe = hands.join("Zoë")
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    hands.do(zoe, c.Contribute(step=VALUES, what=AddVoice(chair="kind", value=CANARY)), "op-k")
    hands.do(hands.leader, c.RemoveSeat(seat=zoe))
    check_gone(hands, room, "op-k")


@pytest.mark.parametrize("agrees", [False, True])
def test_a_dissent_that_is_taken_back(hands: Hands, room: Store[RoomUnit], agrees: bool) -> None:
    zoe = hands.join("Zoë")
    hands.do(hands.leader, c.OpenStep(step=CONCLUSION))
    moves: tuple[tuple[SeatId, c.Command], ...] = (
        (hands.leader, Conclude(text="We wachten", wording=0)),
        (hands.leader, AskAround(asked=True)),
        (zoe, LiveWith(yes=False, wording=1)),
        (hands.leader, AskAround(asked=False)),
    )
    for seat, what in moves:
        hands.do(seat, c.Contribute(step=CONCLUSION, what=what))
    hands.do(zoe, c.Contribute(step=CONCLUSION, what=ApproveDissent(text=CANARY)), "op-k")
    assert CANARY in rows(room, "op-k")[0]
    again = ((hands.leader, AskAround(asked=True)), (zoe, LiveWith(yes=True, wording=1)), moves[-1])
    for seat, what in again if agrees else ((zoe, TakeBackDissent()),):
        hands.do(seat, c.Contribute(step=CONCLUSION, what=what))
    check_gone(hands, room, "op-k")


def test_a_dropped_agreement(hands: Hands, room: Store[RoomUnit]) -> None:
    hands.do(hands.leader, c.OpenStep(step=ACTIONS))
    hands.do(hands.leader, c.Contribute(step=ACTIONS, what=Agree(what="bellen", role=CANARY)), "op-k")
    (item,) = hands.sessions.state(hands.id).steps[ACTIONS].content.items
    hands.do(hands.leader, c.Contribute(step=ACTIONS, what=DropAgreement(item=item)))
    check_gone(hands, room, "op-k")


@pytest.mark.parametrize("erased", [False, True])
def test_a_reason_for_agreeing_nothing(hands: Hands, room: Store[RoomUnit], erased: bool) -> None:
    hands.do(hands.leader, c.OpenStep(step=ACTIONS))
    hands.do(hands.leader, c.Contribute(step=ACTIONS, what=AgreeNothing(because=CANARY)), "op-k")
    agreed = c.Contribute(step=ACTIONS, what=Agree(what="bellen"))
    hands.do(hands.leader, c.Erase(step=ACTIONS, item="because") if erased else agreed)
    check_gone(hands, room, "op-k")


def test_the_title_and_what_was_prepared_with_it(hands: Hands, room: Store[RoomUnit]) -> None:
    form = Preparation(title=f"{CANARY} werkt mee", a=f"{CANARY} blijft", chairs=("ouder", f"oma {CANARY}"))
    hands.id = hands.sessions.prepare(NOOR, form, None, "", "op-k")
    state = hands.sessions.state(hands.id)
    (leader,) = state.seats
    assert CANARY in rows(room, "op-k")[0]
    for command in (
        c.Erase(item="title"),
        c.Erase(item=state.chairs[-1].id),
        c.Erase(step=state.method.steps[0].id, item="a"),
    ):
        hands.do(leader, command)
    check_gone(hands, room, "op-k")
    assert hands.sessions.prepare(NOOR, form, None, "", "op-k") == hands.id  # sent twice, and once heard late


def test_a_name_in_the_room_and_of_who_was_removed(hands: Hands, room: Store[RoomUnit]) -> None:
    one, two = hands.join(CANARY), hands.join(f"{CANARY} de Tweede")
    hands.do(hands.leader, c.RemoveSeat(seat=two))
    assert CANARY in rows(room, "op-1")[0]
    for seat in (one, two):
        hands.do(hands.leader, c.Erase(item=seat))
    assert CANARY not in rows(room, "op-1")[0]
    warm = hands.sessions.state(hands.id)
    room.cache.merge({("session", hands.id): None})
    assert hands.sessions.state(hands.id) == warm
    assert [seat.name for seat in warm.seats.values() if seat.name][1:] == ["Deelnemer 1", "Deelnemer 2"]


def test_what_was_told_at_preparing(hands: Hands, room: Store[RoomUnit]) -> None:
    told = Intake(own="yes", chafes=CANARY, family="no", family_says=CANARY)
    form = Preparation(title="x", intake=told, crisis=CANARY, coming=(Coming(role=CANARY),))
    hands.id = hands.sessions.prepare(NOOR, form, Appointment(place=CANARY), "", "op-k")
    (leader,) = hands.sessions.state(hands.id).seats
    assert CANARY in rows(room, "op-k")[0]
    for item in ("intake", "coming", "place", "crisis"):
        hands.do(leader, c.Erase(item=item))
    check_gone(hands, room, "op-k")


def test_what_was_prepared_before_it_was_changed(hands: Hands, room: Store[RoomUnit]) -> None:
    form = Preparation(
        title=CANARY, a=CANARY, harm_b=CANARY, chairs=(CANARY,), crisis=CANARY, intake=Intake(chafes=CANARY)
    )
    hands.id = hands.sessions.prepare(NOOR, form, Appointment(place=CANARY), CANARY, "op-k")
    change(hands, Preparation(title="Iets anders"))
    check_gone(hands, room, "op-k")
    with room.engines.reading.connect() as connection:
        assert CANARY not in str(connection.execute(text("SELECT body FROM rosters")).all())


def test_what_was_changed_before_it_was_changed_again_or_erased(hands: Hands, room: Store[RoomUnit]) -> None:
    hands.id = hands.sessions.prepare(NOOR, Preparation(title="x"), None, "", "op-0")
    change(hands, Preparation(title=CANARY, a=CANARY), "op-k")
    assert CANARY in rows(room, "op-k")[0]
    change(hands, Preparation(title=CANARY, intake=Intake(chafes=CANARY)), "op-l")
    assert rows(room, "op-k")[1] == ""
    (leader,) = hands.sessions.state(hands.id).seats
    for item in ("title", "intake"):
        hands.do(leader, c.Erase(item=item))
    check_gone(hands, room, "op-l")


def change(hands: Hands, form: Preparation, op: str = "op-2") -> None:
    preparing = Preparing(sessions=hands.sessions)
    it, _ = preparing.see(NOOR, hands.id)
    wanted = Change(method="kort_beraad", form=form, when=NOT_AGREED, roster="", mark=it.mark, op=op)
    preparing.change(NOOR, hands.id, wanted)
