"""The words of the page on which a draft is read over: its parts, its texts, kinds of marks, and what is missing."""

from beraad.anonymise.findings import Category, Strength
from beraad.casebank.review import Missing
from beraad.pages.text import N_

TABS: dict[str, tuple[str, tuple[str, ...]]] = {
    "situatie": (N_("Wat er speelt"), ("title", "summary", "setting", "question")),
    "dilemma": (N_("Dilemma"), ("a", "harm_a", "b", "harm_b", "tension_a", "tension_b")),
    "kijkt": (N_("Wie kijkt hoe"), ("chair", "words", "norm")),
    "weging": (N_("Weging"), ("alternative", "reason")),
    "conclusie": (N_("Conclusie"), ("conclusion", "minority")),
    "afspraken": (N_("Afspraken"), ("action", "role", "term")),
}
"""The parts of a case that are read over one by one, with the kinds of text in each."""

LABELS = {
    "title": N_("Titel"),
    "summary": N_("In het kort"),
    "setting": N_("Situatie"),
    "question": N_("De vraag eronder"),
    "a": N_("A: wat je kunt doen"),
    "b": N_("B: wat je kunt doen"),
    "harm_a": N_("Wat er verloren gaat bij A"),
    "harm_b": N_("Wat er verloren gaat bij B"),
    "tension_a": N_("De waarde achter A, in eigen woorden"),
    "tension_b": N_("De waarde achter B, in eigen woorden"),
    "chair": N_("Perspectief"),
    "words": N_("Wat van waarde is"),
    "norm": N_("Wat er dan moet gebeuren"),
    "alternative": N_("Wat er nog meer kan"),
    "reason": N_("Reden"),
    "conclusion": N_("Wat de groep vond"),
    "minority": N_("Wie het anders ziet"),
    "action": N_("Afspraak"),
    "role": N_("Wie, als rol"),
    "term": N_("Wanneer"),
}
HINTS = {
    "title": N_("Kort, zonder namen. Waar draait het om?"),
    "summary": N_("Eén of twee zinnen. Alleen wat er was, niet wat de groep vond."),
    "setting": N_("Wat er speelde, zo vaag als kan. Rollen in plaats van namen."),
    "question": N_("De morele vraag onder het dilemma. Mag leeg blijven."),
}
CATEGORIES: dict[Category, str] = {
    Category.NAME: N_("Een naam of plaats van deze casus"),
    Category.ADDRESS: N_("Een adres of postcode"),
    Category.PHONE: N_("Een telefoonnummer"),
    Category.MAIL: N_("Een mailadres"),
    Category.WEB: N_("Een website"),
    Category.ACCOUNT: N_("Een naam op een platform"),
    Category.BSN: N_("Een burgerservicenummer"),
    Category.FILE: N_("Een zaak- of dossiernummer"),
    Category.DATE: N_("Een datum"),
    Category.AGE: N_("Een leeftijd"),
}
LETTERS = {Strength.SURE: "Z", Strength.LIKELY: "W", Strength.LOOK: "K"}
STRENGTHS = {Strength.SURE: N_("zeker"), Strength.LIKELY: N_("waarschijnlijk"), Strength.LOOK: N_("kijk even")}
ROLES = (
    "[jeugdige]", "[moeder]", "[vader]", "[broer]", "[zus]", "[oma]", "[opa]", "[tante]", "[oom]", "[pleegouder]",
    "[professional 1]", "[professional 2]", "[mentor]", "[school]", "[wijkteam]", "[plaats]",
)  # fmt: skip
MISSING: dict[Missing, str] = {
    Missing.MARKS: N_("Er zijn nog vondsten zonder besluit."),
    Missing.TEXT: N_("Er ontbreekt nog tekst, of er klopt iets niet."),
    Missing.OFFERED: N_("De gespreksleider heeft de tekst nog niet voorgelegd."),
    Missing.PRESENTER: N_("De inbrenger heeft nog geen ‘Klopt zo’ gegeven op deze tekst."),
    Missing.READER: N_("Alleen een tweede lezer van deze organisatie kan dit goedkeuren."),
    Missing.AUTHOR: N_("Wie de tekst maakte, kan niet de tweede lezer zijn."),
    Missing.TEAM: N_("Voor de regio leest iemand van een ander team."),
    Missing.TABLE: N_("Geef aan dat je niet aan deze tafel zat."),
    Missing.CHECKLIST: N_("Beantwoord de vijf vragen. Bij een ‘ja’ stuur je de tekst eerst terug."),
    Missing.CIRCLE: N_("Een casus uit een beraad kan niet naar deze kring."),
}
