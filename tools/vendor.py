"""Bring in the files of others that beraad serves or carries, from packages named and hashed here.

Run it by hand after changing a version: `.venv/bin/python tools/vendor.py`. It needs npm; nothing else does.
`tests/house/test_carried.py` holds every file against static/vendor/SHA256SUMS.
"""

import base64
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]

# package, version, sha512 as the registry gives it, and: file in the package -> file here
PACKAGES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    (
        "socket.io-client",
        "4.8.4",
        "7wjKAvVXYOJsbmUgkWbnhPD4bFpkqrUR0++XOjpGFmqDqsqV1CI93VTraeExLxpjxEqrWgFoSRZu1ihjLWfkAA==",
        {"dist/socket.io.esm.min.js": "static/vendor/socket.io.js", "LICENSE": "static/vendor/socket.io.LICENSE"},
    ),
    (
        "idiomorph",
        "0.8.0",
        "R47JBL+6jHDQvcnbppIUtXXcxi5h6+wuCEEZXnRhUltsgzPFKzThL5PuHppP9ypJuy+7WawcY1TsSBD/iQbMhw==",
        {"dist/idiomorph.esm.js": "static/vendor/idiomorph.js", "LICENSE": "static/vendor/idiomorph.LICENSE"},
    ),
    (
        "@fontsource-variable/atkinson-hyperlegible-next",
        "5.3.0",
        "UnLzNUy1RWoLDfydAatP4NaRm99X/WbQEph7q/PymJnCFIOOwKOx3pBmp5ys8trO0dM+CKGuJgeZP9fAR4mQpA==",
        {
            f"files/atkinson-hyperlegible-next-{part}-wght-normal.woff2": (
                f"static/fonts/atkinson-hyperlegible-next-{part}-wght-normal.woff2"
            )
            for part in ("latin", "latin-ext")
        }
        | {"LICENSE": "static/fonts/atkinson-hyperlegible-next.LICENSE"},
    ),
    (
        "@fontsource-variable/literata",
        "5.3.0",
        "1Jw7xvOcoGyB83lxB2nG4bfNbqtX2/TTbdh9sHAOmU064SvmSdulDtA5RBu5JYWf64fdaKX7xU+z3GO1T2bCHA==",
        {
            f"files/literata-{part}-opsz-normal.woff2": f"static/fonts/literata-{part}-opsz-normal.woff2"
            for part in ("latin", "latin-ext")
        }
        | {"LICENSE": "static/fonts/literata.LICENSE"},
    ),
    (
        "spdx-license-list",
        "6.12.0",
        "+nUYqm3aZMSHbjsthK+i/HHI2okTElCvqwUd4k8QcSk+FTGgjq+fsdFj2wZOaX6XmR2JdWhf/NeflNnvKOjcnQ==",
        {"licenses/EUPL-1.2.json": "LICENSE", "licenses/CC-BY-4.0.json": "casebank/LICENSE"},
    ),
)


def main() -> None:
    """Fetch every package, check it, and write its files and their hashes."""
    sums = []
    with tempfile.TemporaryDirectory() as folder:
        for name, version, sha512, files in PACKAGES:
            done = subprocess.run(
                ["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True, capture_output=True, text=True
            )
            packed = Path(folder) / done.stdout.strip().splitlines()[-1]
            found = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
            if found != sha512:
                raise SystemExit(
                    f"{name} {version} has sha512 {found}, not the one named here. Nothing of it was kept."
                )
            with tarfile.open(packed) as tar:
                for inside, here in files.items():
                    member = tar.extractfile(f"package/{inside}")
                    assert member is not None, inside
                    content = made_ours(inside, member.read())
                    target = TOP / here
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content)
                    sums.append(f"{hashlib.sha256(content).hexdigest()}  {here}")
    (TOP / "static/vendor/SHA256SUMS").write_text("\n".join(sorted(sums, key=lambda line: line[66:])) + "\n")


def made_ours(name: str, content: bytes) -> bytes:
    """Take the text out of a licence's JSON, and the pointer to a map that is not there out of a script."""
    if name.endswith(".json"):
        text: str = json.loads(content)["licenseText"]
        return (text.strip() + "\n").encode()
    if name.endswith(".js"):
        return re.sub(rb"\n//# sourceMappingURL=.*", b"", content)
    return content


if __name__ == "__main__":
    main()
