"""`chattrain run` in a process of its own, forked from one that has imported what it needs."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot import cli
from tests.fakes import forked


@dataclass(frozen=True, slots=True)
class Program:
    process: ForkServerProcess
    says: Path
    _said: Connection

    async def runs(self) -> str:
        """Waits until it serves; gives the line in which it says where."""
        line = await asyncio.to_thread(_line, self._said)
        assert line, self.says.read_text()
        return line

    async def stop(self) -> int:
        """It is asked to end; gives its exit status."""
        self.process.terminate()
        return await asyncio.to_thread(forked.ended, self.process)

    async def kill(self) -> None:
        """It is gone from one moment to the next, and was there until then."""
        assert await self.end() == -signal.SIGKILL

    async def end(self) -> int:
        """It is gone, if it was not already; gives how it ended."""
        self.process.kill()
        return await asyncio.to_thread(forked.ended, self.process)


def start(folder: Path, settings: Mapping[str, str], *, says: str = "log") -> Program:
    """Begins it in a folder, where the log goes into a file."""
    said, saying = forked.FORKS.Pipe(duplex=False)
    with saying:
        process = forked.start(_run, folder, settings, saying, says=folder / says)
    return Program(process, folder / says, said)


def _run(folder: Path, settings: Mapping[str, str], saying: Connection) -> None:
    """The command, as it is; its output goes into `saying`."""
    sys.stdout = os.fdopen(os.dup(saying.fileno()), "w", encoding="utf-8")
    os.chdir(folder)
    os.environ.update(settings)
    sys.argv = ["chattrain", "run"]
    cli.main()


def _line(said: Connection) -> str:
    with said, open(said.fileno(), encoding="utf-8", closefd=False) as file:
        return file.readline()
