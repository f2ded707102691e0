"""How new a state is."""

from typing import Self

import msgspec


class Stamp(msgspec.Struct, frozen=True, order=True, array_like=True):
    """The number of the last event and, after it, the inputs in the open box of an unnamed step.

    Compared in that order. Pages, pushes, receipts and the heartbeat carry stamps, never bare numbers.
    Written as `12.0`.
    """

    number: int
    inputs: int = 0

    def __str__(self) -> str:
        return f"{self.number}.{self.inputs}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `str` wrote. Raises ValueError for anything else."""
        number, _, inputs = text.partition(".")
        return cls(int(number), int(inputs or 0))
