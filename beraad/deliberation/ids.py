"""Names of things. Each is a random string, made outside the rules."""

from collections.abc import Callable
from typing import NewType

SessionId = NewType("SessionId", str)
SeatId = NewType("SeatId", str)
StepId = NewType("StepId", str)
ItemId = NewType("ItemId", str)
ChairId = NewType("ChairId", str)

Ids = Callable[[], str]
"""Gives a new random name at each call."""

CLOCK = SeatId("clock")
"""The seat on whose behalf the server itself asks for what is due."""
