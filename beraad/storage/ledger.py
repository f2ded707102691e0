"""The ledger: ids of purged rooms and withdrawn cases, beside the stores and outside every backup.

Ids are random and say nothing. `beraad restore` reads it, so that what was gone does not come back with a backup.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ledger:
    """One file with a line per id: `{"kind": "session", "id": "…"}`; kind is session or case."""

    path: Path

    def add(self, kind: str, id: str) -> None:
        """Write an id down, once. It is on the disk when this returns. Raises OSError."""
        if id in self.ids(kind):
            return
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"kind": kind, "id": id}) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def ids(self, kind: str) -> frozenset[str]:
        """Return the ids of a kind. A last line that a crash cut short counts for nothing."""
        return frozenset(line["id"] for line in self._lines() if line.get("kind") == kind and "id" in line)

    def _lines(self) -> Iterator[dict[str, str]]:
        if not self.path.exists():
            return
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                found = json.loads(line)
            except json.JSONDecodeError:
                continue
            if isinstance(found, dict):
                yield found


def ledger_in(data: Path) -> Ledger:
    """Return the ledger of a data directory."""
    return Ledger(data / "ledger.jsonl")
