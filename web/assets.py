"""Files that never change under their name: it carries the hash of what is inside."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
FOLDER = "/static"
HERE = Path(__file__).parent
STYLES, SCRIPTS = "vaihto.css", "vaihto.js"  # one of each, so that a page waits for little
FIRST_SCRIPTS = ("htmx.js", "hx-csp.js", "hx-sse.js")


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
    def shipped(cls) -> "Assets":
        """Pictures and fonts as they are; all styles in one file that names them, all scripts in another."""
        files = [*_files(HERE / "static"), *_files(HERE / "vendor", ".woff2")]
        found = {file.name: _asset(file.name, file.read_bytes()) for file in files}
        found[STYLES] = _asset(STYLES, _styles(found))
        found[SCRIPTS] = _asset(SCRIPTS, _scripts())
        return cls(found, {asset.name: asset for asset in found.values()})

    def address(self, plain_name: str) -> str:
        return f"{FOLDER}/{self.by_plain_name[plain_name].name}"


def _files(folder: Path, *suffixes: str) -> list[Path]:
    return [file for file in sorted(folder.glob("*")) if file.suffix in (suffixes or TYPES)]


def _styles(found: Mapping[str, Asset]) -> bytes:
    """`url(name)` of a shipped file becomes its address."""
    text = "\n".join(file.read_text() for file in _files(HERE / "styles", ".css"))
    for name, asset in found.items():
        text = text.replace(f"url({name})", f"url({FOLDER}/{asset.name})")
    return text.encode()


def _scripts() -> bytes:
    vendored = [HERE / "vendor" / name for name in FIRST_SCRIPTS]
    own = _files(HERE / "scripts", ".js")
    return b"\n".join(file.read_bytes() for file in (*vendored, *own))


def _asset(name: str, octets: bytes) -> Asset:
    mark = hashlib.sha256(octets).hexdigest()[:12]
    plain = Path(name)
    return Asset(f"{plain.stem}.{mark}{plain.suffix}", octets, TYPES[plain.suffix])
