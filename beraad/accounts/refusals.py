"""Why the rules of people say no."""

from beraad.refusal import Refusal


class SignInFirst(Refusal):
    """Nobody is signed in, and this is not for everybody."""

    code, status = "sign-in-first", 401


class NotAllowed(Refusal):
    """None of your roles may do this."""

    code, status = "not-allowed", 403


class NotThere(Refusal):
    """No such thing, or none for you: the two answer alike."""

    code, status = "not-there", 404


class WrongEmailOrPassword(Refusal):
    """One of the two is wrong; which one is not told."""

    code, status = "wrong-email-or-password", 422


class TooOften(Refusal):
    """Too many tries; again after `minutes`."""

    code, status = "too-often", 429


class InvitationNotThere(Refusal):
    """No invitation with that link; perhaps a newer one took its place."""

    code, status = "invitation-not-there", 404


class InvitationExpired(Refusal):
    """The link was valid for seven days."""

    code, status = "invitation-expired", 409


class InvitationUsed(Refusal):
    """The link was used; a password was set with it."""

    code, status = "invitation-used", 409


class PasswordTooShort(Refusal):
    """At least `least` characters."""

    code, status = "password-too-short", 422


class PasswordTooLong(Refusal):
    """At most `most` characters."""

    code, status = "password-too-long", 422


class PasswordLikeYou(Refusal):
    """The password is the name or the address, or hardly a password at all."""

    code, status = "password-like-you", 422


class EmailTaken(Refusal):
    """Somebody has an account with this address."""

    code, status = "email-taken", 409


class NotAnEmail(Refusal):
    """This is not an e-mail address."""

    code, status = "not-an-email", 422


class NoRole(Refusal):
    """An account needs at least one role."""

    code, status = "no-role", 422


class OwnAccess(Refusal):
    """Nobody ends the own access, or stops being an administrator by the own hand."""

    code, status = "own-access", 409


class LastAdministrator(Refusal):
    """Without this person nobody would be left who can administer."""

    code, status = "last-administrator", 409


class AccessEnded(Refusal):
    """This person's access was ended; it has to be given again first."""

    code, status = "access-ended", 409


class HasAccess(Refusal):
    """This person has access already; there is nothing to give again."""

    code, status = "has-access", 409
