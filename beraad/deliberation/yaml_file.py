"""Reading a YAML file that somebody wrote by hand, and saying in plain words what is wrong with it and where.

Methods and scripts of groups to simulate are read with it. A complaint has a line, a field and a Dutch sentence.
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
import yaml

MOST_BYTES = 200_000
MOST_DEPTH = 12

Path = tuple[str | int, ...]
"""Where in the file: keys of mappings, and places in lists from 0."""


class Complaint(msgspec.Struct, frozen=True):
    """One thing that is wrong: on which line (from 1), in which field, in words."""

    line: int
    field: str
    text: str

    def __str__(self) -> str:
        return f"regel {self.line}, {self.field}: {self.text}" if self.field else f"regel {self.line}: {self.text}"


class Unreadable(Exception):
    """The file is not read any further; `complaints` says why."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = tuple(complaints)


class _AsWritten(yaml.SafeLoader):
    """Keeps the names of fields as they are written: ‘yes’ is a name too."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        for key, _ in node.value:
            if key.tag == "tag:yaml.org,2002:bool":
                key.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep)


def load(content: bytes, begin: str) -> tuple[dict[str, Any], dict[Path, int]]:
    """Return what the file says, and the line of each place in it. Raises Unreadable.

    begin: what to say when the file is no mapping, such as ‘dit is geen methode; begin met id:’.
    """

    def refuse(line: int, text: str) -> Unreadable:
        return Unreadable((Complaint(line, "", text),))

    if len(content) > MOST_BYTES:
        raise refuse(1, f"het bestand is te groot; hoogstens {MOST_BYTES // 1000} kB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refuse(line, "dit is geen UTF-8; bewaar het bestand als UTF-8") from None
    try:
        _plain(text, refuse)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.load(text, Loader=_AsWritten)  # noqa: S506  a safe loader, with other keys
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise refuse(line, "hier staat een onzichtbaar teken dat niet mag; haal het weg") from None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date or number that cannot be
        mark = getattr(error, "problem_mark", None)
        raise refuse(
            mark.line + 1 if mark else 1,
            "dit kan niet gelezen worden; kijk naar inspringen, dubbele punten en aanhalingstekens",
        ) from None
    if not isinstance(root, yaml.MappingNode):
        raise refuse(1, begin)
    lines: dict[Path, int] = {}
    doubles: list[Complaint] = []
    _lines(root, (), lines, doubles)
    if doubles:
        raise Unreadable(doubles)
    return data, lines


def _plain(text: str, refuse: Any) -> None:
    """Refuse what such a file never needs, before anything is built of it: it is how a file harms its reader."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEPTH:
            raise refuse(line, "dit is te diep genest")
        if getattr(event, "anchor", None):
            raise refuse(line, "verwijzingen met & en * mogen niet; schrijf de tekst uit")
        if getattr(event, "tag", None):
            raise refuse(line, "labels met ! mogen niet; zet tekst zo nodig tussen aanhalingstekens")
        if isinstance(event, yaml.ScalarEvent) and re.search(r"[\x00-\x08\ud800-\udfff]", event.value):
            raise refuse(line, "hier staat een onzichtbaar teken dat niet mag; haal het weg")


def _lines(node: yaml.Node, path: Path, lines: dict[Path, int], doubles: list[Complaint]) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            if here in lines:
                doubles.append(Complaint(key.start_mark.line + 1, str(key.value), "dit staat er twee keer"))
            _lines(value, here, lines, doubles)
            lines[here] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            _lines(value, (*path, at), lines, doubles)


_WORDS = (
    (r"Object missing required field `(.+)`", "‘{}’ ontbreekt"),
    (r"Object contains unknown field `(.+)`", "‘{}’ is hier onbekend; een tikfout?"),
    (r"Expected `int`.*", "hier hoort een heel getal"),
    (r"Expected `str` of length <= (.+)", "dit is te lang; hoogstens {} tekens"),
    (r"Expected `str`.*", "hier hoort tekst; zet die zo nodig tussen aanhalingstekens"),
    (r"Expected `bool`.*", "hier hoort true of false"),
    (r"Expected `array`.*", "hier hoort een lijst"),
    (r"Expected `object`.*", "hier horen velden met een dubbele punt"),
    (r"Invalid enum value (.+)", "{} kan hier niet"),
)


def complaint(path: Path, text: str, lines: dict[Path, int]) -> Complaint:
    """Return a complaint about a place, on its line or that of the nearest place around it."""
    known = next((path[:n] for n in range(len(path), -1, -1) if path[:n] in lines), ())
    field = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    return Complaint(lines.get(known, 1), field, text)


def in_words(error: msgspec.ValidationError, base: Path) -> tuple[Path, str]:
    """Turn the one complaint of msgspec into a place and a Dutch sentence."""
    said, _, where = str(error).partition(" - at `$")
    path: list[str | int] = list(base)
    for key, index in re.findall(r"\.([\w-]+)|\[(\d+)\]", where):
        path.append(int(index) if index else key)
    for pattern, words in _WORDS:
        if found := re.fullmatch(pattern, said):
            groups = found.groups()
            if groups and "field" in pattern and "unknown" in pattern:
                path.append(groups[0])
            return tuple(path), words.format(*groups)
    return tuple(path), "dit klopt niet"
