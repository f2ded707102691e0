"""How many examples a property test tries: all of them, or a fifth in the everyday suite."""

EVERYDAY = False
"""Whether this run leaves the slow tests out; tests/conftest.py says so before any test is read."""


def examples(whole: int) -> int:
    """Return how many examples to try, of `whole`."""
    return max(whole // 5, 5) if EVERYDAY else whole
