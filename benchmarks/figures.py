"""Figures: percentiles, medians, ratios, and how busy the machine was beside them."""

import os
from collections.abc import Sequence
from statistics import median


def percentile(values: Sequence[float], of_hundred: float) -> float:
    """Return the value that `of_hundred` percent are at most."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * int(of_hundred * 10) // 1000) - 1))]


def load() -> str:
    """Return the load average of the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def line(what: str, values: Sequence[float], most: float, unit: str = "") -> str:
    """Return one line of a report: the median of the repetitions, each of them, and what was promised."""
    each = " ".join(f"{value:.2f}" for value in values)
    held = "holds" if median(values) <= most else "FALLS SHORT"
    return f"{what:<58} {median(values):8.2f}{unit:<3} (promised {most:g}{unit}; {each}) {held}; load {load()}"
