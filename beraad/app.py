"""create_app: the one place where the parts are joined."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from secrets import SystemRandom, choice, token_hex, token_urlsafe
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from flask import Flask
from gevent.threadpool import ThreadPool
from limits.storage import RedisStorage
from werkzeug.middleware.proxy_fix import ProxyFix

from beraad.accounts.hashing import Argon2
from beraad.jobs.ticker import Ticker
from beraad.live.sockets import Live
from beraad.live.workers import Workers, pool
from beraad.pages.parts import render
from beraad.services.accounts import Accounts
from beraad.services.casebank import CaseBank, CaseUnit
from beraad.services.drafts import Drafts
from beraad.services.keys import Keys
from beraad.services.minority import Minority
from beraad.services.ports import BankUnit as BankUnitPort
from beraad.services.ports import Hasher, Throttle
from beraad.services.ports import Store as StorePort
from beraad.services.practice import Practice
from beraad.services.preparing import Preparing
from beraad.services.reading import Reading
from beraad.services.rehearsal import Rehearsals
from beraad.services.reports import Reports, SeatGone
from beraad.services.sessions import CODE_SIGNS, Sessions
from beraad.services.sharing import Sharing
from beraad.services.tokens import derived
from beraad.settings import Settings
from beraad.storage.ledger import Ledger, ledger_in
from beraad.storage.methods import read_methods
from beraad.storage.store import Store, open_bank, open_room
from beraad.storage.unit import BankUnit, RoomUnit
from beraad.storage.wipe import Wiper
from beraad.web.application import flask_application
from beraad.web.log import part_failed
from beraad.web.security import BodyLimit
from beraad.web.throttle import CountingThrottle, SharedThrottle
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
    ticker: Ticker
    workers: Workers | None

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

    def tidy_bank() -> None:
        bank_wiper(False)

    live, ticker = Live(partial(render, failed=part_failed)), Ticker(now)
    wiper, bank_wiper = Wiper(room), Wiper(bank)
    sessions = Sessions(
        room=room,
        methods=read_methods(settings.data),
        secret=settings.secret.encode(),
        now=now,
        new_id=new_id,
        new_code=new_code,
        tell=live,
        wake_at=ticker.at,
        wipe=lambda at_once: wiper.at_once() if at_once else wiper.later(),
        origin=settings.origin,
        stands=lambda hashed: accounts.stands(hashed),
    )
    ticker.often.append(sessions.do_what_is_due)
    ticker.seldom.append(sessions.end_what_was_left)
    ticker.seldom.append(sessions.end_what_outlived_its_sign_in)
    ledger = ledger_in(settings.data)
    reports = create_reports(settings, room, ledger, wiper, seat_gone=live.seat_gone)
    ticker.seldom.append(reports.keep_tidy)
    rehearsals = Rehearsals(sessions=sessions, reports=reports)
    ticker.often.append(rehearsals.do_what_is_due)
    casebank = create_casebank(bank, ledger, wipe=bank_wiper.at_once)
    ticker.seldom.append(casebank.index_again)
    ticker.seldom.append(tidy_bank)
    secret = settings.secret.encode()
    sharing = create_sharing(settings, room, bank, casebank)
    ticker.seldom.insert(0, sharing.keep_presenters)  # before logs go
    reading = create_reading(room, bank, casebank, wipe=wiper.at_once)
    ticker.seldom.append(reading.finish)
    throttle: Throttle = CountingThrottle()
    if settings.redis:
        redis, name = pool(settings.redis), f"beraad:{derived(secret, 'workers')[:32]}"
        live.workers = workers = Workers(redis, channel=name, name=new_id(), hear=live.hear)
        counts = RedisStorage("redis://", connection_pool=redis, key_prefix=name, wrap_exceptions=True)
        throttle = SharedThrottle(counts, secret, lambda: workers.reached)
    accounts = create_accounts(settings, bank, hasher=hasher, throttle=throttle, on_sign_out=sessions.end_sign_in)
    ticker.seldom.append(accounts.end_expired)
    keys = Keys(room=room, sessions=sessions, throttle=throttle)
    ticker.seldom.append(keys.end_passes)
    use_cases = UseCases(
        settings=settings,
        accounts=accounts,
        sessions=sessions,
        keys=keys,
        preparing=Preparing(sessions=sessions),
        reports=reports,
        casebank=casebank,
        drafts=Drafts(room=room, bank=bank, reports=reports, secret=secret, now=now, new_case_id=new_case_id),
        sharing=sharing,
        reading=reading,
        minority=Minority(room=room, secret=secret, now=now, announce=live.announce, wipe=wiper.at_once),
        practice=Practice(
            sessions=sessions, reports=reports, casebank=casebank, throttle=throttle, open=settings.open_practice
        ),
        rehearsals=rehearsals,
        throttle=throttle,
        elsewhere=OffTheLoop(ThreadPool(1)),
        check_stores=check_stores,
        alone=lambda: live.workers is not None and not live.workers.reached,
    )
    flask = flask_application(use_cases)
    plain: WSGIApplication = flask.wsgi_app  # words the refusal of a body, also of one meant for a socket
    live.install(flask, sessions, keys, list(settings.origins))
    pages: WSGIApplication = flask.wsgi_app
    if settings.https:  # then a reverse proxy stands before us, and tells who asks
        pages = ProxyFix(pages, x_for=1)
    return App(
        settings=settings,
        room=room,
        bank=bank,
        use_cases=use_cases,
        flask=flask,
        wsgi=BodyLimit(pages, plain),
        ticker=ticker,
        workers=live.workers,
    )


def create_accounts(
    settings: Settings,
    bank: StorePort[BankUnitPort],
    *,
    hasher: Hasher | None = None,
    throttle: Throttle | None = None,
    on_sign_out: Callable[[str], None] = lambda _sign_in: None,
) -> Accounts:
    """Return the use cases of accounts on a bank, for the server and for commands alike."""
    return Accounts(
        bank=bank,
        hasher=hasher or Argon2(),
        elsewhere=OffTheLoop(ThreadPool(2)),
        throttle=throttle or CountingThrottle(),
        now=now,
        new_token=new_token,
        secret=settings.secret.encode(),
        on_sign_out=on_sign_out,
    )


def create_reports(
    settings: Settings,
    room: Store[RoomUnit],
    ledger: Ledger,
    wiper: Wiper,
    *,
    seat_gone: SeatGone = lambda session, seat: None,
) -> Reports:
    """Return the use cases of reports on a room, for the server and for commands alike."""
    return Reports(
        room=room,
        now=now,
        stays=timedelta(days=settings.retention_days),
        ledger=ledger,
        seat_gone=seat_gone,
        wipe=wiper,
    )


def create_casebank(
    bank: StorePort[CaseUnit], ledger: Ledger, *, wipe: Callable[[], object] = lambda: None
) -> CaseBank:
    """Return the use cases of the case bank, for the server and for commands alike."""
    return CaseBank(bank=bank, now=now, new_token=new_token, note_withdrawn=partial(ledger.add, "case"), wipe=wipe)


def create_sharing(settings: Settings, room: Store[RoomUnit], bank: Store[BankUnit], casebank: CaseBank) -> Sharing:
    """Return the use cases of sharing a case, for the server and for commands alike."""
    return Sharing(room=room, bank=bank, casebank=casebank, secret=settings.secret.encode(), new_token=new_token)


def create_reading(
    room: Store[RoomUnit], bank: Store[BankUnit], casebank: CaseBank, *, wipe: Callable[[], object] = lambda: None
) -> Reading:
    """Return the use cases of reading and publishing, for the server and for commands alike."""
    chance = SystemRandom().random
    return Reading(room=room, bank=bank, casebank=casebank, now=now, new_token=new_token, chance=chance, wipe=wipe)


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


def new_id() -> str:
    """Return 96 random bits as text that fits in an address: the name of a session, a seat or a text."""
    return token_urlsafe(12)


def new_case_id() -> str:
    """Return 96 random bits as small letters and digits: the name of a case, also in its file."""
    return token_hex(12)


def new_code() -> str:
    """Return a join code: eight signs without look-alikes, some 36 bits; wrong guesses are throttled."""
    return "".join(choice(CODE_SIGNS) for _ in range(8))
