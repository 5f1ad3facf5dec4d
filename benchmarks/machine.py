"""What figures hang on."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

PROGRAMS = ("ortools", "numba", "numpy", "highspy", "openpyxl")


def machine() -> str:
    """Hardware, load at the start, and versions."""
    hardware = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    software = ", ".join(f"{name} {_version(name)}" for name in PROGRAMS)
    return f"{hardware}; Python {platform.python_version()}, {software}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
