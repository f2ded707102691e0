"""What was prepared, changed and taken over, on both databases."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import text

from beraad.deliberation import commands as c
from beraad.deliberation import refusals as no
from beraad.deliberation.company import Coming
from beraad.deliberation.intake import Intake
from beraad.deliberation.plan_session import Appointment, Preparation
from beraad.services.preparing import Change, Preparing
from beraad.services.reports import Reports
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit
from tests.deliberation.builders import NOON
from tests.storage.test_sessions import NOOR, Hands

FORM = Preparation(
    title="Kanarie werkt mee",
    a="Kanarie blijft",
    b="Kanarie gaat",
    preset="standaard",
    chairs=("ouder", "Oma Kanarie"),
    crisis="Spoedteam",
    coming=(Coming(role="arts", count=2),),
    intake=Intake(chafes="Kanarie slaapt niet"),
)
IN_A_MONTH = Appointment(begins_at=NOON + timedelta(days=30), ends_at=NOON + timedelta(days=30, hours=1), place="Hier")


@pytest.fixture
def hands(room: Store[RoomUnit]) -> Hands:
    hands = Hands(room)
    hands.id = hands.sessions.prepare(NOOR, FORM, IN_A_MONTH, "Zutphen", "op-2")
    return hands


@pytest.fixture
def preparing(hands: Hands) -> Preparing:
    return Preparing(sessions=hands.sessions)


def wanted(preparing: Preparing, hands: Hands, **more: object) -> Change:
    it, _ = preparing.see(NOOR, hands.id)
    change = Change(method=it.method, form=it.form, when=it.when, roster=it.roster, mark=it.mark, op="op-3")
    return msgspec.structs.replace(change, **more)


def test_what_stands_prepared_is_read_back_whole(preparing: Preparing, hands: Hands) -> None:
    it, state = preparing.see(NOOR, hands.id)
    assert (it.form.title, it.form.intake, it.form.coming) == (FORM.title, FORM.intake, FORM.coming)
    assert (it.when, it.roster, it.row.planned_for) == (IN_A_MONTH, "Zutphen", IN_A_MONTH.begins_at)
    stranger = msgspec.structs.replace(NOOR, id="iemand anders")
    with pytest.raises(no.NoSuchSession):
        preparing.see(stranger, hands.id)
    with pytest.raises(no.NoSuchSession):
        preparing.change(stranger, hands.id, wanted(preparing, hands))
    assert hands.sessions.state(hands.id) == state


def test_a_change_moves_the_day_and_keeps_the_code(preparing: Preparing, hands: Hands, room: Store[RoomUnit]) -> None:
    code = hands.sessions.row(hands.id).code
    later = Appointment(begins_at=NOON + timedelta(days=40), ends_at=NOON + timedelta(days=40, hours=1))
    preparing.change(NOOR, hands.id, wanted(preparing, hands, when=later, roster="Lochem"))
    it, warm = preparing.see(NOOR, hands.id)
    assert (it.row.planned_for, it.row.code, it.roster, it.when) == (later.begins_at, code, "Lochem", later)
    room.cache.merge({("session", hands.id): None})
    assert hands.sessions.state(hands.id) == warm


def test_a_double_click_changes_once_and_an_old_form_is_refused(preparing: Preparing, hands: Hands) -> None:
    first = wanted(preparing, hands, form=Preparation(title="Eén"))
    old = wanted(preparing, hands, form=Preparation(title="Twee"), op="op-4")
    for _ in range(2):
        preparing.change(NOOR, hands.id, first)
    number = hands.sessions.state(hands.id).number
    with pytest.raises(no.PreparedElsewhere):
        preparing.change(NOOR, hands.id, old)
    with pytest.raises(no.OpUsedTwice):
        preparing.change(NOOR, hands.id, msgspec.structs.replace(first, roster="anders"))
    assert hands.sessions.state(hands.id).number == number
    assert hands.sessions.state(hands.id).title == "Eén"


def test_nothing_changes_once_the_door_was_open(preparing: Preparing, hands: Hands) -> None:
    (leader,) = hands.sessions.state(hands.id).seats
    late = wanted(preparing, hands, form=Preparation(title="Te laat"))
    hands.do(leader, c.OpenDoor())
    hands.do(leader, c.CloseDoor())
    with pytest.raises(no.PreparedForGood):
        preparing.change(NOOR, hands.id, late)
    assert hands.sessions.state(hands.id).title == FORM.title


def test_the_next_one_is_like_the_last_without_anything_of_its_case(preparing: Preparing, hands: Hands) -> None:
    hands.at += timedelta(minutes=1)
    newest = msgspec.structs.replace(FORM, crisis="Andere dienst")
    hands.id = hands.sessions.prepare(NOOR, newest, IN_A_MONTH, "Zutphen", "op-5")
    like = preparing.last(NOOR)
    assert like
    assert "Kanarie" not in str(like)
    assert "Zutphen" not in str(like)
    assert (like.method, like.form.preset, like.form.crisis, like.place) == (
        "kort_beraad", "standaard", "Andere dienst", "Hier",
    )  # fmt: skip
    assert preparing.last(msgspec.structs.replace(NOOR, id="nieuw")) is None


def test_what_was_planned_a_month_ahead_goes_a_month_after_its_day(hands: Hands, room: Store[RoomUnit]) -> None:
    class Ledger:
        def add(self, kind: str, id: str, until: object = None) -> None: ...

    reports = Reports(
        room=room, now=lambda: hands.at, stays=timedelta(days=14), ledger=Ledger(),
        seat_gone=lambda session, seat: None, wipe=lambda needed: True,
    )  # fmt: skip
    hands.at = NOON + timedelta(days=59)
    assert hands.id in left(room, reports)
    hands.at = NOON + timedelta(days=60, minutes=1)
    assert hands.id not in left(room, reports)


def left(room: Store[RoomUnit], reports: Reports) -> str:
    reports.tidy()
    with room.engines.reading.connect() as connection:
        return str(connection.execute(text("SELECT id FROM sessions")).all())
