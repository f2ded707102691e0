"""Sessions over HTTP: coming in, the page of each face, and every command as a form."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, make_response, redirect, request
from msgspec import Meta
from werkzeug.wrappers import Response

from beraad.deliberation import commands as c
from beraad.deliberation.activities import activity
from beraad.deliberation.faces import own_parts, paper_parts, parts
from beraad.deliberation.ids import SeatId, SessionId, StepId
from beraad.deliberation.method import Plan
from beraad.deliberation.refusals import KeyRests, NoSuchCommand, NoSuchSession, NoSuchStep, SeatLeads, SessionEnded
from beraad.deliberation.seats import Face, Seat
from beraad.deliberation.stages import Stage
from beraad.deliberation.state import Deliberation
from beraad.deliberation.visibility import viewer, visible
from beraad.deliberation.words import Line, Name
from beraad.pages.addresses import address
from beraad.pages.parts import page_of, render
from beraad.refusal import Refusal
from beraad.services.sessions import Ask
from beraad.services.tokens import masked, seat_cookie
from beraad.web.errors import form_errors, wants_json
from beraad.web.forms import number_in, read, typed
from beraad.web.language import language
from beraad.web.log import part_failed
from beraad.web.permission import permission
from beraad.web.show import frame, show
from beraad.web.sign_in import find_account, find_person, find_sign_in_hash, get_account
from beraad.web.use_cases import use_cases

session_pages = Blueprint("session_pages", __name__)

BESIDES = ("op", "seen", "unnamed", "edit")
"""What goes with what somebody writes: unnamed=1 where the page promised that no name comes with it (services Ask)."""

SHARED_DEVICE = "beraad_shared_device"
"""The cookie of a face on a device that others use too; it goes with the browser's window, as does the seat's."""

Op = Annotated[str, Meta(max_length=64)]


class EnterForm(msgspec.Struct, frozen=True, kw_only=True):
    face: Face


class JoinForm(msgspec.Struct, frozen=True, kw_only=True):
    code: Name
    name: Name
    place: Line = ""
    op: Op = ""
    shared_device: bool = False


class DeviceForm(msgspec.Struct, frozen=True, kw_only=True):
    """shared: others use this device too, so it keeps nothing of what is not sent, and no seat once it is closed."""

    shared: bool


@session_pages.post("/sessions/<id>/enter")
@permission("session.enter")
def enter(id: str) -> Response:
    """Give whoever prepared the session a key to its lead or its screen."""
    return go_in(SessionId(id), read(EnterForm, request).face)


def go_in(id: SessionId, face: Face) -> Response:
    secret = use_cases().sessions.enter(get_account(), id, face, find_sign_in_hash() or "")
    return to_face(id, face, secret)


def to_face(id: SessionId, face: Face, secret: str, mark: str = "", *, shared: bool = False) -> Response:
    """Lead the browser on to a face of a session, with its secret. mark: for the page itself, after the `#`."""
    return with_key(redirect(address("face", id=id, face=face) + mark, 303), id, face, secret, shared=shared)


def with_key(response: Response, id: SessionId, face: Face, secret: str, *, shared: bool = False) -> Response:
    """Give the browser the secret of a seat; it goes to that face's own path only. shared: others use it too."""
    cookies = {seat_cookie(face): secret}
    if face is Face.IN:  # also where there may be none: outside its path the browser does not say so
        cookies[SHARED_DEVICE] = "1" if shared else ""
    for name, value in cookies.items():
        response.set_cookie(
            name,
            value,
            path=f"/s/{id}/{face}",
            max_age=0 if not value else None if shared else timedelta(days=30),
            secure=use_cases().settings.https,
            httponly=True,
            samesite="Lax",
        )
    return response


@session_pages.get("/join")
@permission("session.join")
def join_page() -> str | Response:
    """Ask for the code and the name; a code in the address is looked up at once."""
    return show_join(request.args.get("code", ""))


@session_pages.post("/join")
@permission("session.join")
def join() -> Response:
    """Take a seat as a guest."""
    try:
        form = read(JoinForm, request)
        throttled(form.code)
        id, secret = use_cases().sessions.join(form.code, form.name, form.place, form.op or token_urlsafe())
    except Refusal as refusal:
        if wants_json():
            raise
        return show_join(request.form.get("code", ""), refusal)
    return to_face(id, Face.IN, secret, shared=form.shared_device)


def throttled(code: str) -> Deliberation:
    """Return what is behind a code. Unknown codes share one budget for all; a known code is never held back."""
    sessions = use_cases().sessions
    try:
        return sessions.behind(code)
    except Refusal as refusal:
        if refusal.code == "no-such-code":
            use_cases().throttle.hit("unknown-code")
        raise


def show_join(code: str, refusal: Refusal | None = None) -> Response:
    """Return the page to come in by, saying which beraad was found."""
    found: Deliberation | None = None
    if code:
        try:
            found = throttled(code)
        except Refusal as unknown:
            refusal = refusal or unknown
    html = show(
        "session/join.html",
        code=code,
        title=found.title if found else "",
        chairs=found.chairs if found else (),
        practice=bool(found and found.practice),
        rehearsal=bool(found and found.rehearsal),
        days=use_cases().settings.retention_days,
        values=typed(request) if request.method == "POST" else {},
        errors=form_errors(refusal, "code", "name", "place") if refusal else {},
        op=request.form.get("op") or token_urlsafe(),
    )
    return make_response(html, refusal.status if refusal else 200)


