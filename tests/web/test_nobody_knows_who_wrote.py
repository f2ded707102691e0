"""Without names, attacked: who has the files of the store, the logs and all pushes cannot tell who wrote what.

The attacker is given more than any would have: the order in which people pressed the button. Each attack puts the texts
in an order that what it holds suggests, and lays the two beside each other; one of eight is right by chance.
"""

import json
import random
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import gevent
import msgspec
import pytest
import structlog
from flask.testing import FlaskClient

from beraad.app import App, create_app
from beraad.deliberation import commands as c
from beraad.deliberation import visibility
from beraad.deliberation.activities import alternatives
from beraad.deliberation.activities.alternatives import view
from beraad.deliberation.box import Box, Paper, put_in
from beraad.deliberation.decide import reveal
from beraad.deliberation.ids import SeatId, SessionId, StepId
from beraad.deliberation.method import Text
from beraad.deliberation.plan_session import Preparation
from beraad.deliberation.seats import Face
from beraad.deliberation.visibility import viewer
from beraad.live.push import Pusher, Socket
from beraad.services.sessions import Ask, Sessions
from beraad.services.tokens import seat_cookie
from beraad.settings import Settings
from beraad.web.log import configure_logs
from tests.builders import QUICK, SECRET
from tests.examples import examples
from tests.storage.test_sessions import NOOR
from tests.web.conftest import OURS

WRITERS, SESSIONS = 8, 200
LIMIT = 1 / WRITERS + 0.03
IDEAS = StepId("ideeen")
METHOD = """
id: proef
version: 1
title: {nl: "Proef"}
presets: {kort: 5}
chairs: [{id: kind, name: {nl: "Het kind"}, child: true}]
steps:
  - {id: ideeen, activity: alternatives, phase: judgement, visibility: private_anon_reveal,
     minutes: {kort: 5}, title: {nl: "Anders"}}
"""


@dataclass
class Held:
    """What the attacker holds of all sessions, and of each the texts in the order in which they were sent."""

    data: Path
    log: Path
    pushes: list[str] = field(default_factory=list)
    sent: list[list[str]] = field(default_factory=list)

    def names(self) -> dict[str, str]:
        """The name that each text bears in the store."""
        found = re.findall(r'\["([0-9a-f]{16})","(woorden [0-9a-f]+)"\]', self.file())
        return {text: name for name, text in found}

    def file(self, name: str = "room.db") -> str:
        return (self.data / name).read_bytes().decode("latin-1")


class Witness:
    """Receives whatever is pushed to anybody, in order."""

    def __init__(self, held: Held) -> None:
        self.held = held

    def __call__(self, event: str, message: dict[str, Any], to: str) -> None:
        self.held.pushes.append(f"{event} {to} {json.dumps(message)}")

    def enter(self, sid: str, room: str) -> None: ...
    def leave(self, sid: str, room: str) -> None: ...


