"""The link by which a seat is found again, and what stands behind it: the own sentences, until the log folds."""

import re

import pytest
from flask.testing import FlaskClient

from beraad.app import App
from beraad.deliberation import commands as c
from beraad.deliberation.activities.judgement import Choose
from beraad.deliberation.material import material
from beraad.deliberation.seats import Face
from beraad.deliberation.visibility import visible
from tests.deliberation.builders import WEIGHING
from tests.web.conftest import OURS, People
from tests.web.draft_room import DraftRoom

SAID = "Ik zou haar nu beschermen."


@pytest.fixture
def room(app: App, people: People) -> DraftRoom:
    return DraftRoom(app, people)


def link_on(room: DraftRoom, client: FlaskClient) -> str:
    """The own link, as its page gives it, without the origin."""
    found = re.search(rf'id="own-link" value="[^"]*(/own/{room.id}/[^"]+)"', client.get(f"/s/{room.id}/in/own").text)
    assert found
    return found[1]


def test_the_same_person_comes_back_on_another_device_and_reads_the_own_sentences(room: DraftRoom) -> None:
    room.talk(differs=SAID)
    holder, other = room.holder(), room.app.flask.test_client()
    page = holder.get(f"/s/{room.id}/in/own").text
    assert SAID in page
    assert "reden f" in page
    assert "reden a" not in page, "of others nothing"
    assert "Quispels school" not in page
    link = link_on(room, holder)
    assert link_on(room, holder) == link
    for _ in range(3):  # previews look, too
        looked = other.get(link)
        assert looked.status_code == 200
        assert "Set-Cookie" not in looked.headers
        assert SAID not in looked.text
        assert "Xandra" not in looked.text
    assert other.get(f"/s/{room.id}/in/own").status_code == 404
    for _ in range(2):
        assert other.post(link, headers=OURS).headers["Location"] == f"/s/{room.id}/in/"
    assert "Dank je wel" in other.get(f"/s/{room.id}/in/").text
    assert SAID in other.get(f"/s/{room.id}/in/own").text
    assert room.link_of_sentence() in page
    assert "Jouw casus: mag hij gedeeld worden?" not in page


def test_whoever_brought_the_case_in_finds_its_link_there_too(room: DraftRoom) -> None:
    room.talk()
    page = room.client(Face.IN).get(f"/s/{room.id}/in/own").text
    assert room.link() in page
    assert "Jouw zin:" not in page


