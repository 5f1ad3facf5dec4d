"""What templates may draw, under the names that they call it by."""

from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup

from models.languages import Language
from web.pictures import columns, drawing, maps

Drawing = Callable[..., Markup]


def drawings(language: Language) -> Mapping[str, Drawing]:
    return {
        "picture_of_columns": partial(columns.columns, language=language),
        "picture_of_flows": partial(maps.flows, language=language),
        "picture_of_way": partial(maps.way, language=language),
        "picture_key": drawing.key,
    }
