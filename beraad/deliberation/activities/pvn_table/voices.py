"""What matters from each chair, in people's own words, and which of them the group took together as one.

Taking together is a relation: every voice stays whole, so that nothing is lost and it can be undone. Among voices that
are one, none lends its words to another source: a guess is never reported as what the child said.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from beraad.deliberation.ids import ItemId, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.state import Seen

Supports = Literal["a", "b", "none"]
Source = Literal["self", "said", "via", "estimated"]
"""At the table; said beforehand; through a confidential adviser or someone close; estimated by others."""
Lack = Literal["child", "parent", "presenter", "chairs", "norm", "clash"]


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """What matters from one chair, in own words."""

    id: ItemId
    seat: SeatId
    chair: str
    value: str
    norm: str
    supports: Supports
    source: Source
    late: bool = False


class Voices(msgspec.Struct, frozen=True, kw_only=True):
    """serves_a, serves_b: the voices whose values clash. into: of each voice that went into another, which one.

    hidden: how many seats wrote what is not shown here.
    """

    voices: dict[ItemId, Voice] = {}
    into: dict[ItemId, ItemId] = {}
    serves_a: ItemId = ItemId("")
    serves_b: ItemId = ItemId("")
    hidden: int = 0


def silent(voice: Voice) -> Voice:
    """Return a voice of which the words are taken away."""
    return msgspec.structs.replace(voice, value="", norm="")


def by_nobody(voice: Voice) -> Voice:
    return msgspec.structs.replace(voice, seat=SeatId(""))


def merged(now: Voices, keep: ItemId, voice: ItemId) -> Voices:
    """Return the voices after one went into another, with all that had gone into it."""
    gone = {id: keep if into == voice else into for id, into in now.into.items()}
    return msgspec.structs.replace(now, into={**gone, voice: keep})


def split(now: Voices, voice: ItemId) -> Voices:
    """Return the voices after one is by itself again."""
    return msgspec.structs.replace(now, into={id: keep for id, keep in now.into.items() if id != voice})


def together(now: Voices, id: ItemId) -> tuple[Voice, ...]:
    """Return the voices that are one with this one: the kept one first, the others in the order of saying."""
    keep = now.into.get(id, id)
    return now.voices[keep], *(now.voices[other] for other, into in now.into.items() if into == keep)


def told(now: Voices, chair: str) -> Iterator[tuple[Voice, ...]]:
    """Return what was said from a chair, in the order of saying, each with what the group took together with it."""
    for voice in now.voices.values():
        if voice.chair == chair and voice.id not in now.into:
            yield together(now, voice.id)


def wordings(voices: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """Return those of which the words still stand."""
    return tuple(voice for voice in voices if voice.value)


def value_of(now: Voices, id: ItemId) -> str:
    """Return the words of a voice, or of those that are one with it; empty where none are left or there is no such."""
    return next((voice.value for voice in wordings(together(now, id))), "") if id else ""


def by_source(voices: tuple[Voice, ...]) -> list[tuple[Voice, ...]]:
    """Return the wordings apart by who says so."""
    found: dict[Source, list[Voice]] = {}
    for voice in wordings(voices):
        found.setdefault(voice.source, []).append(voice)
    return [tuple(same) for same in found.values()]


def norm_of(voices: tuple[Voice, ...]) -> Voice | None:
    """Return the voice that gives the norm: the kept one, else the first of the others that has one."""
    return next((voice for voice in voices if voice.norm), None)


def lacks(seen: Seen, plan: Plan) -> tuple[Lack, ...]:
    """Return what is revealed leaves to ask for. With `norms` also a parent's chair, and the presenter's own."""
    now: Voices = seen.steps[plan.id].content
    all_told = [voices for chair in seen.chairs for voices in told(now, chair.id)]
    taken = {voices[0].chair for voices in all_told}
    normed = bool(plan.options.get("norms"))
    parents = {chair.id for chair in seen.chairs if chair.parent}
    missing: dict[Lack, bool] = {
        "child": not any(chair.child and chair.id in taken for chair in seen.chairs),
        "parent": normed and bool(parents) and not parents & taken,
        "presenter": normed and seen.presenter is not None and not _speaks(now, seen.presenter),
        "chairs": len(taken) < plan.options.get("min_chairs", 3),
        "norm": normed and any(wordings(voices) and not norm_of(voices) for voices in all_told),
        "clash": not now.serves_a,
    }
    return tuple(lack for lack, so in missing.items() if so)


def _speaks(now: Voices, seat: SeatId) -> bool:
    """Whether a seat spoke from its own chair."""
    return any(voice.seat == seat and voice.source == "self" for voice in now.voices.values())
