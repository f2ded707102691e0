"""From a closed beraad to a published case: the whole way, and every way around it that is not there."""

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import gevent
import msgspec
import pytest
from flask.testing import FlaskClient
from sqlalchemy import MetaData, select

from beraad.accounts.roles import Role
from beraad.app import App
from beraad.casebank.review import quarter
from beraad.deliberation.seats import Face
from beraad.services.draft_refusals import NotEveryYes
from beraad.services.draft_rows import Declared, Publication
from beraad.services.ports import StoreUnavailable
from beraad.storage.store import Store
from tests.web.conftest import OURS, People
from tests.web.draft_room import CANARIES, DraftRoom

NO: dict[str, Any] = {"names": "no", "family": "no", "event": "no", "recognise": "no", "others": "no"}


@pytest.fixture
def room(app: App, people: People) -> DraftRoom:
    room = DraftRoom(app, people)
    room.talk()
    return room


def rows_of(store: Store[Any], tables: MetaData) -> str:
    """Return every cell of every table of a store, as one text."""
    with store.engines.reading.connect() as connection:
        rows = [row for table in tables.sorted_tables for row in connection.execute(select(table))]
    return "\n".join(str(tuple(row)) for row in rows)


def cases(app: App) -> list[str]:
    """Return the files of every case in the bank, whoever may read them."""
    table = app.bank.tables.tables["cases"]
    with app.bank.engines.reading.connect() as connection:
        return list(connection.execute(select(table.c.body)).scalars())


def id_of(text: str) -> str:
    found = re.search(r"^id: \"?(\w+)", text, re.MULTILINE)
    assert found
    return found[1]


def approve(room: DraftRoom, client: FlaskClient, status: int = 303, **form: Any) -> str:
    return room.post(client, "approve", status, version=room.version(client, "/read"), not_at_table="1", **form)


def test_once_published_no_byte_of_the_room_leads_to_the_case(app: App, room: DraftRoom) -> None:
    if app.settings.database:  # the files of PostgreSQL are its keeper's: docs/install.md
        return

    def of_the_room() -> bytes:
        return b"".join(file.read_bytes() for file in app.settings.data.glob("room.db*"))

    leads = room.leads()
    room.written(leads)
    room.says_right()
    approve(room, room.reads())
    id = id_of(cases(app)[0]).encode()
    end = time.monotonic() + 30
    while id in of_the_room() and time.monotonic() < end:
        gevent.sleep(0.01)
    assert id not in of_the_room()
    assert b"De opvang aarzelt" not in of_the_room()


def test_a_closed_beraad_becomes_a_case_of_the_own_organisation_and_goes_again(app: App, room: DraftRoom) -> None:
    leads = room.leads()
    assert "Begin met de tekst" in leads.get("/drafts").text
    room.written(leads)
    back, reads = room.says_right(), room.reads()
    assert "[jeugdige]" in reads.get(f"/drafts/{room.id}/read").text
    approve(room, reads)
    (text,) = cases(app)
    assert "telling" in text
    assert reads.get(f"/bank/{id_of(text)}").status_code == 200
    told = reads.get(room.link()).text
    assert "gedeeld met je organisatie" in told  # though the region was ticked
    assert "kwartaal" not in told
    assert app.flask.test_client().get(back).status_code == 200
    assert app.flask.test_client().post(back, headers=OURS).status_code == 200
    assert cases(app) == []
    assert reads.get(f"/bank/{id_of(text)}").status_code == 404
    assert app.flask.test_client().get(back).status_code == 404


def test_no_name_of_the_room_reaches_the_bank_its_index_or_an_export(app: App, room: DraftRoom) -> None:
    room.written(room.leads())
    room.says_right()
    reads = room.reads()
    approve(room, reads)
    (text,) = cases(app)
    everything = rows_of(app.bank, app.bank.tables) + reads.get(f"/bank/{id_of(text)}.md").text
    for canary in CANARIES:
        assert canary.casefold() not in everything.casefold()
    assert room.id not in everything
    assert id_of(text) not in rows_of(app.room, app.room.tables)  # and nothing in the room leads to it any more


def test_a_regional_case_waits_for_a_reader_of_another_team_and_for_the_next_quarter(
    app: App, room: DraftRoom, people: People
) -> None:
    room.written(room.leads(), circle="region")
    room.says_right()
    same_team = room.reads(people.by_role[Role.REVIEWER])
    assert same_team.get(f"/drafts/{room.id}/read").status_code == 403
    reads = room.reads()
    assert "vijf vragen" in approve(room, reads, 409)
    assert "vijf vragen" in approve(room, reads, 409, **(NO | {"event": "yes"}))
    assert cases(app) == []
    approve(room, reads, **NO)
    (text,) = cases(app)
    assert reads.get(f"/bank/{id_of(text)}").status_code == 404
    told = reads.get(room.link()).text
    assert "goedgekeurd voor je regio" in told
    assert "in het kwartaal na de goedkeuring" in told
    assert "gedeeld" not in told  # not yet
    stored = app.bank.read(lambda unit: unit.cases.find(id_of(text)))
    assert stored
    assert stored.visible_from
    assert quarter(stored.visible_from) != quarter(datetime.now(UTC))
    later = stored.visible_from + timedelta(seconds=1)
    object.__setattr__(app.use_cases.casebank, "now", lambda: later)
    neighbour = room.signed_in(people.neighbour)
    assert neighbour.get(f"/bank/{id_of(text)}").status_code == 200


