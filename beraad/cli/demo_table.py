"""The beraad of the demo: its door is open, and six guests are played in a process beside the server."""

import hmac
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_urlsafe
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from beraad.app import App

TITLE = "Proef: ouder werkt mee, zorg blijft"
PREPARED = {
    "title": TITLE,
    "a": "We gaan vrijwillig door met de ouder die meewerkt",
    "b": "We schalen op, ook al werkt de ouder mee",
    "harm_a": "We doen het lastige gesprek misschien te laat",
    "harm_b": "De ouder kan afhaken, juist nu hij meewerkt",
}
CHAIRS = ("kind", "ouder", "wijkteam", "jeugdbescherming", "gemeente")
ROSTER = "Jorinde\nWolfswinkel"
"""Invented names that must not come through to the bank; a guest says one, to see how that goes."""


class DemoTable(NamedTuple):
    """Where people come in. op: by which the guests do; whoever knows it takes their seats."""

    session: str
    code: str
    op: str


def lay_table(app: "App", email: str) -> DemoTable:
    """Return the demo's beraad that is not closed yet, or a new one; its door is open and somebody brings the case in.

    email: of the account that leads it.
    """
    import msgspec

    from beraad.deliberation import commands as c
    from beraad.deliberation.plan_session import Preparation
    from beraad.deliberation.seats import Role
    from beraad.deliberation.stages import OPEN
    from beraad.services.sessions import Ask
    from beraad.simulate.guests import GUESTS

    sessions = app.use_cases.sessions
    account = app.bank.read(lambda unit: unit.accounts.find_by_email(email))
    assert account is not None
    real = [(row, state) for row, state in sessions.of(account) if not row.practice]
    mine = [state.id for row, state in real if state.title == TITLE and row.stage in OPEN]
    preparation = msgspec.convert({**PREPARED, "preset": "kort", "chairs": CHAIRS}, Preparation)
    id = mine[0] if mine else sessions.prepare(account, preparation, None, ROSTER, token_urlsafe())
    leader = next(seat for seat in sessions.state(id).seats.values() if seat.role is Role.FACILITATOR)

    def lead(command: c.Command) -> None:
        sessions.submit(id, Ask(seat=leader.id, op=token_urlsafe(), command=command))

    lead(c.OpenDoor())
    code = sessions.setting(id).code
    first = GUESTS[0]
    sessions.join(code, first.name, first.place, f"{_op(app, id)}-0")
    state = sessions.state(id)
    if state.presenter is None:
        lead(c.NamePresenter(seat=next(seat.id for seat in state.at_table if seat.name == first.name)))
    return DemoTable(session=id, code=code.replace(" ", ""), op=_op(app, id))


def _op(app: "App", session: str) -> str:
    """By which the guests come in: after a restart they take the same seats."""
    return hmac.digest(app.settings.secret.encode(), f"demo {session}".encode(), "sha256").hex()[:32]


@contextmanager
def guests_playing(table: DemoTable, origin: str) -> Iterator[None]:
    """Have six guests come in and take part as long as the context lasts; they end with us, however we end."""
    import msgspec

    from beraad.simulate.guests import GUESTS, Table

    told = Table(origin=origin, code=table.code, op=table.op, guests=GUESTS)
    players = subprocess.Popen(
        [sys.executable, "-m", "beraad.simulate.played"], stdin=subprocess.PIPE, start_new_session=True
    )
    assert players.stdin
    try:
        players.stdin.write(msgspec.json.encode(told) + b"\n")
        players.stdin.flush()
        yield
    finally:
        players.stdin.close()
        players.wait()
