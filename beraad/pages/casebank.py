"""What a case page shows, and the words of the case bank in a language."""

from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec

from beraad.casebank import lexicon, tensions
from beraad.casebank.case import Case, Named
from beraad.casebank.query import Query, parameters
from beraad.pages.addresses import address
from beraad.pages.text import N_, translate
from beraad.services.casebank import Near, Read

OUTCOMES = {
    "shared": N_("gedeeld"),
    "shared_with_minority": N_("gedeeld, met een minderheid"),
    "open": N_("open"),
    "not_recorded": N_("niet vastgelegd"),
}
SHARPENED = {
    "question": N_("de vraag"),
    "a": "A",
    "b": "B",
    "harm_a": N_("wat er verloren gaat bij A"),
    "harm_b": N_("wat er verloren gaat bij B"),
    "reasons_a": N_("de redenen voor A"),
    "reasons_b": N_("de redenen voor B"),
    "tension": N_("welke waarden botsen"),
}
_LISTS: dict[str, Mapping[str, lexicon.Value] | Mapping[str, lexicon.Entry]] = {
    "value": lexicon.VALUES,
    "theme": lexicon.THEMES,
    "framework": lexicon.FRAMEWORKS,
}


class NearView(msgspec.Struct, frozen=True, kw_only=True):
    """A case like this one, and in what."""

    title: str
    href: str
    language: str
    same_pair: bool
    values: tuple[str, ...]
    themes: tuple[str, ...]


class CaseView(msgspec.Struct, frozen=True, kw_only=True):
    """A case to read. told: which of value, norm, supports and source at least one voice has."""

    case: Case
    tension: tuple[str, str] | None
    values: tuple[str, ...]
    themes: tuple[str, ...]
    frameworks: tuple[str, ...]
    voice_values: tuple[str, ...]
    told: frozenset[str]
    sharpened: tuple[str, ...]
    near: tuple[NearView, ...]
    circle: str
    back: str
    words: str


def case_view(read: Read, query: Query, language: str) -> CaseView:
    """What the page of a case shows. query: the question with which the reader came."""
    case = read.case
    return CaseView(
        case=case,
        tension=tension_of(case, language),
        values=tuple(label_of("value", slug, language) for slug in case.values),
        themes=tuple(label_of("theme", slug, language) for slug in case.themes),
        frameworks=tuple(label_of("framework", slug, language) for slug in case.frameworks),
        voice_values=tuple(_named(Named(words=v.words, value=v.value), language) for v in case.voices),
        told=frozenset(
            what
            for what, given in {
                "value": any(voice.value or voice.words for voice in case.voices),
                "norm": any(voice.norm for voice in case.voices),
                "supports": any(voice.supports for voice in case.voices),
                "source": any(voice.source for voice in case.voices),
            }.items()
            if given
        ),
        sharpened=tuple(translate(language, SHARPENED[part]) for part in case.sharpened),
        near=tuple(_near(near, language) for near in read.near),
        circle=read.audience.circle,
        back=list_address(query),
        words=query.text,
    )


def list_address(query: Query) -> str:
    """Where the answer to a question stands."""
    return _with(address("bank"), query)


def case_address(id: str, query: Query | None = None) -> str:
    """Where a case stands; query: the question to go back to."""
    return _with(address("case", id=id), query or Query())


def label_of(facet: str, value: str, language: str) -> str:
    """A choice of a facet, in words."""
    if facet == "tension":
        return " – ".join(label_of("value", each, language) for each in tensions.values_of(value) or (value,))
    if facet == "outcome":
        return translate(language, OUTCOMES[value])
    entries: Mapping[str, lexicon.Value | lexicon.Entry] = _LISTS[facet]
    entry = entries.get(value)
    return value if entry is None else entry.english if language == "en" else entry.name


def tension_of(case: Case, language: str) -> tuple[str, str] | None:
    """The two values that clash, in words: that of A first."""
    if case.tension is None:
        return None
    return _named(case.tension.a, language), _named(case.tension.b, language)


def _named(named: Named, language: str) -> str:
    """A value in somebody's own words, or else by its name."""
    return named.words or (label_of("value", named.value, language) if named.value else "")


def _with(place: str, query: Query) -> str:
    pairs = parameters(query)
    return f"{place}?{urlencode(pairs)}" if pairs else place


def _near(near: Near, language: str) -> NearView:
    return NearView(
        title=near.case.title,
        href=case_address(near.case.id),
        language=near.case.language,
        same_pair=near.same_pair,
        values=tuple(label_of("value", slug, language) for slug in near.values[:3]),
        themes=tuple(label_of("theme", slug, language) for slug in near.themes[:2]),
    )
