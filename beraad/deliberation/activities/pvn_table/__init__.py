"""Perspectives × values × norms: what matters from each chair, written alone and revealed together.

Then the group takes together what is the same, gives a norm to each value where `norms` asks for it, and names the two
values that clash. A voice carries its source; a guess is never shown as the child's own.

Who is removed before the reveal takes the own voices along, unread; what was revealed stays.
"""

from typing import Any, ClassVar, Literal

import msgspec

from beraad.deliberation import refusals as no
from beraad.deliberation.activities import usual
from beraad.deliberation.activities.own import OwnText
from beraad.deliberation.activities.pvn_table import shown
from beraad.deliberation.activities.pvn_table.voices import (
    Supports,
    Voice,
    Voices,
    by_nobody,
    lacks,
    merged,
    norm_of,
    silent,
    split,
    together,
    wordings,
)
from beraad.deliberation.activities.turn import Turn, said
from beraad.deliberation.commands import Command, by_verb
from beraad.deliberation.events import Event
from beraad.deliberation.ids import Ids, ItemId, SeatId
from beraad.deliberation.method import Plan
from beraad.deliberation.state import Seen
from beraad.deliberation.words import Line, Words

OPTIONS: dict[str, type] = {"min_chairs": int, "most": int, "norms": int}
VISIBILITY = ("private_reveal",)
BLANK = Voices()


class AddVoice(Command, frozen=True, kw_only=True):
    """source may stay empty: then it follows from whose chair it is."""

    for_another: ClassVar[bool] = True
    chair: str
    value: Line
    norm: Words = ""
    supports: Supports = "none"
    source: Literal["", "self", "said", "via", "estimated"] = ""


class ChangeVoice(AddVoice, frozen=True, kw_only=True):
    for_another: ClassVar[bool] = False
    voice: ItemId


class DropVoice(Command, frozen=True, kw_only=True):
    voice: ItemId


class MergeVoices(Command, frozen=True, kw_only=True):
    """Take two voices of one chair together: what is said in `voice` stands with `keep` from now on."""

    keep: ItemId
    voice: ItemId


class SplitVoice(Command, frozen=True, kw_only=True):
    """Let a voice stand by itself again."""

    voice: ItemId


class GiveNorm(Command, frozen=True, kw_only=True):
    """What ought to happen then, in the group's words, to a value that came without."""

    voice: ItemId
    norm: Words


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


class VoicesMerged(Event, frozen=True, kw_only=True):
    keep: ItemId
    voice: ItemId


class VoiceSplit(Event, frozen=True, kw_only=True):
    voice: ItemId


class NormGiven(Event, frozen=True, kw_only=True):
    voice: ItemId
    norm: str


class ClashNamed(Event, frozen=True, kw_only=True):
    serves_a: ItemId
    serves_b: ItemId


COMMANDS = by_verb(AddVoice, ChangeVoice, DropVoice, MergeVoices, SplitVoice, GiveNorm, NameClash)
EVENTS = (VoiceAdded, VoiceChanged, VoiceDropped, VoicesMerged, VoiceSplit, NormGiven, ClashNamed)


