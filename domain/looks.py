"""The colour and the drawing of an organisation, kept only where everybody can read what stands on them."""

import hashlib
import re
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.drawings import shapes
from domain.refusals import Invalid
from models.languages import _
from models.looks import Look

COLOUR = re.compile(r"#[0-9a-f]{6}")
LEAST = 4.5  # WCAG 2.2, 1.4.3: white letters on the colour, by day and in the dark alike


def of(db: Session, organisation_id: UUID) -> Look | None:
    return db.get(Look, organisation_id)


def colour(db: Session, organisation_id: UUID, written: str) -> None:
    """An empty colour is ours again."""
    accent = written.strip().lower()
    if accent and not COLOUR.fullmatch(accent):
        raise Invalid(_("Write the colour as in #003479."))
    if accent and (found := contrast(accent)) < LEAST:
        told = f"{found:.1f}"
        raise Invalid(
            _("White letters cannot be read on it: the contrast is {found}, and 4.5 is needed.", found=told)
        )
    _row(db, organisation_id).accent = accent


def draw(db: Session, organisation_id: UUID, octets: bytes | None) -> None:
    """Without octets the drawing is taken away."""
    row = _row(db, organisation_id)
    row.logo = shapes(octets) if octets else ""
    row.mark = hashlib.sha256(row.logo.encode()).hexdigest()[:16] if row.logo else ""


def drawing(db: Session, mark: str) -> str | None:
    return db.scalars(select(Look.logo).where(Look.mark == mark, Look.mark != "")).first()


def contrast(accent: str) -> float:
    """Of white on this colour."""
    parts = [int(accent[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    luminance = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (luminance + 0.05)


def _row(db: Session, organisation_id: UUID) -> Look:
    row = of(db, organisation_id)
    if row is None:
        row = Look(organisation_id=organisation_id, accent="", logo="", mark="")
        db.add(row)
    return row
