"""Parts become HTML: the same template serves the page and the push."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from beraad.deliberation.faces import Part, Setting
from beraad.deliberation.seats import Face
from beraad.pages.page import Frame
from beraad.pages.text import environment

REMEMBERED = 4096
"""Rendered parts kept in memory. Views are frozen, so the same view gives the same HTML."""


@lru_cache(maxsize=REMEMBERED)
def _render(template: str, view: Any, language: str) -> str:
    return environment(language).get_template(template).render(view=view)


def render(part: Part, language: str) -> str:
    """Return the inner HTML of a part; empty for a part that has nothing to show."""
    return "" if part.view is None else _render(part.template, part.view, language)


def page_of(
    face: Face,
    parts: tuple[Part, ...],
    own: tuple[Part, ...],
    language: str,
    *,
    frame: Frame,
    session: str,
    stamp: str,
    now: datetime,
    setting: Setting,
    theme: str,
    new_op: Callable[[], str],
) -> str:
    """Return the whole page of a face: its regions with their parts in order, own parts with their stamp."""
    mine = {part.key: part for part in own}
    regions: dict[str, list[tuple[str, bool, Markup]]] = {}
    for part in parts:
        shown = mine.get(part.key, part) if part.own else part
        html = Markup(render(shown, language))  # noqa: S704  our own templates, escaped by Jinja
        regions.setdefault(part.region, []).append((part.key, part.own, html))
    forms = form_ids("".join(html for region in regions.values() for _, _, html in region))
    template = environment(language).get_template(f"session/{face}/page.html")
    return template.render(
        frame=frame,
        regions=regions,
        session=session,
        face=face,
        stamp=stamp,
        now=now,
        setting=setting,
        theme=theme,
        ops=[(form, new_op()) for form in forms],
    )


def form_ids(html: str) -> list[str]:
    """Return the ids of the forms in parts; without scripts each gets its `op` from a field outside the parts."""
    return re.findall(r'<form[^>]*\bid="([^"]+)"', html)
