"""Functions that numba compiles at their first call and keeps on disk for the next process.

They let go of the interpreter's lock while they run. Importing this module is quick, the first call on a new
machine takes seconds; so only large rounds come here.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """A compiled function; whole numbers wrap silently, and no floating point short cuts are taken."""
    return cast(Callable[P, R], numba.njit(cache=True, nogil=True)(function))


def lean(function: Callable[P, R]) -> Callable[P, R]:
    """The same for functions that make no arrays: counting no references, they need a tenth of the time."""
    njit = cast(Callable[..., Callable[[Callable[P, R]], Callable[P, R]]], numba.njit)
    return njit(cache=True, nogil=True, _nrt=False)(function)
