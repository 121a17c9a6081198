"""A model's server on this machine: HTTP and server-sent events over a real socket.

What it answers is scripted part by part, faults included; what it was asked is kept. The events
below `delta` are those of OpenAI's Chat Completions.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Self


class Fault(Enum):
    """What can happen between two events."""

    HOLD = "nothing comes until the test releases it or the client leaves"
    RESET = "the connection is reset"
    CLOSE = "the connection is closed without the end of the body"


@dataclass(frozen=True, slots=True)
class Pause:
    """Seconds in which nothing comes."""

    seconds: float


Part = bytes | Fault | Pause


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: status, headers and the body's parts, sent one by one.

    Status and headers go out with the first bytes of the body: a fault before is no answer at all.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    parts: Iterable[Part] = ()


@dataclass(slots=True, kw_only=True)
class Asked:
    """A request and what became of it."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    """The parts before the first fault are on their way."""
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """The client closed the connection before the answer was complete."""


class ModelServer:
    """Use as an async context manager. `play` puts answers in line; then `otherwise` answers."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.connections = 0
        self.released = asyncio.Event()
        self.otherwise: Callable[[Asked], Answer] = lambda _: reply("I am listening.")
        self._line: deque[Answer] = deque()
        self._arrived = asyncio.Condition()
        self._server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        """The base URL for a client of Chat Completions."""
        assert self._server is not None
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}/v1"

    def play(self, *answers: Answer) -> None:
        self._line.extend(answers)

    async def request(self, number: int = 1) -> Asked:
        """The request of that number, once it has come and its answer has begun."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: len(self.asked) >= number)
        asked = self.asked[number - 1]
        await asked.begun.wait()
        return asked

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1024)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.released.set()
        assert self._server is not None
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        ahead: bytes | None = b""
        try:
            while ahead is not None:
                asked = await _read(reader, ahead)
                async with self._arrived:
                    self.asked.append(asked)
                    self._arrived.notify_all()
                answer = self._line.popleft() if self._line else self.otherwise(asked)
                ahead = await self._answer(asked, answer, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(
        self,
        asked: Asked,
        answer: Answer,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> bytes | None:
        """Sends an answer; gives what was read ahead, None where the connection is done with."""
        async with asyncio.TaskGroup() as tasks:
            sending = tasks.create_task(self._send(asked, answer, writer))
            reading = tasks.create_task(_byte(reader))
            await asyncio.wait((sending, reading), return_when=asyncio.FIRST_COMPLETED)
            asked.begun.set()
            if not sending.done():
                asked.left.set()
                sending.cancel()
            whole = sending.done() and sending.result()
            if not reading.done():
                reading.cancel()
                return b"" if whole else None
        return (reading.result() or None) if whole else None

    async def _send(self, asked: Asked, answer: Answer, writer: asyncio.StreamWriter) -> bool:
        """Whether the whole answer was sent."""
        lines = [f"HTTP/1.1 {answer.status} Scripted", "transfer-encoding: chunked"]
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        head = "\r\n".join([*lines, "", ""]).encode()
        for part in answer.parts:
            match part:
                case bytes():
                    writer.write(head + b"%x\r\n%b\r\n" % (len(part), part))
                    head = b""
                    await writer.drain()
                case Pause(seconds):
                    await asyncio.sleep(seconds)
                case Fault.HOLD:
                    asked.begun.set()
                    await self.released.wait()
                case Fault.RESET:
                    raw = writer.get_extra_info("socket")
                    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    writer.transport.abort()
                    return False
                case Fault.CLOSE:
                    return False
        writer.write(head + b"0\r\n\r\n")
        await writer.drain()
        return True


async def _read(reader: asyncio.StreamReader, ahead: bytes) -> Asked:
    head = (ahead + await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.rstrip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(path=first.split()[1], headers=headers, body=json.loads(body or b"{}"))


async def _byte(reader: asyncio.StreamReader) -> bytes:
    """The next byte, none where the client has left."""
    try:
        return await reader.read(1)
    except ConnectionError:
        return b""


DONE = b"data: [DONE]\n\n"
EVENT_STREAM = {"content-type": "text/event-stream"}


def event(data: object) -> bytes:
    """One server-sent event."""
    return f"data: {json.dumps(data)}\n\n".encode()


def _chunk(choices: list[dict[str, Any]], **fields: object) -> bytes:
    head = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "served"}
    return event({**head, "choices": choices, **fields})


def delta(content: str | None = None, **fields: object) -> bytes:
    """A piece of the reply; `fields` as servers add them, such as `reasoning_content`."""
    said = {"content": content, **fields}
    return _chunk([{"index": 0, "delta": said, "finish_reason": None}])


def finish(reason: str = "stop") -> bytes:
    return _chunk([{"index": 0, "delta": {}, "finish_reason": reason}])


def used(into: int, out: int, *, cached: int = 0, thought: int = 0) -> bytes:
    """The chunk that reports usage and has no choices."""
    usage = {
        "prompt_tokens": into,
        "completion_tokens": out,
        "total_tokens": into + out,
        "prompt_tokens_details": {"cached_tokens": cached},
        "completion_tokens_details": {"reasoning_tokens": thought},
    }
    return _chunk([], usage=usage)


def stream(*parts: Part) -> Answer:
    """An answer of just these parts."""
    return Answer(headers=EVENT_STREAM, parts=parts)


def reply(*pieces: str) -> Answer:
    """A reply as a healthy server streams it."""
    return stream(
        delta(role="assistant"), *map(delta, pieces), finish(), used(100, len(pieces)), DONE
    )


def refusal(
    status: int, message: str = "no", *, headers: Mapping[str, str] | None = None, **error: object
) -> Answer:
    """An error as an answer; `error` as the API gives it: `code`, `param`, `type`."""
    body = json.dumps({"error": {"message": message, **error}}).encode()
    headers = {"content-type": "application/json", **(headers or {})}
    return Answer(status=status, headers=headers, parts=(body,))
