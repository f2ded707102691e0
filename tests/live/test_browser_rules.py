"""The rules of the browser's code that need no page, run by node itself."""

import shutil
import subprocess
from pathlib import Path

from tests.conftest import absent


def test_the_rules_of_sending_and_of_the_clock_hold_in_node() -> None:
    node = shutil.which("node")
    if node is None:
        absent("node")
    done = subprocess.run(
        [str(node), "--test", str(Path(__file__).parents[1] / "js")], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
