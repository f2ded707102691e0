"""Where things stand in a drawing. The drawing itself is SVG in templates/_parts/marks.html."""

import re
from collections.abc import Sequence
from functools import lru_cache
from math import cos, pi, sin
from typing import Literal

import msgspec
import segno
from markupsafe import Markup

ChairState = Literal["seated", "empty", "you", "done", "writing", "free"]
LABELS_UP_TO = 12
LETTER = 8.2  # mean width of a letter at 16 px, to leave room beside the table
MARGIN = 6
LINE = 16  # letters that stand beside a chair in one line
JOINT = re.compile("(?<=[a-z]{4})(?:bescherm|wetenschap|begeleid|verlener|medewerk|deskundig|coördinat|tafel)")
SPACING = 1.42  # from chair to chair, in chairs
PEOPLE_BESIDE = 5  # who stayed with the same choice, beside each other
PERSON, ROW = 21, 25  # px from shape to shape, and from arrow to arrow


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
    """A chair with its place: its middle seen from the middle of the table, its turn in degrees, where words begin."""

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
    """A table seen from above, its middle at 0,0; sizes in px at scale 1.

    left, top, width, height: the box around it, words included. radius: of the table top. chair: side of
    a chair. few: chairs carry signs. labelled: words stand beside them.
    """

    places: tuple[Place, ...]
    left: float
    top: float
    width: float
    height: float
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
    radius = 93.0 if len(chairs) <= 9 else 106.0
    size = _size(len(chairs))
    first = radius + size / 2 + (20 if few else 10)
    rings = _rings(len(chairs), first, size * SPACING)
    found: list[Place] = []
    for ring, count in enumerate(rings):
        away = first + ring * size * SPACING
        for number in range(count):
            found.append(_place(chairs[len(found)], 2 * pi * number / count, away, size, radius))
    outer = first + (len(rings) - 1) * size * SPACING + size * 0.7
    labelled = few and any(chair.label for chair in chairs)
    boxes = [_words(place) for place in found] if labelled else []
    left = min([-outer, *(box[0] for box in boxes)]) - MARGIN
    right = max([outer, *(box[1] for box in boxes)]) + MARGIN
    above = min([-outer, *(box[2] for box in boxes)]) - MARGIN
    below = max([outer, *(box[3] for box in boxes)]) + MARGIN
    return Table(
        places=tuple(found),
        left=round(left),
        top=round(above),
        width=round(right - left),
        height=round(below - above),
        radius=radius,
        chair=round(size, 1),
        few=few,
        labelled=labelled,
    )


class Arrow(msgspec.Struct, frozen=True, kw_only=True):
    """People who shifted: one, or with `count` that many. From x to end, at y."""

    before: str
    after: str
    x: float
    end: float
    y: float
    count: int


class Stayed(msgspec.Struct, frozen=True, kw_only=True):
    """People who stayed, at x, y: one, or with `count` that many."""

    choice: str
    x: float
    y: float
    count: int


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """What people chose at first and at the end, as arrows. columns: each option with its x. each: a shape a person."""

    columns: tuple[tuple[str, float], ...]
    arrows: tuple[Arrow, ...]
    stayed: tuple[Stayed, ...]
    width: int
    height: int
    each: bool


def shift(moves: Sequence[tuple[str, str, int]]) -> Shift:
    """Return the drawing of (before, after, how many): who stayed in rows beneath the option, each shift as an arrow.

    Right for any number: up to 12 people each has a shape; from 13 an arrow stands for all who went the same way.
    """
    at = {"a": 60.0, "b": 180.0, "other": 300.0}
    each = sum(count for _, _, count in moves) <= LABELS_UP_TO
    high = ROW if each else ROW + 11  # with room for a number
    stayed: list[Stayed] = []
    y = 58.0
    for choice, x in at.items():
        count = sum(many for before, after, many in moves if before == after == choice)
        if count and not each:
            stayed.append(Stayed(choice=choice, x=x, y=y, count=count))
        for number in range(count if each else 0):
            row, place = divmod(number, PEOPLE_BESIDE)
            wide = min(count - row * PEOPLE_BESIDE, PEOPLE_BESIDE)
            left = x - (wide - 1) * PERSON / 2
            stayed.append(Stayed(choice=choice, x=left + place * PERSON, y=y + row * PERSON, count=1))
    y = max((one.y for one in stayed), default=y - high) + high
    arrows: list[Arrow] = []
    for before, after, count in moves:
        for _ in range((count if each else 1) if before != after else 0):
            arrows.append(
                Arrow(before=before, after=after, x=at[before], end=at[after], y=y, count=1 if each else count)
            )
            y += high
    return Shift(
        columns=tuple(at.items()),
        arrows=tuple(arrows),
        stayed=tuple(stayed),
        width=360,
        height=round(y - high / 2),
        each=each,
    )


