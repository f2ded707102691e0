"""Whether the files of the SQLite stores are whole: looked at before anybody writes to them, and changing nothing.

A file that is damaged must not be served: whatever is written to it may spoil more, and is lost with the backup that is
put back. The whole file is read: some 0.6 seconds a gigabyte from memory, otherwise as long as the disk takes.
"""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

from beraad.storage.store import STORES
from beraad.storage.unavailable import DAMAGED

MAGIC = b"SQLite format 3\0"

WAL_HEADER, FRAME_HEADER = 32, 24


def find_damage(data: Path) -> dict[str, str]:
    """Return what is wrong with the stores of a data directory, by store; empty if all is whole, or not there yet."""
    found = {name: _wrong(data, name) for name in STORES}
    return {name: wrong for name, wrong in found.items() if wrong}


def whole(file: Path) -> bool:
    """Return whether a file that nobody uses is a whole database of SQLite."""
    return not _unreadable(file)


def _wrong(data: Path, name: str) -> str:
    file, wal = data / f"{name}.db", data / f"{name}.db-wal"
    if not _filled(file):
        others = any(_filled(data / f"{other}.db") for other in STORES if other != name)
        # SQLite throws the log of an empty store away, and with it what may be the last that is left.
        return f"{file.name} is {'empty' if file.exists() else 'not there'}" if others or _filled(wal) else ""
    if file.is_dir():
        return ""  # out of reach, not damaged
    if _lost(wal) and _lost(wal):  # before SQLite looks, which makes a new index; twice, for a server may move it now
        return f"{wal.name}, which holds what was written last, is {'damaged' if wal.exists() else 'not there'}"
    return _unreadable(file) or (f"{wal.name}, which holds what was written last, is damaged" if _cut(wal) else "")


def _filled(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _unreadable(file: Path) -> str:
    """Return what SQLite says of a file; a file that cannot be reached now is not damaged."""
    alone = not file.with_name(f"{file.name}-wal").exists()  # then SQLite need not make one to read with others
    try:
        how = "immutable=1" if alone else "mode=ro"
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?{how}", uri=True)) as database:
            (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in DAMAGED:
            return ""
        with file.open("rb") as opened:
            return f"{file.name} is {'damaged' if opened.read(len(MAGIC)) == MAGIC else 'no database'}"
    return "" if said == "ok" else f"{file.name} is damaged"


def _index(wal: Path) -> tuple[int, int, int]:
    """Return how many frames of a write-ahead log are valid, how many of these were moved, and the size of a page.

    It stands in the file beside the log; all 0 if that is not there. It never says more than is on the disk.
    """
    try:
        content = wal.with_name(wal.name.removesuffix("wal") + "shm").read_bytes()
        page, frames = struct.unpack_from("=HI", content, 14)
        (moved,) = struct.unpack_from("=I", content, 96)
    except (OSError, struct.error):
        return 0, 0, 0
    return frames, moved, page


def _lost(wal: Path) -> bool:
    """Return whether a write-ahead log is shorter than what of it was not moved to the store yet."""
    frames, moved, page = _index(wal)
    there = wal.stat().st_size if wal.exists() else 0
    return frames > moved and there < WAL_HEADER + frames * (FRAME_HEADER + page)


def _cut(wal: Path) -> bool:
    """Return whether more than one commit stands behind the end of what SQLite takes for valid.

    It stops at the first frame that is wrong, and takes what follows for a commit that a power cut interrupted. That
    can be one: each commit was on the disk before the next began. Frames of an earlier use have another salt.
    """
    if not _filled(wal):
        return False
    with wal.open("rb") as file:
        header = file.read(WAL_HEADER)
        page, salt = int.from_bytes(header[8:12], "big"), header[16:24]
        number = valid = _index(wal)[0]
        commits = 0
        while commits < 2:
            file.seek(WAL_HEADER + number * (FRAME_HEADER + page))
            frame = file.read(FRAME_HEADER)
            if len(frame) < FRAME_HEADER:
                return False
            commits += frame[8:16] == salt and frame[4:8] != bytes(4)
            number += 1
    return _index(wal)[0] == valid  # else a server wrote them just now
