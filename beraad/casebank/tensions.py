"""Pairs of values that clash. On a case the pair is ordered (A serves the first); in the bank it is not."""

from beraad.casebank import lexicon
from beraad.casebank.case import Case

SIGN = "~"


def pair(one: str, other: str) -> str:
    """The one key of two values, whichever comes first: pair("vertrouwen", "veiligheid") = "veiligheid~vertrouwen"."""
    return SIGN.join(sorted((one, other)))


def pair_of(case: Case) -> str | None:
    """The key of the values that clash in a case; None when it has none, or not both among the 52."""
    if case.tension is None or case.tension.a.value is None or case.tension.b.value is None:
        return None
    if case.tension.a.value == case.tension.b.value:
        return None  # two names for one of the 52: no clash to find it by
    return pair(case.tension.a.value, case.tension.b.value)


def values_of(key: str) -> tuple[str, str] | None:
    """The two values of a key, or None when it is no key."""
    values = key.split(SIGN)
    if len(values) != 2 or values[0] >= values[1] or not set(values) <= lexicon.VALUES.keys():
        return None
    return values[0], values[1]
