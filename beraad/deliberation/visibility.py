"""What may this seat see now? The only answer to that question.

Pages, pushes, the projector, the report and exports all begin with `visible`. What it takes out reaches no view, so no
template can leak it. It never looks at a clock.

Names of seats stand in a step only where the face shows people beside it: who wrote a voice or a reason that is
revealed, and, to who leads, who is ready. Elsewhere a careless template finds nobody to name.
"""

import msgspec

from beraad.deliberation.activities import activity
from beraad.deliberation.box import seen_by
from beraad.deliberation.ids import SeatId
from beraad.deliberation.intake import NOTHING
from beraad.deliberation.seats import Face, Seat, Viewer
from beraad.deliberation.state import Deliberation, Seen
from beraad.deliberation.typed import unsigned_marks


def viewer(state: Deliberation, seat: Seat) -> Viewer:
    """Return the kind of viewer a seat is now."""
    return Viewer(face=seat.face, writes=state.writes(seat), presents=state.presenter == seat.id)


def visible(state: Deliberation, seat: SeatId | None = None) -> Seen:
    """Return the deliberation as `seat` may see it, or as everyone at the table may (None).

    Of a step that hides first, before its reveal: the seat's own texts and how many others wrote; of a box how many
    papers are in it, and how many of them are the seat's. Consents to share are
    nobody's but the seat's own, and so is when somebody last did something. What was told at preparing is on no face:
    the one who prepared reads it elsewhere (services/preparing.py).
    """
    steps = {
        plan.id: msgspec.structs.replace(
            here,
            content=activity(plan.activity).redact(here.content, seat, here.shows),
            ready=here.ready if seat is None else here.ready & {seat},
        )
        for plan in state.method.steps
        for here in (state.steps[plan.id],)
    }
    own = seat is not None and seat in state.words_shared
    shown = {
        **msgspec.structs.asdict(state),
        "steps": steps,
        "boxes": {step: seen_by(box, seat) for step, box in state.boxes.items()},
        "undo": msgspec.structs.replace(state.undo, events=()) if state.undo else None,
        "intake": NOTHING,
        "coming": (),
        "place": "",
        "touched": {id: number for id, number in state.touched.items() if id == seat},
        "words_shared": {seat: state.words_shared[seat]} if own and seat else {},
        "kept_back": {seat: state.kept_back[seat]} if seat is not None and seat in state.kept_back else {},
        "case_shared": state.case_shared if seat is not None and seat == state.presenter else None,
    }
    return Seen(**shown)


def not_typing(seen: Seen) -> Seen:
    """Return what was seen without for whom something was typed that is hidden still: only who types knows that."""
    steps = {
        id: here if here.shows or not here.typed else msgspec.structs.replace(here, typed={})
        for id, here in seen.steps.items()
    }
    return msgspec.structs.replace(seen, steps=steps)


def on_face(seen: Seen, face: Face) -> Seen:
    """Return what everyone may see (`visible`) as a face shows it: names where that face shows names."""
    if face is Face.LEAD:
        return seen
    if face is Face.SCREEN:
        return unsigned(seen)
    bare = {id: msgspec.structs.replace(here, ready=frozenset()) for id, here in seen.steps.items()}
    return msgspec.structs.replace(seen, steps=bare)


def unsigned(seen: Seen) -> Seen:
    """Return what was seen without who wrote or did what: for the projector and the report."""
    steps = {
        plan.id: msgspec.structs.replace(
            here,
            content=activity(plan.activity).unsigned(here.content),
            ready=frozenset(),
            typed=unsigned_marks(here.typed),
        )
        for plan in seen.method.steps
        for here in (seen.steps[plan.id],)
    }
    return msgspec.structs.replace(seen, steps=steps)
