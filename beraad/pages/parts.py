"""Parts become HTML: the same template serves the page and the push."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from beraad.deliberation.faces import Part, Setting
from beraad.deliberation.seats import Face
from beraad.pages.page import Frame
from beraad.pages.text import N_, environment, translate

REMEMBERED = 4096
"""Rendered parts kept in memory. Views are frozen, so the same view gives the same HTML."""

FAILED = N_("Dit deel kan nu niet worden getoond. De rest werkt gewoon door, en wat bewaard is, is er nog.")

WORDS: dict[str, str] = {
    "saved": N_("Bewaard"),
    "sending": N_("Bezig met versturen …"),
    "unsent": N_("Nog niet verstuurd: geen verbinding. We proberen het opnieuw."),
    "offline": N_("Geen verbinding sinds {time}. Wat je ziet is van {time}."),
    "online": N_("De verbinding is er weer."),
    "minutes_left": N_("nog {count} min"),
    "minute_left": N_("nog 1 min"),
    "seconds_left": N_("nog {count} s"),
    "time_up": N_("tijd is om"),
    "over_time": N_("{count} min over tijd"),
    "refused": N_("Nog niet verstuurd. Lees wat er bij het veld staat."),
    "lost": N_("Dit lukte niet. Herlaad de pagina en probeer het nog eens."),
    "gone": N_("Je zit niet meer aan deze tafel. Kopieer wat je schreef en herlaad dan de pagina."),
    "reveal_in": N_("Onthult over {count} …"),
    "ahead": N_("{count} min voor"),
    "behind": N_("{count} min achter"),
    "on_time": N_("op tijd"),
    "tray": N_("Nog niet verstuurd, van stap {number}: {title}"),
    "send_still": N_("Verstuur alsnog"),
    "copy": N_("Kopieer"),
    "copied": N_("Gekopieerd"),
    "throw_away": N_("Weg"),
    "say_it": N_("Deel het mondeling. Je tekst blijft hier staan."),
    "characters_left": N_("nog {count} tekens"),
    "away": N_("even weg"),
    "sure": N_("Weet je het zeker?"),
    "take_out": N_("Haal terug en pas aan"),
    "taken_out": N_("Teruggehaald. Het is nog niet opnieuw verstuurd."),
}
"""What the browser says by itself, by key. Words between braces are filled in there."""


@lru_cache(maxsize=REMEMBERED)
def _render(template: str, view: Any, language: str) -> str:
    return environment(language).get_template(template).render(view=view)


def _unheard(part: Part, error: Exception) -> None:
    """Nobody wants to know."""


def render(part: Part, language: str, failed: Callable[[Part, Exception], None] = _unheard) -> str:
    """Return the inner HTML of a part; empty for a part that has nothing to show.

    A part that cannot be shown says so, and the page stands. failed: is told which part, and why, for the log.
    """
    if part.view is None:
        return ""
    try:
        return _render(part.template, part.view, language)
    except Exception as error:  # one part must not take the whole room down
        failed(part, error)
        return f'<p class="part-failed" role="alert">{escape(translate(language, FAILED))}</p>'


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
    failed: Callable[[Part, Exception], None] = _unheard,
) -> str:
    """Return the whole page of a face: its regions with their parts in order, own parts with their stamp.

    theme: dark, light, or anything else for what the device prefers. new_op: makes the random mark by which a form
    that is sent twice counts once.
    """
    mine = {part.key: part for part in own}
    regions: dict[str, list[tuple[str, bool, Markup]]] = {}
    for part in parts:
        shown = mine.get(part.key, part) if part.own else part
        html = Markup(render(shown, language, failed))  # noqa: S704  our own templates, escaped by Jinja
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
        theme=theme if theme in ("dark", "light") else "",
        ops=[(form, new_op()) for form in forms],
        words=words(language),
    )


def form_ids(html: str) -> list[str]:
    """Return the ids of the forms in parts; without scripts each gets its `op` from a field outside the parts."""
    return re.findall(r'<form[^>]*\bid="([^"]+)"', html)


@lru_cache
def words(language: str) -> Markup:
    """Return the texts for the browser's own code, as a block of data on the page."""
    told = json.dumps({key: translate(language, text) for key, text in WORDS.items()}, ensure_ascii=False)
    data = told.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup('<script type="application/json" id="words">{}</script>').format(Markup(data))  # noqa: S704
