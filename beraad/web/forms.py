"""Read a form into a struct, strictly: what the struct does not have, or has otherwise, is refused with the field."""

import re
import unicodedata
from functools import cache
from typing import Any, TypeVar, get_origin, get_type_hints

import msgspec
from flask import Request

from beraad.deliberation.refusals import FieldMissing, TextHasControl, TextTooLong
from beraad.refusal import Refusal

T = TypeVar("T", bound=msgspec.Struct)

# Marks that turn text around, so that a reader sees another order than is stored.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
WHERE = re.compile(r" - at `\$\.([A-Za-z_0-9]+)")
MISSING = re.compile(r"missing required field `([^`]+)`")
LENGTH = re.compile(r"of length (<=|>=) (\d+)")


class FieldUnknown(Refusal):
    """The form has a field that this page does not know."""

    code, status = "field-unknown", 422


class FieldTwice(Refusal):
    """The form gives one field more than once."""

    code, status = "field-twice", 422


class FieldWrong(Refusal):
    """The field holds something that cannot stand there."""

    code, status = "field-wrong", 422


class TextTooShort(Refusal):
    """The text has fewer than `least` characters."""

    code, status = "text-too-short", 422


class NotAForm(Refusal):
    """The body is no form, or has a file in it."""

    code, status = "not-a-form", 422


def read(type: type[T], request: Request, besides: tuple[str, ...] = ()) -> T:
    """Return the form of `request` as a `type`, whose Meta gives the limits; `besides` it knows these fields too.

    A field of type tuple takes every value (checkboxes); any other takes one. A checkbox that stands for a
    bool has value="1". Text is cleaned by `clean`, except in fields called password. Raises FieldUnknown,
    FieldMissing, FieldTwice, FieldWrong, TextTooLong, TextTooShort, TextHasControl or NotAForm.
    """
    if request.files or (request.content_length and not request.form):
        raise NotAForm
    fields, several = _fields(type)
    values: dict[str, Any] = {}
    for name, given in request.form.lists():
        if name in besides:
            continue
        if name not in fields:
            raise FieldUnknown(field=name[:64])
        texts = [text if fields[name] == "password" else clean(text, name) for text in given]
        if name in several:
            values[name] = texts
        elif len(texts) > 1:
            raise FieldTwice(field=name)
        else:
            values[name] = texts[0]
    return _convert(values, type)


@cache
def _fields(type: type[msgspec.Struct]) -> tuple[dict[str, str], frozenset[str]]:
    """Return the fields of a form by their name in it, and which of them take every value."""
    fields = {field.encode_name: field.name for field in msgspec.structs.fields(type)}
    hints = get_type_hints(type)
    return fields, frozenset(name for name in fields if get_origin(hints[fields[name]]) in (tuple, frozenset))


def clean(text: str, field: str | None = None) -> str:
    """Return text as it is stored: NFC, LF, no space around it, no marks that turn text around.

    Raises TextHasControl when it holds a control character.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(TURNING)
    if CONTROL.search(text):
        raise TextHasControl(field=field)
    return unicodedata.normalize("NFC", text).strip()


def number_in(text: str) -> int | None:
    """Return the whole number that a text is, or None; Python itself gives up on one of thousands of digits."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def typed(request: Request) -> dict[str, str]:
    """Return what was typed, to give back beside an error; never a password."""
    return {name: " ".join(values) for name, values in request.form.lists() if name not in ("password", "op", "next")}


def _convert(values: dict[str, Any], type: type[T]) -> T:
    try:
        return msgspec.convert(values, type, strict=False)
    except msgspec.ValidationError as error:
        words = str(error)
    if found := MISSING.search(words):
        raise FieldMissing(field=found[1])
    place = WHERE.search(words)
    field = place[1] if place else None
    if found := LENGTH.search(words):
        if found[1] == "<=":
            raise TextTooLong(field=field, most=int(found[2]))
        if field and not values.get(field):
            raise FieldMissing(field=field)
        raise TextTooShort(field=field, least=int(found[2]))
    raise FieldWrong(field=field)
