"""Figures: percentiles, medians, ratios, and how busy the machine was beside them."""

import os
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import click


class Figure(NamedTuple):
    """What was measured in each repetition. most: what was promised, if anything was. beside: what it was made of."""

    what: str
    values: Sequence[float]
    unit: str
    most: float | None = None
    beside: str = ""
    load: str = ""

    @property
    def promised(self) -> str:
        return "" if self.most is None else f"≤ {self.most:g} {self.unit}".strip()

    @property
    def holds(self) -> str:
        return "" if self.most is None else "yes" if median(self.values) <= self.most else "no"

    def words(self) -> str:
        """Return a line of a report."""
        each = " ".join(f"{value:.2f}" for value in self.values)
        verdict = {"": "", "yes": f" ({self.promised}: holds)", "no": f" ({self.promised}: FALLS SHORT)"}
        beside = f", {self.beside}" if self.beside else ""
        measured = f"{median(self.values):8.2f} {self.unit} [{each}]"
        return f"{self.what:<62}{measured}{verdict[self.holds]}{beside}; load {self.load}"

    def row(self) -> str:
        """Return a row of the table in docs/performance.md."""
        each = f" ({', '.join(f'{value:.2f}' for value in self.values)})" if len(self.values) > 1 else ""
        beside = f": {self.beside}" if self.beside else ""
        middle = f"{median(self.values):.2f} {self.unit}".strip() if self.values else "nothing"
        measured = f"**{middle}**{each}{beside}"
        return f"| {self.what} | {self.promised} | {measured} | {self.load} | {self.holds} |"


def say(figures: Sequence[Figure]) -> list[Figure]:
    """Print figures as they were measured just now, and return them with the load of the machine."""
    said = [figure._replace(load=load()) for figure in figures]
    for figure in said:
        click.echo(figure.words())
    return said


def percentile(values: Sequence[float], of_hundred: float) -> float:
    """Return the value that `of_hundred` percent are at most."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * int(of_hundred * 10) // 1000) - 1))]


def load() -> str:
    """Return the load average of the last minute."""
    return f"{os.getloadavg()[0]:.1f}"