@pytest.mark.parametrize("shares", [False, None])
def test_without_the_yes_of_who_brought_it_the_case_stays_and_it_is_not_told_why(
    shares: bool | None, app: App, people: People
) -> None:
    room = DraftRoom(app, people)
    room.talk(shares=shares)
    leads = room.leads()
    told = room.post(leads, "begin", 409)
    assert "Deze casus blijft in de kamer" in told
    assert "Bartholomeus" not in told + leads.get("/drafts").text
    assert "blijft in de kamer" in leads.get("/drafts").text
    assert app.flask.test_client().post(f"{room.link()}/answer", data={"yes": "1"}, headers=OURS).status_code == 303
    room.post(leads, "begin")


def test_the_yes_can_be_taken_back_until_publication_and_then_nothing_goes_on(app: App, room: DraftRoom) -> None:
    leads, reads, link = room.leads(), room.reads(), room.link()
    room.written(leads)
    room.says_right()
    version = room.version(reads, "/read")
    assert app.flask.test_client().post(f"{link}/answer", data={"yes": "0"}, headers=OURS).status_code == 303
    room.post(reads, "approve", 404, version=version, not_at_table="1")
    assert leads.get(f"/drafts/{room.id}").status_code == 409
    assert "Wacht op jou" not in reads.get("/").text
    assert cases(app) == []


def test_taking_back_the_region_alone_brings_the_case_no_further_than_home(app: App, room: DraftRoom) -> None:
    room.written(room.leads(), circle="region")
    room.says_right()
    app.flask.test_client().post(f"{room.link()}/answer", data={"yes": "1"}, headers=OURS)
    approve(room, room.reads(), 409, **NO)
    assert cases(app) == []


def test_klopt_zo_holds_for_this_text_and_no_other(app: App, room: DraftRoom) -> None:
    leads, reads = room.leads(), room.reads()
    room.written(leads)
    room.says_right()
    room.change(leads, "text", name="question", text="Wat is goed?")
    room.post(leads, "offer", version=room.version(leads))
    assert "Klopt zo" in approve(room, reads, 409)
    stale = app.flask.test_client().post(f"{room.link()}/right", data={"text": "0" * 64, "right": "1"}, headers=OURS)
    assert stale.status_code == 409
    room.says_right()
    room.change(leads, "choose", tension_a="vertrouwen", tension_b="none", voices=["", ""], circle="region")
    room.post(leads, "offer", version=room.version(leads))
    approve(room, reads, 409, **NO)  # a chosen value is part of the text
    room.says_right()
    approve(room, reads, **NO)
    assert len(cases(app)) == 1


def test_it_can_be_taken_back_and_the_reader_hears_only_that_it_is_not_there(app: App, room: DraftRoom) -> None:
    room.written(room.leads())
    room.says_right()
    assert app.flask.test_client().post(f"{room.link()}/right", data={"right": "0"}, headers=OURS).status_code == 303
    assert "De inbrenger heeft nog geen" in approve(room, room.reads(), 409)


def test_the_page_with_the_link_loaded_again_says_what_stands_now(app: App, room: DraftRoom) -> None:
    room.written(room.leads())
    room.says_right()
    holder, link = app.flask.test_client(), room.link()
    loaded = holder.get(f"{link}/right")
    assert (loaded.status_code, loaded.location) == (303, link)
    approve(room, room.reads(), **NO)
    sent = holder.post(f"{link}/right", data={"text": "0" * 64, "right": "1"}, headers=OURS)
    assert sent.status_code == 409
    assert "De casus is gedeeld met je organisatie" in sent.text
    assert "Dit had je getypt" not in sent.text


def test_a_stale_tab_is_refused_and_both_texts_are_there(room: DraftRoom) -> None:
    leads = room.leads()
    room.post(leads, "begin")
    version = room.version(leads)
    room.post(leads, "text", version=version, name="summary", text="De eerste tekst.")
    page = room.post(leads, "text", 409, version=version, name="summary", text="De tweede tekst.")
    assert "De eerste tekst." in page
    assert "De tweede tekst." in page
    assert "intussen veranderd" in page
    assert "De eerste tekst." in leads.get(f"/drafts/{room.id}").text


