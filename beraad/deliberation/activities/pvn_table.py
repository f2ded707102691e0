"""Perspectives × values × norms: what matters from each chair, written alone and revealed together.

Then the group names the two values that clash. A voice carries its source; a guess is never shown as the child's own.
Who is removed before the reveal takes the own voices along, unread; what was revealed stays.
"""

from typing import Any, Literal

import msgspec

from beraad.deliberation.activities.turn import Turn
from beraad.deliberation.blocks import AnyBlock, Row, VoicesBlock
from beraad.deliberation.commands import Command
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Chair, Plan, Text
from beraad.deliberation.refusals import (
    AlreadyRevealed,
    FieldMissing,
    NoSuchChair,
    NoSuchItem,
    NotRevealedYet,
    TooMany,
)
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Deliberation, Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {"min_chairs": int, "most": int}
VISIBILITY = ("private_reveal",)
Supports = Literal["a", "b", "none"]
Source = Literal["self", "said", "via", "estimated"]
"""At the table; said beforehand; through a confidential adviser or someone close; estimated by others."""


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
    """serves_a, serves_b: the voices whose values clash. hidden: how many seats wrote what is not shown here."""

    voices: dict[ItemId, Voice] = {}
    serves_a: ItemId = ItemId("")
    serves_b: ItemId = ItemId("")
    hidden: int = 0


BLANK = Voices()


class AddVoice(Command, frozen=True, kw_only=True):
    """source may stay empty: then it follows from whose chair it is."""

    chair: str
    value: Line
    norm: Words = ""
    supports: Supports = "none"
    source: Literal["", "self", "said", "via", "estimated"] = ""


class ChangeVoice(AddVoice, frozen=True, kw_only=True):
    voice: ItemId


class DropVoice(Command, frozen=True, kw_only=True):
    voice: ItemId


class NameClash(Command, frozen=True, kw_only=True):
    """Which value A serves, and which B, in the group's eyes."""

    serves_a: ItemId
    serves_b: ItemId


class VoiceAdded(Event, frozen=True, kw_only=True):
    voice: Voice


class VoiceChanged(VoiceAdded, frozen=True, kw_only=True):
    pass


class VoiceDropped(Event, frozen=True, kw_only=True):
    voice: ItemId


class ClashNamed(Event, frozen=True, kw_only=True):
    serves_a: ItemId
    serves_b: ItemId


COMMANDS: dict[str, type[Command]] = {
    "add-voice": AddVoice,
    "change-voice": ChangeVoice,
    "drop-voice": DropVoice,
    "name-clash": NameClash,
}
EVENTS = (VoiceAdded, VoiceChanged, VoiceDropped, ClashNamed)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    now: Voices = turn.content
    match command:
        case ChangeVoice(voice=id):
            _still_own(turn, id)
            return (VoiceChanged(voice=_voice(turn, command, id)),)
        case AddVoice():
            if turn.step.revealed and not turn.writes:
                raise AlreadyRevealed
            most = turn.plan.options.get("most", 6) if not turn.writes else 100
            if sum(voice.seat == turn.by.id for voice in now.voices.values()) >= most:
                raise TooMany(most=most)
            return (VoiceAdded(voice=_voice(turn, command, ItemId(ids()))),)
        case DropVoice(voice=id):
            _still_own(turn, id)
            return (VoiceDropped(voice=id),)
        case NameClash(serves_a=a, serves_b=b):
            turn.must_write()
            if not turn.step.revealed:
                raise NotRevealedYet
            for field, id in (("serves_a", a), ("serves_b", b)):
                if id not in now.voices:
                    raise NoSuchItem(field=field)
            return (ClashNamed(serves_a=a, serves_b=b),)
    raise AssertionError(command)


def _still_own(turn: Turn, id: ItemId) -> None:
    voice = turn.content.voices.get(id)
    if voice is None or voice.seat != turn.by.id:
        raise NoSuchItem
    if turn.step.revealed:
        raise AlreadyRevealed


