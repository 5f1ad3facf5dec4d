"""Folder permissions that the PostgreSQL wheel widens when root runs it, put back as they were found."""

import json
from pathlib import Path
from stat import S_IMODE

OPEN_TO_ALL = 0o055


def remember(below: Path, *, file: Path) -> None:
    """Note the modes of the folders above a path that are closed to somebody."""
    modes = {str(folder): S_IMODE(folder.stat().st_mode) for folder in below.resolve().parents}
    closed = {folder: mode for folder, mode in modes.items() if mode & OPEN_TO_ALL != OPEN_TO_ALL}
    file.write_text(json.dumps(closed), encoding="utf-8")


def restore(file: Path) -> None:
    for folder, mode in json.loads(file.read_text(encoding="utf-8")).items():
        Path(folder).chmod(mode)