def test_the_author_and_another_organisation_read_nothing(app: App, room: DraftRoom, people: People) -> None:
    room.written(room.leads())
    account = room.account(people.by_role[Role.FACILITATOR])
    both = msgspec.structs.replace(account, roles=frozenset({Role.FACILITATOR, Role.REVIEWER}))
    app.bank.writer.run(lambda unit: unit.accounts.change(both))
    author = room.leads()
    assert author.get(f"/drafts/{room.id}/read").status_code == 403
    assert room.post(author, "approve", 403, version="1", not_at_table="1")
    theirs = msgspec.structs.replace(room.account(people.neighbour), roles=frozenset({Role.REVIEWER}))
    app.bank.writer.run(lambda unit: unit.accounts.change(theirs))
    assert room.signed_in(people.neighbour).get(f"/drafts/{room.id}/read").status_code == 404
    assert cases(app) == []


def test_no_route_and_no_use_case_goes_around_the_second_reader(app: App, room: DraftRoom) -> None:
    leads, drafts = room.leads(), app.use_cases.reading
    room.post(leads, "begin")
    room.post(room.reads(), "approve", 404, version="1", not_at_table="1")  # not offered: it is not there to read
    assert "zonder besluit" in room.post(leads, "offer", 409, version=room.version(leads))
    room.written(leads)
    reader = room.account("zuid@voorbeeld.example")
    version = drafts.read(reader, room.id).version
    with pytest.raises(NotEveryYes):
        drafts.approve(reader, room.id, version, Declared(not_at_table=True))
    room.says_right()
    with pytest.raises(NotEveryYes):
        drafts.approve(reader, room.id, version, Declared(not_at_table=False))
    assert cases(app) == []
    drafts.approve(reader, room.id, version, Declared(not_at_table=True))
    assert len(cases(app)) == 1


def test_sent_back_with_a_remark_it_lies_with_the_facilitator_again(room: DraftRoom) -> None:
    leads, reads = room.leads(), room.reads()
    room.written(leads)
    assert "[jeugdige] naar huis" in reads.get("/").text
    room.post(reads, "send-back", 422, version=room.version(reads, "/read"), remark=" ")
    room.post(reads, "send-back", version=room.version(reads, "/read"), remark="Maak de school vager.")
    assert "Maak de school vager." in leads.get(f"/drafts/{room.id}").text
    assert reads.get(f"/drafts/{room.id}/read").status_code == 404


def test_a_mark_is_replaced_kept_or_opened_again_everywhere_at_once(room: DraftRoom) -> None:
    leads = room.leads()
    room.post(leads, "begin")
    key = "name:xandra"
    page = room.post(leads, "decide", 422, version=room.version(leads), key=key, act="keep", reason="")
    assert "waarom" in page
    page = room.post(
        leads, "decide", 422, version=room.version(leads), key=key, act="replace", instead="het nichtje van Quispel"
    )
    assert "Hier staat zelf een naam" in page
    assert "het nichtje van Quispel" in page
    room.change(leads, "decide", key=key, act="replace", instead="[het meisje]")
    assert leads.get(f"/drafts/{room.id}?deel=dilemma").text.count(">[het meisje]<") == 2
    room.change(leads, "decide", key=key, act="undo")
    assert ">[het meisje]<" not in leads.get(f"/drafts/{room.id}?deel=dilemma").text


def test_what_is_marked_by_hand_is_found_everywhere(room: DraftRoom) -> None:
    leads = room.leads()
    room.post(leads, "begin")
    room.post(leads, "mark", 409, version=room.version(leads), words="staat nergens")
    room.change(leads, "mark", words="moed")
    assert "moed" in leads.get(f"/drafts/{room.id}?deel=dilemma&vondst=99").text
    assert leads.get(f"/drafts/{room.id}?deel=dilemma&vondst={'9' * 5000}").status_code == 200
    room.change(leads, "decide", key="name:moed", act="replace", instead="kracht")
    assert ">kracht<" in leads.get(f"/drafts/{room.id}?deel=dilemma").text


@pytest.mark.parametrize(
    ("verb", "form", "status"),
    [
        ("text", {"name": "summary", "text": "x" * 6001}, 422),
        ("text", {"name": "summary", "text": "nul\x00"}, 422),
        ("text", {"name": "bestaat-niet", "text": "x"}, 409),
        ("text", {"name": "summary", "text": "x", "nog": "iets"}, 422),
        ("text", {"name": ["summary", "title"], "text": "x"}, 422),
        ("decide", {"key": "name:xandra", "act": "anders"}, 422),
        ("decide", {"key": "niets", "act": "replace", "instead": "x"}, 409),
        ("choose", {"tension_a": "geluk-bestaat-niet", "voices": ["", ""]}, 409),
        ("choose", {"voices": [""]}, 409),
        ("choose", {"voices": ["", ""], "themes": ["onzin"]}, 409),
        ("choose", {"voices": ["", ""], "circle": "public"}, 422),
        ("choose", {"voices": ["", ""], "circle": "country"}, 422),
    ],
)
def test_wrong_input_is_refused_at_its_place(verb: str, form: dict[str, object], status: int, room: DraftRoom) -> None:
    leads = room.leads()
    room.post(leads, "begin")
    room.post(leads, verb, status, version=room.version(leads), **form)
    room.post(leads, verb, 422, **form)  # without a version


