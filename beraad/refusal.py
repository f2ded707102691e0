"""The one way in which a rule says no to a person."""

from typing import ClassVar


class Refusal(Exception):
    """A rule says no. Meant for a person; every other exception is a bug.

    code: stable name, the key of the text that people read (pages/refusals.py).
    status: 403 may not, 404 not there (also: not yours), 409 not now, 413 too big, 422 not right, 429 too often.
    field: the form field it is about, if any. facts: what the text may mention, never a person's own words.
    """

    code: ClassVar[str] = ""
    status: ClassVar[int] = 422

    def __init__(self, *, field: str | None = None, **facts: str | int) -> None:
        super().__init__(self.code)
        self.field = field
        self.facts = facts
