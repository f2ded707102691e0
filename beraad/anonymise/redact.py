"""What stands in a text once a person has decided on what was found in it."""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from beraad.anonymise.findings import Finding


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided on a finding, everywhere in the case: something else stands there, or it stays.

    instead: what stands there now; None: it stays, for that reason.
    """

    instead: str | None = None
    reason: str = ""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a text. kind: plain; open (a finding to decide on); replaced (shown is what stands there); kept."""

    shown: str
    kind: Literal["plain", "open", "replaced", "kept"] = "plain"
    finding: Finding | None = None


def pieces(text: str, findings: Iterable[Finding], decisions: Mapping[str, Decision]) -> tuple[Piece, ...]:
    """Return a text in pieces, as it stands with what was decided. findings: in order, without overlap."""
    made: list[Piece] = []
    at = 0
    for finding in findings:
        if finding.start > at:
            made.append(Piece(shown=text[at : finding.start]))
        decision = decisions.get(finding.key)
        if decision is None:
            made.append(Piece(shown=finding.text, kind="open", finding=finding))
        elif decision.instead is None:
            made.append(Piece(shown=finding.text, kind="kept", finding=finding))
        else:
            made.append(Piece(shown=decision.instead, kind="replaced", finding=finding))
        at = finding.end
    if at < len(text):
        made.append(Piece(shown=text[at:]))
    return tuple(made)


def redact(text: str, findings: Iterable[Finding], decisions: Mapping[str, Decision]) -> str:
    """Return a text as it stands with what was decided; what nobody decided on yet stays."""
    return "".join(piece.shown for piece in pieces(text, findings, decisions))
