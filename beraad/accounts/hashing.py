"""Passwords as argon2id hashes. Slow on purpose: run it off the loop."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2:
    """Hashes with argon2id; the defaults are RFC 9106's low-memory recommendation, tests use less."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("the password of nobody")

    def hash(self, password: str) -> str:
        """Return the hash to store, with its salt and costs."""
        return self._hasher.hash(password)

    def verify(self, hashed: str, password: str) -> bool:
        """Return whether `password` belongs to `hashed`; empty (nobody) takes as long, and is False."""
        try:
            self._hasher.verify(hashed or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return bool(hashed)
