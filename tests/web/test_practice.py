"""Practice over HTTP: from a public case to a table without an account, and what stays shut."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beraad.accounts.roles import Role
from beraad.app import App, create_app
from beraad.casebank.circles import Audience
from beraad.casebank.stored import StoredCase
from beraad.deliberation.ids import SessionId
from beraad.deliberation.stages import Stage
from beraad.pages.text import environment
from beraad.services.practice import MOST_GROUPS
from beraad.settings import Settings
from beraad.web.throttle import LIMITS
from tests.builders import SECRET
from tests.casebank.builders import a_case
from tests.web.conftest import OURS, QUICK, People, sign_in
from tests.web.test_casebank_pages import a_full_case, publish

CASE = "vol-1"


@pytest.fixture
def bank(app: App) -> App:
    publish(app, a_full_case())
    return app


def start(client: FlaskClient, op: str = "op-1", case: str = CASE, **more: str) -> TestResponse:
    return client.post(f"/bank/{case}/practice", data={"op": op, **more}, headers=OURS)


def class_page(client: FlaskClient, answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.text
    return client.get(answer.location.partition("#")[0]).text


def codes(html: str) -> list[str]:
    return [code.replace(" ", "") for code in re.findall(r'class__code">([A-Z0-9 ]{9})<', html)]


def sessions(html: str) -> list[str]:
    return re.findall(r'href="/s/([^/]+)/lead/"', html)


def links(html: str) -> list[str]:
    return re.findall(r"http://127.0.0.1:8000(/lead/\w+)", html)


def lead(client: FlaskClient, session: str, verb: str, face: str = "lead", **fields: str) -> TestResponse:
    headers = OURS | {"Accept": "application/json"}
    return client.post(f"/s/{session}/{face}/{verb}", data=fields, headers=headers)


def test_from_a_public_case_to_a_led_table_without_an_account(bank: App, client: FlaskClient) -> None:
    assert "Oefen met deze casus" in client.get(f"/bank/{CASE}").text
    html = class_page(client, start(client))
    (session,), (code,) = sessions(html), codes(html)
    page = client.get(f"/s/{session}/lead/").text
    case = a_full_case()
    assert case.title in page
    assert bank.use_cases.sessions.behind(code).title == case.title
    guest = bank.flask.test_client()
    joined = guest.post("/join", data={"code": code, "name": "Zoë", "op": "x"}, headers=OURS)
    assert joined.location == f"/s/{session}/in/"
    assert "Na 24 uur" in guest.get(f"/join?code={code}").text


def test_a_double_click_starts_one_class_and_one_group(bank: App, client: FlaskClient) -> None:
    first, again = start(client), start(client)
    assert first.location == again.location != start(client, "op-2").location
    page = first.location.partition("#")[0]
    for _ in range(2):
        assert client.post(f"{page}group", data={"number": "2"}, headers=OURS).status_code == 303
    html = client.get(page).text
    assert len(codes(html)) == len(set(codes(html))) == 2
    assert len(set(sessions(html))) == 2


def test_the_class_and_its_keys_are_of_the_browser_that_started_it(bank: App, client: FlaskClient) -> None:
    answer = start(client)
    html, page = class_page(client, answer), answer.location.partition("#")[0]
    (session,), other = sessions(html), bank.flask.test_client()
    unknown = other.get("/practice/unknown/")
    assert other.get(page).status_code == unknown.status_code == 404
    assert other.post(f"{page}group", data={"number": "2"}, headers=OURS).status_code == 404
    assert other.get(f"/s/{session}/lead/").status_code == 404
    assert other.post(f"/s/{session}/lead/screen", headers=OURS).status_code == 404


def test_the_secret_link_leads_on_another_device_and_its_secret_is_not_stored(bank: App, client: FlaskClient) -> None:
    html = class_page(client, start(client))
    (session,), (link,) = sessions(html), links(html)
    other = bank.flask.test_client()
    assert other.get(link).location == f"/s/{session}/lead/"
    assert other.get(f"/s/{session}/lead/").status_code == 200
    assert link.rpartition("/")[2].encode() not in (bank.settings.data / "room.db").read_bytes()
    assert other.get("/lead/unknown").status_code == 404


def test_a_link_opens_a_practice_alone(bank: App, client: FlaskClient, people: People) -> None:
    sign_in(client, people.by_role[Role.FACILITATOR])
    made = client.post("/sessions", data={"title": "Van ons", "op": "x"}, headers=OURS)
    own = re.search(r"beraad_lead=([^;]+)", made.headers["Set-Cookie"])
    assert own
    assert bank.flask.test_client().get(f"/lead/{own[1]}").status_code == 404


def test_who_leads_opens_the_screen_with_the_own_key(bank: App, client: FlaskClient) -> None:
    (session,) = sessions(class_page(client, start(client)))
    assert 'action="screen"' in client.get(f"/s/{session}/lead/").text
    answer = client.post(f"/s/{session}/lead/screen", headers=OURS)
    assert answer.location == f"/s/{session}/screen/"
    assert client.get(answer.location).status_code == 200


def test_nobody_brings_the_case_in_and_nothing_goes_to_the_bank(bank: App, client: FlaskClient) -> None:
    html = class_page(client, start(client))
    (session,), (code,) = sessions(html), codes(html)
    guest = bank.flask.test_client()
    guest.post("/join", data={"code": code, "name": "Zoë", "op": "x"}, headers=OURS)
    assert "name-presenter" not in client.get(f"/s/{session}/lead/").text
    lead(client, session, "open-step", step="afspraken", seen="0")
    assert "casusbank?" not in guest.get(f"/s/{session}/in/").text
    seat = bank.use_cases.sessions.state(SessionId(session)).at_table[0].id
    for who, face, verb, fields in (
        (client, "lead", "name-presenter", {"seat": seat}),
        (guest, "in", "share-words", {"yes": "true"}),
        (guest, "in", "share-case", {"yes": "true"}),
    ):
        answer = lead(who, session, verb, face, **fields)
        assert (answer.status_code, answer.json["error"]["code"]) == (409, "only-practice")  # type: ignore[index]


def test_the_outcome_of_the_case_comes_after_closing_and_not_before(bank: App, client: FlaskClient) -> None:
    html = class_page(client, start(client))
    (session,), (code,) = sessions(html), codes(html)
    guest = bank.flask.test_client()
    guest.post("/join", data={"code": code, "name": "Zoë", "op": "x"}, headers=OURS)
    client.post(f"/s/{session}/lead/screen", headers=OURS)
    lead(client, session, "open-step", step="afweging", seen="0")
    faces = ((client, "lead"), (guest, "in"), (client, "screen"))
    for who, face in faces:
        early = who.get(f"/s/{session}/{face}/compare")
        assert early.status_code == 409
        assert "Uitkomstwoord" not in early.text + who.get(f"/s/{session}/{face}/").text
    assert lead(client, session, "close").status_code == 200
    for who, face in faces:
        assert 'href="compare"' in who.get(f"/s/{session}/{face}/").text
        assert "Uitkomstwoord" in who.get(f"/s/{session}/{face}/compare").text
    assert bank.flask.test_client().get(f"/s/{session}/in/compare").status_code == 404


def test_an_ordinary_beraad_has_nothing_beside_it(bank: App, client: FlaskClient, people: People) -> None:
    sign_in(client, people.by_role[Role.FACILITATOR])
    made = client.post("/sessions", data={"title": "Van ons", "op": "x"}, headers=OURS)
    desk = f"/s/{made.location.split('/')[2]}/lead/"
    assert client.get(f"{desk}compare").status_code == 404


def test_a_case_for_some_and_no_case_answer_alike(bank: App, people: People) -> None:
    account = bank.bank.read(lambda unit: unit.accounts.find_by_email(people.by_role[Role.READER]))
    assert account
    own = StoredCase(
        case=a_case(id="van-ons"),
        audience=Audience(circle="organisation", organisation=account.organisation),
        imported=True,
    )
    bank.bank.writer.run(lambda unit: unit.cases.put(own))
    client = bank.flask.test_client()
    sign_in(client, account.email)
    assert "Oefen met deze casus" not in client.get("/bank/van-ons").text
    ours, none = start(client, case="van-ons"), start(client, case="unknown")
    assert ours.status_code == none.status_code == 404
    assert ours.text.replace("van-ons", "unknown") == none.text


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"op": "x" * 65}, 422), ({"op": "a\0b"}, 422), ({"what": "<b>"}, 422), ({"op": ""}, 303), ({"op": "😀"}, 303)],
)
def test_a_strange_form_is_refused_and_starts_nothing(
    fields: dict[str, str], status: int, bank: App, client: FlaskClient
) -> None:
    assert client.post(f"/bank/{CASE}/practice", data=fields, headers=OURS).status_code == status
    made = len(bank.room.read(lambda unit: unit.sessions.in_stages(tuple(Stage))))
    assert made == (1 if status == 303 else 0)


@pytest.mark.parametrize("number", ["0", "-1", "two", "", str(MOST_GROUPS + 1), "9" * 400])
def test_a_group_that_cannot_be_is_refused(number: str, bank: App, client: FlaskClient) -> None:
    page = start(client).location.partition("#")[0]
    assert client.post(f"{page}group", data={"number": number}, headers=OURS).status_code == 422
    assert len(codes(client.get(page).text)) == 1


@pytest.mark.parametrize("odd", ["%00", "é", "%F0%9F%98%80", "x" * 3000])
def test_strange_addresses_are_not_there(odd: str, bank: App, client: FlaskClient) -> None:
    client.set_cookie("beraad_class", "é" * 10)
    assert client.get(f"/practice/{odd}/").status_code == 404
    assert client.get(f"/lead/{odd}").status_code == 404
    assert start(client, case=odd).status_code == 404
    assert client.get(f"/s/{odd}/{odd}/compare").status_code == 404


def test_a_form_from_another_site_starts_nothing(bank: App, client: FlaskClient) -> None:
    answer = client.post(f"/bank/{CASE}/practice", data={"op": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_starting_and_guessing_links_are_throttled(bank: App, client: FlaskClient) -> None:
    for _ in range(int(LIMITS["practice"].split()[0])):
        bank.use_cases.throttle.hit("practice", "127.0.0.1")
    assert start(client).status_code == 429
    for _ in range(int(LIMITS["practice-link"].split()[0])):
        bank.use_cases.throttle.hit("practice-link")
    assert client.get("/lead/unknown").status_code == 429


def test_a_known_link_is_never_held_back(bank: App, client: FlaskClient) -> None:
    (link,) = links(class_page(client, start(client)))
    for _ in range(int(LIMITS["practice-link"].split()[0])):
        bank.use_cases.throttle.hit("practice-link")
    assert client.get(link).status_code == 303


def test_where_practice_is_off_there_is_no_button_and_no_way(ready: Path) -> None:
    app = create_app(Settings(data=ready, secret=SECRET, open_practice=False), hasher=QUICK)
    publish(app, a_full_case())
    client = app.flask.test_client()
    assert "Oefen met deze casus" not in client.get(f"/bank/{CASE}").text
    assert start(client).status_code == 404
    app.close()


def test_after_a_day_nothing_of_it_is_left(bank: App, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = start(client)
    html, page = class_page(client, answer), answer.location.partition("#")[0]
    (session,), (link,) = sessions(html), links(html)
    lead(client, session, "open-step", step="afweging", seen="0")
    reports = bank.use_cases.reports
    later = reports.now() + timedelta(hours=24, minutes=1)
    object.__setattr__(reports, "now", lambda: later)
    assert reports.tidy().purged == 1
    for gone in (page, link, f"/s/{session}/lead/", f"/s/{session}/lead/compare"):
        assert client.get(gone).status_code == 404


@pytest.mark.parametrize("template", ["practice/class.html", "practice/compare.html"])
def test_the_pages_load_in_both_languages(template: str) -> None:
    for language in ("nl", "en"):
        environment(language).get_template(template)