def _voice(turn: Turn, command: AddVoice, id: ItemId) -> Voice:
    if turn.state.chair(command.chair) is None:
        raise NoSuchChair(field="chair")
    if not command.value.strip():
        raise FieldMissing(field="value")
    return Voice(
        id=id,
        seat=turn.by.id,
        chair=command.chair,
        value=command.value.strip(),
        norm=command.norm.strip(),
        supports=command.supports,
        source=command.source or ("self" if command.chair == turn.by.place else "estimated"),
        late=turn.step.revealed,
    )


def evolve(content: Voices, by: SeatId, event: Any, late: bool) -> Voices:
    match event:
        case VoiceAdded(voice=voice):
            return msgspec.structs.replace(content, voices={**content.voices, voice.id: voice})
        case VoiceDropped(voice=id):
            return msgspec.structs.replace(content, voices={k: v for k, v in content.voices.items() if k != id})
        case ClashNamed(serves_a=a, serves_b=b):
            return msgspec.structs.replace(content, serves_a=a, serves_b=b)
    raise AssertionError(event)


def leave(content: Voices) -> tuple[Event, ...]:
    return ()


def depart(content: Voices, seat: SeatId, revealed: bool) -> tuple[Event, ...]:
    if revealed:
        return ()
    return tuple(VoiceDropped(voice=voice.id) for voice in content.voices.values() if voice.seat == seat)


def withdrawn(content: Voices, by: SeatId, event: Any) -> tuple[str, ...]:
    match event:
        case VoiceDropped(voice=id):
            return (id,)
        case VoiceChanged(voice=voice) if content.voices[voice.id].norm and not voice.norm:
            return (voice.id,)
    return ()


def quiet(event: Any) -> bool:
    return False


def redact(content: Voices, seat: SeatId | None, revealed: bool) -> Voices:
    if revealed:
        return content
    own = {id: voice for id, voice in content.voices.items() if voice.seat == seat}
    return Voices(voices=own, hidden=len(written(content) - {seat}))


def unsigned(content: Voices) -> Voices:
    return msgspec.structs.replace(content, voices={id: _by_nobody(voice) for id, voice in content.voices.items()})


def _by_nobody(voice: Voice) -> Voice:
    return msgspec.structs.replace(voice, seat=SeatId(""))


def written(content: Voices) -> frozenset[SeatId]:
    return frozenset(voice.seat for voice in content.voices.values())


def done(seen: Seen, plan: Plan) -> bool:
    now: Voices = seen.steps[plan.id].content
    chairs = {voice.chair for voice in now.voices.values()}
    child = any(chair.child and chair.id in chairs for chair in seen.chairs)
    return child and len(chairs) >= plan.options.get("min_chairs", 3) and bool(now.serves_a)


def proposed_chair(state: Deliberation, seat: SeatId) -> str:
    """The chair a seat is asked to take: its own if it has one, else an empty one; the child's first and twice.

    Empty for the presenter who named no place: that is the chair of who brings the case in, and only that person
    knows which one it is.
    """
    taken = {other.place for other in state.at_table if other.place}
    own = state.seats[seat].place
    if own and state.chair(own):
        return own
    if seat == state.presenter:
        return ""
    child = [chair.id for chair in state.chairs if chair.child]
    empty = [chair.id for chair in state.chairs if not chair.child and chair.id not in taken]
    row = [*child, *child, *empty] or [chair.id for chair in state.chairs]
    colleagues = [other.id for other in state.at_table if other.id != state.presenter and not state.chair(other.place)]
    at = colleagues.index(seat) if seat in colleagues else 0
    return row[at % len(row)]


class ChairVoices(msgspec.Struct, frozen=True, kw_only=True):
    """What was said from one chair, in the order of saying. names: of who said it, where names are shown."""

    chair: Chair
    empty: bool
    voices: tuple[Voice, ...]
    names: tuple[str, ...]


class VoicesView(msgspec.Struct, frozen=True, kw_only=True):
    """rows: all that is revealed, by chair; on the projector once it is shown there. wrote: how many, before that."""

    step: str
    question: Text
    why: Text
    revealed: bool
    shown: bool
    rows: tuple[ChairVoices, ...]
    wrote: int
    may_write: bool
    serves_a: Voice | None
    serves_b: Voice | None
    chairs: tuple[Chair, ...]
    a: str
    b: str


