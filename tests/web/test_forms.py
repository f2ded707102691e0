"""Forms are read strictly, and every refusal names its field."""

from typing import Annotated

import msgspec
import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta

from beraad.accounts.roles import Role
from beraad.deliberation.refusals import FieldMissing, TextHasControl, TextTooLong
from beraad.refusal import Refusal
from beraad.web.forms import (
    FieldTwice,
    FieldUnknown,
    FieldWrong,
    NotAForm,
    TextTooShort,
    clean,
    read,
)

FLASK = Flask("tests")


class Form(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(min_length=2, max_length=10)]
    minutes: Annotated[int, Meta(ge=1, le=90)] = 45
    shared: bool = False
    roles: frozenset[Role] = frozenset()
    password: str = ""


def form(**fields: object) -> Form:
    with FLASK.test_request_context(method="POST", data=fields):
        return read(Form, request)


def test_a_form_becomes_a_struct() -> None:
    assert form(name="  Anna\r\n", minutes="30", shared="1", roles=["reader", "reviewer"]) == Form(
        name="Anna", minutes=30, shared=True, roles=frozenset({Role.READER, Role.REVIEWER})
    )
    assert form(name="Anna", password=" met spaties ").password == " met spaties "


@pytest.mark.parametrize(
    ("fields", "refusal", "field"),
    [
        ({}, FieldMissing, "name"),
        ({"name": ""}, FieldMissing, "name"),
        ({"name": "   "}, FieldMissing, "name"),
        ({"name": "A"}, TextTooShort, "name"),
        ({"name": "A" * 11}, TextTooLong, "name"),
        ({"name": "😀" * 11}, TextTooLong, "name"),
        ({"name": ["Anna", "Ben"]}, FieldTwice, "name"),
        ({"name": "An\x00na"}, TextHasControl, "name"),
        ({"name": "Anna", "minutes": "veel"}, FieldWrong, "minutes"),
        ({"name": "Anna", "minutes": "91"}, FieldWrong, "minutes"),
        ({"name": "Anna", "roles": ["king"]}, FieldWrong, "roles"),
        ({"name": "Anna", "admin": "1"}, FieldUnknown, "admin"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(fields: dict[str, object], refusal: type[Refusal], field: str) -> None:
    with pytest.raises(refusal) as refused:
        form(**fields)
    assert refused.value.field == field


def test_what_is_no_form_is_refused() -> None:
    with FLASK.test_request_context(method="POST", json={"name": "Anna"}), pytest.raises(NotAForm):
        read(Form, request)


def test_marks_that_turn_text_around_are_taken_out() -> None:
    assert clean("ab\u202ecd\u2066e\u200f") == "abcde"


def test_markup_stays_text() -> None:
    assert clean("<b>12 jaar</b> & 'meer'") == "<b>12 jaar</b> & 'meer'"


@given(st.text())
def test_clean_text_is_stored_as_it_is_or_refused(text: str) -> None:
    try:
        once = clean(text)
    except TextHasControl:
        return
    assert clean(once) == once
    assert "\x00" not in once
    assert "\r" not in once
