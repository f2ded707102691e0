"""Parts become HTML: the same template serves the page and the push."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from beraad.deliberation.faces import Failed, Part, Setting
from beraad.deliberation.seats import Face
from beraad.pages.page import Frame
from beraad.pages.text import N_, environment, translate

REMEMBERED = 1024
"""Rendered parts kept in memory. Views are frozen, so the same view gives the same HTML."""

FAILED = N_("Dit deel kan nu niet worden getoond. De rest werkt gewoon door, en wat bewaard is, is er nog.")

WORDS: dict[str, str] = {
    "saved": N_("Bewaard"),
    "sending": N_("Bezig met versturen …"),
    "unsent": N_("Nog niet verstuurd: geen verbinding. We proberen het opnieuw."),
    "typed": N_("Nog niet verstuurd. Dit toestel bewaart het tot je verstuurt."),
    "typed_only": N_("Nog niet verstuurd. Vernieuw de pagina niet: dit toestel bewaart het niet."),
    "given_back": N_("Wat je nog niet had verstuurd, staat er weer."),
    "offline": N_("Geen verbinding sinds {time}. Wat je ziet is van {time}."),
    "to_step": N_("Naar {title}"),
    "you_are_at": N_("Jij bent bij {title}."),
    "minutes_left": N_("nog {count} min"),
    "minute_left": N_("nog 1 min"),
    "seconds_left": N_("nog {count} s"),
    "time_up": N_("tijd is om"),
    "over_time": N_("{count} min over tijd"),
    "refused": N_("Nog niet verstuurd. Lees wat er bij het veld staat."),
    "lost": N_("Dit lukte niet. Herlaad de pagina en probeer het nog eens."),
    "gone": N_("Je zit niet meer aan deze tafel. Kopieer wat je schreef en herlaad dan de pagina."),
    "gone_leads": N_("Je leidt nu mee. Kopieer wat je schreef en herlaad dan de pagina."),
    "gone_table": N_("Je leidt niet meer mee. Kopieer wat je schreef en ga terug naar je plek aan tafel."),
    "reveal_in": N_("Onthult over {count} …"),
    "ahead": N_("{count} min voor op schema"),
    "behind": N_("{count} min achter op schema"),
    "on_time": N_("precies op schema"),
    "tray": N_("Nog niet verstuurd, van stap {number}: {title}"),
    "send_still": N_("Verstuur alsnog"),
    "copy": N_("Kopieer"),
    "copied": N_("Gekopieerd"),
    "throw_away": N_("Weg"),
    "say_it": N_("Deel het mondeling. Je tekst blijft hier staan."),
    "characters_left": N_("nog {count} tekens"),
    "away": N_("even weg"),
    "sure": N_("Weet je het zeker?"),
    "lifted": N_("Opgepakt: {text}. Kies met de pijltjes een plek."),
    "before": N_("Hier: vóór {text}"),
    "before_in": N_("Hier: in {group}, vóór {text}"),
    "last": N_("Hier: onderaan"),
    "last_in": N_("Hier: onderaan in {group}"),
    "put_down": N_("Neergezet: {text}"),
    "let_go": N_("Losgelaten. Alles staat waar het stond."),
    "gone_row": N_("Het staat er niet meer. Er is niets verplaatst."),
    "take_out": N_("Haal terug en pas aan"),
    "stop_reading": N_("Stop met voorlezen"),
    "taken_out": N_("Teruggehaald. Het is nog niet opnieuw verstuurd."),
}
"""What the browser says by itself, by key. Words between braces are filled in there."""


@lru_cache(maxsize=REMEMBERED)
def _render(template: str, view: Any, language: str) -> str:
    return environment(language).get_template(template).render(view=view)


def _unheard(part: Part, kind: str) -> None:
    """Nobody wants to know."""


def render(part: Part, language: str, failed: Callable[[Part, str], None] = _unheard) -> str:
    """Return the inner HTML of a part; empty for a part that has nothing to show.

    A part that cannot be shown says so, and the page stands. failed: is told which part, and the kind of fault.
    """
    if part.view is None:
        return ""
    try:
        if not isinstance(part.view, Failed):
            return _render(part.template, part.view, language)
        kind = part.view.kind
    except Exception as error:  # one part must not take the whole room down
        kind = type(error).__name__
    failed(part, kind)
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
    unsent_key: str = "",
    shared_device: bool = False,
    template: str = "",
    failed: Callable[[Part, str], None] = _unheard,
) -> str:
    """Return the whole page of a face: its regions with their parts in order, own parts with their stamp.

    theme: dark, light, or anything else for what the device prefers. new_op: makes the random mark by which a form
    that is sent twice counts once. unsent_key: under which the browser keeps what is unsent, masked; empty: it keeps
    nothing. shared_device: others use this device too. template: of another page of that face.
    """
    mine = {part.key: part for part in own}
    regions: dict[str, list[tuple[str, bool, Markup]]] = {}
    for part in parts:
        shown = mine.get(part.key, part) if part.own else part
        html = Markup(render(shown, language, failed))  # noqa: S704  our own templates, escaped by Jinja
        regions.setdefault(part.region, []).append((part.key, part.own, html))
    forms = form_ids("".join(html for region in regions.values() for _, _, html in region))
    whole = environment(language).get_template(template or f"session/{face}/page.html")
    return whole.render(
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
        terms=terms(language),
        unsent_key=unsent_key,
        shared_device=shared_device,
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


@lru_cache
def terms(language: str) -> Markup:
    """Return what the terms in texts mean, as the page holds it ready."""
    return Markup(environment(language).get_template("session/_terms.html").render())  # noqa: S704  our own texts
