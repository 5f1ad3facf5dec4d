"""Files that never change under their name: it carries the hash of what is inside."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
FOLDER = "/static"


@dataclass(frozen=True)
class Asset:
    name: str
    octets: bytes
    type: str


@dataclass(frozen=True)
class Assets:
    """All static files in memory: by the plain name for templates, by the hashed name for browsers."""

    by_plain_name: Mapping[str, Asset]
    by_name: Mapping[str, Asset]

    @classmethod
    def of_folder(cls, folder: Path) -> "Assets":
        found = {file.name: _asset(file) for file in sorted(folder.iterdir()) if file.suffix in TYPES}
        return cls(found, {asset.name: asset for asset in found.values()})

    def address(self, plain_name: str) -> str:
        return f"{FOLDER}/{self.by_plain_name[plain_name].name}"


def _asset(file: Path) -> Asset:
    octets = file.read_bytes()
    mark = hashlib.sha256(octets).hexdigest()[:12]
    return Asset(f"{file.stem}.{mark}{file.suffix}", octets, TYPES[file.suffix])
