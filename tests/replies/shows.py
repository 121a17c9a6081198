"""What the tests of replies share: a place, a way to dress, a book in memory, and a whole run."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bot.domain.content import Button, Content, Speech
from bot.domain.surface import MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import TurnNumber
from bot.ports.clock import Clock
from bot.replies.healing import CLOSERS
from bot.replies.pacing import Budgets
from bot.replies.stream import ReplyStream
from tests.fakes.chat import Chat, Message


def place(thread: str = "1", channel: str = "c", tenant: str = "t") -> Surface:
    return Surface("chat", TenantId(tenant), channel, thread)


def dress(page: int, text: str, complete: bool) -> Content:  # noqa: FBT001
    return Speech(
        session=SessionId("s"),
        turn=TurnNumber(2),
        page=page,
        persona="Dana",
        text=text,
        complete=complete,
        buttons=() if complete else (Button("Stop", "stop"),),
    )


@dataclass(slots=True)
class Book:
    """Where pages stand, as a store would still know after a crash."""

    asked: set[int] = field(default_factory=set)
    refs: dict[int, MessageRef] = field(default_factory=dict)

    async def called(self, page: int) -> None:
        await asyncio.sleep(0)
        self.asked.add(page)

    async def stands(self, page: int, ref: MessageRef) -> None:
        assert page in self.asked, "posted before it was written down"
        await asyncio.sleep(0)
        self.refs[page] = ref

    def unsure(self) -> set[int]:
        return self.asked - set(self.refs)


def reply(
    chat: Chat,
    clock: Clock,
    *,
    budgets: Budgets | None = None,
    surface: Surface | None = None,
    book: Book | None = None,
    key: str = "reply",
    pages: Mapping[int, MessageRef] | None = None,
    unsure: Collection[int] = (),
) -> ReplyStream:
    return ReplyStream(
        platform=chat,
        budgets=budgets or Budgets(clock),
        clock=clock,
        surface=surface or place(),
        key=key,
        dress=dress,
        book=book or Book(),
        pages=pages,
        unsure=unsure,
    )


async def write(stream: ReplyStream, text: str, clock: Clock, every: float = 0.021) -> None:
    """Writes a reply word by word, as a model does."""
    for word in text.split(" "):
        stream.feed(word if word is text else f"{word} ")
        await clock.sleep(every)
    stream.finish(text)


async def show(stream: ReplyStream, text: str, clock: Clock, every: float = 0.021) -> None:
    """A reply from its first word until it stands."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(stream.run())
        await write(stream, text, clock, every)


def raw(text: str) -> str:
    """A text without what differs between what was written and what is shown of it."""
    return "".join(text.split()).translate({ord(char): None for char in "`*_~"})


def assert_grows(message: Message) -> None:
    """Whatever a person has read stays: each text goes on from the one before."""
    for before, after in pairwise(message.history):
        # What healing has added at the end may be gone again.
        assert raw(after.text).startswith(raw(before.text)), (before.text, after.text)
        assert len(after.text) + CLOSERS >= len(before.text)
