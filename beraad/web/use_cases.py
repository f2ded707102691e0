"""The use cases that pages may call, joined by app.py and kept with the Flask application."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app

from beraad.services.accounts import Accounts
from beraad.services.casebank import CaseBank
from beraad.services.drafts import Drafts
from beraad.services.keys import Keys
from beraad.services.minority import Minority
from beraad.services.ports import Elsewhere, Throttle
from beraad.services.practice import Practice
from beraad.services.preparing import Preparing
from beraad.services.reading import Reading
from beraad.services.rehearsal import Rehearsals
from beraad.services.reports import Reports
from beraad.services.sessions import Sessions
from beraad.services.sharing import Sharing
from beraad.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCases:
    """Everything a page function can ask for; a new feature adds its field here and in app.py."""

    settings: Settings
    accounts: Accounts
    sessions: Sessions
    keys: Keys
    preparing: Preparing
    reports: Reports
    casebank: CaseBank
    drafts: Drafts
    sharing: Sharing
    reading: Reading
    minority: Minority
    practice: Practice
    rehearsals: Rehearsals
    throttle: Throttle
    elsewhere: Elsewhere
    """Does slow work beside the loop."""
    check_stores: Callable[[], None]
    """Raises StoreUnavailable unless both stores answer."""
    alone: Callable[[], bool]
    """Whether Redis is lost, so that other workers hear of nothing before the next heartbeat."""


def use_cases() -> UseCases:
    """Return the use cases of the application that handles this request."""
    found: UseCases = current_app.extensions["beraad"]
    return found
