"""What a phone loads to come in: how many requests, how many bytes as they went over the line, fonts and all."""

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from playwright.sync_api import Browser, sync_playwright

from benchmarks import figures
from benchmarks.figures import Figure
from benchmarks.servers import Beraad
from tools import chromium


def loaded(browser: Browser, address: str) -> dict[str, int]:
    """Open a page with nothing kept from before; return the bytes of each answer, headers included, by its path."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    wire = page.context.new_cdp_session(page)
    paths: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def asked(event: dict[str, Any]) -> None:
        paths[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def came(event: dict[str, Any]) -> None:
        sizes[paths[event["requestId"]]] = int(event["encodedDataLength"])

    wire.on("Network.requestWillBeSent", asked)
    wire.on("Network.loadingFinished", came)
    wire.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    page.close()
    return sizes


def join_page(browser: Browser, folder: Path) -> dict[str, int]:
    """Start a server, prepare a session, and open the page to come in by."""
    with Beraad(folder) as server:
        _, code = server.prepare()
        return loaded(browser, f"{server.origin}/join?code={code}")


@click.command()
def main() -> list[Figure]:
    """Count the requests and the bytes of the page to come in by."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = chromium.start(play)
        sizes = join_page(browser, Path(folder))
        browser.close()
    for path, size in sizes.items():
        click.echo(f"  {size:7} bytes  {path.rpartition('/')[2] or path}")
    return figures.say(
        [
            Figure("join page: over the line, headers and fonts included", [sum(sizes.values()) / 1000], "kB", 60),
            Figure("join page: requests", [len(sizes)], "", 6),
        ]
    )


if __name__ == "__main__":
    main()
