"""The stages of a session, and the moves between them."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a session stands as a whole."""

    PLANNED = "planned"
    LOBBY = "lobby"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"
    FOLDED = "folded"
    PURGED = "purged"


NEXT: dict[Stage, tuple[Stage, ...]] = {
    Stage.PLANNED: (Stage.LOBBY, Stage.PURGED),
    Stage.LOBBY: (Stage.RUNNING, Stage.CLOSED),
    Stage.RUNNING: (Stage.PAUSED, Stage.CLOSED),
    Stage.PAUSED: (Stage.RUNNING, Stage.CLOSED),
    Stage.CLOSED: (Stage.FOLDED,),  # no way back: what was promised at closing is kept
    Stage.FOLDED: (Stage.PURGED,),
    Stage.PURGED: (),
}

OPEN = frozenset({Stage.LOBBY, Stage.RUNNING, Stage.PAUSED})
"""The stages in which people sit at the table."""
