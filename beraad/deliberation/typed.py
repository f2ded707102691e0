"""What one person types for another: who has no device, who says it aloud, or what lay on the table on paper.

It counts as that person's own: the same words, the same place, hidden as long as all is. Only who typed it is known
besides, and that it was typed (state.py: Typed). Nobody's own writing is ever typed over.
"""

from beraad.deliberation import events as e
from beraad.deliberation.ids import SeatId
from beraad.deliberation.state import Typed


def item_of(event: e.Contributed) -> str:
    """Return the name of the text that something in a step is about; of a sheet or a line that is its writer's seat."""
    named = getattr(event.what, "item", "") or getattr(event.what, "voice", "")
    return str(getattr(named, "id", named) or event.seat)


def marks_after(typed: dict[str, Typed], event: e.Contributed, held: bool, holds: bool) -> dict[str, Typed]:
    """Return which texts were typed by another, after something happened in a step.

    held, holds: whether there was a text under its name, and is now; also one that was taken away, so that a log in
    which words were overwritten tells the same. What somebody says in its place themselves makes it the own again.
    """
    item, says, gone = item_of(event), bool(event.what.__struct_fields__), held and not holds
    if event.typist and says and not gone:  # a nod has no text to mark
        return {**typed, item: Typed(seat=event.seat, paper=event.late)}
    if item in typed and (gone or (says and not event.typist and item == event.seat)):
        return {other: one for other, one in typed.items() if other != item}
    return typed


def unsigned_marks(typed: dict[str, Typed]) -> dict[str, Typed]:
    """Return the marks by number: how many texts were typed, and not which or whose."""
    papers = sorted(one.paper for one in typed.values())
    return {str(at): Typed(seat=SeatId(""), paper=paper) for at, paper in enumerate(papers)}
