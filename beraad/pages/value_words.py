"""The 52 values as words to look at in the room: an aid for who wrote own words, never a list to choose from."""

from functools import cache

from beraad.casebank import lexicon

GROUPS = {
    "Bescherming": "Protection",
    "Zelfbepaling": "Self-determination",
    "Relatie": "Relationship",
    "Bejegening": "How we treat each other",
    "Recht en billijkheid": "Law and fairness",
    "Professionaliteit": "Professionalism",
}
"""What the groups of the lexicon are called in English."""


@cache
def value_words(language: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the values by group: the name of the group, and of each value its name and meaning."""
    english = language == "en"
    found: dict[str, list[tuple[str, str]]] = {}
    for value in lexicon.VALUES.values():
        word = (value.english, value.meaning_english) if english else (value.name, value.meaning)
        found.setdefault(GROUPS[value.group] if english else value.group, []).append(word)
    return tuple((group, tuple(words)) for group, words in found.items())
