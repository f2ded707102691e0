"""What an activity gets to know when a seat does something in one of its steps."""

from dataclasses import dataclass
from typing import Any

from beraad.deliberation import refusals as no
from beraad.deliberation.method import Plan
from beraad.deliberation.seats import Seat
from beraad.deliberation.state import Deliberation, StepState


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who does something, where. writes: types for the group. presents: brings the case in.

    typed: who writes types it for `by`, who then writes nothing for the group.
    """

    state: Deliberation
    plan: Plan
    step: StepState
    by: Seat
    writes: bool
    presents: bool
    typed: bool = False

    @property
    def content(self) -> Any:
        return self.step.content

    def must_write(self) -> None:
        """Refuse who does not type for the group."""
        if not self.writes:
            raise no.NotYourTask

    def must_be_free(self, item: str, there: bool, erased: bool) -> None:
        """Refuse a sheet or a line that would take the place of one that stays.

        there: there is one under that name; erased: its words were taken away. What somebody wrote is not typed
        over; what was typed is, until all saw it, and after that once it was taken away.
        """
        if self.typed and there and (item not in self.step.typed or (self.step.revealed and not erased)):
            raise no.OwnWordsStand
        if self.step.revealed and not self.typed:
            raise no.AlreadyRevealed

    def must_have_read(self, wording: int) -> None:
        """Refuse a text that was made from an older one than stands here now."""
        if wording != self.content.wording:
            raise no.WordingChanged


def said(text: str, field: str = "text") -> str:
    """Return what somebody says, without space around it. Raises FieldMissing for nothing."""
    if not (words := text.strip()):
        raise no.FieldMissing(field=field)
    return words
