"""Settings are read once, checked, and documented."""

import re
from pathlib import Path

import pytest

from beraad.settings import (
    Settings,
    SettingsError,
    check_for_serving,
    files,
    from_environment,
    is_loopback,
    names,
)
from tests.builders import SECRET

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def documented() -> dict[str, str]:
    """Return each variable of docs/settings.md with its example."""
    sections = re.split(r"^## ", DOCUMENT.read_text(), flags=re.MULTILINE)[1:]
    found = {}
    for section in sections:
        name = section.split("\n", 1)[0]
        example = re.search(rf"^    {name}=(.+)$", section, re.MULTILINE)
        assert example, f"{name} has no example"
        found[name] = example[1]
    return found


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    assert sorted(documented()) == sorted(names())


def test_the_examples_are_settings() -> None:
    settings = from_environment(documented())
    assert settings.retention_days == 14
    assert settings.trial


def test_nothing_has_to_be_set() -> None:
    assert from_environment({}) == Settings()
    assert from_environment({"BERAAD_PORT": "", "BERAAD_DATA": " "}) == Settings()


@pytest.mark.parametrize(
    "address",
    [
        "redis://127.0.0.1",
        "redis://localhost:6379/2",
        "rediss://:pass-w0rd!@redis.example.nl:6380",
        "redis://[::1]:6379",
        "unix:///run/redis/redis.sock",
    ],
)
def test_redis_has_many_addresses(address: str) -> None:
    assert from_environment({"BERAAD_REDIS": address}).redis == address


def test_the_origin_follows_the_port() -> None:
    assert from_environment({"BERAAD_PORT": "8123"}).origin == "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "80a"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("TRIAL", "perhaps"),
        ("RETENTION_DAYS", "91"),
        ("ORIGIN", "beraad.example.nl"),
        ("ORIGIN", "https://beraad.example.nl/path"),
        ("OTHER_ORIGINS", "https://a.nl ftp://b.nl"),
        ("DATABASE", "mysql://localhost"),
        ("REDIS", "localhost:6379"),
        ("REDIS", "redis://"),
        ("REDIS", "redis://localhost:port"),
        ("REDIS", "redis://localhost?protocol=3"),
    ],
)
def test_a_wrong_value_is_told_with_its_name_and_an_example(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"^BERAAD_{name} .*for example: BERAAD_{name}="):
        from_environment({f"BERAAD_{name}": value})


@pytest.mark.parametrize("secret", ["", "short", "a" * 40, "abcabcabc" * 10])
def test_a_missing_or_weak_secret_stops_serving_with_a_command_to_make_one(secret: str) -> None:
    with pytest.raises(SettingsError, match=r"BERAAD_SECRET is .*token_urlsafe"):
        check_for_serving(Settings(secret=secret))


def test_several_workers_need_postgresql() -> None:
    with pytest.raises(SettingsError, match=r"BERAAD_REDIS .* BERAAD_DATABASE"):
        check_for_serving(Settings(secret=SECRET, redis="redis://127.0.0.1"))
    check_for_serving(Settings(secret=SECRET, redis="redis://127.0.0.1", database="postgresql://localhost/beraad"))


def test_plain_http_over_a_network_needs_the_word_trial() -> None:
    origin = "http://192.168.1.20:8000"
    with pytest.raises(SettingsError, match="BERAAD_TRIAL=1"):
        check_for_serving(Settings(secret=SECRET, origin=origin))
    with pytest.raises(SettingsError, match="BERAAD_TRIAL=1"):
        check_for_serving(Settings(secret=SECRET, other_origins=(origin,)))
    check_for_serving(Settings(secret=SECRET, origin=origin, trial=True))
    check_for_serving(Settings(secret=SECRET, origin="https://beraad.example.nl"))
    check_for_serving(Settings(secret=SECRET))


@pytest.mark.parametrize(
    ("origin", "here"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.8.8.8", True),
        ("http://[::1]:8000", True),
        ("http://localhost", True),
        ("http://lezer.localhost:8000", True),
        ("http://localhost.example.nl", False),
        ("http://0.0.0.0:8000", False),
        ("http://10.0.0.1", False),
    ],
)
def test_this_machine_is_told_from_others(origin: str, here: bool) -> None:
    assert is_loopback(origin) == here


@pytest.mark.parametrize("name", ["templates", "static"])
def test_the_files_of_pages_are_found(name: str) -> None:
    assert files(name).is_dir()
