"""What one worker takes from another."""

import msgspec
import pytest

from beraad.live import workers
from beraad.live.workers import Elsewhere, Newer, Present, Said, read

WIM, ZOE = "w" * 16, "z" * 16


def test_what_a_worker_says_is_read_as_it_was_said() -> None:
    said = Said("one", Present("session", {WIM: "here"}))
    assert read(msgspec.json.encode(said)) == said
    assert read(msgspec.json.encode(Said("one"))) == Said("one")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"\xff\xfe\x00",
        b'{"worker": ""}',
        b'{"worker": "x y"}',
        b'{"worker": "x\\n"}',
        b'{"worker": "x", "title": "kanarie"}',
        b'{"worker": "x", "message": {"type": "close"}}',
        b'{"worker": "x", "message": {"type": "newer", "session": "s", "stamp": "-1.0"}}',
        b'{"worker": "x", "message": {"type": "newer", "session": "s", "stamp": "1e9.0"}}',
        b'{"worker": "x", "message": {"type": "newer", "session": "s", "stamp": "9999999999.0"}}',
        b'{"worker": "x", "message": {"type": "signed-out", "hash": "kort"}}',
        b'{"worker": "x", "message": {"type": "present", "session": "s", "seats": {"Wim Kanarie": "here"}}}',
        b'{"worker": "x", "message": {"type": "present", "session": "s", "seats": {"w": "kanarie"}}}',
        b" " * 64_001,
        b"[" * 60_000,
    ],
)
def test_what_no_worker_says_is_nothing(data: bytes) -> None:
    assert read(data) is None


def test_nothing_waits_to_be_said_while_redis_is_lost() -> None:
    lost = workers.Workers(workers.pool("redis://127.0.0.1:1"), "channel", "one", lambda worker, message: None)
    for number in range(1000):
        lost.say(Newer(f"session-{number}", "1.0"))
    assert not lost._waiting


def test_who_is_here_at_one_worker_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(workers, "monotonic", lambda: now)
    elsewhere = Elsewhere()
    assert elsewhere.hear("one", Present("session", {WIM: "here", ZOE: "away"}))
    assert not elsewhere.hear("one", Present("session", {WIM: "here", ZOE: "away"}))
    now = 6
    assert elsewhere.hear("two", Present("session", {WIM: "away"}))
    assert elsewhere.of("session") == {WIM: "here", ZOE: "away"}
    assert elsewhere.of("another") == {}
    now = workers.HOLDS
    assert elsewhere.of("session") == {WIM: "away"}, "the first has said nothing for too long"
    assert elsewhere.hear("two", Present("session", {}))
    assert elsewhere.of("session") == {}