@session_pages.get("/s/<id>/<face>/")
@permission("session.see")
def face_page(id: str, face: str) -> Response:
    """Show a face of a session to the seat whose key this browser holds; its report when that is all there is."""
    try:
        state, seat = seat_here(id, face)
    except SessionEnded:
        return redirect("report", 303)
    except NoSuchSession:
        if wants_json() or face not in set(Face):
            raise
        return without_key(SessionId(id), Face(face))
    except (KeyRests, SeatLeads) as refusal:
        if wants_json():
            raise
        page = "keys/rests.html" if isinstance(refusal, KeyRests) else "keys/leads.html"
        return make_response(show(page, id=id, op=token_urlsafe()), refusal.status)
    place = viewer(state, seat)
    seen = visible(state)
    paper = from_paper(state, seat)
    setting = use_cases().sessions.setting(state.id)
    sessions, shared = use_cases().sessions, SHARED_DEVICE in request.cookies
    html = page_of(
        place.face,
        paper_parts(seen, place, paper) if paper else parts(seen, place, setting),
        () if paper else own_parts(visible(state, seat.id), seat),
        language(),
        frame=frame(find_person() if place.leads else None),
        session=state.id,
        stamp=str(state.stamp),
        now=sessions.now(),
        setting=setting,
        shared_device=shared,
        unsent_key="" if shared else masked(sessions.unsent_key(request.cookies[seat_cookie(place.face)])),
        theme=request.args.get("theme", ""),
        new_op=token_urlsafe,
        template="session/paper.html" if paper else "",
        failed=part_failed,
    )
    return make_response(html)


def without_key(id: SessionId, face: Face) -> Response:
    """Show the way to a face for which this browser has no key: the same for every address, whatever is behind it.

    Only who prepared the session, signed in, hears that it is there. Raises NoSuchSession to anybody else who did.
    """
    account = find_account()
    if account and face is not Face.IN:
        use_cases().sessions.check_own(account, id)
    return make_response(show("keys/lost.html", id=id, face=face), NoSuchSession.status)


@session_pages.post("/s/<id>/in/device")
@permission("session.see")
def device(id: str) -> Response:
    """Say whether others use this device too."""
    shared = read(DeviceForm, request).shared
    state, _ = seat_here(id, Face.IN)
    return to_face(state.id, Face.IN, request.cookies[seat_cookie(Face.IN)], shared=shared)


def from_paper(state: Deliberation, seat: Seat) -> Plan | None:
    """Return the step that `?paper=` asks to type over from paper, if this seat may and the group is past it."""
    plan = state.method.plan(StepId(request.args.get("paper", "")))
    if plan is None or state.stage is not Stage.RUNNING or not state.writes(seat) or not state.has_passed(plan.id):
        return None
    return plan


@session_pages.post("/s/<id>/<face>/step/<step>/<verb>")
@session_pages.post("/s/<id>/<face>/step/<step>/<verb>/for/<whose>")
@permission("session.contribute")
def contribute(id: str, face: str, step: str, verb: str, whose: str = "") -> Response:
    """Do one of the commands of a step's activity; who types for the group, also for somebody else."""
    state, seat = seat_here(id, face)
    plan = state.method.plan(StepId(step))
    if plan is None:
        raise NoSuchStep
    kinds = activity(plan.activity).COMMANDS
    if verb not in kinds:
        raise NoSuchCommand
    what = read(kinds[verb], request, besides=BESIDES)
    return submit(state.id, seat, c.Contribute(step=plan.id, what=what, seat=SeatId(whose)))


@session_pages.post("/s/<id>/<face>/<verb>")
@permission("session.command")
def command(id: str, face: str, verb: str) -> Response:
    """Do one of the session's own commands."""
    state, seat = seat_here(id, face)
    if verb not in c.COMMANDS:
        raise NoSuchCommand
    return submit(state.id, seat, read(c.COMMANDS[verb], request, besides=("op", "seen")))


def seat_here(id: str, face: str) -> tuple[Deliberation, Seat]:
    """Return the state and the seat that this browser's key opens. Raises NoSuchSession or SeatGone."""
    known = Face(face) if face in set(Face) else Face.IN
    secret = request.cookies.get(seat_cookie(known), "") if face == known else ""
    state, seat, _ = use_cases().sessions.seat_behind(SessionId(id), known, secret)
    return state, seat


def submit(id: SessionId, seat: Seat, command: c.Command) -> Response:
    """Have a command done once, and answer with the stamp and the seat's own parts, or lead back to the page."""
    op, seen = request.form.get("op", "")[:64] or token_urlsafe(), request.form.get("seen", "")
    ask = Ask(
        seat=seat.id,
        op=op,
        command=command,
        seen=number_in(seen),
        unnamed=request.form.get("unnamed") == "1",
        edit=request.form.get("edit", "")[:64],
    )
    state = use_cases().sessions.submit(id, ask)
    if not wants_json():
        return redirect(f"/s/{id}/{seat.face}/", 303)
    own, reads = own_parts(visible(state, seat.id), state.seats[seat.id]), language()
    return jsonify(stamp=str(state.stamp), mine={part.key: render(part, reads, part_failed) for part in own})
