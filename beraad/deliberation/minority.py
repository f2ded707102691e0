"""A sentence of who differs, once the beraad is closed: its holder can still soften it or take it back.

An empty text takes it back. The kind of outcome stays: that somebody saw it differently is as true as before.
"""

from collections.abc import Iterator

import msgspec

from beraad.deliberation import events as e
from beraad.deliberation.activities.conclusion import DissentApproved
from beraad.deliberation.activities.conclusion.outcome import Dissent
from beraad.deliberation.blocks import AnyBlock, ConclusionBlock
from beraad.deliberation.ids import SeatId, StepId
from beraad.deliberation.material import MaterialDissent, Report
from beraad.deliberation.state import Deliberation


def standing(state: Deliberation) -> Iterator[tuple[StepId, SeatId, Dissent]]:
    """Each sentence that stands, with its step and its holder."""
    for plan in state.method.steps:
        if plan.activity == "conclusion":
            held = state.steps[plan.id].content.dissents
            yield from ((plan.id, seat, one) for seat, one in held.items() if one.text)


def held_by(state: Deliberation, seat: SeatId) -> str | None:
    """The name of the sentence that a seat holds."""
    return next((one.id for _, holder, one in standing(state) if holder == seat), None)


def reword(state: Deliberation, id: str, text: str) -> tuple[SeatId, tuple[e.Event, ...]]:
    """Return the holder, and what happens in a log that is there still: the earlier words are erased in it."""
    step, seat, _ = next(one for one in standing(state) if one[2].id == id)
    anew = e.Contributed(step=step, seat=seat, what=DissentApproved(dissent=Dissent(id=id, text=text)))
    return seat, (e.TextErased(step=step, item=id), *((anew,) if text else ()))


def reworded(report: Report, id: str, text: str) -> Report:
    """Return the report in which it reads so. Where two say the same, it does not matter which of them is whose."""
    held = report.material.dissents
    old = next(one.text for one in held if one.id == id)

    def block(one: AnyBlock) -> AnyBlock:
        if not isinstance(one, ConclusionBlock) or old not in one.dissents:
            return one
        at = one.dissents.index(old)
        new = (text,) if text else ()
        return msgspec.structs.replace(one, dissents=(*one.dissents[:at], *new, *one.dissents[at + 1 :]))

    rest = tuple(MaterialDissent(id=id, text=text) if one.id == id else one for one in held if one.id != id or text)
    return msgspec.structs.replace(
        report,
        blocks=tuple(block(one) for one in report.blocks),
        material=msgspec.structs.replace(report.material, dissents=rest),
    )