@pytest.fixture
def app(ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    (ready / "methods").mkdir(exist_ok=True)
    (ready / "methods" / "proef.yaml").write_text(METHOD)
    with (tmp_path / "log").open("w") as log:
        monkeypatch.setattr(sys, "stderr", log)
        monkeypatch.setattr(reveal, "COUNTDOWN", timedelta())
        before = structlog.get_config()
        configure_logs()
        app = create_app(Settings(data=ready, database="", secret=SECRET), hasher=QUICK)
        yield app
        app.close()
        structlog.configure(**before)  # others write where they wrote


@pytest.fixture
def held(ready: Path, tmp_path: Path) -> Held:
    return Held(data=ready, log=tmp_path / "log")


def converse(app: App, held: Held, chance: random.Random) -> SessionId:
    """One session: eight people come in, and each sends one text, in a random order, all seen by a witness."""
    sessions = app.use_cases.sessions
    id = sessions.prepare(NOOR, Preparation(title="Proef"), None, "", chance.randbytes(8).hex(), "proef")
    leader = next(iter(sessions.state(id).seats))

    def lead(command: c.Command) -> None:
        sessions.submit(id, Ask(seat=leader, op=chance.randbytes(8).hex(), command=command))

    lead(c.OpenDoor())
    code = sessions.row(id).code or ""
    keys = [sessions.join(code, f"Mens {n}", "", chance.randbytes(8).hex())[1] for n in range(WRITERS)]
    lead(c.OpenStep(step=IDEAS))
    pusher = watched(sessions, id, held)
    chance.shuffle(keys)
    client, texts = app.flask.test_client(), []
    for key in keys:
        texts.append(f"woorden {chance.randbytes(6).hex()}")
        send(client, id, key, texts[-1], chance)
        assert pusher.announced
        pusher.round(pusher.announced)
    held.sent.append(texts)
    lead(c.AnnounceReveal(step=IDEAS))
    return id


def watched(sessions: Sessions, id: SessionId, held: Held) -> Pusher:
    """Let a witness sit at every seat."""
    state, witness = sessions.state(id), Witness(held)
    pusher = Pusher(
        state=state,
        setting=sessions.setting(id),
        load=lambda: sessions.state(id),
        render=lambda part, language: str(part.view),
        send=witness,
        rooms=witness,
    )
    sessions.tell.pushers[id] = pusher  # type: ignore[attr-defined]  # what Live hands states to
    for seat in state.seats.values():
        pusher.add(Socket(sid=seat.id, seat=seat.id, viewer=viewer(state, seat), language="nl"))
    return pusher


def send(client: FlaskClient, id: SessionId, key: str, text: str, chance: random.Random) -> None:
    path = f"/s/{id}/in"
    client.set_cookie(seat_cookie(Face.IN), key, path=path)
    form = {"text": text, "op": chance.randbytes(16).hex(), "unnamed": "1", "edit": chance.randbytes(16).hex()}
    answer = client.post(f"{path}/step/{IDEAS}/add-alternative", data=form, headers=OURS)
    assert answer.status_code == 303


def play(app: App, held: Held, count: int, *, wiped: bool = True) -> None:
    """So many sessions, all revealed, and the store at rest."""
    chance = random.Random(7)
    ids = [converse(app, held, chance) for _ in range(count)]
    sessions = app.use_cases.sessions
    with gevent.Timeout(60):
        while not all(sessions.state(id).steps[IDEAS].revealed for id in ids):
            sessions.do_what_is_due()
            gevent.sleep(0.05)
        log = held.data / "room.db-wal"
        while wiped and log.stat().st_size:
            gevent.sleep(0.05)
    for id in ids:
        pusher = sessions.tell.pushers[id]  # type: ignore[attr-defined]
        pusher.round(sessions.state(id))


def by_file(held: Held, texts: list[str]) -> list[str]:
    """Where each text first stands in the database."""
    return _by_mention(texts, held.file(), {})


def by_write_ahead_log(held: Held, texts: list[str]) -> list[str]:
    """Where each text first stands in what was written last."""
    return _by_mention(texts, held.file("room.db-wal"), {})


def by_requests(held: Held, texts: list[str]) -> list[str]:
    """Requests that the store remembers, whose hash stands beside a text."""
    with closing(sqlite3.connect(held.data / "room.db")) as store:
        rows = store.execute("SELECT op FROM ops ORDER BY number, rowid").fetchall()
    return _by_mention(texts, " ".join(sha256(op.encode()).hexdigest() for (op,) in rows), held.names())


def by_log(held: Held, texts: list[str]) -> list[str]:
    """Where each text, or its name in the store, is first spoken of in the logs."""
    return _by_mention(texts, held.log.read_text(), held.names())


def by_pushes(held: Held, texts: list[str]) -> list[str]:
    """Where each text, or its name, is first spoken of in what was pushed."""
    return _by_mention(texts, "\n".join(held.pushes), held.names())


def _by_mention(texts: list[str], told: str, names: dict[str, str]) -> list[str]:
    """In the order in which they, or their names, are first spoken of; what is not, comes last."""

    def first(text: str) -> int:
        places = [told.find(text), told.find(names.get(text, text))]
        return min((place for place in places if place >= 0), default=len(told))

    return sorted(texts, key=first)


ATTACKS: dict[str, Callable[[Held, list[str]], list[str]]] = {
    "file": by_file, "write-ahead log": by_write_ahead_log, "requests": by_requests, "log": by_log, "pushes": by_pushes,
}  # fmt: skip


def best(held: Held) -> tuple[float, str]:
    """The share of texts whose writer the best attack names."""
    rates = {}
    shuffle = random.Random(8).sample
    for name, attack in ATTACKS.items():
        # What an attack cannot order stays in no order.
        guesses = [(attack(held, shuffle(sent, len(sent))), sent) for sent in held.sent]
        hits = [one == other for guessed, sent in guesses for one, other in zip(guessed, sent, strict=True)]
        rates[name] = sum(hits) / len(hits)
    return max((rate, name) for name, rate in rates.items())


def test_nobody_can_tell_who_wrote_what(app: App, held: Held) -> None:
    play(app, held, examples(SESSIONS))
    names, last = held.names(), " ".join(held.pushes)
    assert all(text in names and text in last for sent in held.sent for text in sent)  # there is something to find
    rate, attack = best(held)
    assert rate <= LIMIT, attack


def unsorted(box: Box, paper: Paper, by: SeatId) -> Box:
    return Box(papers=(*box.papers, paper), wrote=put_in(box, paper, by).wrote, inputs=box.inputs + 1)


def logged(box: Box, paper: Paper, by: SeatId) -> Box:
    structlog.get_logger().info("put-in", id=paper.key)
    return put_in(box, paper, by)


def naming(seen: Any, plan: Any, viewer: Any) -> Any:
    """A view that tells the name of each text as it comes in."""
    keys = [paper.key for box in seen.boxes.values() for paper in box.papers]
    return msgspec.structs.replace(view(seen, plan, viewer), why=Text(nl=str(keys)))


FAULTS: dict[str, Callable[[App, pytest.MonkeyPatch], None]] = {
    "file": lambda app, patch: patch.setattr(reveal, "put_in", unsorted),
    "write-ahead log": lambda app, patch: object.__setattr__(app.use_cases.sessions, "wipe", lambda at_once: None),
    "requests": lambda app, patch: patch.setattr(c, "NAMELESS", ()),
    "log": lambda app, patch: patch.setattr(reveal, "put_in", logged),
    "pushes": lambda app, patch: (
        patch.setattr(visibility, "seen_by", lambda box, seat: box), patch.setattr(alternatives, "view", naming)
    )[0],
}  # fmt: skip


@pytest.mark.parametrize("place", FAULTS)
def test_a_fault_is_found(app: App, held: Held, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    FAULTS[place](app, monkeypatch)
    play(app, held, 4, wiped=place != "write-ahead log")
    rate, attack = best(held)
    assert rate > 0.9, (rate, attack)
    assert attack == place or place == "file"  # papers in the order of writing are so wherever they stand
