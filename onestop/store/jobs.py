"""Work that waits to be done in other threads, many at a time, and whoever waits for it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from onestop.store.tables import Result, Work

MOST_AT_ONCE = 256


@dataclass(slots=True)
class Job:
    """One piece of work that somebody waits for, and what it came to."""

    work: Work[Any]
    loop: asyncio.AbstractEventLoop
    waiting: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None

    def settle(self) -> None:
        if self.waiting.done():  # the caller hung up; what it sent is stored all the same
            return
        if self.error is None:
            self.waiting.set_result(self.result)
        else:
            self.waiting.set_exception(self.error)


class Jobs:
    """A queue that any thread may take from."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Job | None] = SimpleQueue()

    async def done(self, work: Work[Result]) -> Result:
        """What the work returns or raises. Called on an event loop."""
        loop = asyncio.get_running_loop()
        job = Job(work, loop, loop.create_future())
        self._queue.put(job)
        result: Result = await job.waiting
        return result

    def close(self) -> None:
        """What waits is still done. Ends one taker."""
        self._queue.put(None)

    def next_batch(self, most: int = MOST_AT_ONCE) -> tuple[list[Job], bool]:
        """All that waits, up to so many, at least one; and whether there may be more to come."""
        batch: list[Job] = []
        job = self._queue.get()
        while job is not None:
            batch.append(job)
            if len(batch) == most:
                return batch, True
            try:
                job = self._queue.get_nowait()
            except Empty:
                return batch, True
        return batch, False


def answer(batch: Iterable[Job]) -> None:
    """Wake every loop once for all of its jobs: waking costs more than answering."""
    jobs = list(batch)
    for loop in {job.loop for job in jobs}:
        loop.call_soon_threadsafe(_settle, [job for job in jobs if job.loop is loop])


def _settle(jobs: list[Job]) -> None:
    for job in jobs:
        job.settle()
