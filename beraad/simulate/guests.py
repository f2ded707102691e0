"""Who is played in the demo, and what each of them says. Invented, for roles."""

import msgspec


class Guest(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is played, and what that person says. dissent: says no to the conclusion, in these words.

    words: what is answered to *Mogen jouw zinnen, zonder naam, mee naar de casusbank?*
    """

    name: str
    place: str = ""
    chair: str
    value: str
    norm: str = ""
    supports: str = "none"
    choice: str
    other: str = ""
    because: str
    at_cost_of: str = ""
    dissent: str = ""
    words: bool = True


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Where the guests go: the server, the code, and an `op` to join by, so that after a restart they are the same."""

    origin: str
    code: str
    op: str
    guests: tuple[Guest, ...]


GUESTS = (
    Guest(
        name="Fatima (gespeeld)", place="wijkteam", chair="wijkteam",
        value="het vertrouwen dat er nu is", norm="Dus zeggen we eerlijk wat we zien", supports="a",
        choice="a", because="zonder vertrouwen horen we niets meer", at_cost_of="de snelheid waarmee we ingrijpen",
    ),
    Guest(
        name="Zoë (gespeeld)", place="jeugdbescherming", chair="jeugdbescherming",
        value="veiligheid voordat het misgaat", norm="Dus wachten we niet op een crisis", supports="b",
        choice="b", because="meewerken is niet hetzelfde als kunnen", at_cost_of="de goede band die er nu is",
        dissent="Ik zou de Raad nu al laten meekijken, en niet wachten op een volgend signaal",
    ),
    Guest(
        name="Wim (gespeeld)", place="gemeente", chair="gemeente",
        value="duidelijk wie er besluit", norm="Dus weet Jorinde wie wat doet",
        choice="other", other="de Raad nu vast aan tafel vragen", because="dan is het een gezamenlijk proces",
    ),
    Guest(
        name="Noor (gespeeld)", chair="kind",
        value="dat het thuis weer rustig wordt", norm="Dus luistert er iemand alleen naar mij", supports="b",
        choice="b", because="niemand sprak nog alleen met het kind",
    ),
    Guest(
        name="Sven (gespeeld)", place="ouder", chair="ouder",
        value="dat mijn inzet wordt gezien", norm="Dus hoort men niet te dreigen", supports="a",
        choice="a", because="de ouder doet alles wat er gevraagd wordt", words=False,
    ),
    Guest(
        name="Ayşe (gespeeld)", chair="kind",
        value="gewoon kunnen spelen zonder buikpijn", supports="b",
        choice="a", because="een lastig gesprek kan ook zonder maatregel", at_cost_of="duidelijkheid voor het kind",
    ),
)  # fmt: skip

GROUP = {
    "a": "We gaan vrijwillig door met de ouder die meewerkt",
    "b": "We schalen op, ook al werkt de ouder mee",
    "harm_a": "We doen het lastige gesprek misschien te laat",
    "harm_b": "De ouder kan afhaken, juist nu hij meewerkt",
    "conclusion": "We gaan vrijwillig door, en spreken eerst alleen met het kind",
    "what": "Eén vaste hulpverlener spreekt het kind alleen",
    "role": "wijkteam",
    "term": "binnen twee weken",
}
"""What a guest types for the group, once named as who types."""
