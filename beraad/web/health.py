"""Whether the server can do its work."""

from flask import Blueprint, Response

from beraad.services.ports import StoreUnavailable
from beraad.web.permission import permission
from beraad.web.use_cases import use_cases

health = Blueprint("health", __name__)


@health.get("/healthz")
@permission("health.see")
def healthz() -> Response:
    """Answer 200 "ok" if both stores answer, else 503. Without Redis the work goes on: a second line says so."""
    try:
        use_cases().check_stores()
    except StoreUnavailable:
        return Response("store unavailable\n", 503, content_type="text/plain")
    lost = "redis is lost: what happens at another worker shows within 8 seconds\n"
    return Response("ok\n" + lost * use_cases().alone(), content_type="text/plain")
