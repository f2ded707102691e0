"""What the pages show of the voices, to everybody once they are revealed and to each seat; and what the report says."""

from typing import Any

import msgspec

from beraad.deliberation.activities.own import Let
from beraad.deliberation.activities.pvn_table.voices import (
    Lack,
    Source,
    Supports,
    Voice,
    Voices,
    by_source,
    lacks,
    norm_of,
    together,
    told,
    value_of,
    wordings,
)
from beraad.deliberation.activities.usual import StepView
from beraad.deliberation.blocks import AnyBlock, Row, VoicesBlock
from beraad.deliberation.ids import ItemId, SeatId
from beraad.deliberation.method import Chair, Plan
from beraad.deliberation.seats import Viewer
from beraad.deliberation.state import Deliberation, Hand, Seen, StepState


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """One person's words. item: how they are taken away or split off. name: of who said it, where names are shown."""

    item: ItemId
    value: str
    source: Source
    name: str
    late: bool
    hand: Hand


class VoiceView(msgspec.Struct, frozen=True, kw_only=True):
    """What the group counts as one. wordings: the kept one first; none where all were taken away.

    norm_by: whose norm it is, if that is not said by the same source as the first wording.
    """

    id: ItemId
    wordings: tuple[Wording, ...]
    norm: str
    norm_by: Source | None
    supports: Supports

    @property
    def value(self) -> str:
        return self.wordings[0].value if self.wordings else ""


class ChairVoices(msgspec.Struct, frozen=True, kw_only=True):
    """What was said from one chair, in the order of saying."""

    chair: Chair
    empty: bool
    voices: tuple[VoiceView, ...]


class VoicesView(StepView, frozen=True, kw_only=True):
    """rows: all that is revealed, by chair; on the projector once it is shown there. wrote: how many, before that.

    norms: each value asks for a norm. lacks: to who leads, what the step still asks for.
    """

    revealed: bool
    shown: bool
    rows: tuple[ChairVoices, ...]
    wrote: int
    may_write: bool
    norms: bool
    lacks: tuple[Lack, ...]
    serves_a: VoiceView | None
    serves_b: VoiceView | None
    chairs: tuple[Chair, ...]
    a: str
    b: str


def view(seen: Seen, plan: Plan, viewer: Viewer) -> VoicesView:
    here = seen.steps[plan.id]
    now: Voices = here.content
    a, b = seen.a_and_b
    places = {seat.place for seat in seen.at_table}
    shown = here.revealed and (viewer.face != "screen" or seen.on_screen == plan.id)

    def one(voices: tuple[Voice, ...]) -> VoiceView:
        return _voice_view(seen, here, viewer, voices)

    clash = [one(together(now, id)) if shown and id else None for id in (now.serves_a, now.serves_b)]
    rows = tuple(
        ChairVoices(
            chair=chair, empty=chair.id not in places, voices=tuple(one(voices) for voices in told(now, chair.id))
        )
        for chair in seen.chairs
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
        norms=bool(plan.options.get("norms")),
        lacks=lacks(seen, plan) if here.revealed and viewer.leads else (),
        serves_a=clash[0],
        serves_b=clash[1],
        chairs=seen.chairs,
        a=a,
        b=b,
    )


def _voice_view(seen: Seen, here: StepState, viewer: Viewer, voices: tuple[Voice, ...]) -> VoiceView:
    stand = wordings(voices)
    normed = norm_of(voices)
    return VoiceView(
        id=voices[0].id,
        wordings=tuple(
            Wording(
                item=voice.id,
                value=voice.value,
                source=voice.source,
                name="" if viewer.face == "screen" else seen.seats[voice.seat].name,
                late=voice.late,
                hand=here.hand(voice.id),
            )
            for voice in stand
        ),
        norm=normed.norm if normed else "",
        norm_by=normed.source if normed and stand and normed.source != stand[0].source else None,
        supports=voices[0].supports,
    )


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


class OwnVoices(msgspec.Struct, frozen=True, kw_only=True):
    """The writer's own voices and the chair asked to take; open: more can be added. norms: each asks for a norm.

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
    norms: bool
    a: str
    b: str


def mine(seen: Seen, plan: Plan, seat: SeatId) -> OwnVoices:
    here = seen.steps[plan.id]
    a, b = seen.a_and_b
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
        norms=bool(plan.options.get("norms")),
        a=a,
        b=b,
    )


def report(seen: Seen, plan: Plan) -> tuple[AnyBlock, ...]:
    here = seen.steps[plan.id]
    now: Voices = here.content
    if not here.revealed:
        return ()
    rows = tuple(
        Row(
            chair=chair.name,
            value=same[0].value,
            norm=normed.norm if (normed := norm_of(same)) else "",
            supports=voices[0].supports,
            source=same[0].source,
            also=tuple(voice.value for voice in same[1:]),
        )
        for chair in seen.chairs
        for voices in told(now, chair.id)
        for same in by_source(voices)
    )
    return (VoicesBlock(rows=rows, serves_a=value_of(now, now.serves_a), serves_b=value_of(now, now.serves_b)),)


def case_fields(seen: Seen, plan: Plan, let: Let) -> dict[str, Any]:
    """Voices that are one go as one, in the first words whose writer lets them; so do the two that clash."""
    here = seen.steps[plan.id]
    now: Voices = here.content
    if not here.revealed:
        return {}

    def may(voices: tuple[Voice, ...]) -> tuple[Voice, ...]:
        return tuple(v for v in voices if let(v.seat, v.id))

    voices = [
        {
            "chair": chair.name,
            "value": same[0].value,
            "norm": normed.norm if (normed := norm_of(same)) else "",
            "supports": voices[0].supports,
            "source": same[0].source,
        }
        for chair in seen.chairs
        for voices in told(now, chair.id)
        for same in by_source(may(voices))
    ]
    clash = {
        name: next((voice.value for voice in wordings(may(together(now, id)))), "")
        for name in ("serves_a", "serves_b")
        if (id := getattr(now, name))
    }
    return {"voices": voices, **clash}
