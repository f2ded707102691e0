"""Conversation methods as files: those that beraad ships, and an organisation's own in DATA/methods/."""

from pathlib import Path

import beraad.deliberation
from beraad.deliberation.activities import ACTIVITIES
from beraad.deliberation.method import Method
from beraad.deliberation.method_file import read_method

SHIPPED = Path(beraad.deliberation.__file__).parent / "methods"


def method_in(path: Path) -> Method:
    """Read one method file. Raises MethodInvalid, or OSError when there is no such file."""
    return read_method(path.read_bytes(), path.name, ACTIVITIES)


def method_files(data: Path) -> tuple[Path, ...]:
    """Return the shipped files and the organisation's own, by name."""
    return tuple(sorted(SHIPPED.glob("*.yaml")) + sorted((data / "methods").glob("*.yaml")))


def read_methods(data: Path) -> dict[str, Method]:
    """Read every method, by id; an own one with the id of a shipped one replaces it. Raises MethodInvalid."""
    return {method.id: method for method in map(method_in, method_files(data))}
