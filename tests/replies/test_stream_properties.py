"""The five invariants of a reply, for any text, timing, limits, latency, fault, stop and crash."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import cycle

from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.domain.content import Content
from bot.domain.surface import MessageRef
from bot.errors import MessageGone, PlatformUnavailable
from bot.ports.platform import Capabilities, Limit, Verb
from bot.replies.healing import heal
from bot.replies.pacing import Budgets
from bot.replies.stream import ReplyStream
from bot.training.posting import UNREACHABLE_PAUSE
from tests.fakes.chat import Chat, Fault, limited, unavailable
from tests.fakes.virtual_time import VirtualClock, run
from tests.replies.shows import Book, assert_grows, place, raw, reply
from tests.requirements import claims

# No word could be a fence's language: that is repeated on a further page, and not text.
PIECES = (
    *("wörd ", "Hällo. ", "löng" * 8, "ä", " ", "\n", "\n\n", "e\u0301", "日本。", "👨‍👩‍👧", "🇩🇪"),
    *("**", "*", "_", "`", "~~", "```\n", "\n```\n", "[link](http://x.y/z)", "[", "](", ")"),
)

pieces = st.lists(st.sampled_from(PIECES), max_size=60)
# Many pieces come at once, as from a model; some let the platform wait.
gaps = st.lists(st.sampled_from((0.0, 0.0, 0.01, 0.02, 0.3, 1.0, 5.0)), min_size=1, max_size=8)
latencies = st.lists(st.sampled_from((0.0, 0.05, 0.2, 1.5)), min_size=1, max_size=4)
moments = st.none() | st.floats(min_value=0.0, max_value=20.0)


def limits_of(*verbs: Verb) -> st.SearchStrategy[dict[Verb, tuple[Limit, ...]]]:
    limit = st.builds(
        Limit,
        calls=st.integers(1, 6),
        seconds=st.sampled_from((1.0, 5.0, 20.0)),
        per=st.sampled_from(("thread", "channel", "tenant", "bot")),
        name=st.sampled_from(("", "all")),
    )
    some = st.lists(limit, max_size=2, unique_by=lambda limit: limit.per).map(tuple)
    return st.fixed_dictionaries({}, optional=dict.fromkeys(verbs, some))


capabilities = st.builds(
    Capabilities,
    page=st.sampled_from((100, 300, 4000)),
    unit=st.sampled_from(("characters", "utf16", "bytes")),
    edits=st.sampled_from((True, True, True, False)),
    streams=st.booleans(),
    stream_seconds=st.sampled_from((None, 10.0)),
    stream_bytes=st.sampled_from((None, 200)),
    cadence=st.sampled_from((0.0, 0.5, 1.2)),
    limits=limits_of("post", "edit", "start", "append", "stop"),
    finds=st.booleans(),
)

faults = st.dictionaries(
    st.sampled_from(("post", "edit", "start", "append", "stop", "lookup", "delete")),
    st.lists(
        st.none()
        | st.builds(limited, st.sampled_from((0.5, 3.0, 30.0)))
        | st.builds(unavailable, after=st.booleans()),
        max_size=6,
    ),
    max_size=3,
)
one_message_at_most_twice = faults.filter(
    lambda script: not any(f is not None and f.after for f in script.get("post", ()))
)


@dataclass(frozen=True)
class World:
    """A platform and a way of writing."""

    capabilities: Capabilities
    latencies: list[float]
    faults: dict[str, list[Fault | None]]
    gaps: list[float]

    def chat(self, clock: VirtualClock) -> Chat:
        lasting = cycle(self.latencies)
        closes = self.capabilities.stream_seconds and self.capabilities.stream_seconds + 5
        return Chat(
            clock,
            self.capabilities,
            latency=lambda: next(lasting),
            faults=dict(self.faults),
            closes_after=closes,
        )

    async def write(self, stream: ReplyStream, text: list[str], clock: VirtualClock) -> None:
        for piece, gap in zip(text, cycle(self.gaps), strict=False):
            stream.feed(piece)
            await clock.sleep(gap)
        stream.finish("".join(text))


worlds = st.builds(
    World,
    capabilities=capabilities,
    latencies=latencies,
    faults=faults,
    gaps=gaps,
)


def said(chat: Chat, stream: int = 0) -> str:
    return "".join(raw(message.now.text) for message in chat.standing(place(str(stream))))


def certain(world: World) -> World:
    """A world in which a message whose answer was lost can be found again."""
    return replace(world, capabilities=replace(world.capabilities, finds=True))


@claims("replies.one-call", "replies.budget", "replies.prefix", "replies.whole")
@given(worlds.map(certain), st.lists(pieces, min_size=1, max_size=3))
@settings(max_examples=250)
def test_every_reply_stands_whole_in_the_end_and_only_ever_grew(
    world: World, replies: list[list[str]]
) -> None:
    async def check() -> None:
        clock = VirtualClock()
        chat, budgets = world.chat(clock), Budgets(clock)
        streams = []
        async with asyncio.TaskGroup() as tasks:
            for number, text in enumerate(replies):
                surface, key = place(str(number)), f"reply{number}"
                stream = reply(chat, clock, budgets=budgets, surface=surface, key=key)
                streams.append(stream)
                tasks.create_task(stream.run())
                tasks.create_task(world.write(stream, text, clock))
        assert chat.violations == []
        assert chat.refused == 0
        for number, (stream, text) in enumerate(zip(streams, replies, strict=True)):
            assert said(chat, number) == raw("".join(text))
            assert stream.shown == "".join(text).lstrip()
        for message in chat.standing():
            assert message.now.complete
            assert not message.growing
            assert_grows(message)
        assert_nothing_leaked(budgets)
        event(f"calls: {sorted({'post', 'start'} & chat.calls.keys())}")

    run(check())


@claims("replies.prefix", "engine.stop")
@given(worlds.map(certain), pieces, st.floats(min_value=0.0, max_value=20.0))
@settings(max_examples=250)
def test_a_halted_reply_shows_exactly_what_it_says_it_has_shown(
    world: World, text: list[str], moment: float
) -> None:
    async def check() -> None:
        clock = VirtualClock()
        chat, budgets = world.chat(clock), Budgets(clock)
        stream = reply(chat, clock, budgets=budgets, surface=place("0"))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            tasks.create_task(world.write(stream, text, clock))
            await clock.sleep(moment)
            stream.halt()
        assert chat.violations == []
        assert "".join(text).lstrip().startswith(stream.shown)
        assert said(chat) == raw(stream.shown)
        for message in chat.standing():
            assert message.now.complete
            assert not message.growing
            assert_grows(message)
        assert_nothing_leaked(budgets)

    run(check())


@given(worlds.map(certain), pieces, pieces, st.floats(min_value=0.0, max_value=10.0), moments)
@settings(max_examples=250)
def test_after_a_crash_at_any_moment_nothing_stands_twice_and_all_of_it_stands(
    world: World, before: list[str], text: list[str], crash: float, halt: float | None
) -> None:
    async def check() -> None:
        clock = VirtualClock()
        chat, book = world.chat(clock), Book()
        dying = reply(chat, clock, book=book, surface=place("0"))
        async with asyncio.TaskGroup() as tasks:
            doomed = [
                tasks.create_task(dying.run()),
                tasks.create_task(world.write(dying, before, clock)),
            ]
            await clock.sleep(crash)
            for task in doomed:
                task.cancel()
        budgets = Budgets(clock)
        stream = reply(
            chat,
            clock,
            book=book,
            budgets=budgets,
            surface=place("0"),
            pages=dict(book.refs),
            unsure=book.unsure(),
        )
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            tasks.create_task(world.write(stream, text, clock))
            if halt is not None:
                await clock.sleep(halt)
                stream.halt()
        if halt is None and world.capabilities.edits:
            assert said(chat) == raw("".join(text))
        elif world.capabilities.edits:
            assert said(chat) == raw(stream.shown)
        assert len({message.key for message in chat.standing()}) == len(chat.standing())
        assert_nothing_leaked(budgets)

    run(check())


class Mirror(Chat):
    """A platform that looks at what has been written in the moment in which it is called."""

    written: Callable[[], str]
    stale = 0

    async def post(self, surface: object, content: Content, key: str) -> MessageRef:
        self._compare(content)
        return await super().post(surface, content, key)  # type: ignore[arg-type]

    async def edit(self, ref: MessageRef, content: Content) -> None:
        self._compare(content)
        await super().edit(ref, content)

    def _compare(self, content: Content) -> None:
        text = getattr(content, "text", "")
        self.stale += text not in {heal(self.written().rstrip()), self.written().rstrip()}


@claims("replies.newest")
@given(pieces, gaps, latencies, limits_of("post", "edit"))
def test_each_call_shows_the_newest_text_there_is(
    text: list[str],
    gaps: list[float],
    latencies: list[float],
    limits: dict[Verb, tuple[Limit, ...]],
) -> None:
    async def check() -> None:
        clock = VirtualClock()
        lasting = cycle(latencies)
        can = Capabilities(page=10_000, limits=limits, cadence=0.5)
        chat = Mirror(clock, can, latency=lambda: next(lasting))
        stream = reply(chat, clock)
        chat.written = lambda: stream.text
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stream.run())
            for piece, gap in zip(text, cycle(gaps), strict=False):
                stream.feed(piece)
                await clock.sleep(gap)
            stream.finish("".join(text))
        assert chat.stale == 0

    run(check())


@given(worlds.map(certain), pieces, st.lists(st.integers(0, 30), min_size=1, max_size=3))
@settings(max_examples=100)
def test_messages_that_are_deleted_come_back(
    world: World, text: list[str], deletions: list[int]
) -> None:
    async def check() -> None:
        clock = VirtualClock()
        chat = world.chat(clock)
        stream = reply(chat, clock, surface=place("0"))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(to_the_end(stream, clock))
            writing = tasks.create_task(world.write(stream, text, clock))
            for seconds in deletions:
                await clock.sleep(seconds / 10)
                growing = [m for m in chat.standing() if not m.now.complete]
                if growing and not writing.done():
                    chat.remove(growing[-1].ref)
        growing = [m for m in chat.standing() if not m.now.complete]
        assert growing == []

    try:
        run(check())
    except* MessageGone:
        event("given up")


async def to_the_end(stream: ReplyStream, clock: VirtualClock) -> None:
    """Lets it write as the engine does: a platform that stays away is tried again later."""
    while True:
        try:
            return await stream.run()
        except PlatformUnavailable:
            await clock.sleep(UNREACHABLE_PAUSE)


def assert_nothing_leaked(budgets: Budgets) -> None:
    assert budgets._queue == []
    for budget in budgets._routes._budgets.values():
        assert (budget.out, budget.seats, sum(budget.waiting)) == (0, 0, 0)
