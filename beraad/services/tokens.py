"""Random texts that open something: what goes out is never what is stored."""

import hmac
from hashlib import sha256
from secrets import token_bytes

import msgspec

from beraad.deliberation.seats import Face


def hash_of(token: str) -> str:
    """Return what is stored of a token. The token is random and long, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


def derived(secret: bytes, *what: object) -> str:
    """Return what a repeated request finds again from the same words, and nobody can make without the server's key."""
    return hmac.digest(secret, msgspec.json.encode(what), "sha256").hex()


def masked(key: str) -> str:
    """Return a key of 64 hex digits as 128 others, new each time: how small a page becomes tells nothing of it."""
    mask = token_bytes(32)
    return (mask + bytes(a ^ b for a, b in zip(mask, bytes.fromhex(key), strict=True))).hex()


def seat_cookie(face: Face) -> str:
    """Return the name of the cookie with a seat's secret; its path is that of the face."""
    return f"beraad_{face}"
