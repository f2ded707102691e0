"""A piece of a page, and what surrounds all of them."""

from collections.abc import Callable
from typing import Any

import msgspec

from beraad.deliberation.method import Text


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a page. key: its name on the page; region: the list it stands in; view: what the template shows.

    The view is frozen and hashable, so that rendering can be remembered.
    """

    key: str
    region: str
    template: str
    view: Any = None
    own: bool = False


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """In the place of a view that could not be made: its part says so. kind: of the fault."""

    kind: str


class Extra(msgspec.Struct, frozen=True, kw_only=True):
    """A step that can be put in. like: `<method>/<step>`, how InsertStep names it."""

    like: str
    title: Text


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What surrounds the deliberation: the join code in two groups, and the address that the QR leads to.

    practice: a class weighs a public case; case_id: which one. rehearsal: with dummies at the table. extras: what one
    more step can be like.
    """

    session: str
    code: str
    join: str
    host: str
    practice: bool = False
    rehearsal: bool = False
    case_id: str = ""
    extras: tuple[Extra, ...] = ()


def made(make: Callable[..., Any], *args: Any) -> Any:
    """Return a view of what people wrote. One that fails takes nothing else down: what was typed is stored anyway."""
    try:
        return make(*args)
    except Exception as error:
        return Failed(kind=type(error).__name__)
