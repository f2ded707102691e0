"""Drafts and what was said of sharing, on both databases: one a session, the newest alone, gone with the session."""

import msgspec
import pytest
from sqlalchemy import text

from beraad.anonymise.redact import Decision
from beraad.deliberation import commands as c
from beraad.deliberation.ids import SessionId
from beraad.deliberation.plan_session import Preparation
from beraad.services.draft import Draft
from beraad.services.draft_rows import Publication, Share, StoredDraft
from beraad.services.sessions import Ask
from beraad.storage.store import Store
from beraad.storage.unit import RoomUnit
from tests.builders import NOON
from tests.casebank.builders import a_case
from tests.storage.test_sessions import NOOR, Hands

DRAFT = Draft(
    texts={"title": "Daan naar huis"}, decisions={"name:daan": Decision(instead="[jeugdige]")}, held=NOON.date()
)


@pytest.fixture
def session(room: Store[RoomUnit]) -> SessionId:
    return Hands(room).sessions.prepare(NOOR, Preparation(title="Ouder werkt mee"), None, "", "op")


def put(room: Store[RoomUnit], stored: StoredDraft) -> None:
    room.writer.run(lambda unit: unit.drafts.put(stored, NOON))


def test_a_draft_comes_back_as_it_was_and_the_newest_alone_is_there(room: Store[RoomUnit], session: SessionId) -> None:
    stored = StoredDraft(case_id="de-casus", session=session, body=DRAFT, version=1)
    put(room, stored)
    assert room.read(lambda unit: unit.drafts.find(session)) == stored
    newer = msgspec.structs.replace(stored, body=msgspec.structs.replace(DRAFT, offered=True), version=2)
    put(room, newer)
    assert room.read(lambda unit: unit.drafts.find(session)) == newer
    ((row, found),) = room.read(lambda unit: unit.drafts.of_organisation(NOOR.organisation))
    assert (row.id, row.account, found) == (session, NOOR.id, newer)
    assert room.read(lambda unit: unit.drafts.of_organisation("anders")) == ()


def test_a_publication_takes_the_place_of_what_it_was_made_of(room: Store[RoomUnit], session: SessionId) -> None:
    put(room, StoredDraft(case_id="de-casus", session=session, body=DRAFT, version=1))
    body = Publication(
        case=a_case(), circle="region", organisation="ons", region="Regio", visible_from=NOON, withdrawal="w" * 64
    )
    stored = StoredDraft(case_id="de-casus", session=session, body=body, version=2)
    put(room, stored)
    assert room.read(lambda unit: unit.drafts.find(session)) == stored
    assert room.read(lambda unit: unit.drafts.publishing()) == (session,)
    assert room.read(lambda unit: unit.drafts.of_organisation(NOOR.organisation)) == ()
    with room.engines.reading.connect() as connection:
        assert "Daan" not in str(connection.execute(text("select * from drafts")).all())
    for _ in range(2):
        room.writer.run(lambda unit: unit.drafts.remove(session))
    assert room.read(lambda unit: unit.drafts.find(session)) is None


def test_what_was_said_of_sharing_is_found_by_the_hash_of_its_link(room: Store[RoomUnit], session: SessionId) -> None:
    share = Share(session=session, token="t" * 64, yes=None)
    for said in (share, msgspec.structs.replace(share, yes=True, region=True, right="r" * 64)):
        room.writer.run(lambda unit, said=said: unit.drafts.put_share(said))  # type: ignore[misc]
        assert room.read(lambda unit: unit.drafts.find_share_behind("t" * 64)) == said
    assert room.read(lambda unit: unit.drafts.find_share_behind("u" * 64)) is None


def test_only_closed_sessions_wait_for_their_answers_to_be_kept(room: Store[RoomUnit]) -> None:
    hands = Hands(room)
    session = hands.sessions.prepare(NOOR, Preparation(title="Ouder werkt mee"), None, "", "op")
    leader = next(iter(hands.sessions.state(session).seats))
    assert room.read(lambda unit: unit.drafts.closed_without_share()) == ()
    for number, command in enumerate((c.OpenDoor(), c.Close())):
        hands.sessions.submit(session, Ask(seat=leader, op=f"op{number}", command=command))
    assert room.read(lambda unit: unit.drafts.closed_without_share()) == (session,)
    room.writer.run(lambda unit: unit.drafts.put_share(Share(session=session, token="t" * 64)))
    assert room.read(lambda unit: unit.drafts.closed_without_share()) == ()


def test_with_the_session_everything_of_its_draft_goes(room: Store[RoomUnit], session: SessionId) -> None:
    put(room, StoredDraft(case_id="de-casus", session=session, body=DRAFT, version=1))
    room.writer.run(lambda unit: unit.drafts.put_share(Share(session=session, token="t" * 64)))
    assert room.read(lambda unit: unit.reports.in_review(session))  # so it stays until then
    room.writer.run(lambda unit: unit.reports.purge(session))
    assert room.read(lambda unit: unit.drafts.find(session)) is None
    assert room.read(lambda unit: unit.drafts.find_share(session)) is None
