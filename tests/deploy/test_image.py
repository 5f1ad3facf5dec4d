"""The image is built from a list of what may enter: a room missing there would be missing in the image."""

from tests.taste.tree import ROOMS, ROOT

LOCKS = {"requirements.lock", "requirements-build.lock", "requirements-uv.lock"}
PROJECT = {"LICENSE", "README.md", "pyproject.toml", "settings.py"}


def test_every_room_and_lock_enters_the_image_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert {line[1:] for line in lines if line.startswith("!")} == {*ROOMS, *LOCKS, *PROJECT}
    assert [line for line in lines if line and line[0] not in "!#"] == ["*", "**/__pycache__"]


def test_every_lock_pins_each_package_with_hashes() -> None:
    texts = [lock.read_text(encoding="utf-8") for lock in sorted(ROOT.glob("requirements*.lock"))]
    pins = [
        pin
        for text in texts
        for pin in text.replace("\\\n", "").splitlines()
        if "==" in pin and pin[0] != " "
    ]

    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
    assert len(texts) == 6
