"""The Chromium that tests, pictures and measurements start."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium-headless-shell", "chromium")
"""The same browser without and with windows. The first takes some 40 % less processor time, and is used where it is."""


def program() -> str | None:
    """Return where Chromium is on this machine, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def start(playwright: Playwright, *flags: str) -> Browser:
    """Start Chromium, also as root."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=program(), args=[*flags, *root])