def test_a_link_bent_in_any_way_opens_nothing(room: DraftRoom) -> None:
    room.talk()
    link, client = link_on(room, room.holder()), room.app.flask.test_client()
    before, _, token = link.rpartition("/")
    leader = f"/own/{room.id}/{room.leader}/{token}"
    bent = f"{link[:-1]}{'0' if link[-1] != '0' else '1'}"
    for wrong in (bent, f"{link}0", f"{before}/é", link.replace(room.id, "elsewhere"), leader, f"{before}/{'0' * 32}"):
        assert client.get(wrong).status_code == 404, wrong
        assert client.post(wrong, headers=OURS).status_code == 404, wrong
    assert client.post(link, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_after_the_fold_it_says_what_is_left_and_after_the_purge_that_nothing_is(room: DraftRoom) -> None:
    room.talk(differs=SAID)
    link, client, sentence = link_on(room, room.holder()), room.app.flask.test_client(), room.link_of_sentence()
    room.fold()
    shown = client.get(link).text
    assert "Wie wat schreef, is gewist" in shown
    assert "Naar mijn plek" not in shown
    assert client.post(link, headers=OURS, follow_redirects=True).text == shown
    assert room.holder().get(f"/s/{room.id}/in/own").headers["Location"] == "report"
    assert client.get(sentence).status_code == 200
    room.app.room.writer.run(lambda unit: unit.reports.purge(room.id))
    assert "Van dit beraad is niets meer over" in client.get(link).text


def test_a_seat_that_was_removed_does_not_come_back(room: DraftRoom) -> None:
    room.do(room.leader, c.OpenDoor())
    _, secret = room.sessions.join(room.sessions.row(room.id).code or "", "Zoë", "", "zoe")
    seat = room.sessions.seat_behind(room.id, Face.IN, secret)[1].id
    room.other_key = secret
    link, client = link_on(room, room.holder()), room.app.flask.test_client()
    client.post(link, headers=OURS)
    room.do(room.leader, c.RemoveSeat(seat=seat))
    assert client.get(f"/s/{room.id}/in/").status_code == 404
    assert client.get(link).status_code == 403
    assert client.post(link, headers=OURS).status_code == 403


def test_what_is_hidden_is_there_for_its_writer_alone_and_never_revealed_it_says_so(room: DraftRoom) -> None:
    room.do(room.leader, c.OpenDoor())
    code = room.sessions.row(room.id).code or ""
    _, zoe = room.sessions.join(code, "Zoë", "", "zoe")
    _, wim = room.sessions.join(code, "Wim", "", "wim")
    seat = room.sessions.seat_behind(room.id, Face.IN, zoe)[1].id
    room.do(room.leader, c.OpenStep(step=WEIGHING))
    room.say(seat, WEIGHING, Choose(choice="a", because="een kanarie"))

    def own(secret: str) -> str:
        room.other_key = secret
        return room.holder().get(f"/s/{room.id}/in/own").text

    assert "een kanarie" in own(zoe)
    assert "Nog niet onthuld. Alleen jij ziet dit." in own(zoe)
    assert "een kanarie" not in own(wim)
    assert "Nog niets met je naam." in own(wim)
    room.do(room.leader, c.Close())
    assert "Nooit onthuld." in own(zoe)


def test_a_guest_who_leads_goes_to_the_desk_and_back_to_the_table(room: DraftRoom) -> None:
    room.do(room.leader, c.OpenDoor())
    _, room.other_key = room.sessions.join(room.sessions.row(room.id).code or "", "Zoë", "", "zoe")
    seat, zoe = room.sessions.seat_behind(room.id, Face.IN, room.other_key)[1].id, room.holder()
    at, desk = f"/s/{room.id}/in/", f"/s/{room.id}/lead/"
    assert zoe.post(f"{at}desk", headers=OURS).headers["Location"] == at, "who does not lead stays at the table"
    assert zoe.get(desk).status_code == 404
    room.do(room.leader, c.GiveLead(seat=seat))
    shown = zoe.get(at)
    assert shown.status_code == 403
    assert "Naar het bureau" in shown.text
    assert "Draaiboek" not in shown.text
    assert zoe.post(f"{at}close-door", headers=OURS).status_code == 403, "the page at the table steers nothing"
    assert zoe.get(f"{at}own").status_code == 200
    assert zoe.post(f"{at}desk", headers=OURS).headers["Location"] == desk
    assert "Draaiboek" in zoe.get(desk).text
    phone = room.app.flask.test_client()
    pair = zoe.post(f"{desk}pair", headers=OURS).headers["Location"]
    code = re.search(r'door__code">([A-Z0-9 ]{9})<', zoe.get(pair).text)
    assert code
    assert phone.post("/pair", data={"code": code[1]}, headers=OURS).status_code == 303
    room.do(room.leader, c.TakeBackLead(seat=seat))
    assert zoe.get(desk).status_code == phone.get(desk).status_code == 404
    assert zoe.get(at).status_code == 200
    assert room.sessions.state(room.id).seats[seat].name == "Zoë"


def test_of_two_merged_seats_both_phones_go_on_at_the_one_that_stays(room: DraftRoom) -> None:
    room.do(room.leader, c.OpenDoor())
    code = room.sessions.row(room.id).code or ""
    secrets = [room.sessions.join(code, "Zoë", "", f"zoe-{n}")[1] for n in range(2)]
    gone, stays = (room.sessions.seat_behind(room.id, Face.IN, one)[1].id for one in secrets)
    room.do(room.leader, c.MergeSeats(seat=gone, into=stays))
    for secret in secrets:
        assert room.sessions.seat_behind(room.id, Face.IN, secret)[1].id == stays


def test_each_sentence_may_go_along_or_rather_not(room: DraftRoom) -> None:
    room.talk(closes=False)
    client = room.client(Face.IN)
    page = client.get(f"/s/{room.id}/in/own").text
    voice, sheet = re.findall(r'name="step" value="([^"]+)"><input type="hidden" name="item" value="([^"]+)"', page)
    for step, item in (voice, sheet):
        form = {"step": step, "item": item, "back": "true", "op": f"keep-{item}"}
        answer = client.post(f"/s/{room.id}/in/own/keep-back", data=form, headers=OURS)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/s/{room.id}/in/own")
    page = client.get(f"/s/{room.id}/in/own").text
    assert page.count("Dit gaat niet mee naar de casusbank.") == 2
    state = room.sessions.state(room.id)
    found = material(state, visible(state))
    assert "vertrouwen" not in [one.value for one in found.voices]
    assert "reden b" not in [one.because for one in found.reasons]
    assert sum(found.spread) == 6, "a judgement counts, whatever is kept back of its words"
    form = {"step": voice[0], "item": voice[1], "back": "false", "op": "after-all"}
    assert client.post(f"/s/{room.id}/in/own/keep-back", data=form, headers=OURS).status_code == 303
    state = room.sessions.state(room.id)
    assert "vertrouwen" in [one.value for one in material(state, visible(state)).voices]


@pytest.mark.parametrize(
    ("step", "item"), [(WEIGHING, "x"), ("maan", "sheet"), (WEIGHING, ""), (WEIGHING, "\u0000" * 3)]
)
def test_what_one_did_not_write_cannot_be_kept_back(room: DraftRoom, step: str, item: str) -> None:
    room.talk(closes=False)
    form = {"step": step, "item": item, "back": "true"}
    answer = room.client(Face.IN).post(f"/s/{room.id}/in/own/keep-back", data=form, headers=OURS)
    assert 400 <= answer.status_code < 500
    room.do(room.leader, c.Close())
    assert "own/keep-back" not in room.client(Face.IN).get(f"/s/{room.id}/in/own").text, "then it is decided"
