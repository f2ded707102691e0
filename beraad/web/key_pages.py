"""How a device gets to a seat, over HTTP: a second one for who leads, the screen, and the way back."""

from contextlib import suppress
from secrets import token_urlsafe
from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, make_response, redirect, request
from msgspec import Meta
from werkzeug.wrappers import Response

from beraad.deliberation import commands as c
from beraad.deliberation.ids import SeatId, SessionId
from beraad.deliberation.refusals import NotYourTask, SessionEnded
from beraad.deliberation.seats import Face
from beraad.deliberation.words import Name
from beraad.pages.addresses import address
from beraad.refusal import Refusal
from beraad.services.tokens import seat_cookie
from beraad.web.account_pages import NoFields
from beraad.web.errors import form_errors, wants_json
from beraad.web.forms import read
from beraad.web.permission import permission
from beraad.web.session_pages import seat_here, submit, to_face
from beraad.web.show import show
from beraad.web.use_cases import use_cases

key_pages = Blueprint("key_pages", __name__)


class PairForm(msgspec.Struct, frozen=True, kw_only=True):
    """screen: the device that asks becomes the screen once another leads."""

    screen: bool = False
    op: Annotated[str, Meta(max_length=64)] = ""


class ScreenForm(msgspec.Struct, frozen=True, kw_only=True):
    """instead: this browser is the screen from now on, and does not lead. Otherwise both, side by side."""

    instead: bool = False


class CodeForm(msgspec.Struct, frozen=True, kw_only=True):
    code: Name


@key_pages.post("/s/<id>/lead/pair")
@permission("session.pair")
def pair(id: str) -> Response:
    """Make a pass for a second device, and lead on to it."""
    form = read(PairForm, request)
    which = use_cases().keys.ask_pass(SessionId(id), lead_secret(), form.op or token_urlsafe())
    more = {"screen": 1} if form.screen else {}
    return redirect(address("pair", id=id, which=which, **more), 303)


@key_pages.get("/s/<id>/lead/pair/<which>")
@permission("session.pair")
def pairing(id: str, which: str) -> Response:
    """Show the pass as a QR and a code; to fetch, only how it stands."""
    found = use_cases().keys.pairing(SessionId(id), lead_secret(), which)
    if wants_json():
        return jsonify(state=found.state)
    if found.rests and found.state == "taken":  # somebody went back
        return redirect(address("face", id=id, face="lead"), 303)
    origin = use_cases().settings.origin
    html = show(
        "keys/pair.html",
        id=id,
        pairing=found,
        screen=request.args.get("screen") == "1",
        link=f"{origin}{address('take_pass', token=found.token)}" if found.token else "",
        type_at=f"{origin.partition('://')[2]}{address('type_pass')}",
        theme=request.args.get("theme", ""),
        op=token_urlsafe(),
    )
    return make_response(html)


@key_pages.post("/s/<id>/lead/screen")
@permission("session.screen")
def screen(id: str) -> Response:
    """Open the screen in the browser of who leads, beside the page that leads or in its place."""
    session = SessionId(id)
    instead = read(ScreenForm, request, besides=("face",)).instead
    secret = use_cases().keys.screen(session, lead_secret(), instead)
    return to_face(session, Face.SCREEN, secret)


@key_pages.post("/s/<id>/lead/again")
@permission("session.pair")
def lead_again(id: str) -> Response:
    """Lead again in this browser, which was the screen."""
    read(NoFields, request)
    use_cases().keys.lead_again(SessionId(id), lead_secret())
    return redirect(address("face", id=id, face="lead"), 303)


@key_pages.post("/s/<id>/lead/end-others")
@permission("session.pair")
def end_others(id: str) -> Response:
    """Let no other device lead from this seat."""
    read(NoFields, request)
    use_cases().keys.end_others(SessionId(id), lead_secret())
    return redirect(address("face", id=id, face="lead"), 303)


@key_pages.post("/s/<id>/in/desk")
@permission("session.see")
def to_desk(id: str) -> Response:
    """Let a guest who leads now go to the page that leads; who does not any more goes to the table."""
    read(NoFields, request)
    session = SessionId(id)
    if secret := use_cases().keys.to_desk(session, request.cookies.get(seat_cookie(Face.IN), "")):
        return to_face(session, Face.LEAD, secret)
    return redirect(address("face", id=id, face="in"), 303)


