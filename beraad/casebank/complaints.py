"""What can be wrong with a case or a case file, in plain words."""

import msgspec

from beraad.refusal import Refusal

MESSAGES: dict[str, str] = {
    # one field
    "missing": "dit ontbreekt; vul het in",
    "too-long": "dit is te lang: {count} tekens, hoogstens {most}",
    "one-line": "zet dit op één regel",
    "too-many": "dit zijn er te veel: {count}, hoogstens {most}",
    "hidden-sign": "hier staat een teken dat je niet ziet ({sign}); haal het weg",
    "untidy": "haal de spaties en lege regels aan het begin en het eind weg",
    "unknown-choice": "‘{given}’ kennen we niet; kies uit: {known}",
    "bad-id": "gebruik 3 tot 64 kleine letters, cijfers en streepjes, zoals werkcafe-01",
    "bad-period": "noem een jaar of een kwartaal, zoals 2019 of 2026-K1; nooit een dag of maand",
    "bad-minutes": "noem een aantal minuten van 5 tot 240",
    "twice": "dit staat er twee keer",
    "same-options": "A en B zijn hetzelfde; een dilemma heeft twee verschillende kanten",
    "same-values": "noem twee verschillende waarden die botsen",
    "no-value": "noem de waarde: in eigen woorden, uit de lijst, of allebei",
    "too-few-people": "een spreiding tonen we pas vanaf {least} mensen; laat haar anders weg",
    "dissent-in-shared": "de uitkomst is ‘gedeeld’, maar iemand ziet het anders; kies ‘gedeeld, met een minderheid’",
    # the file
    "too-big": "het bestand is te groot; hoogstens {most} kB",
    "encoding": "dit is geen UTF-8; bewaar het bestand als UTF-8",
    "no-front-matter": "begin het bestand met een regel ---, dan de korte velden, dan weer een regel ---",
    "unclosed-front-matter": "na de korte velden hoort een regel met alleen ---",
    "unreadable-front-matter": 'dit is niet te lezen; schrijf ‘veld: tekst’, met vreemde tekens tussen "…"',
    "anchor": "verwijzingen met & of * kunnen hier niet; schrijf de tekst uit",
    "tag": 'een ! vooraan kan hier niet; zet de tekst tussen "…"',
    "too-deep": "hier staan te veel lijsten in elkaar",
    "unknown-field": "dit veld kennen we niet; {hint}",
    "unknown-heading": "dit kopje kennen we niet; {hint}",
    "text-before-heading": "deze tekst staat onder geen enkel kopje",
    "wants-line": "hier hoort één tekst te staan, geen lijst",
    "wants-list": "hier hoort een lijst te staan, zoals [drang, crisis]",
    "wants-pair": "hier horen velden onder te staan: {known}",
    "wants-number": "hier hoort een getal te staan",
    "wants-item": "begin elk punt met een streepje en een spatie; volgende regels twee spaties in",
    # the file among others, and in the bank
    "id-twice": "dit id staat ook in {given}; geef elke casus een eigen id",
    "no-source": "noem de openbare bron waar deze casus uit komt",
    "circle-shut": "een casus uit een beraad kan nog niet naar het land of iedereen; kies organisatie of regio",
    "whose": "zeg van welke organisatie deze casus is, met --organisation",
    "which-region": "noem de jeugdregio voor wie deze casus is",
    "not-imported": "een casus met dit id staat al in de bank en kwam er niet uit een bestand; die blijft zoals hij is",
    "withdrawn": "de casus met dit id is teruggetrokken en komt niet terug",
}
"""Source texts (Dutch); pages may translate them. Facts go in with str.format."""


class Complaint(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong. field: as in Case, or as in the file. line: from 1, or None outside a file."""

    field: str
    code: str
    facts: dict[str, str | int] = {}
    line: int | None = None

    @property
    def text(self) -> str:
        """What is wrong, as a Dutch sentence."""
        return MESSAGES[self.code].format(**self.facts)

    def __str__(self) -> str:
        where = f"regel {self.line}" if self.line else ""
        return ": ".join(part for part in (", ".join(p for p in (where, self.field) if p), self.text) if part)


class CaseInvalid(Refusal):
    """This cannot be a case; `complaints` has everything that is wrong."""

    code = "case-invalid"

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__(field=complaints[0].field, count=len(complaints))
        self.complaints = complaints

    def __str__(self) -> str:
        return "\n".join(str(complaint) for complaint in self.complaints)


class CaseFileInvalid(CaseInvalid):
    """The file cannot be read as a case; its complaints have lines."""

    code = "case-file-invalid"
