"""Database work that was begun is finished, even if whoever asked for it is cancelled meanwhile.

A statement cancelled half-way would still be carried out by its thread, on a connection that nobody
rolls back any more, and the database would stay locked.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Does the work whole; a cancellation that comes meanwhile goes on afterwards."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # looked at, so that it is not told again as one nobody saw
        raise


@asynccontextmanager
async def entered(context: AbstractAsyncContextManager[T]) -> AsyncIterator[T]:
    """A context whose beginning and end are not cut short."""
    got: list[T] = []

    async def enter() -> None:
        got.append(await context.__aenter__())

    async def leave(error: BaseException | None = None) -> None:
        trace = None if error is None else error.__traceback__
        await context.__aexit__(None if error is None else type(error), error, trace)

    try:
        await to_its_end(enter())
    except asyncio.CancelledError as error:
        if got:
            await to_its_end(leave(error))
        raise
    try:
        yield got[0]
    except BaseException as error:
        await to_its_end(leave(error))
        raise
    await to_its_end(leave())
