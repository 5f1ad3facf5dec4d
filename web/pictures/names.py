"""What templates may draw, under the names that they call it by."""

from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup

from models.languages import Language
from web.pictures import balances, columns, drawing, gantt, maps, ranges

Drawing = Callable[..., Markup]


def drawings(language: Language) -> Mapping[str, Drawing]:
    return {
        "picture_of_balances": partial(balances.balances, language=language),
        "picture_of_columns": partial(columns.columns, language=language),
        "picture_of_flows": partial(maps.flows, language=language),
        "picture_of_names": partial(gantt.labels, language=language),
        "picture_of_days": partial(gantt.days, language=language),
        "picture_of_ranges": partial(ranges.ranges, language=language),
        "picture_of_way": partial(maps.way, language=language),
        "picture_key": drawing.key,
    }
