"""How a page takes in what is pushed: the same rules as static/js/session/merge.js, fed the same sequences in tests.

A push is a link in a chain; docs/protocol.md says why. The law: state + pushes = fresh page.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from beraad.deliberation.stamp import Stamp


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a browser holds of a page.

    parts: key to inner HTML. own: key to (stamp, inner HTML). order: region to keys, own ones included.
    """

    stamp: str
    parts: dict[str, str]
    own: dict[str, tuple[str, str]]
    order: dict[str, list[str]]


NOTHING = Page(stamp="0.0", parts={}, own={}, order={})
"""Before the first page was read."""

RESUME: Final = "resume"
"""The message does not join on to the page: ask the whole page again."""


def newer(one: str, other: str) -> bool:
    """Return whether the first stamp is newer than the second."""
    return Stamp.read(one) > Stamp.read(other)


def page(
    stamp: str, parts: Mapping[str, str], own: Mapping[str, tuple[str, str]], order: Mapping[str, list[str]]
) -> Page:
    """Return a page as read from its HTML."""
    return Page(stamp=stamp, parts=dict(parts), own=dict(own), order=dict(order))


def apply_parts(now: Page, message: Mapping[str, Any]) -> Any:
    """Return the page after a round, the same page for an old one, or RESUME for one that does not join on."""
    if not newer(message["stamp"], now.stamp):
        return now
    if message["after"] != now.stamp:
        return RESUME
    order = {**now.order, **message["order"]}
    placed = {key for keys in order.values() for key in keys}
    return Page(
        stamp=message["stamp"],
        parts={key: html for key, html in {**now.parts, **message["parts"]}.items() if key in placed},
        own={k: kept for k, kept in now.own.items() if k in placed or newer(kept[0], message["stamp"])},
        order=order,
    )


def apply_own(now: Page, message: Mapping[str, Any]) -> Page:
    """Return the page after own parts came, by push or as a receipt. Older ones than it holds change nothing."""
    own = dict(now.own)
    for key, html in message["parts"].items():
        if key not in own or not newer(own[key][0], message["stamp"]):
            own[key] = (message["stamp"], html)
    return msgspec.structs.replace(now, own=own)


def resume(now: Page, fresh: Page) -> Page:
    """Return the page after it was asked again; own parts that came meanwhile and are newer stay."""
    if newer(now.stamp, fresh.stamp):
        return now
    kept = {k: mine for k, mine in now.own.items() if newer(mine[0], fresh.own.get(k, (fresh.stamp, ""))[0])}
    return msgspec.structs.replace(fresh, own={**fresh.own, **kept})


def shown(now: Page) -> dict[str, str]:
    """Return what stands on the page: inner HTML by key, empty for an own part that has not come yet."""
    return {
        key: now.parts[key] if key in now.parts else now.own.get(key, ("", ""))[1]
        for keys in now.order.values()
        for key in keys
    }
