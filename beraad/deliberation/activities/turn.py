"""What an activity gets to know when a seat does something in one of its steps."""

from dataclasses import dataclass
from typing import Any

from beraad.deliberation.method import Plan
from beraad.deliberation.refusals import FieldMissing, NotYourTask, WordingChanged
from beraad.deliberation.seats import Seat
from beraad.deliberation.state import Deliberation, StepState


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who does something, where. writes: types for the group. presents: brings the case in."""

    state: Deliberation
    plan: Plan
    step: StepState
    by: Seat
    writes: bool
    presents: bool

    @property
    def content(self) -> Any:
        return self.step.content

    def must_write(self) -> None:
        """Refuse who does not type for the group."""
        if not self.writes:
            raise NotYourTask

    def must_have_read(self, wording: int) -> None:
        """Refuse a text that was made from an older one than stands here now."""
        if wording != self.content.wording:
            raise WordingChanged


def said(text: str, field: str = "text") -> str:
    """Return what somebody says, without space around it. Raises FieldMissing for nothing."""
    if not (words := text.strip()):
        raise FieldMissing(field=field)
    return words
