"""What is handed over as a file: charts, drawn by a process beside this one, and a person's data.

Drawing needs matplotlib: half a second of loading and 70 MB. So a child has it, which is started
with the first chart, draws one after the other, and ends a minute after the last.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import structlog

from bot.domain.content import Chart
from bot.domain.surface import MemberId, TenantId
from bot.errors import NotDrawn

log = structlog.get_logger(__name__)

Process = subprocess.Popen[bytes]
Exported = Callable[[TenantId, MemberId], AsyncIterator[str]]
"""All that is stored of a member, a line of JSON at a time."""

DRAWS: Sequence[str] = (sys.executable, "-m", "bot.drawing")
SECONDS = 20.0
"""How long a chart may take, the child's start included; on an idle machine it is under one."""
IDLE_SECONDS = 60.0
PATIENCE = 5.0
"""Seconds that it has to end by itself."""
KEPT = 16
"""Charts that are kept: a digest is shown again when its message is edited."""
LARGEST = 8 * 1024 * 1024
PASSED_ON = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
"""What the child is told of the environment: it needs no token to draw."""


class Printing:
    """A `Printer`: see `bot.ports.printing`. To be closed in the end."""

    def __init__(self, exported: Exported, draftsman: Draftsman | None = None) -> None:
        self._exported = exported
        self._draftsman = draftsman or Draftsman()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def chart(self, chart: Chart) -> bytes:
        written = json.dumps(asdict(chart), ensure_ascii=False)
        if written not in self._kept:
            png = await self._draftsman.drawn(written)
            self._kept[written] = png
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(written)
        return self._kept[written]

    async def data(self, tenant: TenantId, member: MemberId) -> bytes:
        lines = [line.rstrip("\n") async for line in self._exported(tenant, member)]
        return "".join(f"{line}\n" for line in lines).encode()

    async def aclose(self) -> None:
        await self._draftsman.aclose()


class Draftsman:
    """The process that draws, while there is one. Whatever becomes of it, the next chart has a new
    one: one that ended by itself is asked again once, one that hangs is ended.

    It is started and waited for in threads: where the event loop starts it, everybody who is just
    being answered waits 30 ms.
    """

    def __init__(
        self,
        command: Sequence[str] = DRAWS,
        *,
        seconds: float = SECONDS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._command, self._seconds, self._idle_seconds = command, seconds, idle_seconds
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._folder: TemporaryDirectory[str] | None = None

    async def drawn(self, written: str) -> bytes:
        """The PNG of a chart as JSON. Raises NotDrawn."""
        async with self._turn:
            self._stay()
            answer = None
            try:
                async with asyncio.timeout(self._seconds):
                    answer = await self._answer(written.encode(errors="replace") + b"\n")
            except TimeoutError:
                raise _not_drawn(f"it took longer than {self._seconds:g} s") from None
            finally:
                if answer is None:  # what is still to come would be taken for the next answer
                    await self._end()
                else:
                    loop = asyncio.get_running_loop()
                    self._rest = loop.call_later(self._idle_seconds, self._let_go, loop)
        if isinstance(answer, str):
            raise _not_drawn(answer)
        return answer

    async def aclose(self) -> None:
        self._stay()
        await self._end()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    async def _answer(self, line: bytes) -> bytes | str:
        """The PNG, or what was the matter with the chart."""
        try:
            return await asyncio.to_thread(self._ask, line)
        except (EOFError, OSError):  # it was killed, or could not begin
            await self._end()
        try:
            return await asyncio.to_thread(self._ask, line)
        except (EOFError, OSError) as error:
            raise _not_drawn(f"the process that draws does not work ({error})") from error

    def _ask(self, line: bytes) -> bytes | str:
        if self._process is None:
            self._process = self._started()
        writing, reading = self._process.stdin, self._process.stdout
        assert writing is not None  # noqa: S101  # both are pipes
        assert reading is not None  # noqa: S101
        writing.write(line)
        writing.flush()
        length = int.from_bytes(_exactly(reading, 4), "big")
        if length > LARGEST:
            raise EOFError(f"it answered with {length} bytes")
        if length:
            return _exactly(reading, length)
        return reading.readline().decode(errors="replace").strip()

    def _started(self) -> Process:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="chattrain-drawing-")
        return subprocess.Popen(  # noqa: S603  # our own program
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=self._folder.name,
            env=_environment(self._folder.name),
        )

    def _stay(self) -> None:
        if self._rest is not None:
            self._rest.cancel()

    def _let_go(self, loop: asyncio.AbstractEventLoop) -> None:
        """Nothing was asked for a while."""
        process, self._process = self._process, None
        if process is not None:
            loop.call_soon(loop.run_in_executor, None, _ended, process)

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            await asyncio.to_thread(_ended, process)


def _ended(process: Process) -> None:
    """Ends a process by the end of its input."""
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError, ValueError):
            if pipe is not None:
                pipe.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _exactly(reading: IO[bytes], length: int) -> bytes:
    read = reading.read(length)
    if len(read) < length:
        raise EOFError("it has ended")
    return read


def _environment(folder: str) -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
        "PYTHONPATH": str(Path(__file__).parent.parent),
        # its list of fonts is kept here, and is short: those of the machine take a second to read
        "MPLCONFIGDIR": folder,
        "MPL_IGNORE_SYSTEM_FONTS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _not_drawn(problem: str) -> NotDrawn:
    log.warning("chart.not_drawn", problem=problem)
    return NotDrawn(f"The picture could not be drawn: {problem}.")
