"""Reading a method file, and saying in plain words what is wrong with it and where.

The complaints are for a facilitator who wrote a file by hand: each has a line, a field and a sentence in Dutch.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import msgspec

from beraad.deliberation.activities import Activity
from beraad.deliberation.method import Lines, Method, Plan
from beraad.deliberation.yaml_file import Complaint, Path, Unreadable, complaint, in_words, load
from beraad.refusal import Refusal

LONGEST = 24 * 60
"""Minutes: a method fits in a day."""
MOST = 400
"""As high as a setting of an activity goes: more than anybody can sit at a table."""
MOST_RULES = 7
"""Rules of a conversation: with those of the group they stand on one screen."""

BEGIN = "dit is geen methode; begin met id:, version: en title:"


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
    try:
        data, lines = load(content, BEGIN)
    except Unreadable as unreadable:
        raise MethodInvalid(name, unreadable.complaints) from None
    complaints: list[Complaint] = []

    def complain(path: Path, text: str) -> None:
        complaints.append(complaint(path, text, lines))

    plans: list[Plan] = []
    steps = data.get("steps")
    if not isinstance(steps, list) or not steps:
        complain(("steps",), "hier horen de stappen te staan, als lijst met minstens één stap")
    else:
        for at, step in enumerate(steps):
            try:
                plans.append(msgspec.convert(step, Plan))
            except msgspec.ValidationError as error:
                complain(*in_words(error, ("steps", at)))
    try:
        method = msgspec.convert({**data, "steps": []}, Method)
    except msgspec.ValidationError as error:
        complain(*in_words(error, ()))
    else:
        if not complaints:
            method = msgspec.structs.replace(method, steps=tuple(plans))
            _check(method, activities, complain)
    if complaints:
        raise MethodInvalid(name, tuple(sorted(complaints, key=lambda c: c.line)))
    in_order = tuple(plan.id for plan in method.steps if plan.id in method.may_swap)
    return msgspec.structs.replace(method, may_swap=in_order)


def _check(method: Method, activities: Mapping[str, Activity], complain: Any) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,39}", method.id):
        complain(("id",), "gebruik 2 tot 40 kleine letters, cijfers en liggende streepjes")
    if method.version < 1:
        complain(("version",), "een versie is 1 of hoger")
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
        for key, number in plan.options.items():
            if key not in activities[plan.activity].OPTIONS:
                complain((*here, "options", key), f"deze instelling kent ‘{plan.activity}’ niet")
            elif not 1 <= number <= MOST:
                complain((*here, "options", key), f"dit is minstens 1 en hoogstens {MOST}")
        if plan.visibility not in activities[plan.activity].VISIBILITY:
            kept = " of ".join(activities[plan.activity].VISIBILITY)
            complain((*here, "visibility"), f"bij ‘{plan.activity}’ hoort {kept}")
        _check_rules(plan, here, complain)
        if plan.continues and at == 0:
            complain((*here, "continues"), "de eerste stap kan geen vervolg zijn")
        if plan.continues and plan.minutes:
            complain((*here, "minutes"), "een vervolgstap deelt de minuten van de stap ervoor; laat ze hier weg")
        for preset in plan.minutes.keys() - method.presets.keys():
            complain((*here, "minutes", preset), "deze lengte staat niet bij presets")
    _check_minutes(method, complain)
    _check_people(method, complain)
    for at, text in _out_of_order(method):
        complain(("steps", at), text)
    _check_swap(method, complain)


def _check_rules(plan: Plan, here: Path, complain: Any) -> None:
    if plan.activity != "check_in" and plan.rules != Lines():
        complain((*here, "rules"), "gespreksregels horen bij ‘check_in’")
    elif plan.activity == "check_in" and not 1 <= len(plan.rules.nl) <= MOST_RULES:
        complain((*here, "rules"), f"zet hier 1 tot {MOST_RULES} gespreksregels, in het Nederlands (nl)")


def _out_of_order(method: Method) -> Iterator[tuple[int, str]]:
    """Yield the steps that cannot stand where they stand, and why."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, plan in enumerate(method.steps):
        places["judgement again" if plan.options.get("again") else plan.activity].append(at)
    judged, again = places["judgement"], places["judgement again"]
    first = min([*judged, *again], default=len(method.steps))
    if any(first < at for at in places["pvn_table"][:1]):
        yield first, "eerst kijken wie wat belangrijk vindt, dan pas oordelen: draai deze stappen om"
    if any(first < at for at in places["dilemma"][:1]):
        yield first, "over A en B kan pas iemand oordelen als ze er staan: zet het dilemma hiervoor"
    for at in places["dilemma"][1:]:
        yield at, "er is al een dilemma; alle stappen werken met dezelfde A en B"
    for at in again:
        if not any(before < at for before in judged):
            yield at, "een tweede oordeel (again) komt na een eerste"


def _check_swap(method: Method, complain: Any) -> None:
    if not method.may_swap:
        return
    places = sorted(at for at, plan in enumerate(method.steps) if plan.id in method.may_swap)
    if len(method.may_swap) != 2 or len(places) != 2:
        complain(("may_swap",), "noem hier twee verschillende stappen die bij steps staan")
    elif places[1] - places[0] != 1:
        complain(("may_swap",), "alleen twee stappen die na elkaar komen kunnen van plaats wisselen")
    elif any(plan.continues for plan in method.steps[places[0] : places[1] + 2]):
        complain(("may_swap",), "een stap met een vervolg (continues) kan niet van plaats wisselen")
    elif any(_out_of_order(method.swapped())):
        complain(("may_swap",), "in de andere volgorde klopt de methode niet meer")
    if not method.swap.nl:
        complain(("swap",), "zeg in het Nederlands (nl) wat er dan anders gaat, zoals: Eerst vragen stellen")


def _check_people(method: Method, complain: Any) -> None:
    for preset, most in method.people.items():
        if preset not in method.presets:
            complain(("people", preset), "deze lengte staat niet bij presets")
        if not 1 <= most <= MOST:
            complain(("people", preset), f"dit is minstens 1 en hoogstens {MOST} mensen")
    by_length = sorted(method.people.items(), key=lambda one: method.presets.get(one[0], 0))
    for (_, fewer), (preset, more) in pairwise(by_length):
        if fewer >= more:
            complain(("people", preset), "wie langer de tijd heeft, kan met meer mensen zijn")


def _check_minutes(method: Method, complain: Any) -> None:
    for preset, minutes in method.arrive.items():
        if preset not in method.presets:
            complain(("arrive", preset), "deze lengte staat niet bij presets")
        if not 0 <= minutes <= LONGEST:
            complain(("arrive", preset), f"aankomen duurt 0 tot {LONGEST} minuten")
    for preset, whole in method.presets.items():
        if not 1 <= whole <= LONGEST:
            complain(("presets", preset), f"een beraad duurt 1 tot {LONGEST} minuten")
            continue
        parts = [method.arrive.get(preset, 0)]
        for at, plan in enumerate(method.steps):
            if plan.continues:
                continue
            if preset not in plan.minutes:
                complain(("steps", at, "minutes"), f"de minuten voor ‘{preset}’ ontbreken")
                break
            if not 1 <= plan.minutes[preset] <= LONGEST:
                complain(("steps", at, "minutes", preset), f"een stap duurt minstens 1 minuut, hoogstens {LONGEST}")
            parts.append(plan.minutes[preset])
        else:
            if sum(parts) != whole:
                complain(("presets", preset), f"de stappen zijn samen {sum(parts)} minuten, hier staat {whole}")
