"""What the kinds of identifiers with a shape share: rules that are patterns, and looking only where one can be."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from beraad.anonymise.findings import Category, Finding, Strength, Tier


@dataclass(frozen=True, slots=True)
class Sign:
    """Something quick to look for that stands in whatever a rule finds, so that not every rule goes through all of a
    long text.

    before: signs between the beginning of what is found and its first sign, at most. after: between the last one and
    the end of all that the rule looks at. A test holds that both are enough.
    """

    pattern: re.Pattern[str]
    before: int = 50
    after: int = 50

    def around(self, text: str) -> Iterator[tuple[int, int]]:
        """Return the pieces of a text in which this stands, apart from each other."""
        start, end = 0, -1
        for hit in self.pattern.finditer(text):
            if hit.start() - self.before > end:
                if end > 0:
                    yield start, end
                start = max(hit.start() - self.before, 0)
            end = hit.end() + self.after
        if end > 0:
            yield start, end


def sign(pattern: str, before: int = 50, after: int = 50) -> Sign:
    return Sign(re.compile(pattern, re.IGNORECASE), before, after)


DIGIT = sign(r"\d")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern; what it finds is its group `found`, or all of it. sign None: it can stand anywhere."""

    name: str
    strength: Strength
    pattern: re.Pattern[str]
    sign: Sign | None = DIGIT

    @property
    def group(self) -> str | int:
        return "found" if "found" in self.pattern.groupindex else 0


def rule(name: str, strength: Strength, pattern: str, sign: Sign | None = DIGIT, flags: int = re.IGNORECASE) -> Rule:
    return Rule(name, strength, re.compile(pattern, flags), sign)


def hits(text: str, rules: Iterable[Rule]) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Return what the rules find, as if each pattern went through the whole text."""
    pieces: dict[Sign | None, tuple[tuple[int, int], ...]] = {None: ((0, len(text)),)}
    for one in rules:
        if one.sign and one.sign not in pieces:
            pieces[one.sign] = tuple(one.sign.around(text))
        for start, end in pieces[one.sign]:
            for hit in one.pattern.finditer(text, start, end):
                yield one, hit


def finding(rule: Rule, hit: re.Match[str], category: Category, proposal: str, tier: Tier = "direct") -> Finding:
    """Return what a rule found as a finding."""
    return Finding(
        start=hit.start(rule.group),
        end=hit.end(rule.group),
        text=hit[rule.group],
        category=category,
        rule=rule.name,
        strength=rule.strength,
        proposal=proposal,
        tier=tier,
    )
