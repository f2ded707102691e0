"""A backup made while people write, put back elsewhere: every session in it is whole."""

import threading
from pathlib import Path

from tests.live.server import Server


def test_a_backup_under_writes_is_whole(sqlite_server: Server, tmp_path: Path) -> None:
    leader = sqlite_server.facilitator()
    seats = [sqlite_server.join(sqlite_server.prepare(leader), "Zoë")]
    leader.do("open-step", {"step": "afweging"})
    written: list[str] = []
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            because = f"reden {len(written)}"
            seats[0].do("choose", {"choice": "a", "because": because}, step="afweging")
            written.append(because)

    writer = threading.Thread(target=write)
    writer.start()
    files = [tmp_path / f"backup-{number}.zip" for number in range(3)]
    for file in files:
        before = len(written)
        sqlite_server.command("backup", str(file))
        assert len(written) > before  # nobody waited for it
    stop.set()
    writer.join(30)
    for number, file in enumerate(files):
        there = Server(tmp_path / f"elsewhere-{number}")
        there.log.parent.mkdir()
        there.command("restore", str(file))
        there.start()
        seat = seats[0].http.get(f"{there.origin}{seats[0].address}", timeout=10)
        there.kill()
        assert seat.status_code == 200
        assert sum(f">{because}<" in seat.text for because in written) == 1
