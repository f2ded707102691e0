"""Sessions on both databases: stored once, newest state, nothing left of an erased text."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text

from beraad.accounts.account import Account, AccountId, AccountState, OrganisationId
from beraad.accounts.roles import Role
from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.activities.pvn_table import AddVoice
from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.plan_session import Preparation
from beraad.deliberation.seats import Face
from beraad.deliberation.stages import Stage
from beraad.deliberation.stamp import Stamp
from beraad.deliberation.state import Deliberation
from beraad.services.sessions import CODE_SIGNS, Ask, Sessions
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit
from tests.deliberation.builders import NOON, VALUES, WEIGHING, kort

NOOR = Account(
    id=AccountId("noor"),
    organisation=OrganisationId("org"),
    team=None,
    name="Noor",
    email="noor@voorbeeld.example",
    roles=frozenset({Role.FACILITATOR}),
    state=AccountState.ACTIVE,
    created=NOON,
)


class Told:
    """Remembers what was told to those who hold sockets."""

    def __init__(self) -> None:
        self.stamps: list[Stamp] = []
        self.gone: list[str] = []

    def announce(self, state: Deliberation) -> None:
        self.stamps.append(state.stamp)

    def seat_gone(self, session: SessionId, seat: SeatId, why: str = "removed") -> None:
        self.gone.append(seat)

    def sign_in_gone(self, hashed: str) -> None:
        self.gone.append(hashed)

    def keys_gone(self, session: SessionId, hashes: frozenset[str], why: str) -> None:
        self.gone.extend(f"{why} {hashed}" for hashed in hashes)


class Hands:
    """Drives sessions on a store: a clock that can be set, and short ways to do things."""

    def __init__(self, room: Store[RoomUnit]) -> None:
        self.at: datetime = NOON
        self.told = Told()
        numbers, codes = count(), count()
        self.sessions = Sessions(
            room=room,
            methods={"kort_beraad": kort()},
            secret=b"k" * 32,
            now=lambda: self.at,
            new_id=lambda: f"id{next(numbers)}",
            new_code=lambda: "".join(CODE_SIGNS[(next(codes) * 7 + n) % len(CODE_SIGNS)] for n in range(8)),
            tell=self.told,
            wake_at=lambda moment: None,
            wipe=lambda at_once: self.told.gone.append("wipe at once" if at_once else "wipe"),
            origin="http://127.0.0.1:8000",
            stands=lambda hashed: True,
        )
        self.ops = count()
        self.id = self.sessions.prepare(NOOR, Preparation(title="Ouder werkt mee"), None, "Daan\nZutphen", "op-1")
        state = self.sessions.state(self.id)
        self.leader = next(iter(state.seats))
        self.code = self.sessions.row(self.id).code or ""
        self.do(self.leader, c.OpenDoor())

    def join(self, name: str, op: str = "") -> SeatId:
        id, secret = self.sessions.join(self.code, name, "", op or f"join-{next(self.ops)}")
        return self.sessions.seat_behind(id, Face.IN, secret)[1].id

    def do(self, seat: SeatId, command: c.Command, op: str = "", seen: int | None = None) -> Stamp:
        ask = Ask(seat=seat, op=op or f"op{next(self.ops)}", command=command, seen=seen)
        return self.sessions.submit(self.id, ask).stamp


@pytest.fixture
def hands(room: Store[RoomUnit]) -> Hands:
    return Hands(room)


def test_preparing_twice_with_one_op_makes_one_session(hands: Hands) -> None:
    again = hands.sessions.prepare(NOOR, Preparation(title="Ouder werkt mee"), None, "Daan\nZutphen", "op-1")
    assert again == hands.id
    with pytest.raises(no.OpUsedTwice):
        hands.sessions.prepare(NOOR, Preparation(title="Iets anders"), None, "", "op-1")


def test_joining_twice_with_one_op_is_one_seat(hands: Hands) -> None:
    assert hands.join("Zoë", "same") == hands.join("Zoë", "same") != hands.join("Zoë", "other")
    names = [seat.name for seat in hands.sessions.state(hands.id).at_table]
    assert names == ["Zoë", "Zoë 2"]


def test_the_same_op_is_stored_once_and_with_another_body_refused(hands: Hands) -> None:
    zoe = hands.join("Zoë")
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    voice = c.Contribute(step=VALUES, what=AddVoice(chair="kind", value="rust"))
    first = hands.do(zoe, voice, "op-x")
    assert hands.do(zoe, voice, "op-x") == first
    with pytest.raises(no.OpUsedTwice):
        hands.do(zoe, c.Contribute(step=VALUES, what=AddVoice(chair="kind", value="anders")), "op-x")
    assert len(hands.sessions.state(hands.id).steps[VALUES].content.voices) == 1


def test_a_cold_load_gives_the_same_state_as_the_cache(hands: Hands, room: Store[RoomUnit]) -> None:
    zoe = hands.join("Zoë")
    hands.do(hands.leader, c.OpenStep(step=WEIGHING))
    hands.do(zoe, c.Contribute(step=WEIGHING, what=Choose(choice="a", because="rust")))
    warm = hands.sessions.state(hands.id)
    room.cache.merge({("session", hands.id): None})
    assert hands.sessions.state(hands.id) == warm


def test_of_two_facilitators_one_wins_and_the_other_hears_so(hands: Hands) -> None:
    seen = hands.sessions.state(hands.id).steered
    hands.do(hands.leader, c.OpenStep(step=VALUES), seen=seen)
    with pytest.raises(no.SomeoneElseWasFirst):
        hands.do(hands.leader, c.OpenStep(step=WEIGHING), seen=seen)


def test_an_announced_reveal_happens_after_a_restart(hands: Hands, room: Store[RoomUnit]) -> None:
    zoe = hands.join("Zoë")
    hands.do(hands.leader, c.OpenStep(step=WEIGHING))
    hands.do(zoe, c.Contribute(step=WEIGHING, what=Choose(choice="a", because="rust")))
    hands.do(hands.leader, c.AnnounceReveal(step=WEIGHING))
    hands.sessions.do_what_is_due()
    assert not hands.sessions.state(hands.id).steps[WEIGHING].revealed
    room.cache.merge({("session", hands.id): None})
    hands.at += timedelta(seconds=3)
    hands.sessions.do_what_is_due()
    hands.sessions.do_what_is_due()
    assert hands.sessions.state(hands.id).steps[WEIGHING].revealed


def test_an_erased_text_stands_in_no_row(hands: Hands, room: Store[RoomUnit]) -> None:
    zoe = hands.join("Zoë")
    hands.do(hands.leader, c.OpenStep(step=WEIGHING))
    hands.do(zoe, c.Contribute(step=WEIGHING, what=Choose(choice="a", because="omdat Kanarie het zei")), "op-k")
    hands.do(hands.leader, c.AnnounceReveal(step=WEIGHING))
    hands.at += timedelta(seconds=3)
    hands.sessions.do_what_is_due()
    hands.do(hands.leader, c.Erase(step=WEIGHING, item=zoe))
    assert hands.told.gone == ["wipe at once"]
    room.cache.merge({("session", hands.id): None})
    hands.sessions.state(hands.id)
    with room.engines.reading.connect() as connection:
        bodies = [row[0] for row in connection.execute(text("SELECT body FROM events"))]
        hashes = connection.execute(text("SELECT body_hash FROM ops WHERE op = 'op-k'")).scalar_one()
    assert not any("Kanarie" in body for body in bodies)
    assert hashes == ""


def test_a_removed_seat_loses_its_key(hands: Hands) -> None:
    id, secret = hands.sessions.join(hands.code, "Zoë", "", "op-j")
    seat = hands.sessions.seat_behind(id, Face.IN, secret)[1]
    hands.do(hands.leader, c.RemoveSeat(seat=seat.id))
    assert hands.told.gone == [seat.id]
    with pytest.raises(no.NoSuchSession):
        hands.sessions.seat_behind(id, Face.IN, secret)


def test_a_key_opens_its_own_face_of_its_own_session(hands: Hands, room: Store[RoomUnit]) -> None:
    secret = hands.sessions.enter(NOOR, hands.id, Face.LEAD, "hash-of-sign-in")
    other = hands.sessions.prepare(NOOR, Preparation(title="Iets anders"), None, "", "op-2")
    warm = hands.sessions.seat_behind(hands.id, Face.LEAD, secret)
    room.cache.merge({("session", hands.id): None})
    state, seat, key = hands.sessions.seat_behind(hands.id, Face.LEAD, secret)
    assert (state, seat, key) == warm == (hands.sessions.state(hands.id), state.seats[hands.leader], key)
    assert (key.session, key.face, key.sign_in, key.rests) == (hands.id, Face.LEAD, "hash-of-sign-in", False)
    for id, face in ((other, Face.LEAD), (hands.id, Face.SCREEN), (hands.id, Face.IN)):
        with pytest.raises(no.NoSuchSession):
            hands.sessions.seat_behind(id, face, secret)


def test_keys_of_a_sign_in_end_with_it(hands: Hands) -> None:
    secret = hands.sessions.enter(NOOR, hands.id, Face.LEAD, "hash-of-sign-in")
    hands.sessions.seat_behind(hands.id, Face.LEAD, secret)
    hands.sessions.end_sign_in("hash-of-sign-in")
    with pytest.raises(no.NoSuchSession):
        hands.sessions.seat_behind(hands.id, Face.LEAD, secret)


def test_nobody_else_enters_the_lead(hands: Hands) -> None:
    with pytest.raises(no.NoSuchSession):
        hands.sessions.enter(
            Account(**{f: getattr(NOOR, f) for f in NOOR.__struct_fields__} | {"id": AccountId("ben")}),
            hands.id,
            Face.LEAD,
            "x",
        )


def test_what_was_left_pauses_after_four_hours_and_closes_after_a_week(hands: Hands) -> None:
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    for later, stage in ((3, Stage.RUNNING), (5, Stage.PAUSED), (24 * 8, Stage.CLOSED)):
        hands.at = NOON + timedelta(hours=later)
        hands.sessions.end_what_was_left()
        assert hands.sessions.state(hands.id).stage is stage
    with pytest.raises(no.NoSuchCode):
        hands.sessions.behind(hands.code)


def test_what_another_worker_paused_meanwhile_stays_so_and_holds_up_nothing(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.do(hands.leader, c.OpenStep(step=VALUES))
    hands.at += timedelta(hours=5)
    read, end = type(hands.sessions.room).read, hands.sessions.end_what_was_left

    def slow(store: Store[RoomUnit], look: Any) -> Any:
        """Between looking and pausing the other one does both."""
        found = read(store, look)
        monkeypatch.setattr(type(hands.sessions.room), "read", read)
        end()
        return found

    monkeypatch.setattr(type(hands.sessions.room), "read", slow)
    end()
    number = hands.sessions.state(hands.id).number
    end()
    assert (hands.sessions.state(hands.id).stage, hands.sessions.state(hands.id).number) == (Stage.PAUSED, number)