def view(seen: Seen, plan: Plan, viewer: Viewer) -> VoicesView:
    here = seen.steps[plan.id]
    now: Voices = here.content
    dilemma = seen.content_of("dilemma")
    places = {seat.place for seat in seen.at_table}
    shown = here.revealed and (viewer.face != "screen" or seen.on_screen == plan.id)
    clash = [_by_nobody(now.voices[id]) if shown and id else None for id in (now.serves_a, now.serves_b)]
    rows = tuple(
        ChairVoices(
            chair=chair,
            empty=chair.id not in places,
            voices=tuple(map(_by_nobody, said)),
            names=tuple(seen.seats[voice.seat].name if viewer.face != "screen" else "" for voice in said),
        )
        for chair in seen.chairs
        if (said := tuple(v for v in now.voices.values() if v.chair == chair.id)) or here.revealed
    )
    return VoicesView(
        step=plan.id,
        question=plan.question,
        why=plan.why,
        revealed=here.revealed,
        shown=shown,
        rows=rows if shown else (),
        wrote=now.hidden,
        may_write=viewer.writes,
        serves_a=clash[0],
        serves_b=clash[1],
        chairs=seen.chairs,
        a=dilemma.a if dilemma else "",
        b=dilemma.b if dilemma else "",
    )


class OwnVoices(msgspec.Struct, frozen=True, kw_only=True):
    """The writer's own voices and the chair asked to take; open: more can be added.

    brings: brings the case in, from a chair that only this person knows: that of the first voice, empty before it.
    """

    step: str
    open: bool
    chairs: tuple[Chair, ...]
    chair: str
    place: str
    brings: bool
    voices: tuple[Voice, ...]
    ready: bool
    most: int
    a: str
    b: str


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnVoices:
    here = seen.steps[plan.id]
    dilemma = seen.content_of("dilemma")
    own = tuple(voice for voice in here.content.voices.values() if voice.seat == seat)
    proposed = proposed_chair(seen, seat)
    return OwnVoices(
        step=plan.id,
        open=not here.revealed or seen.writes(seen.seats[seat]),
        chairs=seen.chairs,
        chair=proposed or next((voice.chair for voice in own), ""),
        brings=not proposed,
        place=seen.seats[seat].place,
        voices=own,
        ready=seat in here.ready,
        most=plan.options.get("most", 6),
        a=dilemma.a if dilemma else "",
        b=dilemma.b if dilemma else "",
    )


def holds(content: Voices, item: str) -> bool:
    return item in content.voices


def without(content: Voices, item: str) -> Voices:
    voice = content.voices[ItemId(item)]
    return msgspec.structs.replace(content, voices={**content.voices, voice.id: _silent(voice)})


def _silent(voice: Voice) -> Voice:
    return msgspec.structs.replace(voice, value="", norm="")


def blank(event: Any, item: str, by: SeatId) -> Any:
    if isinstance(event, VoiceAdded) and event.voice.id == item:
        return msgspec.structs.replace(event, voice=_silent(event.voice))
    return event


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    here = seen.steps[plan.id]
    now: Voices = here.content
    if not here.revealed:
        return ()
    rows = tuple(
        Row(chair=chair.name, value=v.value, norm=v.norm, supports=v.supports, source=v.source)
        for chair in seen.chairs
        for v in now.voices.values()
        if v.chair == chair.id and v.value
    )
    clash = [now.voices[id].value if id else "" for id in (now.serves_a, now.serves_b)]
    return (VoicesBlock(rows=rows, serves_a=clash[0], serves_b=clash[1]),)


def case_fields(seen: Seen, plan: Plan, may_go: frozenset[SeatId]) -> dict[str, Any]:
    here = seen.steps[plan.id]
    now: Voices = here.content
    if not here.revealed:
        return {}
    voices = [
        {"chair": chair.name, "value": v.value, "norm": v.norm, "supports": v.supports, "source": v.source}
        for chair in seen.chairs
        for v in now.voices.values()
        if v.chair == chair.id and v.value and (v.seat in may_go or seen.writes(seen.seats[v.seat]))
    ]
    clash = {name: now.voices[id].value for name in ("serves_a", "serves_b") if (id := getattr(now, name))}
    return {"voices": voices, **clash}
