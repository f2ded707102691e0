"""Whether a question sounds like a judgement, an advice or a suggestion: a hint to who asks it, never a verdict.

A question is looked at as Dutch and as English: what it is asked in, nobody says.

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
_CLAUSE = re.compile(r",| (?=(?:en|maar|want|and|but) )")
_OPENING = re.compile(r"^(?:(?:en|maar|of|want|dus|oké|nou|ja|and|but|or|so|ok|okay|well|yes) )+")

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

YOU_EN = "(?:you|we)"
IT_EN = "(?:it|that|this)"
ODD_EN = "(?:normal|odd|strange|weird|dangerous|naive|naïve|excessive|irresponsible|too|rather|a bit)"
WHO_EN = "(?:i|you|we|he|she|it|they)"

_ENGLISH: tuple[tuple[Slant, str], ...] = (
    ("leads", r"(?:isn't|is|wasn't|was) it (?:not )?(?:so|true|the case) that\b"),
    ("leads", rf"(?:don't|didn't) {YOU_EN} (?:think|believe|feel|mean)\b"),
    ("leads", r"(?:could|can|might) it (?:\S+ )?be that\b"),
    ("leads", rf"(?:doesn't|didn't|isn't|wasn't) {IT_EN} (?:\S+ )?(?:come from|because|due to|caused by)\b"),
    ("leads", r"i wonder (?:if|whether) .*(?:n't\b|\bnot\b)"),
    ("judges", rf"why (?:did|have|had|were|are|do)n't {YOU_EN} .*\b(?:sooner|earlier|before)\b"),
    ("judges", rf"why (?:did|have|had|were)n't {YOU_EN} (?!allowed|able)"),
    ("judges", rf"why (?:did|have|had|were|do) {YOU_EN} (?:\S+ )*(?:not|never|so long|so late)\b(?! allowed| able)"),
    ("judges", r"why (?:did|has|have) (?:nobody|no one)\b"),
    ("judges", r"why (?:is|was|were|has|have|did) .*\b(?:sooner|earlier|straight away|right away)\b"),
    ("judges", rf"why would {YOU_EN}\b"),
    ("judges", r"why (?:on earth|in (?:heaven|god)'s name|the hell)\b"),
    ("judges", rf"(?:shouldn't|couldn't|wouldn't) (?:{YOU_EN}|{IT_EN}|there|someone|somebody) (?:\S+ )*have\b"),
    ("judges", rf"(?:should|could) (?:{YOU_EN}|{IT_EN}) not have\b"),
    ("judges", rf"do {YOU_EN} (?:really |honestly )?(?:think|find|call) {IT_EN}(?:'s)? .*{ODD_EN}\b"),
    ("judges", rf"(?:isn't|wasn't) {IT_EN} (?:\S+ )?{ODD_EN}\b"),
    ("judges", rf"(?:weren't|aren't) {YOU_EN} (?:\S+ )*too\b"),
    ("judges", rf"how could {YOU_EN} (?:\S+ )?(?:let|allow|miss|forget|ignore)\b"),
    ("judges", rf"how (?:is it possible|can it be) that (?:nobody|no one|{YOU_EN})\b"),
    ("judges", rf"(?:do|did) {YOU_EN} (?:even )?(?:realise|realize|understand) what\b"),
    ("judges", rf"what (?:did|have) {YOU_EN} .*\bwrong\b"),
    ("judges", r"(?:i think|in my (?:view|opinion)|if you ask me)\b"),
    ("judges", r".*\b(?:(?:whose|your|our) fault|negligent|disgraceful|outrageous|ridiculous|irresponsible)\b"),
    ("advises", rf"have {YOU_EN} (?:\S+ ){{0,3}}(?:tried|considered|thought (?:of|about))\b"),
    ("advises", rf"why (?:don't {YOU_EN}|not \S)"),
    ("advises", rf"(?:can't|shouldn't) {YOU_EN}\b"),
    ("advises", r"(?:can't|couldn't|wouldn't|shouldn't) (?:\S+ )+(?:just|simply|first|better|safer|wiser|easier)\b"),
    ("advises", rf"(?:maybe|perhaps) {WHO_EN} (?:should|could|can|need|needs)\b"),
    ("advises", rf"{YOU_EN} (?:should|ought to|had better)\b"),
    ("advises", rf"what if {YOU_EN}\b"),
    ("advises", r"how about \S"),
    ("advises", r"if i were you\b"),
    ("advises", r"i(?: would|'d) (?!like|love|want|be |have )"),
)  # fmt: skip
"""The same in English."""

_TURNS_OF_SENTENCE: tuple[tuple[Slant, str], ...] = (
    ("leads", rf"{SAYER}\b.* toch\b"),
    ("leads", r".*(?:, toch| hè| niet ?waar)$"),
    ("leads", rf".*, (?:right|(?:is|are|was|were|do|does|did|has|have|had)n't {WHO_EN})$"),
)

_CLAUSES = tuple((slant, re.compile(turn)) for slant, turn in (*_TURNS, *_ENGLISH))
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
    plain = " ".join(_QUOTED.sub(" ", question.casefold()).replace("’", "'").split())
    for sentence in _SENTENCE.split(plain):
        for clause in _CLAUSE.split(sentence):
            yield _bare(clause), _CLAUSES
        yield _bare(sentence), _SENTENCES


def _bare(text: str) -> str:
    return _OPENING.sub("", text.strip())
