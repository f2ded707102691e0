"""What a password must be."""

import pytest

from beraad.accounts.hashing import Argon2
from beraad.accounts.passwords import check_password
from beraad.accounts.refusals import PasswordLikeYou, PasswordTooLong, PasswordTooShort
from beraad.refusal import Refusal
from tests.builders import an_account


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("elf tekens.", PasswordTooShort),
        ("x" * 201, PasswordTooLong),
        ("leider@voorbeeld.example", PasswordLikeYou),
        ("LEIDER@voorbeeld.example ", PasswordLikeYou),
        ("Gespreksleider", PasswordLikeYou),
        ("aaaaaaaaaaaa", PasswordLikeYou),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        check_password(password, an_account())
    assert refused.value.field == "password"


@pytest.mark.parametrize("password", ["twaalf teken", "🦉 uil op een tak", "x" * 100 + "abc"])
def test_a_long_password_will_do_whatever_it_is_made_of(password: str) -> None:
    check_password(password, an_account())


def test_a_hash_fits_its_password_and_no_other() -> None:
    argon2 = Argon2()
    hashed = argon2.hash("een lange zin")
    assert hashed.startswith("$argon2id$")
    assert argon2.verify(hashed, "een lange zin")
    assert not argon2.verify(hashed, "een lange zij")
    assert not argon2.verify("", "the password of nobody")
    assert not argon2.verify("no hash", "een lange zin")
