"""Temporal as the pages ask it: for a moment, beside the threads of the pages, and never needed by any."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from temporalio.client import Client
from temporalio.service import RPCError

from workflows.door import connect

T = TypeVar("T")
PATIENCE_SECONDS = 2.0
REST = timedelta(seconds=5)  # after silence nobody waits again for so long


class Engine:
    """Where it is may change while the pages run: `find` says it whenever it must be reached anew."""

    def __init__(self, find: Callable[[], str | None], *, namespace: str = "default") -> None:
        self._find = find
        self._namespace = namespace
        self._client: Client | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._asked_in_vain: datetime | None = None
        self.silent_since: datetime | None = None

    def ask(self, question: Callable[[Client], Awaitable[T]]) -> T | None:
        """The answer; none while Temporal is silent, for which one page in five seconds waits."""
        now = datetime.now(UTC)
        if self._asked_in_vain and now - self._asked_in_vain < REST:
            return None
        try:
            answer = self._run(self._answer(question)).result(PATIENCE_SECONDS)
        except (RPCError, RuntimeError, TooLate, TimeoutError, ConnectionError):
            self._asked_in_vain = now
            self.silent_since = self.silent_since or now
            return None
        self._asked_in_vain = self.silent_since = None
        return answer

    async def _answer(self, question: Callable[[Client], Awaitable[T]]) -> T:
        async with asyncio.timeout(PATIENCE_SECONDS * 0.9):
            if self._client is None:
                if (address := self._find()) is None:
                    raise ConnectionError
                self._client = await connect(address, namespace=self._namespace)
            try:
                return await question(self._client)
            except (RPCError, asyncio.CancelledError):
                self._client = None  # it may be elsewhere by now
                raise

    def _run(self, answer: Coroutine[None, None, T]) -> Future[T]:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="engine", daemon=True).start()
        return asyncio.run_coroutine_threadsafe(answer, self._loop)

    def rest_no_more(self) -> None:
        """Ask again at once."""
        self._asked_in_vain = None

    def close(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)


def nowhere() -> Engine:
    """For pages over a database alone."""
    return Engine(lambda: None)


def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


TheEngine = Annotated[Engine, Depends(_engine)]
