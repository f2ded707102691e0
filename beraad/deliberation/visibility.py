"""What may this seat see now? The only answer to that question.

Pages, pushes, the projector, the report and exports all begin with `visible`. What it takes out reaches no view, so no
template can leak it. It never looks at a clock.
"""

import msgspec

from beraad.deliberation.activities import activity
from beraad.deliberation.ids import SeatId
from beraad.deliberation.seats import Seat, Viewer
from beraad.deliberation.state import Deliberation, Seen


def viewer(state: Deliberation, seat: Seat) -> Viewer:
    """Return the kind of viewer a seat is now."""
    return Viewer(face=seat.face, writes=state.writes(seat), presents=state.presenter == seat.id)


def visible(state: Deliberation, seat: SeatId | None = None) -> Seen:
    """Return the deliberation as `seat` may see it, or as everyone at the table may (None).

    Of a step that hides first, before its reveal: the seat's own texts and how many others wrote. Consents to share are
    nobody's but the seat's own.
    """
    steps = {
        plan.id: msgspec.structs.replace(
            here,
            content=activity(plan.activity).redact(here.content, seat, here.revealed or not plan.hidden_first),
        )
        for plan in state.method.steps
        for here in (state.steps[plan.id],)
    }
    own = seat is not None and seat in state.words_shared
    shown = {
        **msgspec.structs.asdict(state),
        "steps": steps,
        "words_shared": {seat: state.words_shared[seat]} if own and seat else {},
        "case_shared": state.case_shared if seat is not None and seat == state.presenter else None,
    }
    return Seen(**shown)