@key_pages.get("/s/<id>/in/own")
@permission("session.own")
def own(id: str) -> Response:
    """Show a seat what it wrote, the link by which it comes back, and the other links that are its own."""
    session = SessionId(id)
    try:
        found = use_cases().keys.own(session, request.cookies.get(seat_cookie(Face.IN), ""))
    except SessionEnded:
        return redirect("report", 303)
    back = address("come_back", id=id, seat=found.seat.id, token=found.token)
    html = show(
        "keys/own.html",
        own=found,
        link=use_cases().settings.origin + back,
        links=links_of(session, found.seat.id),
        new_op=token_urlsafe,
        theme=request.args.get("theme", ""),
    )
    return make_response(html)


@key_pages.post("/s/<id>/in/own/keep-back")
@permission("session.own")
def keep_back(id: str) -> Response:
    """Keep one of one's own sentences back from the case bank, or let it go after all."""
    state, seat = seat_here(id, Face.IN)
    submit(state.id, seat, read(c.KeepBack, request, besides=("op",)))
    return redirect(address("own_words", id=state.id), 303)


def links_of(id: SessionId, seat: SeatId) -> dict[str, str]:
    """Return the links that outlive the log, as far as this seat has them."""
    found: dict[str, str] = {}
    with suppress(NotYourTask):
        found["minority"] = address("minority", id=id, token=use_cases().minority.token_of(id, seat))
    with suppress(NotYourTask):
        found["share"] = address("share", token=use_cases().sharing.token_of(id, seat))
    return {name: use_cases().settings.origin + path for name, path in found.items()}


@key_pages.get("/own/<id>/<seat>/<token>")
@permission("session.come-back")
def look_at_own(id: str, seat: str, token: str) -> str:
    """Ask whether to come back to the own seat, or say what there is still. Looking opens nothing."""
    back = use_cases().keys.behind_own_link(SessionId(id), SeatId(seat), token)
    path = address("come_back", id=id, seat=seat, token=token)
    return show("keys/back.html", back=back, path=path, days=use_cases().settings.retention_days)


@key_pages.post("/own/<id>/<seat>/<token>")
@permission("session.come-back")
def come_back(id: str, seat: str, token: str) -> Response:
    """Open the own seat in this browser."""
    read(NoFields, request)
    session = SessionId(id)
    try:
        secret = use_cases().keys.come_back(session, SeatId(seat), token)
    except SessionEnded:
        return redirect(address("come_back", id=id, seat=seat, token=token), 303)
    return to_face(session, Face.IN, secret)


@key_pages.get("/pair")
@permission("pass.take")
def type_pass() -> str:
    """Ask for the code of a pass."""
    return show("keys/take.html", token="", code="", errors={})


@key_pages.post("/pair")
@permission("pass.take")
def take_typed_pass() -> Response:
    """Let this device lead, by the code of a pass."""
    try:
        code = read(CodeForm, request).code
        return taken(use_cases().keys.behind_code(code))
    except Refusal as refusal:
        if wants_json():
            raise
        typed = request.form.get("code", "")[:12]
        html = show("keys/take.html", token="", code=typed, errors=form_errors(refusal, "code"))
        return make_response(html, refusal.status)


@key_pages.get("/pair/<token>")
@permission("pass.take")
def look_at_pass(token: str) -> str:
    """Ask whether this device should lead. Looking takes nothing: a preview of the link looks too."""
    use_cases().keys.check_pass(use_cases().keys.behind_link(token))
    return show("keys/take.html", token=token, code="", errors={})


@key_pages.post("/pair/<token>")
@permission("pass.take")
def take_pass(token: str) -> Response:
    """Let this device lead."""
    read(NoFields, request)
    return taken(use_cases().keys.behind_link(token))


def taken(hashed: str) -> Response:
    """Let this browser lead by a pass; it is no laptop on a projector, so nobody asks."""
    session, secret = use_cases().keys.take_pass(hashed)
    return to_face(session, Face.LEAD, secret, "#paired")


def lead_secret() -> str:
    """Return the secret of this browser's key to lead, or nothing."""
    return request.cookies.get(seat_cookie(Face.LEAD), "")
