"""Words on a page: one Jinja environment per language, Markdown, dates and numbers.

Dutch is the source text, in templates and in Python (`N_`). English stands in pages/messages/en/,
one file per feature, read once at the start.
"""

from collections.abc import Callable, MutableMapping
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import nh3
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import Markdown
from markupsafe import Markup

from beraad.pages.addresses import address, in_language, static
from beraad.pages.drawings import Chair, places, qr, ring_share, shift, two_lines
from beraad.pages.terms import TERMS, explained, terms_in
from beraad.pages.value_words import value_words
from beraad.settings import files

LANGUAGES: tuple[str, ...] = ("nl", "en")
HERE = ZoneInfo("Europe/Amsterdam")  # times are stored in UTC and read at a Dutch table
MESSAGES = Path(__file__).parent / "messages"

TAGS = {"p", "br", "hr", "em", "strong", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "a", "code"}
TAGS |= {"pre", "table", "thead", "tbody", "tr", "th", "td"}


class Words(Protocol):
    """The same words in each language, such as a method file gives."""

    def within(self, language: str) -> str: ...


def N_(text: str) -> str:
    """Mark a Dutch source text for translation; it is translated where it is shown."""
    return text


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the translations from Dutch, all features merged. Dutch itself has none."""
    merged = NullTranslations()
    for path in sorted((MESSAGES / language).glob("*.po")):
        memory = BytesIO()
        with path.open("rb") as source:
            write_mo(memory, read_po(source, locale=language))
        memory.seek(0)
        feature = Translations(memory)
        merged = merged.merge(feature) if isinstance(merged, Translations) else feature
    return merged


def translate(language: str, text: str, **facts: str | int) -> str:
    """Return a Dutch source text in `language`, with `%(name)s` replaced by its fact.

    A text without facts is given back as it is: a lone % in it is an ordinary sign.
    """
    said: str = catalogue(language).ugettext(text)
    return said % facts if facts else said


def markdown(text: str) -> Markup:
    """Return people's Markdown as harmless HTML.

    Markup typed by hand is shown as text, not dropped: `<12 jaar>` stays readable. Then an allow-list
    (no pictures, no attributes but a web or mail address) has the last word.
    """
    reader = Markdown(extensions=["tables", "sane_lists"], output_format="html")
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    clean = nh3.clean(
        reader.convert(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(clean)  # noqa: S704 - the allow-list just made it harmless


def _day(language: str) -> Callable[[date], str]:
    pattern = {"nl": "EEEE d MMMM", "en": "EEEE d MMMM"}[language]
    return lambda moment: format_date(_local(moment), pattern, locale=language)


def _full_day(language: str) -> Callable[[date], str]:
    return lambda moment: format_date(_local(moment), "d MMMM y", locale=language)


def _clock(language: str) -> Callable[[datetime], str]:
    return lambda moment: format_time(moment.astimezone(HERE), "HH:mm", locale=language)


def _words(language: str) -> Callable[[Words | str], str]:
    return lambda words: words if isinstance(words, str) else words.within(language)


def _number(language: str) -> Callable[[float], str]:
    return lambda amount: format_decimal(amount, locale=language)


def _local(moment: date) -> date:
    """Return a moment as the clock at the table shows it; a plain date stays what it is."""
    return moment.astimezone(HERE) if isinstance(moment, datetime) and moment.tzinfo else moment


def _translated(language: str) -> Callable[..., Markup]:
    """Return what `_("…")` does in a template. Jinja's own asks and formats anew each time; a page has hundreds."""

    @cache
    def said(text: str) -> Markup:
        return Markup(translate(language, text))  # noqa: S704  our own texts

    return lambda text, **facts: said(text) % facts if facts else said(text)


class _Environment(Environment):
    """Gives every template plain globals: Jinja's chain of them is searched key by key at each import of a macro."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


@cache
def environment(language: str) -> Environment:
    """Return the one Jinja environment of a language. Templates know views, never a request.

    Filters: markdown, explained, day (dinsdag 24 november), full_day (24 november 2026), clock (13:30), number,
    text and lines (the words of a method in the language of the page).
    Names: address, static, in_language, language, Chair, places, qr, ring_share, shift, two_lines, TERMS, terms_in,
    value_words. An undefined name is an error.
    """
    made = _Environment(
        loader=FileSystemLoader(files("templates")),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else each use of each template asks the disk
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals["_"] = _translated(language)
    made.filters.update(
        markdown=markdown,
        day=_day(language),
        full_day=_full_day(language),
        clock=_clock(language),
        number=_number(language),
        explained=explained,
        text=_words(language),
        lines=lambda lines: lines.within(language),
    )
    made.globals.update(
        address=address,
        static=static,
        in_language=in_language,
        language=language,
        Chair=Chair,
        places=places,
        qr=qr,
        ring_share=ring_share,
        shift=shift,
        two_lines=two_lines,
        TERMS=TERMS,
        terms_in=terms_in,
        value_words=value_words,
    )
    return made
