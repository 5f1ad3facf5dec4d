"""Refresh web/vendor from the packages that deploy/vendored.json names; run it where `npm` is.

`python deploy/vendor.py` writes the files and what they are in web/vendor/manifest.json: package, version,
licence and SHA-256 of each. Running Vaihto needs neither npm nor Node.
"""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WANTED = ROOT / "deploy" / "vendored.json"
VENDOR = ROOT / "web" / "vendor"


def main() -> None:
    """Fetch every wanted package and keep the wanted files of it."""
    manifest = []
    for wanted in json.loads(WANTED.read_text()):
        with tempfile.TemporaryDirectory() as folder:
            package = unpacked(f"{wanted['package']}@{wanted['version']}", Path(folder))
            for inside, name in sorted(wanted["files"].items(), key=lambda each: str(each[1])):
                shutil.copyfile(package / inside, VENDOR / name)
                manifest.append(described(wanted, name))
    (VENDOR / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def unpacked(package: str, folder: Path) -> Path:
    packed = subprocess.run(
        ["npm", "pack", package, "--silent"], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def described(wanted: dict[str, str], name: str) -> dict[str, str]:
    return {
        "file": name,
        "package": wanted["package"],
        "version": wanted["version"],
        "licence": wanted["licence"],
        "sha256": hashlib.sha256((VENDOR / name).read_bytes()).hexdigest(),
    }


if __name__ == "__main__":
    main()
