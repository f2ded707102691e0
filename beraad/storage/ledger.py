"""The ledger: ids of purged rooms and withdrawn cases, beside the stores and outside every backup.

Ids are random and say nothing. `beraad restore` reads it, so that what was gone does not come back with a backup. A
withdrawn case is remembered for good: its exported file can be imported at any time. A purged session is remembered
until the rules of retention themselves would take it out of whatever backup it is in.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Ledger:
    """One file with a line per id: `{"kind": "session", "id": "…", "until": "2027-03-01"}`; kind is session or case.

    until: the last day on which the line is needed; without it the line stays.
    """

    path: Path

    def add(self, kind: str, id: str, until: date | None = None) -> None:
        """Write an id down, once. It is on the disk when this returns. Raises OSError."""
        if id in self.ids(kind):
            return
        line = {"kind": kind, "id": id} | ({"until": until.isoformat()} if until else {})
        with self._held() as file:
            file.write(("" if _whole(self.path) else "\n") + json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def forget(self, today: date) -> None:
        """Take out the lines that no backup needs any more. Raises OSError; then every line is still there."""
        if not any(_over(line, today) for line in self._lines()):
            return
        with self._held():
            kept = [line for line in self._lines() if not _over(line, today)]
            beside = self.path.with_suffix(".new")
            with beside.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(line) + "\n" for line in kept)
                file.flush()
                os.fsync(file.fileno())
            beside.chmod(self.path.stat().st_mode & 0o777)
            beside.replace(self.path)

    def ids(self, kind: str) -> frozenset[str]:
        """Return the ids of a kind. A last line that a crash cut short counts for nothing."""
        return frozenset(line["id"] for line in self._lines() if line.get("kind") == kind and "id" in line)

    @contextmanager
    def _held(self) -> Iterator[TextIO]:
        """Open the file to write at its end, while nobody else writes to it or puts another in its place."""
        while True:
            with self.path.open("a", encoding="utf-8") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                if self.path.exists() and os.path.samestat(os.fstat(file.fileno()), self.path.stat()):
                    yield file
                    return

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


def _over(line: dict[str, str], today: date) -> bool:
    return "until" in line and str(line["until"]) < today.isoformat()


def _whole(path: Path) -> bool:
    """Return whether a file ends with a whole line, or has none."""
    content = path.read_bytes()
    return not content or content.endswith(b"\n")


def ledger_in(data: Path) -> Ledger:
    """Return the ledger of a data directory."""
    return Ledger(data / "ledger.jsonl")
