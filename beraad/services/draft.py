"""A draft: a case in the making, by field and without authors. Pure functions from what a session left to a case."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Literal

import msgspec

from beraad.anonymise.detect import detect_case
from beraad.anonymise.findings import Finding, Roster, fold, roster_of
from beraad.anonymise.redact import Decision, pieces, redact
from beraad.casebank import lexicon
from beraad.casebank.case import (
    Action,
    Case,
    Choice,
    Dilemma,
    Named,
    OutcomeKind,
    Reason,
    Source,
    Spread,
    Supports,
    Voice,
)
from beraad.casebank.case import Tension as ClashOf
from beraad.casebank.proposals import nearest_values
from beraad.casebank.review import quarter
from beraad.casebank.rules import LEAST_PEOPLE, LINE, LISTS, TEXT, TEXTS, check, clean
from beraad.deliberation.material import Material

ShareCircle = Literal["organisation", "region"]
NONE_OF_THESE = "none"
"""Chosen instead of one of the 52: the own words stand alone."""

LIMITS: dict[str, int] = {
    "title": 120, "summary": TEXTS["summary"], "setting": TEXTS["setting"], "conclusion": TEXTS["outcome_text"],
    "tension_a": LINE, "tension_b": LINE, "chair": LINE, "words": LINE, "role": LINE, "term": LINE,
}  # fmt: skip
"""How long a text may be, by the last part of its name; all others TEXT."""
ONE_LINE = frozenset({"title", "tension_a", "tension_b", "chair", "words", "role", "term"})


class VoicePart(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs to a voice besides its texts. chair: the name of the text with the perspective. value: a slug, none
    of these, or not yet chosen (empty)."""

    chair: str
    supports: Supports
    source: Source
    value: str = ""


