"""Where things stand in a drawing. The drawing itself is SVG in templates/_parts/marks.html."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Literal

import msgspec

ChairState = Literal["seated", "empty", "you", "done", "writing", "free"]
LABELS_UP_TO = 12
LETTER = 8.2  # mean width of a letter at 16 px, to leave room beside the table
MARGIN = 12


class Chair(msgspec.Struct, frozen=True, kw_only=True):
    """A place at the table.

    state: seated; empty (someone who is not in the room); you; done; writing; free (room for one more).
    away: the connection is lost for now; goes together with any state. label, note: the words beside
    it, first line and second. letter: inside a seated chair.
    """

    label: str = ""
    note: str = ""
    state: ChairState = "seated"
    away: bool = False
    letter: str = ""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A chair with its place in the drawing: centre, turn in degrees, and where its words begin."""

    chair: Chair
    x: float
    y: float
    turn: float
    label_x: float
    text_y: float
    anchor: Literal["start", "middle", "end"]
    phone_x: float
    phone_y: float


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table seen from above; sizes in px at scale 1. few: chairs have signs; labelled: words stand beside them."""

    places: tuple[Place, ...]
    width: float
    height: float
    x: float
    y: float
    radius: float
    chair: float
    few: bool
    labelled: bool


def places(chairs: Sequence[Chair]) -> Table:
    """Return the drawing of a table with `chairs` in order, clockwise from the head (the top).

    Right for any number: up to 12 with words; from 13 smaller and without; when one ring is full the
    rest stands in rings around it.
    """
    few = len(chairs) <= LABELS_UP_TO
    size = 27.0 if few else max(7.0, min(20.0, 640 / len(chairs)))
    radius = 93.0 if len(chairs) <= 9 else 106.0
    first = radius + size / 2 + 20 if few else radius + size / 2 + 10
    rings = _rings(len(chairs), first, size * 1.42)
    outer = first + (len(rings) - 1) * size * 1.42 + size / 2
    texts = [max(len(chair.label), len(chair.note)) for chair in chairs] if few else []
    beside = max(texts, default=0) * LETTER + 20 if any(texts) else 0
    above = 42 if any(texts) else 0
    wide = round(2 * (outer + beside + MARGIN))
    high = round(2 * (outer + above + MARGIN))
    found: list[Place] = []
    for ring, count in enumerate(rings):
        away = first + ring * size * 1.42
        for number in range(count):
            at = 2 * pi * number / count
            found.append(_place(chairs[len(found)], at, away, size, radius, wide / 2, high / 2))
    return Table(
        places=tuple(found),
        width=wide,
        height=high,
        x=wide / 2,
        y=high / 2,
        radius=radius,
        chair=round(size, 1),
        few=few,
        labelled=any(texts),
    )


def ring_share(left: float, total: float) -> float:
    """Return what is left of `total` minutes as 0 to 100, whole and never outside; 0 when nothing was planned."""
    return 0 if total <= 0 else round(100 * min(max(left / total, 0), 1))


def _rings(count: int, first: float, step: float) -> list[int]:
    """Return how many chairs stand in each ring, the inner ring filled first."""
    rings: list[int] = []
    while count > 0 or not rings:
        room = int(2 * pi * (first + len(rings) * step) / step)
        rings.append(min(room, count))
        count -= rings[-1]
    return rings


def _place(chair: Chair, at: float, away: float, size: float, radius: float, x: float, y: float) -> Place:
    east, north = sin(at), cos(at)
    text = away + size / 2 + 9
    # Beside the table words begin at the chair; at head and foot they stand centred above or under it.
    middle = abs(east) < 0.2
    lines = 20 if chair.note else 0
    if middle:
        text_y = y - away * north + (-(size / 2 + 10 + lines) if north > 0 else size / 2 + 24)
    else:
        text_y = y - text * north + 5.5 - lines / 2
    return Place(
        chair=chair,
        x=round(x + away * east, 1),
        y=round(y - away * north, 1),
        turn=round(at * 180 / pi, 1),
        label_x=round(x + text * east, 1),
        text_y=round(text_y, 1),
        anchor="middle" if middle else "start" if east > 0 else "end",
        phone_x=round(x + (radius - 24) * east, 1),
        phone_y=round(y - (radius - 24) * north, 1),
    )
