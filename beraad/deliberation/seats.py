"""Who sits at the table."""

from enum import StrEnum

import msgspec

from beraad.deliberation.ids import SeatId


class Role(StrEnum):
    """What a seat is for. The presenter and the typist are participants with a task."""

    FACILITATOR = "facilitator"
    PARTICIPANT = "participant"
    SCREEN = "screen"


class Face(StrEnum):
    """The page through which a seat takes part; also its path: /s/<session>/<face>."""

    LEAD = "lead"
    IN = "in"
    SCREEN = "screen"


FACE = {Role.FACILITATOR: Face.LEAD, Role.PARTICIPANT: Face.IN, Role.SCREEN: Face.SCREEN}


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A person (or the projector) in one session.

    place: the id of the chair the person speaks from, empty for a colleague. shared: somebody helps at the device, and
    sees what is written there. no_device: what this person says, who writes for the group types.
    """

    id: SeatId
    name: str
    role: Role
    place: str = ""
    removed: bool = False
    shared: bool = False
    no_device: bool = False

    @property
    def leads(self) -> bool:
        return self.role is Role.FACILITATOR

    @property
    def face(self) -> Face:
        return FACE[self.role]


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of viewer: all seats of a kind see the same class parts. It names the room that pushes go to."""

    face: Face
    writes: bool = False
    presents: bool = False

    @property
    def leads(self) -> bool:
        return self.face is Face.LEAD

    def __str__(self) -> str:
        return self.face + ("+writes" if self.writes else "") + ("+presents" if self.presents else "")
