"""Serve over HTTP with gevent. Importing this patches the process, so only `serve` and `demo` do."""

from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402
import logging  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
from collections.abc import Callable  # noqa: E402
from types import TracebackType  # noqa: E402

import gevent  # noqa: E402
import structlog  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402

from beraad.app import App, create_app  # noqa: E402
from beraad.settings import Settings  # noqa: E402
from beraad.web.errors import place_of  # noqa: E402
from beraad.web.log import configure_logs  # noqa: E402

STOP_WITHIN = 5  # seconds that requests get to finish after SIGTERM


def serve(settings: Settings, ready: Callable[[App], None], *, quiet: bool = False) -> None:
    """Serve until SIGTERM or SIGINT, then let requests finish. `ready` is called once the port is open.

    quiet: log what goes wrong, not each request, so that what `ready` printed stays in sight.
    Raises OSError if the port cannot be opened.
    """
    configure_logs(logging.WARNING if quiet else logging.INFO)
    gevent.get_hub().print_exception = note_fault
    app = create_app(settings)
    server = new_server(settings, app)
    for name in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(name, server.stop)
    server.start()
    gevent.spawn(app.ticker.run)
    if app.workers:
        gevent.spawn(app.workers.run)
    spare_the_room()
    ready(app)
    server.serve_forever(stop_timeout=STOP_WITHIN)
    app.close()


def spare_the_room() -> None:
    """Have Python look for garbage less often, and never again through what is there from the start and stays.

    It finds next to nothing, and everybody waits meanwhile: in a room of 300 some 130 ms, every 500 inputs.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(2_000, 10, 10)


def new_server(settings: Settings, app: App) -> WSGIServer:
    """Return a server whose port is open. Raises OSError if it is taken."""
    server = WSGIServer((settings.host, settings.port), app.wsgi, log=None, error_log=None)
    server.init_socket()
    # Connections inherit it: without it a small answer leaves 44 ms late.
    server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return server


def note_fault(
    _context: object, kind: type[BaseException], fault: BaseException | None, _trace: TracebackType | None
) -> None:
    """Log where a greenlet failed. gevent itself would print what it was given, and so what somebody sent."""
    structlog.get_logger().error("fault", kind=kind.__name__, place=place_of(fault) if fault else "unknown")
