"""What load benchmarks of chat platforms share: a model that writes at a steady pace, trainees who
note when they were answered, and what is to be said of that.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from bot.ports.clock import Clock
from bot.ports.provider import Call, Prompt, Usage
from tests.fakes.scenarios import scenario

ARRIVE, GIVES_UP, TURNS = 20.0, 30.0, 3
"""Seconds in which trainees come, seconds after which one gives up, messages of each."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Every reply: so many words in four thirds as many tokens, `rate` a second, after `thinks`
    seconds."""

    words: int
    rate: float
    thinks: float

    @property
    def tokens(self) -> list[str]:
        found: list[str] = []
        for word in range(self.words):
            if word % 3 == 2:
                found += [f"wo{word % 10}", "rds "]
            else:
                found.append("word. " if word % 12 == 10 else "word ")
        return found

    @property
    def text(self) -> str:
        return "".join(self.tokens).strip()


class Writer:
    """A model that writes the same reply each time."""

    name = "writer"

    def __init__(self, clock: Clock, reply: Reply) -> None:
        self._clock, self._reply = clock, reply

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Writing]:
        yield Writing(self._clock, self._reply)


class Writing:
    """One reply on its way."""

    def __init__(self, clock: Clock, reply: Reply) -> None:
        self.call = Call(provider="writer", model="writer")
        self._clock, self._reply = clock, reply

    async def __aiter__(self) -> AsyncIterator[str]:
        due = self._clock.monotonic() + self._reply.thinks
        tokens = self._reply.tokens
        for token in tokens:
            due += 1 / self._reply.rate
            await self._clock.sleep(max(0.0, due - self._clock.monotonic()))
            yield token
        self.call.usage = Usage(tokens_out=len(tokens))


class Catalogue:
    problems = ()
    scenarios: ClassVar = {
        "late-lamp": scenario(limits={"turns": 12, "minutes": None, "characters": 2000})
    }

    def refresh(self) -> None: ...


class Seen(Protocol):
    """One state of a message."""

    @property
    def at(self) -> float: ...

    @property
    def shown(self) -> str: ...


@dataclass(slots=True)
class Turn:
    """One message of a trainee and what came of it. Times in seconds of the monotonic clock."""

    said: float
    place: str = ""
    history: Sequence[Seen] | None = None
    """The states of the whole reply; None where the trainee gave up."""


@dataclass(slots=True)
class Day:
    """What happened."""

    turns: list[Turn] = field(default_factory=list)
    openings: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """How a reply was seen: the mean age of a character when it became visible, seconds to the whole
    after the model's end, states before the last, seconds from the message to the first text."""

    lateness: float
    final: float
    states: int
    first: float


def told(turn: Turn, reply: Reply) -> Told:
    """How the reply to a message was seen."""
    assert turn.history is not None
    text, tokens = reply.text, reply.tokens
    seen = [(state.at, _length(state.shown, text)) for state in turn.history]
    seen = [(at, length) for at, length in seen if length]
    # The model's call begins with the message, but for what intake takes: far below 0.1 s.
    begun = turn.said + reply.thinks
    age, position = 0.0, 0
    for number, token in enumerate(tokens, 1):
        position += len(token)
        visible = next(at for at, length in seen if length >= min(position, len(text)))
        age += (visible - begun - number / reply.rate) * len(token)
    whole_at = next(at for at, length in seen if length >= len(text))
    return Told(
        lateness=age / position,
        final=whole_at - begun - len(tokens) / reply.rate,
        states=len({length for _, length in seen if length < len(text)}),
        first=seen[0][0] - turn.said,
    )


def plain(text: str) -> str:
    return " ".join(text.split())


def at(values: Sequence[float], share: float) -> float:
    """The value below which that share of them lies."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2) if ordered else 0.0


def _length(shown: str, text: str) -> int:
    """How much of the reply can be read."""
    read = plain(shown)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle].strip() in read else (low, middle - 1)
    return low
