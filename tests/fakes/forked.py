"""Processes that tests kill, forked from one that has imported what they run.

A start takes milliseconds instead of a second, and SIGKILL ends them as it ends any process.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        *("tests.recovery.child", "tests.stores.killed", "tests.fakes.program"),
        # what they import when it is needed
        *("aiosqlite", "psycopg", "bot.domain.acts.english", "bot.domain.acts.german"),
        *("adapters.playground.platform", "bot.config", "bot.http", "uvicorn", "uvloop"),
        *("adapters.discord.platform", "adapters.slack.platform", "bot.logs"),
    ]
)

LONG = 50
"""Seconds after which a process that should have ended hangs."""


def start(target: Callable[..., None], *args: Any, says: Path, **named: Any) -> ForkServerProcess:
    """Runs `target` in a process of its own; what it prints is in `says`."""
    says.touch()
    process = FORKS.Process(target=_saying, args=(says, target, *args), kwargs=named)
    process.start()
    return process


@contextmanager
def forked(target: Callable[..., None], *args: Any, **named: Any) -> Iterator[ForkServerProcess]:
    """The same; the process is gone afterwards."""
    process = start(target, *args, **named)
    try:
        yield process
    finally:
        process.kill()
        process.join()


def ended(process: ForkServerProcess) -> int:
    """The exit code of a process that ends by itself: minus the signal's number where one ended it."""
    process.join(LONG)
    assert process.exitcode is not None, "it hangs"
    return process.exitcode


def _saying(says: Path, target: Callable[..., None], *args: Any, **named: Any) -> None:
    with says.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    target(*args, **named)
