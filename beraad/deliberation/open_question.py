"""Whether a Dutch question sounds like a judgement, an advice or a suggestion: a hint to who asks it, never a verdict.

Only turns of phrase are looked at, and only those that seldom ask for a fact. A closed question is left alone (‘Was
vader erbij?’), and so is a ‘waarom’ about somebody else (‘Waarom koos moeder daarvoor?’): the group may need to know.
What stands between quotation marks was said by somebody else.
"""

import re
from collections.abc import Iterator
from typing import Literal

Slant = Literal["judges", "advises", "leads"]

_QUOTED = re.compile(r"“[^”]*”|„[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_SENTENCE = re.compile(r"[.?!;:…]+")
_CLAUSE = re.compile(r",| (?=(?:en|maar|want) )")
_OPENING = re.compile(r"^(?:(?:en|maar|of|want|dus|oké|nou|ja) )+")

YOU = "(?:je|jij|jullie|u|we|wij)"
IT = "(?:het|dat|dit)"
BETTER = "(?:beter|handiger|verstandiger|slimmer|veiliger|eerlijker)"
ODD = "(?:normaal|raar|gek|vreemd|overdreven|gevaarlijk|naïef|verantwoord|onverantwoord)"
SAYER = "(?:je|jij|jullie|u|we|wij|hij|zij|ze|het|dat|dit|er|de|die|deze|een|moeder|vader|ouders|oma|opa|school)"

_TURNS: tuple[tuple[Slant, str], ...] = (
    ("leads", rf"(?:is|was|klopt) {IT} (?:niet|toch) (?:zo|dat)\b"),
    ("leads", rf"(?:denk|denken|dacht|geloof|bedoel) {YOU} (?:\S+ )?niet\b"),
    ("leads", r"(?:zou|kan) het (?:\S+ ){0,3}(?:kunnen|zijn) dat\b"),
    ("leads", rf"(?:komt|kwam|ligt|lag) {IT} niet\b"),
    ("leads", r"ik vraag me af of .*\bniet\b"),
    ("advises", rf"waarom (?:doe|laat|ga|gaan|bel|vraag|probeer|kun|kan|zeg|geef|neem|zet|praat) {YOU} .*\bniet\b"),
    ("advises", r"waarom niet \S"),
    ("advises", rf"(?:heb|hebben) {YOU} (?:\S+ ){{0,4}}(?:geprobeerd|overwogen|aan gedacht|over (?:na)?gedacht)\b"),
    ("advises", rf"(?:zou|zouden|kun|kan|kunnen|moet|moeten) {YOU} (?:\S+ )*niet\b"),
    ("advises", rf"(?:is|was|zou|kan|kunnen|moet|moeten|lijkt) (?:\S+ )+niet (?:gewoon|eens|even|eerst|{BETTER})\b"),
    ("advises", r"(?:misschien|wellicht) (?:moet|moeten|kun|kan|kunnen|zou|zouden|is het)\b"),
    ("advises", rf"{YOU} (?:moet|moeten|zou|zouden|kunt|kan|kunnen) .*\b(?:gewoon|beter|eens|misschien)\b"),
    ("advises", rf"wat als {YOU}\b"),
    ("advises", r"als ik jou was\b"),
    ("advises", r"ik zou (?!graag|.*\bwillen\b)"),
    ("judges", rf"waarom (?!kon|mocht|mag|lukte)\S+ (?:\S+ )?{YOU} .*\b(?:niet|nooit|geen|pas|zo lang|zo laat|dan)\b"),
    ("judges", rf"waarom (?!kon|mocht|mag|lukte)\S+ {YOU} (?:niet|nooit|geen|pas|dan)\b"),
    ("judges", r"waarom (?:is|was|werd|zijn) .*\b(?:niet|nooit) (?:eerder|meteen|direct)\b"),
    ("judges", r"waarom (?:heeft|deed|zei|zag|belde|greep|hielp) niemand\b"),
    ("judges", rf"waarom zou(?:den)? {YOU}\b"),
    ("judges", r"waarom .*\b(?:eigenlijk|überhaupt|nou|zo nodig|in (?:hemels|vredes|gods)naam)\b"),
    ("judges", rf"(?:had|hadden) (?:{YOU}|{IT}|er|iemand) (?:\S+ )*(?<!nog )(?:niet|geen)\b"),
    ("judges", rf"(?:heb|hebben) {YOU} (?:\S+ )*(?<!nog )niet\b"),
    ("judges", rf"(?:was|waren|ben|zijn) {YOU} (?:\S+ )*niet (?:veel |een beetje )?te\b"),
    ("judges", rf"(?:vind|vinden|vond) {YOU} (?:\S+ )?(?:niet|wel)\b"),
    ("judges", rf"(?:is|was|(?:vind|vinden|vond) {YOU}) {IT} (?:niet |wel |nou |echt |een beetje )*{ODD}\b"),
    ("judges", rf"(?:is|was) {IT} (?:niet|wel) (?!ge|be)\S"),
    ("judges", rf"hoe (?:kon|konden|kun|kan|kunnen) {YOU} (?:.*\b)?(?:nou|laten|toestaan|missen|vergeten|negeren)\b"),
    ("judges", rf"hoe kan het (?:nou )?dat (?:er )?(?:niemand|{YOU})\b"),
    ("judges", rf"(?:weet|wist|zag|besef|realiseer|snap|begrijp) {YOU} (?:\S+ )?(?:wel|dan niet)\b"),
    ("judges", rf"wat (?:deed|deden|heb|hebben) {YOU} .*\b(?:fout|verkeerd)\b"),
    ("judges", r"(?:ik (?:vind|denk) dat|volgens mij|naar mijn mening)\b"),
    ("judges", r".*\b(?:(?:wiens|jouw|jullie) schuld|gefaald|nalatig|schandalig|belachelijk|onverantwoord)\b"),
)  # fmt: skip
"""How a clause begins. The first that fits counts."""

_TURNS_OF_SENTENCE: tuple[tuple[Slant, str], ...] = (
    ("leads", rf"{SAYER}\b.* toch\b"),
    ("leads", r".*(?:, toch| hè| niet ?waar)$"),
)

_CLAUSES = tuple((slant, re.compile(turn)) for slant, turn in _TURNS)
_SENTENCES = tuple((slant, re.compile(turn)) for slant, turn in _TURNS_OF_SENTENCE)


def slant(question: str) -> Slant | None:
    """Return how a question comes across when that is not open, or None."""
    for text, turns in _pieces(question):
        for slant, turn in turns:
            if turn.match(text):
                return slant
    return None


def _pieces(question: str) -> Iterator[tuple[str, tuple[tuple[Slant, re.Pattern[str]], ...]]]:
    """Each clause and then each sentence, in small letters and without ‘en’ or ‘maar’ before it, with its turns."""
    plain = " ".join(_QUOTED.sub(" ", question.casefold()).split())
    for sentence in _SENTENCE.split(plain):
        for clause in _CLAUSE.split(sentence):
            yield _bare(clause), _CLAUSES
        yield _bare(sentence), _SENTENCES


def _bare(text: str) -> str:
    return _OPENING.sub("", text.strip())
