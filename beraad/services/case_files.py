"""Case files that come in: everything that is wrong with them, told per file and line, before anything is stored."""

import re
from collections.abc import Mapping

import msgspec

from beraad.casebank.case import Case
from beraad.casebank.circles import GATES, Audience
from beraad.casebank.complaints import CaseFileInvalid, Complaint
from beraad.casebank.markdown import parse
from beraad.casebank.stored import StoredCase
from beraad.refusal import Refusal

NOWHERE = "landelijk"
"""What stands as the region of a case that belongs to none."""


class FileComplaint(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong in one file."""

    file: str
    complaint: Complaint

    def __str__(self) -> str:
        line, field, text = self.complaint.line or 1, self.complaint.field, self.complaint.text
        return f"{self.file}:{line}: {field}: {text}" if field else f"{self.file}:{line}: {text}"


class CaseFilesInvalid(Refusal):
    """Not all of these files can come in, so none does; `complaints` has everything that is wrong."""

    code, status = "case-files-invalid", 422

    def __init__(self, complaints: tuple[FileComplaint, ...]) -> None:
        super().__init__(count=len(complaints))
        self.complaints = complaints

    def __str__(self) -> str:
        return "\n".join(map(str, self.complaints))


def read_files(contents: Mapping[str, bytes], organisation: str | None = None) -> dict[str, StoredCase]:
    """Return the case of each file, by its name, as it comes into the bank: marked as imported.

    organisation: the id of whose the cases are that are for an organisation alone; their files do not say.
    Raises CaseFilesInvalid.
    """
    read: dict[str, StoredCase] = {}
    complaints: list[FileComplaint] = []
    by_id: dict[str, str] = {}
    for name, content in contents.items():
        try:
            case = parse(content)
        except CaseFileInvalid as invalid:
            complaints += [FileComplaint(file=name, complaint=each) for each in invalid.complaints]
            continue
        found = _check(case, content, organisation)
        if case.id in by_id:
            found.append(_at(content, "id", "id-twice", given=by_id[case.id]))
        by_id.setdefault(case.id, name)
        complaints += [FileComplaint(file=name, complaint=each) for each in found]
        if not found:
            read[name] = StoredCase(
                case=msgspec.structs.replace(case, origin="fictional" if case.origin == "fictional" else "imported"),
                audience=_audience(case, organisation),
                imported=True,
            )
    if complaints:
        raise CaseFilesInvalid(tuple(complaints))
    return read


def _check(case: Case, content: bytes, organisation: str | None) -> list[Complaint]:
    """What a file needs before it comes in, besides being a case."""
    found = []
    if GATES[case.origin][case.circle] == "shut":
        found.append(_at(content, "kring", "circle-shut"))
    if case.origin == "imported" and not case.source:
        found.append(_at(content, "bron", "no-source"))
    if case.circle == "organisation" and not organisation:
        found.append(_at(content, "kring", "whose"))
    if case.circle == "region" and case.region in (None, NOWHERE):
        found.append(_at(content, "regio", "which-region"))
    return found


def _audience(case: Case, organisation: str | None) -> Audience:
    mine = organisation if case.circle == "organisation" else None
    return Audience(case.circle, mine or "", (case.region or "") if case.circle == "region" else "")


def _at(content: bytes, key: str, code: str, **facts: str | int) -> Complaint:
    """A complaint about a short field, at its line, or at the first when it is not there."""
    before = re.split(rf"^{key}:", content.decode(), maxsplit=1, flags=re.MULTILINE)
    line = before[0].count("\n") + 1 if len(before) > 1 else 1
    return Complaint(field=key, code=code, facts=facts, line=line)
