"""Why a draft is refused something."""

from beraad.casebank.review import Missing
from beraad.refusal import Refusal


class NoSuchDraft(Refusal):
    """No such draft, or none for you: the two answer alike."""

    code, status = "no-such-draft", 404


class CaseStays(Refusal):
    """The case stays in the room: who brought it in has not said yes to sharing. It is not told what was said."""

    code, status = "case-stays", 409


class DraftChanged(Refusal):
    """Somebody, perhaps in another tab, changed the draft since this page was opened."""

    code, status = "draft-changed", 409


class DraftPublished(Refusal):
    """The case stands in the bank; here nothing changes any more."""

    code, status = "draft-published", 409


class NotEveryYes(Refusal):
    """A yes is missing, so nothing is published (casebank/review.py)."""

    code, status = "not-every-yes", 409

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(count=len(missing))
        self.missing = missing


class ReaderIsAuthor(Refusal):
    """Whoever wrote a case cannot be its second reader."""

    code, status = "reader-is-author", 403


class ReaderOfSameTeam(Refusal):
    """For the region somebody of another team reads."""

    code, status = "reader-of-same-team", 403


class KeepNeedsReason(Refusal):
    """A mark that stays needs a reason."""

    code, status = "keep-needs-reason", 422


class ReplacementTells(Refusal):
    """What would stand there instead holds a name or number itself."""

    code, status = "replacement-tells", 422


class NotFound(Refusal):
    """The mark, text or value is not (or no longer) in this draft."""

    code, status = "not-in-draft", 409
