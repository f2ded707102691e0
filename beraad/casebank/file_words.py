"""The Dutch words of a case file: keys, headings, and how each answer is written."""

from typing import Final

KEYS: Final[dict[str, str]] = {
    "id": "id",
    "titel": "title",
    "taal": "language",
    "kring": "circle",
    "herkomst": "origin",
    "spanning": "tension",
    "waarden": "values",
    "themas": "themes",
    "kader": "frameworks",
    "uitkomst": "outcome",
    "telling": "spread",
    "methode": "method",
    "minuten": "minutes",
    "regio": "region",
    "leeftijd": "age_band",
    "periode": "period",
    "beroepscode": "code_articles",
    "aangescherpt": "sharpened",
    "bron": "source",
    "licentie": "licence",
}
"""Key in the front matter -> field of Case, in the order in which they are written."""

HEADINGS: Final[dict[str, str]] = {
    "In het kort": "summary",
    "Situatie": "setting",
    "De vraag": "question",
    "A": "dilemma.a",
    "Wat gaat er verloren bij A": "dilemma.harm_a",
    "B": "dilemma.b",
    "Wat gaat er verloren bij B": "dilemma.harm_b",
    "Wie kijkt hoe": "voices",
    "Redenen voor A": "reasons.a",
    "Redenen voor B": "reasons.b",
    "Redenen voor iets anders": "reasons.other",
    "Wat breder meeweegt": "reasons.whole",
    "Andere wegen": "alternatives",
    "Uitkomst": "outcome_text",
    "Wie het anders ziet": "minority",
    "Wat het kost, en wat verzacht": "costs",
    "Afgesproken": "actions",
    "Wat blijft schuren": "residue",
    "Terugblik": "follow_up",
    "Leerdoelen": "goals",
    "Drie vragen voor je team": "questions",
}
"""Level-2 heading -> field, in the order in which they are written."""

LABELS: Final[dict[str, dict[str, str]]] = {
    "voices": {"wie": "perspective", "woorden": "words", "waarde": "value", "steunt": "supports", "bron": "source"},
    "reasons": {"namens": "perspective"},
    "costs": {"verzacht": "softened"},
    "actions": {"wie": "role", "wanneer": "term"},
}
"""What may stand as [label: words] before an item of a list."""

ITEM_TEXT: Final[dict[str, str]] = {"voices": "norm", "reasons": "text", "costs": "text", "actions": "what"}

ANSWERS: Final[dict[str, dict[str, str]]] = {
    "language": {"nl": "nl", "en": "en"},
    "circle": {"organisation": "organisatie", "region": "regio", "country": "land", "public": "openbaar"},
    "origin": {"imported": "ingelezen", "room": "beraad", "fictional": "verzonnen"},
    "outcome": {
        "shared": "gedeeld",
        "shared_with_minority": "gedeeld, met een minderheid",
        "open": "open",
        "not_recorded": "niet vastgelegd",
    },
    "voices.supports": {"a": "A", "b": "B", "none": "geen"},
    "voices.source": {
        "self": "zelf aan tafel",
        "said": "zelf gezegd, meegebracht",
        "via": "via vertrouwenspersoon of naaste",
        "estimated": "ingeschat",
    },
    "sharpened": {
        "question": "vraag",
        "a": "a",
        "b": "b",
        "harm_a": "verlies-a",
        "harm_b": "verlies-b",
        "reasons_a": "redenen-a",
        "reasons_b": "redenen-b",
        "tension": "spanning",
    },
}
"""Per field: code -> the words in the file."""
CODES: Final[dict[str, dict[str, str]]] = {
    field: {words: code for code, words in answers.items()} for field, answers in ANSWERS.items()
}
SIDES: Final[dict[str, str | None]] = {"a": "a", "b": "b", "other": "other", "whole": None}


def name_in_file(field: str) -> str:
    """How a field of Case, such as `voices[2].norm`, is called in the file."""
    base = field.split("[")[0]
    for names in (KEYS, HEADINGS):
        for name, known in names.items():
            if known in (base, field) or known == base.split(".")[0]:
                return name
    return "Redenen" if base == "reasons" else field
