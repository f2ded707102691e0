"""What one seat wrote in a step by itself, and whether that may go along to the case bank."""

from collections.abc import Callable

import msgspec

from beraad.deliberation.ids import SeatId

Let = Callable[[SeatId, str], bool]
"""Whether a seat lets the item that it wrote go along."""


class OwnText(msgspec.Struct, frozen=True, kw_only=True):
    """Words that stay together. item: how `let` names them; empty for what goes to no case as one's own."""

    item: str = ""
    texts: tuple[str, ...]