class ReasonPart(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs to a reason besides its text. chair: the name of the text with whom it speaks for, or empty."""

    side: Choice
    chair: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A case in the making.

    texts: by name, as people worded them; decisions: on what was found in them, by Finding.key. roster: what may not be
    recognisable, one a line; marked: what was marked by hand. tension_a, tension_b: a slug, none of these, or empty.
    offered: laid before the presenter and a second reader. remark: what the last reader asked for. reworded: since it
    was last laid before them, somebody changed the own sentence of the minority.
    """

    texts: dict[str, str]
    roster: str = ""
    organisation: str = ""
    held: date | None = None
    marked: tuple[str, ...] = ()
    decisions: dict[str, Decision] = {}
    voices: tuple[VoicePart, ...] = ()
    reasons: tuple[ReasonPart, ...] = ()
    tension_a: str = ""
    tension_b: str = ""
    themes: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    outcome: OutcomeKind = "not_recorded"
    spread: tuple[int, int, int] = (0, 0, 0)
    method: str = ""
    minutes: int = 0
    circle: ShareCircle = "organisation"
    offered: bool = False
    remark: str = ""
    reworded: bool = False

    @property
    def names(self) -> Roster:
        return roster_of(self.roster, self.organisation, self.held, self.marked)


def begin(material: Material, roster: str, organisation: str, held: datetime) -> Draft:
    """Return the draft that a session leaves: what may go along, and what the group worded together."""
    texts = {
        "title": material.title, "summary": "", "question": "",
        "setting": "\n\n".join(text for text in (material.told, material.facts) if text),
        "a": material.a, "b": material.b, "harm_a": material.harm_a, "harm_b": material.harm_b,
        "tension_a": material.serves_a, "tension_b": material.serves_b,
    }  # fmt: skip
    chairs: dict[str, str] = {}

    def chair(name: str) -> str:
        key = chairs.setdefault(name, f"{len(chairs)}-chair")
        texts.setdefault(key, name)
        return key

    voices = []
    for at, voice in enumerate(material.voices[: LISTS["voices"]]):
        texts |= {f"{at}-voice-words": voice.value, f"{at}-voice-norm": voice.norm}
        voices.append(
            VoicePart(
                chair=chair(voice.chair.nl), supports=voice.supports, source=voice.source, value=proposed(voice.value)
            )
        )
    reasons = []
    for at, reason in enumerate(material.reasons[: LISTS["reasons"]]):
        cost = f"\nTen koste van: {reason.at_cost_of}" if reason.at_cost_of else ""
        texts[f"{at}-reason"] = f"{reason.because}{cost}"
        reasons.append(ReasonPart(side=reason.choice, chair=chair(reason.speaks_for.nl) if reason.speaks_for else ""))
    texts |= {f"{at}-alternative": text for at, text in enumerate(material.alternatives[: LISTS["alternatives"]])}
    texts["conclusion"] = material.conclusion
    texts |= {minority(one.id): one.text for one in material.dissents[: LISTS["minority"]]}
    for at, action in enumerate(material.actions[: LISTS["actions"]]):
        texts |= {f"{at}-action": action.what, f"{at}-action-role": action.role, f"{at}-action-term": action.term}
    return Draft(
        texts={name: clean(text) for name, text in texts.items()},
        roster=roster,
        organisation=organisation,
        held=held.date(),
        voices=tuple(voices),
        reasons=tuple(reasons),
        tension_a=proposed(material.serves_a),
        tension_b=proposed(material.serves_b),
        outcome=material.outcome,
        spread=material.spread,
        method=material.method.replace("_", " "),
        minutes=material.minutes,
    )


def minority(id: str) -> str:
    """Return the name of the text with the sentence of the minority that has this name in the material."""
    return f"{id}-minority"


def reworded(draft: Draft, id: str, text: str) -> Draft:
    """Return the draft in which a sentence of the minority reads so; with an empty text it is gone.

    It has to be read over again. Decisions and marks that are found nowhere any more go: they hold the earlier words,
    and so may what the last reader asked for.
    """
    name = minority(id)
    if name not in draft.texts:
        return draft
    texts = draft.texts | {name: clean(text)} if text else {key: t for key, t in draft.texts.items() if key != name}
    words = fold("\n".join(texts.values()))
    marked = tuple(one for one in draft.marked if fold(one) in words)
    draft = msgspec.structs.replace(draft, texts=texts, marked=marked, offered=False, remark="", reworded=True)
    found = findings(draft)
    keys = {one.key for each in (found, still_there(draft, found)) for some in each.values() for one in some}
    return msgspec.structs.replace(draft, decisions={key: one for key, one in draft.decisions.items() if key in keys})


def proposed(own_words: str) -> str:
    """Return the slug of the nearest value, or empty: then a person has to choose."""
    return next(iter(nearest_values(own_words, 1)), "")


def limit(name: str) -> int:
    """Return how many characters a text may have."""
    return LIMITS.get(_kind(name), TEXT)


def _kind(name: str) -> str:
    return name.rpartition("-")[2]


def findings(draft: Draft) -> dict[str, tuple[Finding, ...]]:
    """Return what was found in each text, as people worded it."""
    return detect_case(draft.texts, draft.names)


def final_texts(draft: Draft, found: Mapping[str, tuple[Finding, ...]] | None = None) -> dict[str, str]:
    """Return each text as it stands with what was decided."""
    found = found if found is not None else findings(draft)
    texts = {name: redact(text, found[name], draft.decisions) for name, text in draft.texts.items()}
    return {name: " ".join(text.split()) if _kind(name) in ONE_LINE else clean(text) for name, text in texts.items()}


def undecided(draft: Draft, found: Mapping[str, tuple[Finding, ...]] | None = None) -> int:
    """Return how many different things still wait for a decision, in the texts as worded and as they would stand."""
    found = found if found is not None else findings(draft)
    open = {one.key for each in found.values() for one in each if one.key not in draft.decisions}
    kept = {key for key, decision in draft.decisions.items() if decision.instead is None}
    return len(open | {one.key for each in still_there(draft, found).values() for one in each if one.key not in kept})


def still_there(draft: Draft, found: Mapping[str, tuple[Finding, ...]]) -> dict[str, tuple[Finding, ...]]:
    """Return what is found in the texts as they would stand. What the rules themselves proposed tells nothing."""
    texts = {
        name: "".join(
            "▢" if one.kind == "replaced" and one.finding and one.shown == one.finding.proposal else one.shown
            for one in pieces(text, found[name], draft.decisions)
        )
        for name, text in draft.texts.items()
    }
    return detect_case(texts, draft.names)


def to_case(draft: Draft, id: str, circle: ShareCircle = "organisation", region: str | None = None) -> Case:
    """Return the case a draft would be now. An empty text is left out; what is missing `open_fields` tells."""
    return _case(draft, final_texts(draft), id, circle, region)


def _case(draft: Draft, texts: Mapping[str, str], id: str, circle: ShareCircle, region: str | None) -> Case:

    def some(name: str) -> str | None:
        return texts.get(name) or None

    voices = tuple(_voices(draft, texts))
    tension = (
        Named(words=some("tension_a"), value=_slug(draft.tension_a)),
        Named(words=some("tension_b"), value=_slug(draft.tension_b)),
    )
    told = [slug for slug in (tension[0].value, tension[1].value, *(voice.value for voice in voices)) if slug]

    def several(kind: str) -> tuple[str, ...]:
        return tuple(text for name, text in texts.items() if _kind(name) == kind and text)

    counted = sum(draft.spread) >= LEAST_PEOPLE
    return Case(
        id=id,
        title=texts["title"],
        summary=texts["summary"],
        setting=some("setting"),
        question=some("question"),
        dilemma=Dilemma(a=texts["a"], b=texts["b"], harm_a=some("harm_a"), harm_b=some("harm_b")),
        circle=circle,
        origin="room",
        tension=ClashOf(a=tension[0], b=tension[1]) if any(one.words or one.value for one in tension) else None,
        values=tuple(dict.fromkeys(told))[: LISTS["values"]],
        themes=draft.themes,
        frameworks=draft.frameworks,
        voices=voices,
        alternatives=several("alternative"),
        reasons=tuple(
            Reason(text=text, side=part.side, perspective=some(part.chair) if part.chair else None)
            for at, part in enumerate(draft.reasons)
            if (text := texts[f"{at}-reason"])
        ),
        spread=Spread(a=draft.spread[0], b=draft.spread[1], other=draft.spread[2]) if counted else None,
        outcome=draft.outcome,
        outcome_text=some("conclusion"),
        minority=several("minority"),
        actions=tuple(
            Action(what=text, role=some(f"{name}-role"), term=some(f"{name}-term"))
            for name, text in texts.items()
            if _kind(name) == "action" and text
        ),
        method=draft.method or None,
        minutes=draft.minutes or None,
        region=region if circle == "region" else None,
        period=quarter_of(draft.held),
    )


def _voices(draft: Draft, texts: Mapping[str, str]) -> Iterator[Voice]:
    for at, part in enumerate(draft.voices):
        words, norm = texts[f"{at}-voice-words"], texts[f"{at}-voice-norm"]
        if (words or norm) and texts[part.chair]:
            yield Voice(
                perspective=texts[part.chair],
                words=words or None,
                value=_slug(part.value),
                norm=norm or None,
                supports=part.supports,
                source=part.source,
            )


def _slug(value: str) -> str | None:
    return value if value in lexicon.VALUES else None


def quarter_of(held: date | None) -> str | None:
    return quarter(datetime(held.year, held.month, 1)) if held else None  # noqa: DTZ001  a quarter has no time zone


def open_fields(draft: Draft, found: Mapping[str, tuple[Finding, ...]] | None = None) -> tuple[str, ...]:
    """Return the names of what is still missing or wrong, as in `texts` or as in Case; empty: it would be valid."""
    names = {"dilemma.a": "a", "dilemma.b": "b", "dilemma.harm_a": "harm_a", "dilemma.harm_b": "harm_b"}
    wrong = [
        names.get(one.field, one.field)
        for one in check(_case(draft, final_texts(draft, found), "new-case", "organisation", None))
    ]
    wrong += [f"pick_{side}" for side in unpicked(draft)]
    return tuple(dict.fromkeys(wrong))


def unpicked(draft: Draft) -> tuple[str, ...]:
    """Return the sides of the clash whose nearest value still has to be chosen: tension_a, tension_b."""
    return tuple(side for side in ("tension_a", "tension_b") if draft.texts[side] and not getattr(draft, side))


def fingerprint(draft: Draft) -> str:
    """Return what the presenter agrees to: it changes with the text, and with nothing else."""
    return sha256(msgspec.json.encode(to_case(draft, "the-text"))).hexdigest()
