"""Who is signed in. Flask-Login is used here and nowhere else; its "user id" is the token of a sign-in."""

from flask import Flask, Request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager, current_user, login_user, logout_user

from beraad.accounts.account import Account
from beraad.accounts.refusals import SignInFirst
from beraad.services.accounts import Person
from beraad.services.tokens import hash_of
from beraad.web.use_cases import use_cases


class _SignedIn:
    """A person as Flask-Login sees it: by the token, so that signing out on the server ends it everywhere."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, token: str, person: Person) -> None:
        self.token = token
        self.person = person

    def get_id(self) -> str:
        return self.token


class _OnlyWhereKept(SecureCookieSessionInterface):
    """Opens what is kept in the cookie; a browser without it, as every guest's, has nothing that a signature is for."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) in request.cookies:
            return super().open_session(app, request)
        return self.session_class()


def install_sign_in(app: Flask, secret: str, *, https: bool) -> None:
    """Keep the token in a signed cookie that scripts cannot read and other sites cannot send."""
    app.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME="__Host-beraad" if https else "beraad",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
    )
    app.session_interface = _OnlyWhereKept()
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = None  # a phone changes its address while it is used

    def load(token: str) -> _SignedIn | None:
        person = use_cases().accounts.find_signed_in(token)
        return _SignedIn(token, person) if person else None

    manager.user_loader(load)


def find_person() -> Person | None:
    """Return who is signed in, with rights as they are now, or None."""
    user = current_user
    return user.person if user.is_authenticated else None


def find_account() -> Account | None:
    """Return the account that is signed in, or None."""
    person = find_person()
    return person.account if person else None


def get_account() -> Account:
    """Return the account that is signed in. Raises SignInFirst."""
    account = find_account()
    if account is None:
        raise SignInFirst
    return account


def find_sign_in_hash() -> str | None:
    """Return the hash of this browser's sign-in, which its seats' keys are tied to, or None."""
    user = current_user
    return hash_of(user.token) if user.is_authenticated else None


def keep_sign_in(token: str) -> None:
    """Make this browser signed in; whatever the cookie held before is gone."""
    person = use_cases().accounts.find_signed_in(token)
    if person is None:
        raise SignInFirst
    session.clear()
    login_user(_SignedIn(token, person))


def drop_sign_in() -> None:
    """Sign this browser out, on the server and here."""
    user = current_user
    if user.is_authenticated:
        use_cases().accounts.sign_out(user.token)
    logout_user()
    session.clear()
