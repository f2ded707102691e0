"""Every route names its line in the one permission table."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from beraad.accounts.permissions import PERMISSIONS, Who, check_may
from beraad.web.sign_in import find_account

P = ParamSpec("P")
T = TypeVar("T")

LINE = "permission_line"


def permission(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a page function run only for whoever line `name` allows; raises SignInFirst or NotAllowed.

    Whether an object is one's own is for the use case, which knows the object; a seat's key for seat_here.
    """
    if name not in PERMISSIONS:
        raise KeyError(f"the permission table has no line {name}")

    asks_who = PERMISSIONS[name].who in (Who.SIGNED_IN, Who.ROLES)

    def around(view: Callable[P, T]) -> Callable[P, T]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> T:
            if asks_who:
                check_may(name, find_account())
            return view(*args, **kwargs)

        setattr(checked, LINE, name)
        return checked

    return around
