"""Hostile input on every form of a session: always a sentence in the reader's language, never a fault, nothing lost."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beraad.accounts.roles import Role
from beraad.app import App
from beraad.deliberation import commands
from beraad.deliberation.activities import activity
from beraad.web.prepare_pages import PrepareForm
from beraad.web.session_pages import JoinForm
from tests.web.conftest import OURS, People, sign_in

HOSTILE = {
    "too long": "x " * 5_000,
    "nul": "a\0b",
    "half a pair": "\\ud800",
    "bidi": "\u202egnirts\u202c",
    "emoji": "🧒🏽👩‍👧" * 3,
    "script": "<script>alert(1)</script>",
    "sql": "' OR 1=1; --",
    "braces": "{{ 7*7 }} %s %(count)s {0}",
    "a number": "-99999999999999999999",
    "nothing": "",
}
STEPS = {"dilemma": "dilemma", "waarden": "pvn_table", "afweging": "judgement", "conclusie": "conclusion",
         "afspraken": "actions"}  # fmt: skip
FORMS: dict[str, type[commands.Command]] = commands.COMMANDS | {
    f"step/{step}/{verb}": kind for step, name in STEPS.items() for verb, kind in activity(name).COMMANDS.items()
}
ALIVE = {200, 303, 403, 404, 409, 422, 429}
JSON = {**OURS, "Accept": "application/json"}


class Room:
    """A session that runs, at a step: a browser with its lead and one with a seat in it."""

    def __init__(self, app: App, people: People) -> None:
        self.lead, self.seat = app.flask.test_client(), app.flask.test_client()
        sign_in(self.lead, people.by_role[Role.FACILITATOR])
        form = {"title": "Een casus", "a": "Doorgaan", "b": "Opschalen", "op": "p"}
        self.path = self.lead.post("/sessions", data=form, headers=OURS).location.replace("/sessions/", "/s/") + "/"
        self.do(self.lead, "lead/open-door")
        code = re.search(r"code=([A-Z0-9]{8})", self.lead.get(f"{self.path}lead/").text)
        assert code
        self.code = code[1]
        self.seat.post("/join", data={"code": self.code, "name": "Zoë", "op": "j"}, headers=OURS)

    def do(self, who: FlaskClient, at: str, headers: dict[str, str] = JSON, /, **fields: Any) -> TestResponse:
        return who.post(self.path + at, data=fields, headers=headers)

    def read(self) -> dict[str, str]:
        return {face: who.get(f"{self.path}{face}/").text for face, who in (("lead", self.lead), ("in", self.seat))}


@pytest.fixture
def room(app: App, people: People) -> Room:
    return Room(app, people)


def good(at: str) -> dict[str, str]:
    """Fields that the form of this address takes."""
    kind = FORMS[at]
    filled = {
        "step": at.split("/")[1] if "/" in at else "waarden",
        "wording": "0",
        "minutes": "1",
        "yes": "1",
        "no": "1",
        "choice": "a",
        "chair": "kind",
        "supports": "a",
        "source": "said",
        "kind": "do",
        "edit": "e" * 16,
    }
    hints = get_type_hints(kind)
    return {
        field.name: filled.get(field.name, "true" if hints[field.name] is bool else "iets") for field in _fields(kind)
    }


def _fields(kind: type[msgspec.Struct]) -> tuple[Any, ...]:
    return msgspec.structs.fields(kind)


def said(answer: TestResponse, what: str) -> None:
    """Expect no fault; a refusal says what is wrong in words, as JSON."""
    assert answer.status_code in ALIVE, (what, answer.status_code, answer.text[:200])
    if answer.status_code >= 400:
        error = answer.json["error"]  # type: ignore[index]
        assert re.fullmatch(r"[a-z-]+", error["code"]), what
        assert len(error["message"]) > 10, what
        assert error["message"][0].isupper(), what
        assert error["field"] is None or isinstance(error["field"], str)


@pytest.mark.parametrize("face", ["in", "lead"])
def test_every_command_answers_whatever_stands_in_its_fields(room: Room, face: str) -> None:
    who = {"in": room.seat, "lead": room.lead}[face]
    for at in set(FORMS) - {"close", "pause"}:  # these have no fields but `seen`, and end the others
        form = good(at)
        for name in (*form, "seen"):
            for what, text in HOSTILE.items():
                said(room.do(who, f"{face}/{at}", **{**form, name: text}), f"{at} {name}: {what}")
    for html in room.read().values():
        assert "<script>alert" not in html
        assert "\u202e" not in html


def test_an_unknown_field_one_too_few_and_one_twice_are_named(room: Room) -> None:
    def refused(at: str, fields: dict[str, Any]) -> str | None:
        answer = room.do(room.lead, f"lead/{at}", **fields)
        assert answer.status_code == 422, (at, fields, answer.text)
        field: str | None = answer.json["error"]["field"]  # type: ignore[index]
        return field

    for at, kind in FORMS.items():
        assert refused(at, {**good(at), "vreemd": "1"}) == "vreemd"
        for field in _fields(kind):
            assert refused(at, {**good(at), field.name: ["a", "b"]}) == field.name
            if field.required:
                less = {name: text for name, text in good(at).items() if name != field.name}
                assert refused(at, {**less, "seen": "0"}) == field.name


def _limits() -> Iterator[tuple[str, str, int]]:
    for at, kind in FORMS.items():
        hints = get_type_hints(kind, include_extras=True)
        for field in _fields(kind):
            for meta in get_args(hints[field.name]):
                if isinstance(meta, msgspec.Meta) and meta.max_length:
                    yield at, field.name, meta.max_length


def test_a_text_over_its_limit_is_refused_with_the_limit_in_words(room: Room) -> None:
    for at, field, most in _limits():
        answer = room.do(room.lead, f"lead/{at}", **{**good(at), field: "x" * (most + 1)})
        error = answer.json["error"]  # type: ignore[index]
        assert (answer.status_code, error["field"]) == (422, field), at
        assert str(most) in error["message"].replace(".", "").replace("\u00a0", ""), at


def test_coming_in_answers_with_the_form_and_what_was_typed(room: Room) -> None:
    for name, what in product([field.name for field in _fields(JoinForm)], HOSTILE):
        form = {"code": room.code, "name": "Ad van Dam", "place": "", "op": f"{name}{what}"[:64]}
        answer = room.seat.post("/join", data={**form, name: HOSTILE[what]}, headers=OURS)
        assert answer.status_code in ALIVE, (name, what)
        if answer.status_code >= 400 and name not in ("name", "code"):
            assert "Ad van Dam" in answer.text, (name, what)
        assert "<script>alert" not in answer.text


def test_preparing_answers_with_the_form_and_what_was_typed(room: Room) -> None:
    for name, what in product([field.name for field in _fields(PrepareForm)], HOSTILE):
        form = {"title": "Mijn titel blijft", "a": "Mijn A blijft", "op": f"{name}{what}"[:64]}
        answer = room.lead.post("/sessions", data={**form, name: HOSTILE[what]}, headers=OURS)
        assert answer.status_code in ALIVE, (name, what)
        if answer.status_code >= 400:
            assert ("Mijn A blijft" if name == "title" else "Mijn titel blijft") in answer.text
            assert re.search("field__error|form-error|notice--", answer.text), (name, what)
        assert "<script>alert" not in answer.text


def test_a_megabyte_is_refused_before_it_is_read_and_a_file_is_no_form(room: Room) -> None:
    big = room.do(room.seat, "in/step/afweging/choose", because="x" * 1_000_000)
    assert (big.status_code, big.json["error"]["code"]) == (413, "body-too-big")  # type: ignore[index]
    for body, kind in ((b"{}", "application/json"), (b"\xff\xfe=\x00", "application/x-www-form-urlencoded"),
                       (b"--x", "multipart/form-data; boundary=x"), (b"a" * 999, "text/plain")):  # fmt: skip
        answer = room.seat.post(f"{room.path}in/mark-ready", data=body, headers=JSON, content_type=kind)
        assert answer.status_code == 422, kind


def test_a_refused_plain_form_gives_back_every_text_and_the_way_back(room: Room) -> None:
    form = {"choice": "a", "because": "het kind wacht al lang", "at_cost_of": "het vertrouwen raakt weg"}
    answer = room.do(room.seat, "in/step/afweging/choose", OURS, **form)
    assert answer.status_code == 409
    assert form["because"] in answer.text
    assert form["at_cost_of"] in answer.text
    back = re.search(r'button--primary" href="([^"]+)"', answer.text)
    assert back
    assert room.seat.get(back[1]).status_code == 200


def test_a_refusal_is_in_the_language_of_the_reader(room: Room) -> None:
    for language, word in (("nl", "stap"), ("en", "step")):
        headers = {**JSON, "Accept-Language": language}
        answer = room.do(room.seat, "in/step/nergens/choose", headers, choice="a")
        assert answer.status_code == 404
        assert word in answer.json["error"]["message"].lower()  # type: ignore[index]
