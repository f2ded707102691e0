"""What a password must be: long, and not your own name or address. Source: NIST SP 800-63B §3.1.1."""

from beraad.accounts.account import Account
from beraad.accounts.refusals import PasswordLikeYou, PasswordTooLong, PasswordTooShort

SHORTEST = 12
LONGEST = 200


def check_password(password: str, account: Account) -> None:
    """Raise a refusal about the field `password` unless it will do for this account."""
    if len(password) < SHORTEST:
        raise PasswordTooShort(field="password", least=SHORTEST)
    if len(password) > LONGEST:
        raise PasswordTooLong(field="password", most=LONGEST)
    yours = {account.email, account.email.partition("@")[0], account.name.casefold()}
    if password.strip().casefold() in yours or len(set(password)) < 4:
        raise PasswordLikeYou(field="password")
