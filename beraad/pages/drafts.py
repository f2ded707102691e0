"""What the page shows on which a draft is read over: texts with marks, one mark in hand, and what is still needed."""

from beraad.anonymise.findings import Finding
from beraad.anonymise.redact import Piece, pieces
from beraad.casebank import lexicon
from beraad.casebank.case import Case
from beraad.casebank.circles import Audience
from beraad.casebank.proposals import nearest_values
from beraad.casebank.query import Query
from beraad.pages.casebank import CaseView, case_view
from beraad.pages.draft_views import DraftView, MarkView, PieceView, TabView, TextView, ValueChoice
from beraad.pages.draft_words import CATEGORIES, HINTS, LABELS, LETTERS, STRENGTHS, TABS
from beraad.pages.text import N_, translate
from beraad.services import draft as rules
from beraad.services.casebank import Read
from beraad.services.draft import Draft
from beraad.services.draft_rows import Opened

CHOOSE = "kiezen"


def draft_view(opened: Opened, tab: str, number: int | None, language: str) -> DraftView:
    """Return what the page shows. tab: the part asked for; number: the mark asked for, else the first that is open."""
    draft = opened.draft
    found = rules.findings(draft)
    marks = _marks(draft, found, language)
    numbers = {mark.key: mark.number for mark in marks}
    open_marks = [mark for mark in marks if mark.state == "open"]
    current = next((mark for mark in marks if mark.number == number), next(iter(open_marks), None))
    missing = rules.open_fields(draft, found)
    tab = tab if tab in (*TABS, CHOOSE) else current.tab if number is not None and current else next(iter(TABS))
    texts = {each: _texts(draft, found, each, missing, numbers, language) for each in TABS}
    unpicked = rules.unpicked(draft)
    tabs = [
        TabView(
            id=each,
            label=translate(language, TABS[each][0]),
            todo=sum(mark.tab == each for mark in open_marks) + sum(text.missing for text in texts[each]),
        )
        for each in TABS
    ]
    tabs.append(TabView(id=CHOOSE, label=translate(language, N_("Waarden en thema’s")), todo=len(unpicked)))
    names = _names(language)
    return DraftView(
        id=opened.session,
        version=opened.version,
        title=rules.final_texts(draft, found)["title"] or translate(language, N_("Zonder titel")),
        tab=tab,
        tabs=tuple(tabs),
        texts=texts.get(tab, ()),
        marks=marks,
        current=current,
        decided=sum(mark.state != "open" for mark in marks),
        values=tuple(
            _value(draft, side, getattr(draft, side), LABELS[side], names, language)
            for side in ("tension_a", "tension_b")
        ),
        voices=tuple(
            _value(draft, f"{at}-voice-words", part.value, draft.texts[part.chair], names, language)
            for at, part in enumerate(draft.voices)
        ),
        all_values=tuple(sorted(names.items(), key=lambda one: one[1])),
        themes=tuple(
            (entry.slug, entry.english if language == "en" else entry.name) for entry in lexicon.THEMES.values()
        ),
        frameworks=tuple(
            (entry.slug, entry.english if language == "en" else entry.name) for entry in lexicon.FRAMEWORKS.values()
        ),
        draft=draft,
        choose_missing=bool(unpicked),
        ready=not open_marks and not missing,
        right=opened.right,
        region_asked=opened.region_asked,
    )


def _names(language: str) -> dict[str, str]:
    return {slug: value.english if language == "en" else value.name for slug, value in lexicon.VALUES.items()}


def _value(draft: Draft, name: str, chosen: str, label: str, names: dict[str, str], language: str) -> ValueChoice:
    words = draft.texts[name]
    return ValueChoice(
        name=name,
        label=translate(language, label),
        words=words,
        chosen=chosen,
        near=tuple((slug, names[slug]) for slug in nearest_values(words)),
    )


def _kind(name: str) -> str:
    return name.rpartition("-")[2]


def _tab(name: str) -> str:
    return next(tab for tab, (_, kinds) in TABS.items() if _kind(name) in kinds)


def _marks(draft: Draft, found: dict[str, tuple[Finding, ...]], language: str) -> tuple[MarkView, ...]:
    """Each different thing once, the surest first."""
    after = rules.still_there(draft, found)
    kept = {key for key, decision in draft.decisions.items() if decision.instead is None}
    first: dict[str, tuple[Finding, str]] = {}
    times: dict[str, int] = {}
    for texts, still_open in ((found, False), (after, True)):
        for name, findings in texts.items():
            for one in findings:
                if still_open and (one.key in kept or one.key in times):
                    continue
                first.setdefault(one.key, (one, _tab(name)))
                if not still_open:
                    times[one.key] = times.get(one.key, 0) + 1
    order = list(LETTERS)
    ranked = sorted(first.items(), key=lambda item: order.index(item[1][0].strength))
    return tuple(
        MarkView(
            number=number,
            key=key,
            text=one.text,
            letter=LETTERS[one.strength],
            strength=one.strength,
            strength_words=translate(language, STRENGTHS[one.strength]),
            what=translate(language, CATEGORIES[one.category]),
            times=times.get(key, 1),
            proposal=one.proposal,
            state="open" if not decision else "kept" if decision.instead is None else "replaced",
            instead=decision.instead or "" if decision else "",
            reason=decision.reason if decision else "",
            tab=tab,
        )
        for number, (key, (one, tab)) in enumerate(ranked, 1)
        for decision in (draft.decisions.get(key),)
    )


def _texts(
    draft: Draft,
    found: dict[str, tuple[Finding, ...]],
    tab: str,
    missing: tuple[str, ...],
    numbers: dict[str, int],
    language: str,
) -> tuple[TextView, ...]:
    shown = [name for name in draft.texts if _tab(name) == tab]
    if tab == "kijkt":
        shown = _by_chair(draft, shown)
    return tuple(
        TextView(
            name=name,
            label=translate(language, LABELS[_kind(name)]),
            side=_side(draft, name),
            hint=translate(language, HINTS[name]) if name in HINTS else "",
            pieces=tuple(_piece(piece, numbers) for piece in pieces(draft.texts[name], found[name], draft.decisions)),
            words=draft.texts[name],
            most=rules.limit(name),
            lines=_kind(name) not in rules.ONE_LINE,
            missing=name in missing,
        )
        for name in shown
    )


def _by_chair(draft: Draft, names: list[str]) -> list[str]:
    """Return each perspective with what is of value from there right beneath it; one that only gave a reason, last."""
    voices = [(f"{at}-voice-words", f"{at}-voice-norm", part.chair) for at, part in enumerate(draft.voices)]
    chairs = dict.fromkeys([chair for _, _, chair in voices] + [name for name in names if _kind(name) == "chair"])
    order = [each for one in chairs for each in (one, *(t for *two, chair in voices if chair == one for t in two))]
    return [name for name in order if name in names]


def _side(draft: Draft, name: str) -> str:
    if _kind(name) == "reason":
        return draft.reasons[int(name.split("-")[0])].side
    return ""


def _piece(piece: Piece, numbers: dict[str, int]) -> PieceView:
    one = piece.finding
    if one is None:
        return PieceView(shown=piece.shown, kind=piece.kind)
    return PieceView(
        shown=piece.shown,
        kind=piece.kind,
        mark=numbers[one.key],
        letter=LETTERS[one.strength],
        strength=one.strength,
    )


def text_view(case: Case, language: str) -> CaseView:
    """Return a case that is not in the bank yet, as the bank would show it."""
    return case_view(Read(case=case, audience=Audience("organisation"), near=()), Query(), language)
