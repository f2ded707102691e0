"""A case as the bank holds it, and a page of cases as the bank gives it."""

from datetime import datetime

import msgspec

from beraad.casebank.case import Case
from beraad.casebank.circles import Audience


class StoredCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case with what does not stand in its file.

    imported: it came by an import, so another import may replace it. visible_from: when it appears; None is at
    once. withdrawal: the hash of the token with which the one who brought it takes it back.
    """

    case: Case
    audience: Audience
    imported: bool
    visible_from: datetime | None = None
    withdrawal: str | None = None


class Hits(msgspec.Struct, frozen=True, kw_only=True):
    """The cases of one page, in order, and how many there are over all pages."""

    cases: tuple[Case, ...]
    total: int
