"""Drawings that people bring: shapes alone are kept, anything that could act or fetch is refused."""

import re
from xml.etree import ElementTree

from domain.refusals import Invalid
from models.languages import _

MOST_SIGNS = 20_000
SVG = "http://www.w3.org/2000/svg"
SHAPES = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"}
MEASURES = {"viewBox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry"}
STROKES = {
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-miterlimit",
}
FILLS = {"fill", "fill-rule", "fill-opacity", "clip-rule", "opacity"}
ATTRIBUTES = MEASURES | STROKES | FILLS | {"d", "points", "transform"}
VALUE = re.compile(r"[\w\s#.,()%+-]*")
NOT_SHAPES = _("The drawing holds more than shapes: save it as a plain SVG, without scripts, links or text.")


def shapes(octets: bytes) -> str:
    """The drawing anew, from its shapes; refused where anything else is in it."""
    text = octets.decode("utf-8", "replace")
    if len(text) > MOST_SIGNS:
        raise Invalid(_("The drawing is too large: at most {number} signs.", number=MOST_SIGNS))
    if "<!" in text.replace("<!--", "") or "<?xml-" in text:  # no entities, no stylesheets
        raise Invalid(NOT_SHAPES)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - without a DOCTYPE there is nothing to expand
    except ElementTree.ParseError:
        raise Invalid(_("This is no SVG drawing.")) from None
    if root.tag != f"{{{SVG}}}svg" or "viewBox" not in root.attrib:
        raise Invalid(_("This is no SVG drawing."))
    for element in root.iter():
        _check(element)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _check(element: ElementTree.Element) -> None:
    name = element.tag.removeprefix(f"{{{SVG}}}") if isinstance(element.tag, str) else ""
    known = name in SHAPES and element.attrib.keys() <= ATTRIBUTES
    plain = all(VALUE.fullmatch(value) and "url" not in value.lower() for value in element.attrib.values())
    if not (known and plain):
        raise Invalid(NOT_SHAPES)
