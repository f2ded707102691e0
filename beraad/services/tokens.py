"""Random texts that open something: what goes out is never what is stored."""

from hashlib import sha256


def hash_of(token: str) -> str:
    """Return what is stored of a token. The token is random and long, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()
