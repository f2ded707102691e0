"""What every request must be and every answer must carry."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client

from beraad.app import App, create_app
from beraad.refusal import Refusal
from beraad.settings import Settings
from beraad.web.security import FromElsewhere, check_same_origin, own_path
from tests.builders import SECRET
from tests.web.conftest import OURS

HERE = ("https://beraad.example.nl",)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types beraad"
)


@pytest.mark.parametrize(
    ("site", "origin", "ours"),
    [
        ("same-origin", None, True),
        ("same-origin", "https://evil.example", True),  # the browser itself says so; scripts cannot set it
        (None, "https://beraad.example.nl", True),
        ("cross-site", "https://beraad.example.nl", False),
        ("same-site", None, False),
        ("none", None, False),
        (None, "https://evil.example", False),
        (None, "null", False),
        (None, None, False),
    ],
)
def test_a_form_from_elsewhere_is_refused(site: str | None, origin: str | None, ours: bool) -> None:
    if ours:
        check_same_origin(site, origin, HERE)
    else:
        with pytest.raises(FromElsewhere):
            check_same_origin(site, origin, HERE)


def test_every_unsafe_route_asks_where_a_form_comes_from(app: App, client: FlaskClient) -> None:
    for rule in app.flask.url_map.iter_rules():
        for method in {"POST", "PUT", "PATCH", "DELETE"} & (rule.methods or set()):
            answer = client.open(rule.rule.replace("<token>", "x"), method=method)
            assert answer.status_code == 403
            assert "from-elsewhere" in answer.text


@pytest.mark.parametrize("address", ["/", "/sign-in", "/people", "/nothing", "/healthz", "/static/x/y"])
def test_every_answer_carries_every_header(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "camera=()" in headers["Permissions-Policy"]


def test_over_https_cookies_are_secure_and_https_stays(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path, secret=SECRET, origin="https://beraad.example.nl"))
    answer = app.flask.test_client().get("/sign-in?lang=en")
    assert "Strict-Transport-Security" in answer.headers
    assert "Secure" in answer.headers["Set-Cookie"]
    assert app.flask.config["SESSION_COOKIE_NAME"] == "__Host-beraad"
    assert app.flask.config["SESSION_COOKIE_SECURE"]
    app.close()


def test_a_body_that_is_too_big_is_refused_before_it_is_read(app: App) -> None:
    class Unread:
        def read(self, *_: int) -> bytes:
            raise AssertionError("the body was read")

    environ = {"CONTENT_LENGTH": str(10**9), "wsgi.input": Unread()}
    answer = Client(app.wsgi).post("/sign-in", environ_overrides=environ, headers=OURS)
    assert answer.status_code == 413
    assert "body-too-big" in answer.text


@pytest.mark.parametrize(
    ("environ", "status"),
    [({"HTTP_TRANSFER_ENCODING": "chunked"}, 411), ({"CONTENT_LENGTH": "-5"}, 413), ({"CONTENT_LENGTH": "x"}, 413)],
)
def test_a_body_of_unknown_length_is_refused(app: App, environ: dict[str, str], status: int) -> None:
    answer = Client(app.wsgi).post("/sign-in", environ_overrides=environ, headers=OURS)
    assert answer.status_code == status


@pytest.mark.parametrize("path", ["/", "/people", "/s/x/lead?a=b#c", "/é"])
def test_a_redirect_to_an_own_path_is_kept(path: str) -> None:
    assert own_path(path) == path


def test_refusals_of_this_edge_have_a_code_and_a_status() -> None:
    for kind in Refusal.__subclasses__():
        if kind.__module__.startswith("beraad."):
            assert kind.code
            assert kind.status >= 400
