"""Preparing a session, as a plain form: in full, changed, taken over, and with everything that goes wrong."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from flask.testing import FlaskClient

from beraad.accounts.roles import Role
from beraad.app import App, create_app
from beraad.deliberation.ids import SessionId
from beraad.deliberation.intake import NOTHING
from beraad.storage.methods import SHIPPED
from tests.web.conftest import OURS, QUICK, People, sign_in


def leader(app: App, people: People) -> FlaskClient:
    client = app.flask.test_client()
    sign_in(client, people.by_role[Role.FACILITATOR])
    return client


CANARY = "Kanarie"
DAY = (datetime.now(UTC) + timedelta(days=30)).date()
FULL = {
    "title": f"{CANARY} werkt mee", "length": "kort_beraad/standaard", "day": f"{DAY}", "begins": "13:00",
    "place": "Kamer 2", "own": "yes", "still_open": "yes", "danger": "no", "quarrel": "no", "superior": "yes",
    "chafes": f"{CANARY} slaapt niet", "a": f"{CANARY} blijft", "b": f"{CANARY} gaat", "harm_a": f"{CANARY} wacht",
    "harm_b": f"{CANARY} boos", "family": "no", "family_says": f"{CANARY} schrikt", "count": ["2", "1", ""],
    "role": ["arts", "jongere", ""], "perspective": ["professional", "child", "professional"],
    "support": ["", "", ""], "chairs": ["De ouder", f"Oma {CANARY}"], "crisis": "Spoedteam 088", "roster": CANARY,
}  # fmt: skip


def prepare(client: FlaskClient, **more: object) -> str:
    """Prepare in full; return the address of what stands prepared."""
    answer = client.post("/sessions", data={**FULL, **more}, headers=OURS)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def let_in(client: FlaskClient, guest: FlaskClient, at: str) -> tuple[str, str]:
    """Open the door of what stands prepared, and let a guest in; return the addresses of the desk and of the seat."""
    desk = at.replace("/sessions/", "/s/") + "/lead/"
    client.post(f"{desk}open-door", data={}, headers=OURS)
    code = re.search(r"join\?code=(\w{8})", client.get(desk).text)
    assert code
    seat = guest.post("/join", data={"code": code[1], "name": "Zoë"}, headers=OURS).location
    return desk, seat


def form_of(client: FlaskClient, address: str) -> dict[str, list[str]]:
    """What a browser would send of a form as it stands there."""
    html = client.get(address).text
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)
        chosen = not re.search(r'type="(radio|checkbox)"', tag) or " checked" in tag
        if name and chosen:
            found.setdefault(name[1], []).append(value[1] if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n([^<]*)</textarea>', html):
        found.setdefault(name, []).append(text)
    for name, options in re.findall(r'<select[^>]*name="(\w+)">(.*?)</select>', html, re.DOTALL):
        found.setdefault(name, []).extend(re.findall(r'value="(\w*)" selected', options))
    found.pop("face", None)
    return found


def test_what_stands_prepared_tells_whoever_prepared_it_everything(app: App, people: People) -> None:
    client = leader(app, people)
    page = client.get(prepare(client)).text
    for words in (f"{CANARY} slaapt niet", f"{CANARY} schrikt", "Spoedteam 088", "Kamer 2", "13:00 tot 13:45",
                  "leidinggevende bij", "Eén jongere", "Niemand spreekt voor de ouders", "3 mensen"):  # fmt: skip
        assert words in page, words
    assert "hetzelfde beroep" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Kanarie"),
        ({"title": "Wat nu?", "a": "wacht", "b": "ga", "harm_a": "", "harm_b": "", "chairs": "Oma Kanarie"}, "Kanarie"),
        ({"title": "Bel 06 12345678", "roster": "", "chairs": ""}, "06 12345678"),
        ({"title": "Daan, 15 jaar", "roster": "daan=jongere", "a": "", "harm_a": "", "chairs": ""}, "Daan"),
        ({"title": "Thuis of niet?", "roster": "", "chairs": "De ouder"}, ""),
    ],
)
def test_who_prepares_hears_what_tells_on_every_screen_who_it_is_about(
    fields: dict[str, str], words: str, app: App, people: People
) -> None:
    client = leader(app, people)
    page = client.get(prepare(client, **fields)).text
    found = re.search("Hieraan is iemand te herkennen: ([^<]*)<", page)
    assert (found[1] if found else "") == words


def test_a_title_is_all_that_a_beraad_needs(app: App, people: People) -> None:
    client = leader(app, people)
    at = client.post("/sessions", data={"title": "x"}, headers=OURS).location
    page = client.get(at).text
    assert "nog geen tijd afgesproken" in page
    assert "Denk hier nog even aan" not in page
    assert client.get(f"{at}/moreel-beraad.ics", headers={"Accept": "application/json"}).status_code == 409


def test_nothing_of_the_case_is_in_the_invitation_the_calendar_or_what_the_server_logs(
    app: App, people: People, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    client = leader(app, people)
    at = prepare(client)
    page = client.get(at).text
    file = client.get(f"{at}/moreel-beraad.ics")
    mail = re.search(r'href="(mailto:[^"]*)"', page)
    text = re.search(r'<textarea[^>]*id="invitation"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert mail
    assert text
    for sent in (file.text.replace("\r\n ", ""), str(file.headers), str(parse_qs(mail[1].partition("?")[2])), text[1]):
        assert CANARY not in sent
        assert "slaapt" not in sent
        assert "arts" not in sent
    assert f"DTSTART:{DAY:%Y%m%d}T1" in file.text
    assert file.headers["Content-Type"].startswith("text/calendar")
    client.get("/sessions/new?like=last")
    client.post(f"{at}/edit", data={**FULL, "danger": "yes"}, headers=OURS)
    assert CANARY not in caplog.text + "".join(capsys.readouterr())


def test_what_was_told_beforehand_is_on_no_face_and_in_no_guests_page(app: App, people: People) -> None:
    client, guest = leader(app, people), app.flask.test_client()
    at = prepare(client)
    desk, seat = let_in(client, guest, at)
    screen = client.post(f"{at}/enter", data={"face": "screen"}, headers=OURS).location
    for who, address in ((client, desk), (guest, seat), (client, screen)):
        page = who.get(address).text
        assert f"{CANARY} blijft" in page or f"{CANARY} werkt mee" in page
        for words in ("slaapt niet", "schrikt", "Kamer 2"):
            assert words not in page, address
    assert guest.get(at, headers={"Accept": "application/json"}).status_code == 401


def test_what_was_prepared_comes_back_as_it_was_and_can_be_changed(app: App, people: People) -> None:
    client = leader(app, people)
    at = prepare(client)
    form = form_of(client, f"{at}/edit")
    for name, value in FULL.items():
        given = [one for one in form[name] if one or isinstance(value, str)]
        if name not in ("count", "role", "perspective", "support", "chairs"):
            assert given == [value], name
    assert form["count"][:3] == ["2", "1", ""]
    assert form["perspective"][:3] == ["professional", "child", "professional"]
    assert form["chairs"] == ["De ouder", f"Oma {CANARY}", ""]
    answer = client.post(f"{at}/edit", data={**form, "title": "Heel anders", "a": "Wachten"}, headers=OURS)
    assert (answer.status_code, answer.location) == (303, at)
    page = client.get(at).text
    assert "Heel anders" in page
    assert f"{CANARY} slaapt niet" in page
    assert "Wachten" in client.get(at.replace("/sessions/", "/s/") + "/lead/").text


def test_saved_unchanged_it_stays_the_same(app: App, people: People) -> None:
    client = leader(app, people)
    at = prepare(client)
    before = app.use_cases.sessions.state(SessionId(at.split("/")[2]))
    assert client.post(f"{at}/edit", data=form_of(client, f"{at}/edit"), headers=OURS).status_code == 303
    after = app.use_cases.sessions.state(SessionId(at.split("/")[2]))
    for name in ("title", "preset", "begins_at", "ends_at", "place", "crisis", "coming", "intake", "seats"):
        assert getattr(after, name) == getattr(before, name), name


def test_once_the_door_was_open_a_change_is_refused_and_nothing_typed_is_lost(app: App, people: People) -> None:
    client = leader(app, people)
    at = prepare(client)
    form = form_of(client, f"{at}/edit")
    client.post(at.replace("/sessions/", "/s/") + "/lead/open-door", data={}, headers=OURS)
    answer = client.post(f"{at}/edit", data={**form, "title": "Te laat bedacht"}, headers=OURS)
    assert answer.status_code == 409
    assert "Te laat bedacht" in answer.text
    assert "was al open" in answer.text
    assert client.get(f"{at}/edit").status_code == 409
    assert "Te laat" not in client.get(at).text
    assert "/edit" not in client.get(at).text


def test_two_tabs_that_change_it_are_told_and_the_second_can_still_have_its_way(app: App, people: People) -> None:
    client = leader(app, people)
    at = prepare(client)
    one, two = form_of(client, f"{at}/edit"), form_of(client, f"{at}/edit")
    assert client.post(f"{at}/edit", data={**one, "title": "Eén"}, headers=OURS).status_code == 303
    answer = client.post(f"{at}/edit", data={**two, "title": "Twee"}, headers=OURS)
    assert (answer.status_code, "Twee" in answer.text) == (409, True)
    mark = re.search(r'name="mark" value="(\w+)"', answer.text)
    assert mark
    assert client.post(f"{at}/edit", data={**two, "title": "Twee", "mark": mark[1]}, headers=OURS).status_code == 303
    assert "Twee" in client.get(at).text


def test_acute_danger_stops_at_once_and_keeps_what_was_typed(app: App, people: People) -> None:
    client = leader(app, people)
    answer = client.post("/sessions", data={**FULL, "danger": "yes"}, headers=OURS)
    assert answer.status_code == 422
    for words in ("Stop: eerst veiligheid", "112", "Spoedteam 088", f"{CANARY} slaapt niet"):
        assert words in answer.text
    assert CANARY not in client.get("/").text


def test_like_the_last_one_takes_over_nothing_of_its_case(app: App, people: People) -> None:
    client = leader(app, people)
    assert "like=last" not in client.get("/sessions/new").text
    prepare(client)
    assert "like=last" in client.get("/sessions/new").text
    form = form_of(client, "/sessions/new?like=last")
    assert CANARY not in str(form)
    assert (form["length"], form["crisis"], form["place"]) == (
        ["kort_beraad/standaard"],
        ["Spoedteam 088"],
        ["Kamer 2"],
    )
    assert (form["count"][:2], form["role"][:2]) == (["2", "1"], ["arts", "jongere"])
    assert form["chairs"][:1] == ["De ouder"]
    assert not {"own", "danger", "family"} & form.keys()
    assert form["day"] == form["begins"] == [""]


def test_what_was_told_can_be_taken_away_also_when_people_have_come(app: App, people: People) -> None:
    client = leader(app, people)
    at = prepare(client)
    client.post(at.replace("/sessions/", "/s/") + "/lead/open-door", data={}, headers=OURS)
    for _ in range(2):
        assert client.post(f"{at}/forget", data={}, headers=OURS).status_code == 303
    page = client.get(at).text
    assert "slaapt niet" not in page
    assert f"{CANARY} blijft" in page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"day": "2020-01-01"}, "day"),
        ({"day": f"{DAY + timedelta(days=700)}"}, "day"),
        ({"day": "morgen"}, "day"),
        ({"day": "9999-99-99"}, "day"),
        ({"begins": ""}, "begins"),
        ({"begins": "25:00"}, "begins"),
        ({"begins": "13:00", "ends": "12:59"}, "ends"),
        ({"ends": "straks"}, "ends"),
        ({"place": "x" * 201}, "place"),
        ({"count": ["-1", "1", ""]}, "coming"),
        ({"count": ["301", "1", ""]}, "coming"),
        ({"count": ["9" * 40, "1", ""]}, "coming"),
        ({"count": ["1"]}, "coming"),
        ({"perspective": ["god", "child", "child"]}, "coming"),
        ({"support": ["misschien", "", ""]}, "coming"),
        (dict.fromkeys(("count", "role", "perspective", "support"), ["1"] * 13), "coming"),
        ({"own": "misschien"}, "own"),
        ({"chafes": "x" * 1001}, "chafes"),
        ({"chafes": "a\0b"}, "chafes"),
        ({"family_says": "x" * 201}, "family_says"),
        ({"crisis": "x" * 201}, "crisis"),
    ],
)
def test_each_refusal_stands_beside_its_field(app: App, people: People, fields: dict[str, object], wrong: str) -> None:
    client = leader(app, people)
    answer = client.post("/sessions", data={**FULL, **fields}, headers={**OURS, "Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json
    assert answer.json["error"]["field"] == wrong
    page = client.post("/sessions", data={**FULL, **fields}, headers=OURS).text
    assert page.count("field__error") == 1
    assert "form-error" not in page
    assert f"{CANARY} gaat" in page


@pytest.mark.parametrize(
    ("fields", "begins", "ends"),
    [
        ({"begins": "13:00", "ends": ""}, "13:00", "13:45"),
        ({"begins": "13:00", "ends": "15:00"}, "13:00", "15:00"),
        ({"begins": "", "ends": "14:00"}, "13:15", "14:00"),
        ({"day": "", "begins": "13:00"}, "13:00", "13:45"),
        ({"day": "", "begins": "", "ends": "13:00"}, "", "13:00"),
        ({"day": "", "begins": ""}, "", ""),
    ],
)
def test_the_end_is_worked_out_from_what_is_known(
    app: App, people: People, fields: dict[str, str], begins: str, ends: str
) -> None:
    client = leader(app, people)
    form = form_of(client, f"{prepare(client, **fields)}/edit")
    assert (form["begins"], form["ends"]) == ([begins], [ends])


def test_the_soonest_is_first_on_the_page_of_today(app: App, people: People) -> None:
    client = leader(app, people)
    for title, days in (("Later", 9), ("Eerst", 2), ("Nog later", 20)):
        prepare(client, title=title, day=f"{DAY - timedelta(days=21 - days)}")
    page = client.get("/").text
    assert page.index("Eerst") < page.index("Later") < page.index("Nog later")


def test_what_was_typed_stays_when_the_form_is_refused(app: App, people: People) -> None:
    form = {"title": "", "a": "doorgaan", "b": "Doorgaan", "roster": "Daan\nZutphen", "chairs": ["School", "Opa"]}
    form["length"] = "kort_beraad/standaard"
    answer = leader(app, people).post("/sessions", data=form, headers=OURS)
    assert answer.status_code == 422
    for typed in ("doorgaan", "Zutphen", "Opa", 'value="School" checked', 'value="kort_beraad/standaard" checked'):
        assert typed in answer.text
    assert answer.text.count(" checked") == 2


def test_a_double_click_prepares_one_session(app: App, people: People) -> None:
    client = leader(app, people)
    form = {"title": "Ouder werkt mee", "op": "once", "ends": "12:45"}
    first, second = (client.post("/sessions", data=form, headers=OURS).location for _ in range(2))
    assert first == second
    assert client.get("/").text.count("Ouder werkt mee") == 1


def test_nobody_but_a_facilitator_prepares(app: App, people: People) -> None:
    client = app.flask.test_client()
    sign_in(client, people.by_role[Role.READER])
    assert client.post("/sessions", data={"title": "x"}, headers=OURS).status_code == 403


@pytest.fixture
def with_own_method(app: App, tmp_path: Path) -> Iterator[App]:
    """Where an organisation has a method of its own, of which two steps can change places."""
    own = tmp_path / "methods"
    own.mkdir()
    text = (SHIPPED / "kort_beraad.yaml").read_text()
    text = text.replace("id: kort_beraad", "id: ons_beraad").replace('"Kort beraad"', '"Ons beraad"')
    swap = "may_swap: [dilemma, waarden]\nswap: {nl: Eerst de waarden}\n"
    (own / "ons.yaml").write_text(text.replace("chairs:\n", f"{swap}chairs:\n"))
    other = create_app(app.settings, hasher=QUICK)
    yield other
    other.close()


def test_an_own_method_can_be_chosen(with_own_method: App, people: People) -> None:
    client = leader(with_own_method, people)
    assert 'value="ons_beraad/standaard"' in client.get("/sessions/new").text
    answer = client.post("/sessions", data={"title": "x", "length": "ons_beraad/kort"}, headers=OURS)
    id = SessionId(answer.location.split("/")[2])
    assert with_own_method.use_cases.sessions.state(id).method.id == "ons_beraad"
    for length in ("geen/kort", "ons_beraad/lang", "ons_beraad", ""):
        assert client.post("/sessions", data={"title": "x", "length": length}, headers=OURS).status_code == 422


def test_the_other_order_holds_for_the_method_at_which_it_is_ticked(with_own_method: App, people: People) -> None:
    client = leader(with_own_method, people)
    assert "Eerst de waarden" in client.get("/sessions/new").text
    for swap, first in (("ons_beraad", "waarden"), ("een_ander", "dilemma")):
        form = {"title": "x", "length": "ons_beraad/kort", "swap": swap}
        id = SessionId(client.post("/sessions", data=form, headers=OURS).location.split("/")[2])
        assert with_own_method.use_cases.sessions.state(id).method.steps[0].id == first


def test_a_rehearsal_takes_what_stands_now_and_nothing_of_what_was_told(app: App, people: People) -> None:
    client = leader(app, people)
    at = prepare(client)
    form = form_of(client, f"{at}/edit")
    client.post(f"{at}/edit", data={**form, "title": "Heel anders"}, headers=OURS)
    rehearsal = client.post(f"{at}/rehearse", data={"op": "r"}, headers=OURS).location.split("/")[2]
    state = app.use_cases.sessions.state(SessionId(rehearsal))
    assert (state.title, state.intake, state.coming, state.practice) == ("Heel anders", NOTHING, (), True)
    told = app.room.read(lambda unit: unit.sessions.told(SessionId(rehearsal)))
    assert "slaapt niet" not in str(told)


def test_the_emergency_set_comes_also_to_a_browser_that_was_never_at_the_desk(app: App, people: People) -> None:
    at, other = prepare(leader(app, people)), leader(app, people)
    assert 'name="people" type="number" min="1" max="40" value="3"' in other.get(at).text
    set_of = other.post(f"{at}/emergency-set", data={"people": "3"}, headers=OURS).location
    answer = other.get(set_of)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert app.flask.test_client().get(set_of).status_code == 404


def test_whether_the_family_knows_stands_in_the_note_of_who_leads_and_in_no_other(app: App, people: People) -> None:
    client, guest = leader(app, people), app.flask.test_client()
    at = prepare(client)
    desk, seat = let_in(client, guest, at)
    assert client.post(f"{desk}close", data={"op": "c"}, headers=OURS).status_code == 303
    note = client.get(f"{desk}note.md").text
    assert f"{CANARY} schrikt" in note
    assert "Waarom niet" in note
    for who, address in ((guest, seat), (client, desk)):
        for form in ("note.md", "report.md", "report.json", "report"):
            page = who.get(f"{address}{form}").text
            if who is guest or form in ("report.md", "report.json"):
                assert "schrikt" not in page, (address, form)
            assert "slaapt niet" not in page
    assert "Wat vinden zij ervan" in guest.get(f"{seat}note.md").text
