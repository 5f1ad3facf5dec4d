"""Searching by a piece of text that people have typed."""

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute


def like(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Whether the piece is anywhere in it; twice, since SQLite knows large letters only from A to Z."""
    piece = text.strip()
    return or_(column.icontains(piece, autoescape=True), column.contains(piece.title(), autoescape=True))
