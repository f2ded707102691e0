"""What people read of a prepared beraad: what to think of beforehand, and what helps."""

from beraad.deliberation.company import CROWD, Concern
from beraad.pages.text import N_

CONCERNS: dict[Concern, tuple[str, str]] = {
    Concern.LONE_CHILD: (
        N_("Eén jongere, en niemand naast die jongere"),
        N_("Vraag wie er mee mag komen. Of laat de jongere vooraf iets zeggen, in eigen woorden."),
    ),
    Concern.LONE_PARENT: (
        N_("Eén ouder, en niemand naast die ouder"),
        N_("Vraag of de ouder iemand wil meenemen. Bel van tevoren, zodat die weet wat er komt."),
    ),
    Concern.CHILD_UNHEARD: (
        N_("Niemand spreekt voor het kind"),
        N_("Vraag vooraf wat het kind wil zeggen, of wie het goed kent. Anders blijft het gissen van volwassenen."),
    ),
    Concern.PARENT_UNHEARD: (
        N_("Niemand spreekt voor de ouders"),
        N_("Bel ze vooraf: wat vinden zij belangrijk? Neem dat mee in hun eigen woorden."),
    ),
    Concern.ONE_PROFESSION: (
        N_("Alle professionals hebben hetzelfde beroep"),
        N_("Vraag er iemand bij die anders kijkt: van school, het wijkteam, de pleegzorg of een ander team."),
    ),
    Concern.MORE_THAN_FITS: (
        N_("Meer mensen dan bij deze lengte past"),
        N_("Neem een langere vorm, of spreek af dat niet iedereen bij elke stap praat."),
    ),
    Concern.CROWD: (
        N_("Te veel mensen voor één gesprek"),
        N_("Vanaf 13 mensen praat bijna niemand meer echt. Maak twee tafels, elk met een eigen gespreksleider."),
    ),
    Concern.SUPERIOR: (
        N_("Er is een leidinggevende bij van iemand aan tafel"),
        N_(
            "Vraag vooraf en hardop: blijft wat hier gezegd wordt buiten beoordeling? Laat die persoon als laatste"
            " praten."
        ),
    ),
    Concern.QUARREL: (
        N_("Het gaat ook over een ruzie in het team"),
        N_("Praat eerst met wie het aangaat. Een beraad maakt een conflict vaak groter."),
    ),
    Concern.SETTLED: (
        N_("Er valt niets meer te kiezen"),
        N_("Dan is dit een terugblik. Zeg dat aan het begin, of kies een casus uit de bank om van te leren."),
    ),
    Concern.NOT_OWN: (
        N_("De casus is niet van wie hem inbrengt, of niet echt"),
        N_("Vraag wie er zelf mee zit. Kan die niet, zie het dan als oefening: er komt geen besluit uit."),
    ),
}
assert CROWD == 13
assert set(CONCERNS) == set(Concern)


def concern_words(concern: Concern) -> tuple[str, str]:
    """Return what is so, and what helps, as Dutch source texts."""
    return CONCERNS[concern]