def decide(turn: Turn, command: Any, ids: Ids) -> tuple[Event, ...]:
    now: Voices = turn.content
    match command:
        case ChangeVoice(voice=id):
            _still_own(turn, id)
            return (VoiceChanged(voice=_voice(turn, command, id)),)
        case AddVoice():
            if turn.step.revealed and not (turn.writes or turn.typed):
                raise no.AlreadyRevealed
            most = turn.plan.options.get("most", 6) if not turn.writes else 100
            if sum(voice.seat == turn.by.id for voice in now.voices.values()) >= most:
                raise no.TooMany(most=most)
            return (VoiceAdded(voice=_voice(turn, command, ItemId(ids()))),)
        case DropVoice(voice=id):
            _still_own(turn, id)
            return (VoiceDropped(voice=id),)
    turn.must_write()
    if not turn.step.revealed:
        raise no.NotRevealedYet
    match command:
        case MergeVoices(keep=keep, voice=id):
            for field, one in (("keep", keep), ("voice", id)):
                if one not in now.voices or one in now.into:
                    raise no.NoSuchItem(field=field)
            if keep == id or now.voices[keep].chair != now.voices[id].chair:
                raise no.NotTogether(field="keep")
            return (VoicesMerged(keep=keep, voice=id),)
        case SplitVoice(voice=id):
            if id not in now.into:
                raise no.NoSuchItem(field="voice")
            return (VoiceSplit(voice=id),)
        case GiveNorm(voice=id, norm=norm):
            if id not in now.voices or not wordings(together(now, id)) or norm_of(together(now, id)):
                raise no.NoSuchItem(field="voice")
            return (NormGiven(voice=id, norm=said(norm, "norm")),)
        case NameClash(serves_a=a, serves_b=b):
            for field, id in (("serves_a", a), ("serves_b", b)):
                if id not in now.voices:
                    raise no.NoSuchItem(field=field)
            return (ClashNamed(serves_a=a, serves_b=b),)
    raise AssertionError(command)


def _still_own(turn: Turn, id: ItemId) -> None:
    voice = turn.content.voices.get(id)
    if voice is None or voice.seat != turn.by.id:
        raise no.NoSuchItem
    if turn.step.revealed:
        raise no.AlreadyRevealed


def _voice(turn: Turn, command: AddVoice, id: ItemId) -> Voice:
    if turn.state.chair(command.chair) is None:
        raise no.NoSuchChair(field="chair")
    return Voice(
        id=id,
        seat=turn.by.id,
        chair=command.chair,
        value=said(command.value, "value"),
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
        case VoicesMerged(keep=keep, voice=id):
            return merged(content, keep, id)
        case VoiceSplit(voice=id):
            return split(content, id)
        case NormGiven(voice=id, norm=norm):
            normed = msgspec.structs.replace(content.voices[id], norm=norm)
            return msgspec.structs.replace(content, voices={**content.voices, id: normed})
        case ClashNamed(serves_a=a, serves_b=b):
            return msgspec.structs.replace(content, serves_a=a, serves_b=b)
    raise AssertionError(event)


leave, quiet = usual.leave, usual.quiet


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


def redact(content: Voices, seat: SeatId | None, revealed: bool) -> Voices:
    if revealed:
        return content
    own = {id: voice for id, voice in content.voices.items() if voice.seat == seat}
    return Voices(voices=own, hidden=len(written(content) - {seat}))


def unsigned(content: Voices) -> Voices:
    return msgspec.structs.replace(content, voices={id: by_nobody(voice) for id, voice in content.voices.items()})


def written(content: Voices) -> frozenset[SeatId]:
    return frozenset(voice.seat for voice in content.voices.values())


def own_words(content: Voices, seat: SeatId) -> tuple[OwnText, ...]:
    return tuple(
        OwnText(item=voice.id, texts=tuple(text for text in (voice.value, voice.norm) if text))
        for voice in content.voices.values()
        if voice.seat == seat and (voice.value or voice.norm)
    )


def done(seen: Seen, plan: Plan) -> bool:
    return seen.steps[plan.id].revealed and not lacks(seen, plan)


view, mine, report, case_fields = shown.view, shown.mine, shown.report, shown.case_fields


def holds(content: Voices, item: str) -> bool:
    return item in content.voices


def without(content: Voices, item: str) -> Voices:
    voice = content.voices[ItemId(item)]
    return msgspec.structs.replace(content, voices={**content.voices, voice.id: silent(voice)})


def blank(event: Any, item: str, by: SeatId) -> Any:
    match event:
        case VoiceAdded(voice=voice) if voice.id == item:
            return msgspec.structs.replace(event, voice=silent(voice))
        case NormGiven(voice=id) if id == item:
            return msgspec.structs.replace(event, norm="")
    return event
