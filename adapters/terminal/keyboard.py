"""Where the trainee's lines come from: typed at a prompt, or piped in.

Reading blocks, so it is done in a thread of its own, one line at a time and only when one is asked
for. The thread never holds up the end of the program.
"""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Protocol

LONGEST = 1_000_000
"""Characters of one line that are kept; far above what any scenario accepts as one message."""


class Keyboard(Protocol):
    async def line(self, prompt: str) -> str | None:
        """The next line without its end; None at the end of the input."""


class ThreadedKeyboard:
    """Lines from a function that blocks: `read(prompt)` gives a line, or None at the end."""

    def __init__(self, read: Callable[[str], str | None]) -> None:
        self._read = read
        self._wanted: queue.SimpleQueue[tuple[str, Callable[[str | None], None]]]
        self._wanted = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="keyboard", daemon=True)
        self._thread.start()

    async def line(self, prompt: str) -> str | None:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[str | None] = loop.create_future()

        def settle(line: str | None) -> None:
            if not answer.done():
                answer.set_result(line)

        def hand_over(line: str | None) -> None:
            with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
                loop.call_soon_threadsafe(settle, line)

        self._wanted.put((prompt, hand_over))
        return await answer

    def _serve(self) -> None:
        while True:
            prompt, hand_over = self._wanted.get()
            try:
                line = self._read(prompt)
            except (EOFError, OSError, ValueError):
                line = None
            hand_over(line)


def at_terminal() -> bool:
    """Whether a person sits before input and output."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def typed(prompt: str) -> str:
    """A line typed at a prompt, with the editing and history that readline gives."""
    return input(prompt)


def piped(descriptor: int, encoding: str = "utf-8") -> Callable[[str], str | None]:
    """Reads lines from a file or pipe; bytes that are no text become U+FFFD."""
    found = _lines(descriptor, encoding)
    return lambda _prompt: next(found, None)


def _lines(descriptor: int, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    line = ""
    while True:
        data = os.read(descriptor, 65536)
        *ended, rest = (line + decoder.decode(data, final=not data)).split("\n")
        for one in ended:
            yield one[:LONGEST]
        line = rest[:LONGEST]
        if not data:
            break
    if line:
        yield line
