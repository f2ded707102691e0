"""A case as a text file: Markdown with YAML front matter, for reading, editing, comparing and mailing.

Laws: parse(write(case)) == case for every valid case; write(parse(file)) == file for a file in canonical form.
docs/case-format.md describes the form for the people who write one.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from beraad.casebank.case import Case, Named
from beraad.casebank.case_reader import Reader
from beraad.casebank.complaints import CaseFileInvalid, Complaint
from beraad.casebank.file_words import ANSWERS, HEADINGS, ITEM_TEXT, KEYS, LABELS, SIDES
from beraad.casebank.marks import escape_item, escape_label, escape_text
from beraad.casebank.rules import valid

MOST_BYTES = 1_500_000
"""More than any valid case can take."""
MOST_FRONT = 64_000
"""In characters; the YAML reader is slow."""


def parse(content: bytes | str) -> Case:
    """Read a case file. Raises CaseFileInvalid with everything that is wrong, each with its line and field."""
    if len(content) > MOST_BYTES:
        raise _refused("too-big", 1, most=MOST_BYTES // 1000)
    if isinstance(content, bytes):
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _refused("encoding", content[: error.start].count(b"\n") + 1) from None
    else:
        text = content
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise _refused("no-front-matter", 1)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise _refused("unclosed-front-matter", len(lines))
    front = "\n".join(lines[1:end])
    if len(front) > MOST_FRONT:
        raise _refused("too-big", 2, most=MOST_FRONT // 1000)
    return Reader().read(front, lines[end + 1 :], end + 2)


def write(case: Case) -> str:
    """The canonical file of a valid case. Raises CaseInvalid when it is not valid."""
    return "\n".join((*_front(valid(case)), *_body(case), ""))


def _refused(code: str, line: int, **facts: str | int) -> CaseFileInvalid:
    return CaseFileInvalid((Complaint(field="", code=code, facts=facts, line=line),))


def _front(case: Case) -> Iterator[str]:
    yield "---"
    for key, name in KEYS.items():
        value: Any = getattr(case, name)
        if value is None or value == () or (name == "language" and value == "nl"):
            continue
        if name == "tension":
            yield from (f"{key}:", f"  a: {_named(value.a)}", f"  b: {_named(value.b)}")
        elif name == "spread":
            yield from (f"{key}:", f"  a: {value.a}", f"  b: {value.b}", f"  anders: {value.other}")
        elif isinstance(value, tuple):
            yield f"{key}: [{', '.join(_inner(ANSWERS.get(name, {}).get(item, str(item))) for item in value)}]"
        else:
            yield f"{key}: {_scalar(str(ANSWERS.get(name, {}).get(value, value)))}"
    yield "---"


def _scalar(text: str) -> str:
    """A text on one line: bare when nothing in it can mean anything to YAML, else quoted."""
    bare = re.fullmatch(r"[^\W_][\w ,.;()?!/’‘'–+-]*", text) and not text.endswith(" ")
    return text if bare else json.dumps(text, ensure_ascii=False)


def _inner(text: str) -> str:
    return text if re.fullmatch(r"[a-z0-9][a-z0-9.-]*", text) else json.dumps(text, ensure_ascii=False)


def _named(named: Named) -> str:
    if named.words is None:
        return named.value or ""
    value = f", waarde: {named.value}" if named.value else ""
    return f"{{woorden: {json.dumps(named.words, ensure_ascii=False)}{value}}}"


def _body(case: Case) -> Iterator[str]:
    for heading, field in HEADINGS.items():
        name, _, part = field.partition(".")
        value: Any = getattr(case, name)
        if name == "dilemma":
            value = getattr(value, part)
        elif name == "reasons":
            value = case.reasons_for(SIDES[part])  # type: ignore[arg-type]
        if not value:
            continue
        yield from ("", f"## {heading}", "")
        if isinstance(value, str):
            yield escape_text(value)
        else:
            yield from (_item(name, item) for item in value)


def _item(name: str, item: Any) -> str:
    if isinstance(item, str):
        return "- " + escape_item(item)
    parts = []
    for label, key in LABELS[name].items():
        if (value := getattr(item, key)) is not None:
            parts.append(f"[{label}: {escape_label(ANSWERS.get(f'{name}.{key}', {}).get(value, value))}]")
    if text := getattr(item, ITEM_TEXT[name]):
        parts.append(escape_item(text))
    return "- " + " ".join(parts)
