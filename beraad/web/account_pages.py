"""The front page, signing in and out, people, and the page of an invitation."""

from datetime import datetime
from secrets import token_urlsafe
from typing import Annotated

import msgspec
from flask import Blueprint, make_response, redirect, request, session
from msgspec import Meta
from werkzeug.wrappers import Response

from beraad.accounts.account import AccountId, AccountState
from beraad.accounts.refusals import InvitationExpired, InvitationUsed
from beraad.accounts.roles import Role
from beraad.anonymise.findings import fold
from beraad.deliberation.stages import OPEN, Stage
from beraad.pages.addresses import address
from beraad.pages.text import HERE, N_, translate
from beraad.refusal import Refusal
from beraad.services.accounts import Invite, Person
from beraad.services.reports import PRACTICE_STAYS
from beraad.web.errors import form_errors, wants_json
from beraad.web.forms import read, typed
from beraad.web.language import language
from beraad.web.permission import permission
from beraad.web.security import own_path
from beraad.web.show import NOTICE, show
from beraad.web.sign_in import drop_sign_in, find_account, get_account, keep_sign_in
from beraad.web.use_cases import use_cases

account_pages = Blueprint("account_pages", __name__)

Email = Annotated[str, Meta(min_length=3, max_length=254)]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
Short = Annotated[str, Meta(max_length=100)]


class SignInForm(msgspec.Struct, frozen=True, kw_only=True):
    email: Email
    password: Annotated[str, Meta(min_length=1, max_length=200)]
    next: Annotated[str, Meta(max_length=2000)] = "/"


class InviteForm(msgspec.Struct, frozen=True, kw_only=True):
    name: Name
    email: Email
    roles: frozenset[Role] = frozenset()
    team: Short = ""
    op: Short = ""


class ResetForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Meta(min_length=1, max_length=64)]


class RolesForm(msgspec.Struct, frozen=True, kw_only=True):
    roles: frozenset[Role] = frozenset()


class GiveAgainForm(msgspec.Struct, frozen=True, kw_only=True):
    op: Short = ""


class PasswordForm(msgspec.Struct, frozen=True, kw_only=True):
    password: Annotated[str, Meta(max_length=1000)]


class NoFields(msgspec.Struct, frozen=True):
    """A form that is only a button."""


@account_pages.get("/")
@permission("front.see")
def front() -> str:
    """Show what beraad is, or what is on today for whoever is signed in."""
    account = find_account()
    if account is None:
        return show("account/front.html")
    today = use_cases().sessions.now().astimezone(HERE).date()
    lines = tuple(
        SessionLine(
            id=row.id,
            title=state.title,
            stage=state.stage,
            when=row.planned_for,
            seats=len(state.at_table),
            rehearsal_until=row.created + PRACTICE_STAYS if row.rehearses else None,
        )
        for row, state in use_cases().sessions.of(account)
    )
    folded = tuple(
        SessionLine(id=row.id, title=sheet.title, stage=row.stage, when=row.planned_for, seats=sheet.people)
        for row, sheet in use_cases().reports.of(account)
    )
    return show(
        "account/today.html",
        "today",
        today=today,
        sessions=tuple(sorted((line for line in (*lines, *folded) if not line.rehearsal_until), key=turn)),
        rehearsals=tuple(line for line in lines if line.rehearsal_until),
        op=token_urlsafe(),
        waiting=use_cases().reading.waiting(account),
        case=None,
    )


class SessionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line in the list of one's own sessions. when: when it begins, or else ends, if that is agreed. seats:
    how many sit at the table.

    rehearsal_until: when a rehearsal goes by itself; None for a real one.
    """

    id: str
    title: str
    stage: str
    when: datetime | None
    seats: int
    rehearsal_until: datetime | None = None


def turn(line: SessionLine) -> tuple[int, float]:
    """Return what puts sessions in the order of their turn: what goes on, what comes, soonest first, what has been.

    What has no day yet, and what has been, stays in the order in which it was prepared, the newest first.
    """
    if line.stage in OPEN:
        return 0, 0
    if line.stage == Stage.PLANNED:
        return 1, line.when.timestamp() if line.when else float("inf")
    return 2, 0


@account_pages.get("/sign-in")
@permission("account.sign-in")
def sign_in_page() -> str | Response:
    """Show the form; whoever is signed in already goes on."""
    next = own_path(request.args.get("next", "/"))
    if find_account() is not None:
        return redirect(next, 303)
    return show("account/sign_in.html", values={}, errors={}, next=next)


@account_pages.post("/sign-in")
@permission("account.sign-in")
def sign_in() -> Response:
    """Sign in and go where the reader was going."""
    try:
        form = read(SignInForm, request)
        token = use_cases().accounts.sign_in(form.email, form.password, request.remote_addr or "")
    except Refusal as refusal:
        return again("account/sign_in.html", refusal, "email", "password", next=own_path(request.form.get("next", "/")))
    keep_sign_in(token)
    return redirect(own_path(form.next), 303)


@account_pages.post("/sign-out")
@permission("account.sign-out")
def sign_out() -> Response:
    """End this sign-in on the server, with everything that came from it."""
    read(NoFields, request)
    drop_sign_in()
    return redirect(address("home"), 303)


@account_pages.get("/people")
@permission("people.see")
def people() -> str:
    """Show who belongs to the organisation, and the form to invite."""
    return show_people()


@account_pages.post("/people/invite")
@permission("people.invite")
def invite() -> str | Response:
    """Invite somebody; the link is shown in this answer and never again."""
    try:
        form = read(InviteForm, request)
        invited = Invite(name=form.name, email=form.email, roles=form.roles, team=form.team)
        token = use_cases().accounts.invite(get_account(), invited, form.op or token_urlsafe())
    except Refusal as refusal:
        if wants_json():
            raise
        fields = ("name", "email", "roles", "team")
        return make_response(show_people(refusal, fields), refusal.status)
    return show_people(link=link_of(token), link_for=form.name)


@account_pages.post("/people/reset")
@permission("people.reset")
def reset() -> Response:
    """Give somebody a new link to set a password; the old password works until then."""
    id = AccountId(read(ResetForm, request).id)
    try:
        token = use_cases().accounts.reset(get_account(), id)
    except Refusal as refusal:
        return person_again(id, refusal)
    return make_response(show_person(id, link=link_of(token)))


@account_pages.get("/people/<id>")
@permission("people.person")
def person(id: str) -> str:
    """Show one person of the organisation, and what can be changed."""
    return show_person(AccountId(id))


@account_pages.post("/people/<id>/roles")
@permission("people.roles")
def roles(id: str) -> Response:
    """Change what somebody may do."""
    try:
        use_cases().accounts.set_roles(get_account(), AccountId(id), read(RolesForm, request).roles)
    except Refusal as refusal:
        return person_again(AccountId(id), refusal)
    return person_with(AccountId(id), N_("De rollen zijn bewaard."))


@account_pages.post("/people/<id>/end")
@permission("people.end")
def end(id: str) -> Response:
    """End somebody's access at once, with every sign-in and what came from it."""
    try:
        read(NoFields, request)
        use_cases().accounts.end(get_account(), AccountId(id))
    except Refusal as refusal:
        return person_again(AccountId(id), refusal)
    return person_with(AccountId(id), N_("De toegang is gestopt."))


@account_pages.post("/people/<id>/give-again")
@permission("people.give-again")
def give_again(id: str) -> Response:
    """Give access again; the link is shown in this answer and never again."""
    try:
        op = read(GiveAgainForm, request).op or token_urlsafe()
        token = use_cases().accounts.give_again(get_account(), AccountId(id), op)
    except Refusal as refusal:
        return person_again(AccountId(id), refusal)
    return make_response(show_person(AccountId(id), link=link_of(token)))


@account_pages.get("/invitation/<token>")
@permission("account.accept-invitation")
def invitation(token: str) -> str | Response:
    """Show the form to set a password, or that the link is no longer valid."""
    return show_invitation(token)


@account_pages.post("/invitation/<token>")
@permission("account.accept-invitation")
def accept_invitation(token: str) -> Response:
    """Set the password and sign in."""
    try:
        form = read(PasswordForm, request)
        signed_in = use_cases().accounts.accept_invitation(token, form.password)
    except Refusal as refusal:
        if wants_json():
            raise
        return make_response(show_invitation(token, refusal), refusal.status)
    keep_sign_in(signed_in)
    return redirect(address("home"), 303)


