"""Logs: what happened and how it ended; never what somebody wrote, nor where they were."""

import logging
import sys
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, request

from beraad.deliberation.faces import Part

# The only things a line may hold: a name that is not here is dropped, so content cannot slip in.
ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "route",
        "method",
        "status",
        "ms",
        "id",
        "kind",
        "code",
        "place",
        "number",
        "count",
        "job",
        "store",
        "template",
        "seconds",
        "origin",
        "version",
    }
)


def drop_content(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep only what may stand in a log. Of a session that is the route and how it ended, to the minute."""
    kept = {name: value for name, value in line.items() if name in ALLOWED}
    if str(kept.get("route", "")).startswith("/s/"):
        kept.pop("ms", None)
        kept["timestamp"] = str(kept.get("timestamp", ""))[:16] + "Z"
    return kept


def configure_logs(level: int = logging.INFO) -> None:
    """Write what matters at least as much as `level` to standard error, one JSON object a line."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            drop_content,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def part_failed(part: Part, kind: str) -> None:
    """Note that a part could not be shown: which one, never what stood in it."""
    structlog.get_logger().error("part-failed", template=part.template, kind=kind)


def install_log(app: Flask) -> None:
    """Log each request by its route (never its address, which may hold a token) and how it ended."""
    log = structlog.get_logger()

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        if not route.startswith("/static/") and route != "/healthz":
            took = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000)
            log.info("request", route=route, method=request.method, status=response.status_code, ms=took)
        return response
