"""What a valid case is: limits, lists and sense, told as complaints."""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, get_args

from beraad.casebank import lexicon
from beraad.casebank.case import Case, Circle, Named, Origin, OutcomeKind, Sharpened, Source, Supports
from beraad.casebank.complaints import CaseInvalid, Complaint

LEAST_PEOPLE = 5
"""A number about people is kept only from this many who answered (privacy.md §6)."""

LINE, TEXT, LONG = 200, 1000, 6000
LINES: dict[str, int] = {
    "title": 120, "method": 60, "region": 60, "age_band": 10, "period": 10, "licence": 80, "source": 300,
}  # fmt: skip
"""Fields of one line, with their limit in characters."""
TEXTS: dict[str, int] = {
    "summary": 500, "setting": LONG, "question": TEXT, "outcome_text": LONG, "residue": LONG, "follow_up": LONG,
    "dilemma.a": TEXT, "dilemma.b": TEXT, "dilemma.harm_a": TEXT, "dilemma.harm_b": TEXT,
}  # fmt: skip
"""Fields that may have several lines."""
LISTS: dict[str, int] = {
    "values": 12, "themes": 8, "frameworks": 4, "code_articles": 12, "sharpened": 8, "voices": 40, "reasons": 80,
    "alternatives": 20, "minority": 20, "costs": 20, "actions": 20, "goals": 8, "questions": 3,
}  # fmt: skip
"""Fields that are lists, with how many they may hold."""
PARTS: dict[str, dict[str, int]] = {
    "voices": {"perspective": LINE, "words": LINE, "norm": TEXT},
    "reasons": {"text": TEXT, "perspective": LINE},
    "costs": {"text": TEXT, "softened": TEXT},
    "actions": {"what": TEXT, "role": LINE, "term": LINE},
}
_SEVERAL_LINES = {"norm", "text", "what"}
_CHOICES: dict[str, tuple[str, ...]] = {
    "circle": get_args(Circle), "origin": get_args(Origin), "outcome": get_args(OutcomeKind), "language": ("nl", "en"),
}  # fmt: skip
_KNOWN: dict[str, tuple[str, ...]] = {
    "values": tuple(lexicon.VALUES),
    "themes": tuple(lexicon.THEMES),
    "frameworks": tuple(lexicon.FRAMEWORKS),
    "sharpened": get_args(Sharpened),
}
# what changes the direction of text or cannot be seen; ZWNJ and ZWJ stay, emoji and some scripts need them
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """The one form in which a text is kept: NFC, LF, no space at line ends, none around. Removes nothing visible."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def hidden(text: str) -> str | None:
    """The first sign that no text may have (control, direction, invisible, no character), as U+0000; None if none."""
    for sign in text:
        if sign == "\n":
            continue
        odd = unicodedata.category(sign) in ("Cc", "Cs") or _HIDDEN.match(sign) or ord(sign) & 0xFFFE == 0xFFFE
        if odd or 0xFDD0 <= ord(sign) <= 0xFDEF:
            return f"U+{ord(sign):04X}"
    return None


def check(case: Case) -> tuple[Complaint, ...]:
    """Everything that is wrong with a case; empty when it is valid. Fields are named as in Case: `voices[0].norm`."""
    return tuple(_check(case))


def valid(case: Case) -> Case:
    """The same case, or CaseInvalid with every complaint."""
    if complaints := check(case):
        raise CaseInvalid(complaints)
    return case


def _check(case: Case) -> Iterator[Complaint]:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,62}[a-z0-9]", case.id):
        yield Complaint(field="id", code="bad-id" if case.id else "missing")
    for name, most in LINES.items():
        yield from _text(name, getattr(case, name), most, required=name == "title", lines=False)
    for name, most in TEXTS.items():
        holder: Any = case.dilemma if name.startswith("dilemma.") else case
        text = getattr(holder, name.removeprefix("dilemma."))
        yield from _text(name, text, most, required=name in ("summary", "dilemma.a", "dilemma.b"))
    for name, most in LISTS.items():
        if (count := len(getattr(case, name))) > most:
            yield Complaint(field=name, code="too-many", facts={"count": count, "most": most})
    for name in ("alternatives", "minority", "goals", "questions", "code_articles"):
        for at, text in enumerate(getattr(case, name)[: LISTS[name]]):
            article = name == "code_articles"
            yield from _text(f"{name}[{at}]", text, LINE if article else TEXT, required=True, lines=not article)
    for name, known in _CHOICES.items():
        yield from _choice(name, getattr(case, name), known)
    for name, known in _KNOWN.items():
        for at, slug in enumerate(getattr(case, name)[: LISTS[name]]):
            yield from _choice(f"{name}[{at}]", slug, known)
    for name in ("values", "themes", "frameworks", "sharpened"):
        if len(set(getattr(case, name))) < len(getattr(case, name)):
            yield Complaint(field=name, code="twice")
    yield from _parts(case)
    yield from _sense(case)


def _parts(case: Case) -> Iterator[Complaint]:
    for name, limits in PARTS.items():
        needed = next(iter(limits))
        for at, part in enumerate(getattr(case, name)[: LISTS[name]]):
            for key, most in limits.items():
                field = f"{name}[{at}].{key}"
                yield from _text(field, getattr(part, key), most, required=key == needed, lines=key in _SEVERAL_LINES)
    for at, voice in enumerate(case.voices[: LISTS["voices"]]):
        here = f"voices[{at}]"
        yield from _choice(f"{here}.value", voice.value, tuple(lexicon.VALUES))
        yield from _choice(f"{here}.supports", voice.supports, get_args(Supports))
        yield from _choice(f"{here}.source", voice.source, get_args(Source))
    for at, reason in enumerate(case.reasons[: LISTS["reasons"]]):
        yield from _choice(f"reasons[{at}].side", reason.side, ("a", "b", "other"))


def _sense(case: Case) -> Iterator[Complaint]:
    if case.dilemma.a and case.dilemma.a.casefold() == case.dilemma.b.casefold():
        yield Complaint(field="dilemma.b", code="same-options")
    if case.tension:
        for side in ("a", "b"):
            named: Named = getattr(case.tension, side)
            if named.words is None and named.value is None:
                yield Complaint(field=f"tension.{side}", code="no-value")
            yield from _text(f"tension.{side}.words", named.words, LINE, lines=False)
            yield from _choice(f"tension.{side}.value", named.value, tuple(lexicon.VALUES))
        if case.tension.a == case.tension.b:
            yield Complaint(field="tension.b", code="same-values")
    if case.spread:
        counts = (case.spread.a, case.spread.b, case.spread.other)
        if min(counts) < 0 or not LEAST_PEOPLE <= sum(counts) <= 10_000:
            yield Complaint(field="spread", code="too-few-people", facts={"least": LEAST_PEOPLE})
    if case.outcome == "shared" and case.minority:
        yield Complaint(field="outcome", code="dissent-in-shared")
    if case.minutes is not None and not 5 <= case.minutes <= 240:
        yield Complaint(field="minutes", code="bad-minutes")
    if case.period is not None and not re.fullmatch(r"[12]\d{3}(-K[1-4])?", case.period, re.ASCII):
        yield Complaint(field="period", code="bad-period")
    if case.age_band is not None:
        yield from _choice("age_band", case.age_band, lexicon.AGE_BANDS)


def _text(
    field: str, text: str | None, most: int, *, required: bool = False, lines: bool = True
) -> Iterator[Complaint]:
    if text is None or not text.strip():
        if required or text is not None:  # an empty text is not the same as none
            yield Complaint(field=field, code="missing")
        return
    if len(text) > most:
        yield Complaint(field=field, code="too-long", facts={"count": len(text), "most": most})
        return  # no more work on a text that is far too long
    if sign := hidden(text):
        yield Complaint(field=field, code="hidden-sign", facts={"sign": sign})
    elif text != clean(text):
        yield Complaint(field=field, code="untidy")
    if not lines and "\n" in text:
        yield Complaint(field=field, code="one-line")


def _choice(field: str, given: str | None, known: tuple[str, ...]) -> Iterator[Complaint]:
    if given is not None and given not in known:
        yield Complaint(
            field=field, code="unknown-choice", facts={"given": given[:40], "known": _nearest(given, known)}
        )


def _nearest(given: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(given[:60], known, n=3) if len(known) > 10 else known
    return ", ".join(near or (*known[:6], "…"))
