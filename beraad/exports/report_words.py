"""What the papers say that nobody at the table said."""

from beraad.deliberation.method import Text

NOT_RECORDED = Text(nl="niet vastgelegd", en="not recorded")
OUTCOMES = {
    "shared": Text(nl="gedeeld", en="shared"),
    "shared_with_minority": Text(nl="gedeeld, met een minderheid", en="shared, with a minority"),
    "open": Text(nl="open", en="open"),
    "not_recorded": NOT_RECORDED,
}
SOURCES = {
    "self": Text(nl="zelf gezegd", en="said in person"),
    "said": Text(nl="vooraf gezegd", en="said beforehand"),
    "via": Text(nl="via iemand die dichtbij staat", en="through someone close to them"),
    "estimated": Text(nl="in onze woorden", en="in our words"),
}
KINDS = {
    "do": Text(nl="doen", en="do"),
    "find_out": Text(nl="uitzoeken", en="find out"),
    "tell": Text(nl="vertellen", en="tell"),
    "repair": Text(nl="herstellen", en="repair"),
    "signal": Text(nl="signaal", en="signal"),
}
CHOICES = {"a": Text(nl="A", en="A"), "b": Text(nl="B", en="B"), "other": Text(nl="Anders", en="Something else")}
OPTION = Text(nl="Optie", en="Option")
PAPER = Text(nl="overgetypt van papier", en="typed from paper")
TYPED = Text(
    nl="overgetypt voor wie geen toestel had of het hardop zei",
    en="typed for someone without a device, or who said it aloud",
)
DILEMMA = Text(nl="Het dilemma", en="The dilemma")
FOUND = Text(nl="Wat we vonden", en="What we found")
COSTS = Text(nl="Wat het kost", en="What it costs")
SOFTENED = Text(nl="Wat het kost, en hoe we dat verzachten", en="What it costs, and how we soften that")
NOT_SOFTENED = Text(nl="hier hebben we nog niets voor", en="we have nothing for this yet")
DIFFERS = Text(nl="Wie het anders ziet, en waarom", en="Who sees it differently, and why")
APPROVED = Text(
    nl="In eigen woorden, en zo goedgekeurd door wie dit vindt.",
    en="In their own words, approved by those who hold this view.",
)
DOING = Text(nl="Wat we doen", en="What we do")
WHAT = Text(nl="Wat", en="What")
ROLE = Text(nl="Wie, als rol", en="Who, as a role")
WHEN = Text(nl="Wanneer", en="When")
ANSWER_BY = Text(nl="antwoord", en="answer")
NOTHING = Text(nl="Geen afspraak, omdat", en="No agreement, because")
WAY = Text(nl="Hoe we daar kwamen", en="How we got there")
ASKED = Text(nl="Wat we vroegen", en="What we asked")
LEFT_OPEN = Text(nl="open gebleven", en="left open")
VOICES = Text(nl="Wat er telt, vanaf elke stoel", en="What matters, from each chair")
CHAIR = Text(nl="Stoel", en="Chair")
VALUE = Text(nl="Wat telt", en="What matters")
NORM = Text(nl="Wat hoort er dan te gebeuren?", en="What ought to happen then?")
SPEAKS_FOR = Text(nl="Pleit voor", en="Speaks for")
ALSO = Text(nl="ook gezegd", en="also said")
ASKED_ALSO = Text(nl="ook gevraagd", en="also asked")
MENDED = Text(nl="aangepast door wie leidde of typte", en="changed by the facilitator or the typist")
PARKED = Text(nl="Geparkeerd", en="Parked")
THE_REST = Text(nl="Los", en="On its own")
CLASH = Text(nl="Dit botst", en="These clash")
SPREAD = Text(nl="Hoe we wogen", en="How we weighed")
BECAUSE = Text(nl="omdat", en="because")
AT_COST = Text(nl="ten koste van", en="at the cost of")
SO_I_CANNOT = Text(nl="daardoor kan ik niet", en="which means I cannot")
SOFTENS = Text(nl="zo verzachten we dat", en="how we soften that")
NEEDS = Text(nl="wat dat vraagt", en="what that takes")
GIVEN_FOR = Text(nl="gezegd voor", en="said for")
SHIFT = Text(nl="Wat het gesprek veranderde", en="What the conversation changed")
BEFORE = Text(nl="eerst", en="at first")
AFTER = Text(nl="daarna", en="afterwards")
STAYED = Text(nl="bleef bij", en="stayed with")
SCORES = Text(nl="Hoe het gesprek ging", en="How the conversation went")
ANSWERED = Text(nl="Zoveel antwoordden er", en="So many answered")
REMARKS = Text(nl="Wat mensen erbij schreven", en="What people added")
FOOT = Text(
    nl="Een beraad besluit niet. Wie bevoegd is, neemt het besluit. Op dit blad staan geen namen.",
    en="A deliberation decides nothing. Whoever has the authority decides. There are no names on this sheet.",
)
