"""Which parts each face of a session consists of: keyed, flat, absolute.

A class part is the same for all viewers of one kind. An own part belongs to one seat; in the class's list it stands as
an empty place of the same key. `pages/parts.py` makes HTML of them; here is only what they say. Docs: docs/protocol.md.
"""

import msgspec

from beraad.deliberation.activities import activity
from beraad.deliberation.faces import typist
from beraad.deliberation.faces.controls import controls
from beraad.deliberation.faces.own import own
from beraad.deliberation.faces.part import Extra, Failed, Part, Setting, made
from beraad.deliberation.faces.rail import head, rail
from beraad.deliberation.faces.script import booklet, script
from beraad.deliberation.faces.stage import rows, stage
from beraad.deliberation.faces.table import table
from beraad.deliberation.method import Plan
from beraad.deliberation.seats import Face, Seat, Viewer
from beraad.deliberation.state import Seen
from beraad.deliberation.visibility import not_typing, on_face

__all__ = ["Extra", "Failed", "Part", "Setting", "own_parts", "paper_parts", "parts"]


def parts(seen: Seen, viewer: Viewer, setting: Setting) -> tuple[Part, ...]:
    """Return the parts of a face in order, own parts as empty places. seen: as everyone may see it."""
    seen, face = on_face(seen, viewer.face), viewer.face
    if not viewer.writes:
        seen = not_typing(seen)

    def part(key: str, view: msgspec.Struct) -> Part:
        return Part(key=key, region=key, template=f"session/{face}/{key}.html", view=view)

    if face is not Face.LEAD:
        return part("head", head(seen, setting)), *stage(seen, viewer, setting)
    return (
        part("bar", head(seen, setting)),
        part("rail", rail(seen, setting)),
        *stage(seen, viewer, setting),
        part("controls", controls(seen)),
        part("table", table(seen, True)),
        part("script", script(seen)),
        part("booklet", booklet(seen)),
    )


def paper_parts(seen: Seen, viewer: Viewer, plan: Plan) -> tuple[Part, ...]:
    """Return the parts of the page on which who writes types what the group did on paper. seen: as everyone may."""
    seen = on_face(seen, viewer.face)
    view = made(activity(plan.activity).view, seen, plan, viewer)
    template = f"session/activities/{plan.activity}/{viewer.face}.html"
    step = Part(key=f"paper-{plan.id}", region="paper", template=template, view=view)
    typing = made(typist.view, seen, plan)
    typed = Part(key=f"typing-{plan.id}", region="paper", template="session/typing.html", view=typing)
    return step, *((typed,) if typing else ()), *rows(seen, plan, viewer)


def own_parts(seen: Seen, seat: Seat) -> tuple[Part, ...]:
    """Return the own parts of a seat. seen: as that seat may see it."""
    here = stage(seen, Viewer(face=seat.face), None)
    return tuple(msgspec.structs.replace(part, view=own(seen, seat, part.key)) for part in here if part.own)
