"""Serving the application on this machine until it is told to stop."""

import gc
import signal
import threading
from contextlib import suppress
from types import FrameType

import uvicorn
from fastapi import FastAPI

from web.app import LOOPBACK

STOPS = (signal.SIGTERM, signal.SIGINT)
GRACE_SECONDS = 1


def serve(app: FastAPI, *, host: str, port: int) -> None:
    """Returns within about a second of SIGTERM or Ctrl-C; refuses to be seen by other machines."""
    if host not in LOOPBACK:
        raise ValueError("without sign-in the web is for this machine only")
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_level="warning",
    )
    if threading.current_thread() is threading.main_thread():
        for each in STOPS:
            signal.signal(each, _stop)
    _settle()
    with suppress(Stopped):
        uvicorn.Server(config).run()


def _settle() -> None:
    """What was loaded stays until the end: to look through it for rubbish would stop every page for long."""
    gc.collect()
    gc.freeze()


class Stopped(Exception):
    """Raised where uvicorn, having closed everything, passes the signal on."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped
