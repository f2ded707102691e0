"""Reading a method file, and saying in plain words what is wrong with it and where.

The complaints are for a facilitator who wrote a file by hand: each has a line, a field and a sentence in Dutch.
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
import yaml

from beraad.deliberation.activities import Activity
from beraad.deliberation.method import Method, Plan
from beraad.refusal import Refusal

MOST_BYTES = 200_000
MOST_DEPTH = 12


class Complaint(msgspec.Struct, frozen=True):
    """One thing that is wrong: on which line (from 1), in which field, in words."""

    line: int
    field: str
    text: str

    def __str__(self) -> str:
        return f"regel {self.line}, {self.field}: {self.text}" if self.field else f"regel {self.line}: {self.text}"


class MethodInvalid(Refusal):
    """The file cannot be used as a method; `complaints` says everything that is wrong with it."""

    code = "method-invalid"

    def __init__(self, name: str, complaints: tuple[Complaint, ...]) -> None:
        super().__init__(name=name, complaints=len(complaints))
        self.name = name
        self.complaints = complaints

    def __str__(self) -> str:
        return "\n".join(f"{self.name}, {complaint}" for complaint in self.complaints)


def read_method(content: bytes, name: str, activities: Mapping[str, Activity]) -> Method:
    """Read a method file, or raise MethodInvalid with all complaints. activities: the known types."""
    data, lines = _load(content, name)
    complaints: list[Complaint] = []

    def complain(path: tuple[str | int, ...], text: str) -> None:
        known = next((path[:n] for n in range(len(path), -1, -1) if path[:n] in lines), ())
        field = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        complaints.append(Complaint(lines.get(known, 1), field, text))

    plans: list[Plan] = []
    steps = data.get("steps")
    if not isinstance(steps, list) or not steps:
        complain(("steps",), "hier horen de stappen te staan, als lijst met minstens één stap")
    else:
        for at, step in enumerate(steps):
            try:
                plans.append(msgspec.convert(step, Plan))
            except msgspec.ValidationError as error:
                complain(*_in_words(error, ("steps", at)))
    try:
        method = msgspec.convert({**data, "steps": []}, Method)
    except msgspec.ValidationError as error:
        complain(*_in_words(error, ()))
    else:
        if not complaints:
            method = msgspec.structs.replace(method, steps=tuple(plans))
            _check(method, activities, complain)
    if complaints:
        raise MethodInvalid(name, tuple(sorted(complaints, key=lambda c: c.line)))
    return method


def _check(method: Method, activities: Mapping[str, Activity], complain: Any) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,39}", method.id):
        complain(("id",), "gebruik 2 tot 40 kleine letters, cijfers en liggende streepjes")
    if not method.presets:
        complain(("presets",), "noem minstens één lengte, zoals kort: 30")
    if not any(chair.child for chair in method.chairs):
        complain(("chairs",), "één stoel is die van het kind: zet daar child: true bij")
    if len({chair.id for chair in method.chairs}) < len(method.chairs):
        complain(("chairs",), "elke stoel heeft een eigen id")
    if not method.title.nl:
        complain(("title",), "de Nederlandse titel (nl) ontbreekt")
    seen: set[str] = set()
    for at, plan in enumerate(method.steps):
        here = ("steps", at)
        if plan.id in seen:
            complain((*here, "id"), f"de stap ‘{plan.id}’ staat er al; elke stap heeft een eigen id")
        if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", plan.id):
            complain((*here, "id"), "gebruik kleine letters, cijfers en streepjes")
        seen.add(plan.id)
        if not plan.title.nl:
            complain((*here, "title"), "de Nederlandse titel (nl) ontbreekt")
        if plan.activity not in activities:
            known = ", ".join(sorted(activities))
            complain((*here, "activity"), f"‘{plan.activity}’ bestaat niet; kies uit {known}")
            continue
        for key in plan.options:
            if key not in activities[plan.activity].OPTIONS:
                complain((*here, "options", key), f"deze instelling kent ‘{plan.activity}’ niet")
        if plan.visibility not in activities[plan.activity].VISIBILITY:
            kept = " of ".join(activities[plan.activity].VISIBILITY)
            complain((*here, "visibility"), f"bij ‘{plan.activity}’ hoort {kept}")
        if plan.continues and at == 0:
            complain((*here, "continues"), "de eerste stap kan geen vervolg zijn")
        if plan.continues and plan.minutes:
            complain((*here, "minutes"), "een vervolgstap deelt de minuten van de stap ervoor; laat ze hier weg")
        for preset in plan.minutes.keys() - method.presets.keys():
            complain((*here, "minutes", preset), "deze lengte staat niet bij presets")
    _check_minutes(method, complain)
    judged = next((at for at, plan in enumerate(method.steps) if plan.activity == "judgement"), None)
    looked = next((at for at, plan in enumerate(method.steps) if plan.activity == "pvn_table"), None)
    if judged is not None and looked is not None and judged < looked:
        complain(
            ("steps", judged),
            "eerst kijken wie wat belangrijk vindt, dan pas oordelen: draai deze stappen om",
        )


def _check_minutes(method: Method, complain: Any) -> None:
    for preset, whole in method.presets.items():
        parts = [method.arrive.get(preset, 0)]
        for at, plan in enumerate(method.steps):
            if plan.continues:
                continue
            if preset not in plan.minutes:
                complain(("steps", at, "minutes"), f"de minuten voor ‘{preset}’ ontbreken")
                break
            if plan.minutes[preset] < 1:
                complain(("steps", at, "minutes", preset), "een stap duurt minstens 1 minuut")
            parts.append(plan.minutes[preset])
        else:
            if sum(parts) != whole:
                complain(("presets", preset), f"de stappen zijn samen {sum(parts)} minuten, hier staat {whole}")


Path = tuple[str | int, ...]


def _load(content: bytes, name: str) -> tuple[dict[str, Any], dict[Path, int]]:
    def refuse(line: int, text: str) -> MethodInvalid:
        return MethodInvalid(name, (Complaint(line, "", text),))

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
        data = yaml.safe_load(text)
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
        raise refuse(1, "dit is geen methode; begin met id:, version: en title:")
    lines: dict[Path, int] = {}
    doubles: list[Complaint] = []
    _lines(root, (), lines, doubles)
    if doubles:
        raise MethodInvalid(name, tuple(doubles))
    return data, lines


def _plain(text: str, refuse: Any) -> None:
    """Refuse what a method never needs, before anything is built of it: it is how a file harms its reader."""
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
    (r"Expected `str`.*", "hier hoort tekst; zet die zo nodig tussen aanhalingstekens"),
    (r"Expected `bool`.*", "hier hoort true of false"),
    (r"Expected `array`.*", "hier hoort een lijst"),
    (r"Expected `object`.*", "hier horen velden met een dubbele punt"),
    (r"Invalid enum value (.+)", "{} kan hier niet"),
)


def _in_words(error: msgspec.ValidationError, base: Path) -> tuple[Path, str]:
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
