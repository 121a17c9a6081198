"""A practice in the terminal: which scenario, on which screen, kept where.

A small composition root of its own beside `app`: the engine is the same, its platform is the
terminal, and its database is gone afterwards unless it is to be kept.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, aclosing, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TextIO

from adapters.terminal.keyboard import Keyboard, ThreadedKeyboard, at_terminal, piped, typed
from adapters.terminal.platform import Terminal
from adapters.terminal.screen import Screen
from bot import app, casting, stores
from bot.config import Settings
from bot.ports.clock import SystemClock
from bot.printing import Printing
from bot.stores import SqlStore
from bot.training.engine import Scenarios


async def practise(settings: Settings, scenario: str, among: Scenarios, *, keep: bool) -> bool:
    """Practises a scenario until the trainee leaves; gives False where that was by Ctrl-C.

    Raises BrokenPipeError where nobody reads any more.
    """
    clock, screen = SystemClock(), _screen()
    async with (
        store_of(settings.database_url if keep else None) as store,
        aclosing(Printing(store.exported)) as printer,
        casting.cast(settings, store, clock) as cast,
    ):
        terminal = Terminal(
            screen=screen, keyboard=_keyboard(), clock=clock, start=scenario, printer=printer
        )
        async with app.engine(
            store=store,
            platforms=[terminal],
            persona=cast.persona,
            judge=cast.judge,
            second=cast.second,
            catalogue=among,
            clock=clock,
            allowed=casting.allowances(settings),
        ):
            with _interrupts(terminal.interrupt):
                await terminal.over.wait()
    if screen.gone.is_set():
        raise BrokenPipeError
    return not terminal.interrupted


def _screen() -> Screen:
    if not at_terminal():
        return Screen(sys.stdout)
    colours = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Screen(sys.stdout, width=lambda: shutil.get_terminal_size().columns, colours=colours)


def _keyboard() -> Keyboard:
    if not at_terminal():
        return ThreadedKeyboard(piped(0, _encoding(sys.stdin)))
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415  # gives `input` editing and history
    return ThreadedKeyboard(typed)


def _encoding(stream: TextIO | None) -> str:
    return (stream.encoding if stream is not None else None) or "utf-8"


@asynccontextmanager
async def store_of(kept_at: str | None) -> AsyncIterator[SqlStore]:
    """The database to keep the session in, or one that is gone afterwards."""
    with ExitStack() as stack:
        url = kept_at
        if url is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="chattrain-"))
            url = f"sqlite:///{Path(folder) / 'practice.db'}"
        stack.enter_context(stores.serve_lock(url))
        await asyncio.to_thread(stores.migrate, url)
        async with stores.connect(url) as store:
            yield store


@contextmanager
def _interrupts(then: Callable[[], None]) -> Iterator[None]:
    """Lets Ctrl-C do `then` instead of ending the program, and leaves the terminal as it was."""
    loop = asyncio.get_running_loop()
    with _terminal_restored():
        try:
            loop.add_signal_handler(signal.SIGINT, then)
        except NotImplementedError:  # Windows
            signal.signal(signal.SIGINT, lambda *_: loop.call_soon_threadsafe(then))
            yield
            signal.signal(signal.SIGINT, signal.default_int_handler)
            return
        try:
            yield
        finally:
            loop.remove_signal_handler(signal.SIGINT)


@contextmanager
def _terminal_restored() -> Iterator[None]:
    """A line that is being typed when the program ends must not leave the terminal raw."""
    try:
        import termios  # noqa: PLC0415  # not on Windows

        before = termios.tcgetattr(0)
    except (ImportError, OSError):
        yield
        return
    except termios.error:
        yield
        return
    try:
        yield
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)
