"""What the log may hold."""

from typing import Any

from beraad.web.log import drop_content


def line(**more: Any) -> dict[str, Any]:
    return dict(drop_content(None, "info", {"event": "request", "timestamp": "2026-11-24T20:48:35.62Z", **more}))


def test_a_line_holds_no_content_and_no_address() -> None:
    assert "Daan" not in str(line(text="Daan is 12", address="10.0.0.7", route="/join"))


def test_of_a_session_the_log_knows_the_route_and_the_minute_and_no_more() -> None:
    logged = line(route="/s/<id>/<face>/", ms=12, status=200)
    assert logged == {"event": "request", "timestamp": "2026-11-24T20:48Z", "route": "/s/<id>/<face>/", "status": 200}
    assert line(route="/bank", ms=12)["ms"] == 12