def ring_share(left: float, total: float) -> float:
    """Return what is left of `total` minutes as 0 to 100, whole and never outside; 0 when nothing was planned."""
    return 0 if total <= 0 else round(100 * min(max(left / total, 0), 1))


def two_lines(words: str) -> tuple[str, str]:
    """Return the words beside a chair in one line or two: parted at a space, or where a long word has its joint."""
    if len(words) <= LINE:
        return words, ""
    parted = [(words[: gap.start()], words[gap.end() :]) for gap in re.finditer(" +", words)]
    parted += [(f"{words[: joint.start()]}-", words[joint.start() :]) for joint in JOINT.finditer(words)]
    first, second = min(parted, key=lambda two: max(map(len, two)), default=(words, ""))
    return _short(first), _short(second)


def _short(words: str) -> str:
    return words if len(words) <= LINE + 2 else f"{words[:LINE]}…"


def _rings(count: int, first: float, step: float) -> list[int]:
    """Return how many chairs stand in each ring, the inner ring filled first."""
    rings: list[int] = []
    while count > 0 or not rings:
        room = int(2 * pi * (first + len(rings) * step) / step)
        rings.append(min(room, count))
        count -= rings[-1]
    return rings


def _size(count: int) -> float:
    """Return the side of a chair: as large as the number allows, in one ring up to 48, then in more rings."""
    if count <= LABELS_UP_TO:
        return 27.0
    if count <= 48:
        return min(20.0, 2 * pi * 122 / count / SPACING)
    return max(7.0, 11 - count / 60)


def _place(chair: Chair, at: float, away: float, size: float, radius: float) -> Place:
    east, north = sin(at), cos(at)
    # Beside the table words begin at the chair; at head and foot they stand centred above or under it.
    middle = abs(east) < 0.2
    text = away + size * (0.5 + 0.3 * abs(sin(2 * at))) + 9
    lines = 20 if chair.note else 0
    if middle:
        text_y = -away * north + (-(size / 2 + 11 + lines) if north > 0 else size / 2 + 24)
    else:
        text_y = -text * north + 5.5 - lines * (1 + north) / 2  # two lines grow away from the chair
    return Place(
        chair=chair,
        x=round(away * east, 1),
        y=round(-away * north, 1),
        turn=round(at * 180 / pi, 1),
        label_x=round(text * east, 1),
        text_y=round(text_y, 1),
        anchor="middle" if middle else "start" if east > 0 else "end",
        phone_x=round((radius - 24) * east, 1),
        phone_y=round(-(radius - 24) * north, 1),
    )


def _words(place: Place) -> tuple[float, float, float, float]:
    """Return about how far the words of a chair reach: left, right, up, down."""
    wide = max(len(place.chair.label), len(place.chair.note)) * LETTER
    start = {"start": 0.0, "middle": -wide / 2, "end": -wide}[place.anchor]
    lines = 20 if place.chair.note else 0
    return place.label_x + start, place.label_x + start + wide, place.text_y - 14, place.text_y + 6 + lines


@lru_cache(maxsize=256)
def qr(address: str) -> Markup:
    """Return an address as a QR code: an SVG without fixed size, that a reader finds described beside it."""
    made = segno.make(address, error="m")
    drawn = made.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass="qr__dark", dark="#1f2430")
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" '))  # noqa: S704  made of modules only
