"""create_app: the one place where the parts are joined."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_urlsafe
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from flask import Flask
from gevent.threadpool import ThreadPool
from werkzeug.middleware.proxy_fix import ProxyFix

from beraad.accounts.hashing import Argon2
from beraad.services.accounts import Accounts
from beraad.services.ports import BankUnit as BankUnitPort
from beraad.services.ports import Hasher
from beraad.services.ports import Store as StorePort
from beraad.settings import Settings
from beraad.storage.store import Store, open_bank, open_room
from beraad.storage.unit import BankUnit, RoomUnit
from beraad.web.application import flask_application
from beraad.web.security import BodyLimit
from beraad.web.throttle import MemoryThrottle
from beraad.web.use_cases import UseCases

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """Everything that runs: the stores, the use cases on them, and what a WSGI server calls."""

    settings: Settings
    room: Store[RoomUnit]
    bank: Store[BankUnit]
    use_cases: UseCases
    flask: Flask
    wsgi: "WSGIApplication"

    def close(self) -> None:
        """Finish what waits to be stored and close the stores."""
        self.room.close()
        self.bank.close()


def create_app(settings: Settings, *, hasher: Hasher | None = None) -> App:
    """Join everything. It opens the stores but does not migrate them; hasher: a quick one for tests."""
    room, bank = open_room(settings), open_bank(settings)

    def check_stores() -> None:
        room.check()
        bank.check()

    use_cases = UseCases(
        settings=settings,
        accounts=create_accounts(settings, bank, hasher=hasher),
        check_stores=check_stores,
    )
    flask = flask_application(use_cases)
    pages: WSGIApplication = flask.wsgi_app
    if settings.https:  # then a reverse proxy stands before us, and tells who asks
        pages = ProxyFix(pages, x_for=1)
    return App(
        settings=settings,
        room=room,
        bank=bank,
        use_cases=use_cases,
        flask=flask,
        wsgi=BodyLimit(pages, pages),
    )


def create_accounts(settings: Settings, bank: StorePort[BankUnitPort], *, hasher: Hasher | None = None) -> Accounts:
    """Return the use cases of accounts on a bank, for the server and for commands alike."""
    return Accounts(
        bank=bank,
        hasher=hasher or Argon2(),
        elsewhere=OffTheLoop(ThreadPool(2)),
        throttle=MemoryThrottle(),
        now=now,
        new_token=new_token,
        secret=settings.secret.encode(),
        on_sign_out=lambda _sign_in: None,
    )


class OffTheLoop:
    """Run slow work on native threads, so that the loop goes on."""

    def __init__(self, pool: ThreadPool) -> None:
        self._pool = pool

    def __call__(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return cast(T, self._pool.apply(work, args, kwargs))


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def new_token() -> str:
    """Return 32 random bytes as text that fits in an address."""
    return token_urlsafe(32)