def test_hostile_text_is_shown_as_text_to_everybody(room: DraftRoom, app: App) -> None:
    leads, hostile = room.leads(), "<script>alert(1)</script> [x](javascript:alert(1)) \u202eomgekeerd 😀"
    room.post(leads, "begin")
    for name in ("title", "setting", "0-voice-norm"):
        room.change(leads, "text", name=name, text=hostile)
    room.written(leads)
    pages = leads.get(f"/drafts/{room.id}").text + room.reads().get(f"/drafts/{room.id}/read").text
    pages += app.flask.test_client().get(room.link()).text
    assert "<script>alert" not in pages
    assert 'href="javascript' not in pages
    assert "\u202e" not in pages


def test_the_link_is_for_the_seat_that_brought_it_in_and_survives_the_fold(app: App, room: DraftRoom) -> None:
    link = room.link()
    assert room.link() == link
    code = app.flask.test_client()
    assert code.get("/share/bestaat-niet").status_code == 404
    app.use_cases.sharing.keep_presenters()
    room.fold()
    assert "Mag deze casus gedeeld worden?" in code.get(link).text
    leads = room.leads()
    room.post(leads, "begin")
    assert "Xandra" in leads.get(f"/drafts/{room.id}").text


def test_after_closing_only_the_one_who_brought_it_in_sees_the_way_to_it(app: App, room: DraftRoom) -> None:
    own, other = room.client(Face.IN), app.flask.test_client()
    other.set_cookie("beraad_in", room.other_key, path=f"/s/{room.id}/in")
    assert "Naar jouw casus" in own.get(f"/s/{room.id}/in/").text
    assert "Naar jouw casus" not in other.get(f"/s/{room.id}/in/").text
    assert other.get(f"/s/{room.id}/in/case").status_code == 403
    lead = room.client(Face.LEAD)
    assert 'href="draft"' in lead.get(f"/s/{room.id}/lead/").text
    assert lead.get(f"/s/{room.id}/lead/draft").headers["Location"] == "/drafts"


def test_what_was_said_is_kept_before_the_log_goes(app: App, room: DraftRoom) -> None:
    app.use_cases.sharing.keep_presenters()
    app.use_cases.sharing.keep_presenters()
    room.fold()
    room.post(room.leads(), "begin")


@pytest.mark.parametrize("dies", ["before the bank", "between bank and room"])
def test_a_publication_cut_short_is_finished_later_and_once(dies: str, app: App, room: DraftRoom) -> None:
    room.written(room.leads())
    room.says_right()
    drafts, reads = app.use_cases.reading, room.reads()
    version = room.version(reads, "/read")
    whole = drafts.casebank

    class Cut:
        def publish(self, *args: object, **more: object) -> bool:
            if dies == "between bank and room":
                whole.publish(*args, **more)  # type: ignore[arg-type]
            raise StoreUnavailable

    object.__setattr__(drafts, "casebank", Cut())
    room.post(reads, "approve", version=version, not_at_table="1")
    assert len(cases(app)) == (1 if dies == "between bank and room" else 0)
    waiting = app.room.read(lambda unit: unit.drafts.find(room.id))
    assert isinstance(waiting and waiting.body, Publication)
    assert "Xandra" not in str(waiting)  # what it was made of is gone already
    assert app.flask.test_client().post(f"{room.link()}/answer", data={"yes": "0"}, headers=OURS).status_code == 409
    object.__setattr__(drafts, "casebank", whole)
    for _ in range(2):
        drafts.finish()
        assert len(cases(app)) == 1
        assert app.room.read(lambda unit: unit.drafts.find(room.id)) is None
    room.post(room.leads(), "begin", 409)  # one beraad makes one case


def test_the_audit_log_says_who_and_when_and_never_which_case(app: App, room: DraftRoom) -> None:
    room.written(room.leads())
    room.says_right()
    approve(room, room.reads())
    table = app.bank.tables.tables["audit"]
    with app.bank.engines.reading.connect() as connection:
        rows = [row for row in connection.execute(select(table)).mappings() if row["action"].startswith("draft.")]
    assert [(row["action"], row["object"]) for row in rows] == [("draft.approve", "")]
    assert rows[0]["actor"] == room.account("zuid@voorbeeld.example").id
