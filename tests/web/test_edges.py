"""Errors, static files, compression, health and logs."""

import gzip
import json
import re

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient

from beraad.accounts.roles import Role
from beraad.app import App
from beraad.pages.addresses import static
from beraad.services.ports import StoreUnavailable
from beraad.web.log import drop_content
from tests.web.conftest import OURS, People, sign_in

CANARY = "Kanarie-van-de-buren"


def breaks(flask: Flask) -> None:
    def fault() -> str:
        raise RuntimeError(CANARY)

    def full() -> str:
        raise StoreUnavailable

    flask.add_url_rule("/fault", view_func=fault, methods=["GET", "POST"])
    flask.add_url_rule("/full", view_func=full, methods=["GET", "POST"])


def test_a_fault_is_told_without_its_text(app: App, caplog: pytest.LogCaptureFixture) -> None:
    breaks(app.flask)
    with structlog.testing.capture_logs() as lines:
        answer = app.flask.test_client().get("/fault")
    assert answer.status_code == 500
    assert CANARY not in answer.text
    (line,) = [line for line in lines if line["event"] == "fault"]
    assert line["id"] in answer.text
    assert line["kind"] == "RuntimeError"
    assert CANARY not in str(lines) + caplog.text


def test_a_store_that_is_full_refuses_and_gives_back_what_was_typed(app: App) -> None:
    breaks(app.flask)
    answer = app.flask.test_client().post("/full", data={"text": CANARY, "password": "geheim woord"}, headers=OURS)
    assert answer.status_code == 503
    assert CANARY in answer.text
    assert "geheim woord" not in answer.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_not_there_has_a_page_in_the_readers_language(client: FlaskClient, method: str) -> None:
    answer = client.open("/nothing?lang=en", method=method, headers=OURS)
    assert answer.status_code == 404
    assert '<html lang="en"' in answer.text
    asked = client.open("/nothing", method=method, headers=OURS | {"Accept": "application/json"})
    assert set(json.loads(asked.text)["error"]) == {"code", "message", "field"}


ABOVE = {
    "/sessions": "/",
    "/people/{}/roles": "/people/{}",
    "/sessions/{}/enter": "/sessions/{}",
    "/s/{}/in/step/clarify/add": "/s/{}/in/",
    "/s/{}/lead/open-door": "/s/{}/lead/",
    "/s/{}/lead/report.": "/s/{}/lead/",
    "/s/{}/in/.md": "/s/{}/in/",
    "/practice/{}/group": "/practice/{}/",
    "/share/{}/right": "/share/{}",
}


@pytest.mark.parametrize("form", ABOVE)
def test_an_address_that_takes_only_a_form_leads_to_the_page_above(client: FlaskClient, form: str) -> None:
    """Somebody asks for another language at the answer to a form, or a phone loads its page anew."""
    answer = client.get(form.format("some-id"))
    assert (answer.status_code, answer.headers["Location"]) == (303, ABOVE[form].format("some-id"))


ELSEWHERE = (
    "//elders.example/a/b", "///elders.example/s/x/in/", "/\\elders.example/a", "/%5Celders.example/a",
    "/%5C%5Celders.example", "/people/%5C%5Celders.example/roles", "/people/a%0D%0Aelders/roles", "//s/x/in/",
)  # fmt: skip


@pytest.mark.parametrize("form", ELSEWHERE)
def test_no_address_leads_to_another_site(client: FlaskClient, form: str) -> None:
    for answer in (client.post(f"http://localhost{form}", headers=OURS), client.get(f"http://localhost{form}")):
        links = [*re.findall(r'href="([^"]*)"', answer.text), answer.headers.get("Location", "/")]
        assert not [link for link in links if re.match(r"[/\\]{2}|https?:(?!//localhost/)", link)], answer.text


@pytest.mark.parametrize(("form", "page"), {"/join": "/join", "/people/invite": "/people", "/sessions": "/"}.items())
def test_the_answer_to_a_form_can_be_asked_for_in_the_other_language(
    client: FlaskClient, people: People, form: str, page: str
) -> None:
    sign_in(client, people.by_role[Role.ADMINISTRATOR if "people" in form else Role.FACILITATOR])
    answer = client.post(form, data={}, headers=OURS)
    assert answer.status_code == 422
    assert f'href="{page}?lang=en"' in answer.text
    assert client.get(f"{page}?lang=en").status_code == 200


def test_health_is_whether_the_stores_answer(app: App, client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok\n"
    app.close()
    for file in ("room.db", "bank.db"):
        (app.settings.data / file).unlink()
        (app.settings.data / file).mkdir()
    assert client.get("/healthz").status_code == 503


def test_static_files_stay_for_ever_and_come_compressed(client: FlaskClient) -> None:
    address = static("css/base.css")
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert plain.headers["Cache-Control"] == packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.mimetype == "text/css"
    assert client.get("/static/another/css/base.css").status_code == 404
    assert client.get(address.replace("base.css", "../../pyproject.toml")).status_code == 404


def test_pages_come_compressed_to_whoever_takes_that(client: FlaskClient) -> None:
    plain = client.get("/")
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_no_log_holds_what_somebody_wrote_or_where_they_were(app: App, people: People) -> None:
    client = app.flask.test_client()
    with structlog.testing.capture_logs() as lines:
        sign_in(client, people.by_role[Role.READER], CANARY)
        client.get(f"/invitation/{CANARY}?q={CANARY}")
    assert [line["route"] for line in lines] == ["/sign-in", "/invitation/<token>"]
    for secret in (CANARY, people.by_role[Role.READER], "127.0.0.1"):
        assert secret not in json.dumps(lines)


def test_a_line_of_the_log_holds_known_names_only() -> None:
    assert drop_content(None, "info", {"event": "x", "text": CANARY, "status": 200}) == {"event": "x", "status": 200}