def show_people(
    refusal: Refusal | None = None, fields: tuple[str, ...] = (), *, link: str | None = None, link_for: str = ""
) -> str:
    """Return the page of people, with the form as it was typed if it was refused."""
    accounts, by = use_cases().accounts, get_account()
    everybody = tuple(person_row(each) for each in accounts.people(by))
    wanted = request.args.get("q", "")[:100]
    rows = tuple(row for row in everybody if is_meant(row, wanted))
    return show(
        "account/people.html",
        "people",
        wanted=wanted,
        many=len(everybody) >= MANY,
        people=tuple(row for row in rows if row.state != AccountState.ENDED),
        ended=tuple(row for row in rows if row.state == AccountState.ENDED),
        teams=accounts.teams(by),
        values=typed(request) | {"roles": request.form.getlist("roles")} if refusal else {},
        errors=form_errors(refusal, *fields) if refusal else {},
        link=link,
        link_for=link_for,
        op=token_urlsafe(),
    )


MANY = 15
"""From so many people on a page is too long to look somebody up in."""


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line in the list of people; state is "active", "invited" or "ended"."""

    id: str
    name: str
    email: str
    roles: tuple[str, ...]
    team: str
    state: str


def is_meant(row: PersonRow, wanted: str) -> bool:
    """Whether each wanted word stands somewhere in what is said of somebody, as names are compared."""
    said = fold(f"{row.name} {row.email} {row.team}")
    return all(word in said for word in fold(wanted).split())


def person_row(person: Person) -> PersonRow:
    """Return what the pages of people say of somebody."""
    account = person.account
    return PersonRow(
        id=account.id,
        name=account.name,
        email=account.email,
        roles=tuple(sorted(account.roles)),
        team=person.team,
        state=account.state,
    )


def show_person(id: AccountId, refusal: Refusal | None = None, *, link: str | None = None) -> str:
    """Return the page of one person, with the roles as they were ticked if that was refused. Raises NotThere."""
    by = get_account()
    row = person_row(use_cases().accounts.person(by, id))
    return show(
        "account/person.html",
        "people",
        person=row,
        own=row.id == by.id,
        roles=request.form.getlist("roles") if refusal and "roles" in request.form else row.roles,
        errors=form_errors(refusal, "roles") if refusal else {},
        link=link,
        op=token_urlsafe(),
    )


def person_again(id: AccountId, refusal: Refusal) -> Response:
    """Return the page of one person with why something was refused. Raises NotThere."""
    if wants_json():
        raise refusal
    return make_response(show_person(id, refusal), refusal.status)


def person_with(id: AccountId, notice: str) -> Response:
    """Lead to the page of one person, which says once what was done."""
    session[NOTICE] = translate(language(), notice)
    return redirect(address("person", id=id), 303)


def show_invitation(token: str, refusal: Refusal | None = None) -> Response:
    """Return the page of an invitation. Raises InvitationNotThere."""
    use_cases().accounts.throttle.hit("invitation", request.remote_addr or "")
    try:
        person = use_cases().accounts.find_invitation(token)
    except (InvitationExpired, InvitationUsed) as over:
        view = show("account/password.html", name="", organisation="", values={}, errors={}, expired=True)
        return make_response(view, over.status)
    view = show(
        "account/password.html",
        name=person.account.name,
        organisation=person.organisation.name,
        values={},
        errors=form_errors(refusal, "password") if refusal else {},
        expired=False,
    )
    return make_response(view, refusal.status if refusal else 200)


def again(template: str, refusal: Refusal, *fields: str, next: str) -> Response:
    """Return a form once more, with what was typed and why it was refused."""
    if wants_json():
        raise refusal
    html = show(template, values=typed(request), errors=form_errors(refusal, *fields), next=next)
    return make_response(html, refusal.status)


def link_of(token: str) -> str:
    """Return the whole address of an invitation, from the settings and never from the request."""
    return use_cases().settings.origin + address("invitation", token=token)
