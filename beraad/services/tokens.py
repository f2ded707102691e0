"""Random texts that open something: what goes out is never what is stored."""

from hashlib import sha256

from beraad.deliberation.seats import Face


def hash_of(token: str) -> str:
    """Return what is stored of a token. The token is random and long, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


def seat_cookie(face: Face) -> str:
    """Return the name of the cookie with a seat's secret; its path is that of the face."""
    return f"beraad_{face}"
