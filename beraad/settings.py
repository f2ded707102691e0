"""Settings: read once from BERAAD_* variables, frozen, and checked before anything is served."""

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
SHORTEST_SECRET = 32
FEWEST_CHARACTERS = 10  # different ones: "aaaa…" and "changemechangeme…" are no secrets


class SettingsError(Exception):
    """A setting is missing or wrong; the text is one sentence that says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set from outside. Field `port` is the variable BERAAD_PORT; docs/settings.md explains each."""

    data: Path = Path("data")
    database: str = ""
    redis: str = ""
    secret: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    origin: str = "http://127.0.0.1:8000"
    other_origins: tuple[str, ...] = ()
    trial: bool = False
    open_practice: bool = True
    retention_days: int = 14
    failpoint: str = ""

    @property
    def origins(self) -> tuple[str, ...]:
        """Every origin this server is reached by; the first is the one for links."""
        return (self.origin, *self.other_origins)

    @property
    def https(self) -> bool:
        """True if people reach this server over https, so that cookies may be Secure."""
        return self.origin.startswith("https://")


def names() -> tuple[str, ...]:
    """Return the name of every variable that is read."""
    return tuple(f"BERAAD_{field.name.upper()}" for field in fields(Settings))


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Read the settings; a variable that is absent or empty has its default.

    Raises SettingsError with the variable's name, what is wrong and an example.
    """

    def read(name: str, parse: Callable[[str], T], default: T, example: str) -> T:
        text = environ.get(f"BERAAD_{name}", "").strip()
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as error:
            raise SettingsError(f"BERAAD_{name} {error}; for example: BERAAD_{name}={example}") from None

    port = read("PORT", _whole_number(1, 65535), 8000, "8000")
    return Settings(
        data=read("DATA", Path, Path("data"), "/var/lib/beraad"),
        database=read("DATABASE", _database, "", "postgresql://beraad@localhost/beraad"),
        redis=read("REDIS", _redis, "", "redis://127.0.0.1:6379"),
        secret=environ.get("BERAAD_SECRET", "").strip(),
        host=read("HOST", str, "127.0.0.1", "127.0.0.1"),
        port=port,
        origin=read("ORIGIN", _origin, f"http://127.0.0.1:{port}", "https://beraad.example.nl"),
        other_origins=read("OTHER_ORIGINS", _origins, (), "http://localhost:8000"),
        trial=read("TRIAL", _switch, False, "1"),
        open_practice=read("OPEN_PRACTICE", _switch, True, "off"),
        retention_days=read("RETENTION_DAYS", _whole_number(1, 90), 14, "14"),
        failpoint=read("FAILPOINT", str, "", "room:before-commit:delay:10"),
    )


def check_for_serving(settings: Settings) -> None:
    """Refuse, in a sentence that says what to do, what would make serving unsafe. Raises SettingsError."""
    if not settings.secret:
        raise SettingsError(f"BERAAD_SECRET is missing. Make one with: {MAKE_ONE}")
    if len(settings.secret) < SHORTEST_SECRET or len(set(settings.secret)) < FEWEST_CHARACTERS:
        raise SettingsError(
            f"BERAAD_SECRET is too weak: use at least {SHORTEST_SECRET} random characters. Make one with: {MAKE_ONE}"
        )
    if settings.redis and not settings.database:
        raise SettingsError(
            "BERAAD_REDIS is for several workers, and those need PostgreSQL. Give BERAAD_DATABASE its address"
            " (docs/install.md), or leave BERAAD_REDIS empty: then one process serves everybody from SQLite."
        )
    for origin in settings.origins:
        if origin.startswith("http://") and not is_loopback(origin) and not settings.trial:
            raise SettingsError(
                f"{origin} is not encrypted, so names and texts could be read on the way."
                " Give BERAAD_ORIGIN an https:// address (docs/install.md),"
                " or set BERAAD_TRIAL=1 to try it out without real cases."
            )


def is_loopback(origin: str) -> bool:
    """Return whether an origin is this machine itself, where nothing travels over a network."""
    host = urlsplit(origin).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def files(name: str) -> Path:
    """Return the folder `templates`, `static`, `guide` or `seed_cases`: in the wheel, or in a checkout."""
    package = Path(__file__).resolve().parent
    packed = package / "_files" / name
    if packed.is_dir():
        return packed
    return package.parent / {"seed_cases": "casebank", "guide": "docs/guide"}.get(name, name)


def _whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not lowest <= int(text) <= highest:
            raise ValueError(f"is not a whole number from {lowest} to {highest}")
        return int(text)

    return parse


def _switch(text: str) -> bool:
    if text.lower() in ("1", "on", "yes", "true"):
        return True
    if text.lower() in ("0", "off", "no", "false"):
        return False
    raise ValueError("is neither on nor off")


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or f"{parts.scheme}://{parts.netloc}" != text:
        raise ValueError("is not the start of an address, without a path")
    return text.lower()


def _origins(text: str) -> tuple[str, ...]:
    return tuple(_origin(each) for each in text.split())


def _database(text: str) -> str:
    if not text.startswith("postgresql://"):
        raise ValueError("does not start with postgresql:// (leave it empty for SQLite)")
    return text


def _redis(text: str) -> str:
    host = r"(\[[0-9a-f:]+\]|[^/?#\s@:]+)(:[0-9]{1,5})?"
    if not re.fullmatch(rf"rediss?://([^/?#\s@]*@)?{host}(/[0-9]*)?|unix://(/[^/?#\s]+)+", text):
        raise ValueError("is not an address that starts with redis://, rediss:// or unix:///")
    return text
