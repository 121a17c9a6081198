"""What every chat platform keeps to, whatever is behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

import pytest

from adapters.playground.inbound import Say, event, thread
from adapters.playground.outbox import Message, Outbox
from adapters.playground.platform import Playground
from adapters.playground.settings import Settings
from bot.domain.content import Notice, Opening
from bot.domain.events import InboundEvent, Said
from bot.domain.showing import opening_key
from bot.domain.surface import MemberId, MessageRef, Surface, TenantId
from bot.domain.transcript import Micros
from bot.errors import MessageGone
from bot.ports.clock import SystemClock
from bot.ports.platform import Capabilities, Platform
from tests.adapters import discord_app
from tests.adapters.slack_app import SESSION, TEAM, made, page_key, speech
from tests.fakes.chat import Chat, text_of
from tests.fakes.discord import Discord
from tests.fakes.engine import Memory, Shelf
from tests.fakes.slack import MovableClock, Slack
from tests.requirements import claims

ANN = MemberId("U1")
OPENING = Opening(
    session=SESSION, member=ANN, scenario="late-lamp", title="The late lamp", role="Support",
    situation="A lamp is late.", goal="A next step.", limits="10 messages", privacy="Private.",
    persona="Maren Holt", persona_role="customer", opening="My lamp has not come.",
)  # fmt: skip


@dataclass
class Subject:
    """A platform, a place on it, and the eyes of who is there."""

    platform: Platform
    home: Surface
    sees: Callable[[MessageRef], str | None]
    """The text of a message; None where there is none."""
    say: Callable[[str], Awaitable[None]]
    """Lets somebody write a message."""
    forgets: bool = False
    """Whether it does not know of a message that is gone."""
    member: MemberId = ANN
    """Who practises there, as the platform names them."""

    async def open(self) -> MessageRef:
        opening = replace(OPENING, member=self.member)
        return await self.platform.open_thread(self.home, opening, opening_key(SESSION))


class Eyes(Outbox):
    """A page of the playground, and what it shows by message."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[object, str] = {}

    def put(self, message: Message) -> None:
        name = message.get("message_id")
        if message["type"] == "deleted":
            self.shown.pop(name, None)
        elif name is not None:
            self.shown[name] = str(message.get("accumulated") or message.get("content"))


async def playground(stack: AsyncExitStack) -> Subject:
    clock = SystemClock()
    platform = Playground(clock=clock, records=Memory(), catalogue=Shelf(), settings=Settings())
    home, eyes = thread(ANN, SESSION), Eyes()
    stack.enter_context(platform.watched(home, eyes))

    async def say(text: str) -> None:
        said = Say(text=text, client_id=None)
        await platform.accept(
            event(said, member=ANN, session=SESSION, fresh=clock.new_id(), at=clock.now())
        )

    return Subject(platform, home, lambda ref: eyes.shown.get(ref.id), say, forgets=True)


async def chat(capabilities: Capabilities) -> Subject:
    home = Surface("chat", TenantId("t"), "c")
    platform = Chat(SystemClock(), capabilities)

    def sees(ref: MessageRef) -> str | None:
        message = platform.messages.get(ref.id)
        return None if message is None or message.deleted else text_of(message.now.content)

    async def say(text: str) -> None:
        assert platform.accept is not None
        accept = await platform.accept
        about = {"surface": home, "member": ANN, "at": Micros(0)}
        await accept(Said(key=f"chat:{text}", text=text, message="1", **about))  # type: ignore[arg-type]

    return Subject(platform, home, sees, say)


async def slack(stack: AsyncExitStack) -> Subject:
    fake = await stack.enter_async_context(Slack(clock=MovableClock()))
    practice = await stack.enter_async_context(made(fake))
    ann = practice.space.user(ANN)
    practice.opened(ANN)

    def sees(ref: MessageRef) -> str | None:
        message = practice.space.channels[ref.surface.channel].messages.get(ref.id)
        return None if message is None or message.deleted else message.shown

    async def say(text: str) -> None:
        await fake.connected(2)
        ann.writes(ann.dm, text)

    return Subject(practice.adapter, Surface("slack", TEAM, ann.dm), sees, say)


async def discord(stack: AsyncExitStack) -> Subject:
    fake = await stack.enter_async_context(Discord(clock=MovableClock()))
    practice = await stack.enter_async_context(discord_app.made(fake))
    ann = practice.person("ann")
    practice.opened("ann")

    def sees(ref: MessageRef) -> str | None:
        message = practice.message(ref)
        shown = message.shown.removeprefix("**Maren Holt**\n")
        return None if message.deleted else shown

    async def say(text: str) -> None:
        await fake.connected()
        ann.writes(ann.dm, text)

    return Subject(practice.adapter, practice.home, sees, say, member=MemberId(ann.id))


STREAMING = Capabilities(page=2000, limits={}, streams=True, finds=True)


@pytest.fixture(params=["slack", "discord", "playground", "chat", "chat with streams"])
async def subject(request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    async with AsyncExitStack() as stack:
        match request.param:
            case "slack":
                yield await slack(stack)
            case "discord":
                yield await discord(stack)
            case "playground":
                yield await playground(stack)
            case "chat":
                yield await chat(Capabilities(page=2000, limits={}, finds=True))
            case _:
                yield await chat(STREAMING)


@claims("platform.contract")
class TestEveryPlatform:
    async def test_it_says_what_it_can_do(self, subject: Subject) -> None:
        can = subject.platform.capabilities
        assert subject.platform.name == subject.home.platform
        assert can.page >= 80
        assert can.edits or not can.streams
        assert all(
            limit.calls > 0 and limit.seconds > 0 for ls in can.limits.values() for limit in ls
        )

    async def test_a_session_opens_in_a_thread_of_its_own(self, subject: Subject) -> None:
        first = await subject.open()
        assert first.surface.platform == subject.platform.name
        assert first.surface.thread is not None
        assert subject.sees(first) is not None

    async def test_what_is_posted_in_a_thread_stands_there(self, subject: Subject) -> None:
        thread = (await subject.open()).surface
        ref = await subject.platform.post(thread, Notice(text="Hello"), "k")
        assert ref.surface == thread
        assert subject.sees(ref) == "Hello"

    async def test_an_edit_shows_the_new_content_alone(self, subject: Subject) -> None:
        thread = (await subject.open()).surface
        ref = await subject.platform.post(thread, speech("I wait"), page_key())
        await subject.platform.edit(ref, speech("I wait.", complete=True))
        assert subject.sees(ref) == "I wait."
        await subject.platform.edit(ref, Notice(text="Nothing more"))
        assert subject.sees(ref) == "Nothing more"

    async def test_a_message_taken_back_is_gone_and_again_is_no_error(
        self, subject: Subject
    ) -> None:
        thread = (await subject.open()).surface
        ref = await subject.platform.post(thread, Notice(text="Hello"), "k")
        await subject.platform.delete(ref)
        await subject.platform.delete(ref)
        assert subject.sees(ref) is None
        if not subject.forgets:
            with pytest.raises(MessageGone):
                await subject.platform.edit(ref, Notice(text="Else"))

    async def test_what_is_posted_is_found_by_its_key_alone(self, subject: Subject) -> None:
        thread = (await subject.open()).surface
        ref = await subject.platform.post(thread, Notice(text="Hello"), "k")
        other = await subject.platform.post(thread, Notice(text="Hello"), "k2")
        assert await subject.platform.lookup(thread, "k") == ref
        assert await subject.platform.lookup(thread, "k2") == other
        assert await subject.platform.lookup(thread, "k3") is None

    async def test_a_sessions_first_message_is_found_from_where_it_was_asked_for(
        self, subject: Subject
    ) -> None:
        first = await subject.open()
        assert await subject.platform.lookup(subject.home, opening_key(SESSION)) == first

    async def test_what_is_for_one_person_is_shown_where_it_can_be(self, subject: Subject) -> None:
        thread = (await subject.open()).surface
        for content in (
            Notice(text="Hi", only_for=subject.member),
            Notice(text="Hi", only_for=subject.member, hint=True),
        ):
            ref = await subject.platform.post(thread, content, "k")
            assert subject.sees(ref) == "Hi"

    async def test_every_status_is_taken(self, subject: Subject) -> None:
        thread = (await subject.open()).surface
        await subject.platform.status(thread, "thinking", "Maren is thinking")
        await subject.platform.status(thread, "analyzing", "")
        await subject.platform.status(thread, "generating", "x" * 5000)
        await subject.platform.status(thread, "complete", "")
        await subject.platform.status(thread, "error", "")

    async def test_a_stream_grows_and_ends_or_is_declined(self, subject: Subject) -> None:
        thread = (await subject.open()).surface
        if not subject.platform.capabilities.streams:
            return
        stream = await subject.platform.stream(thread, speech("I"), page_key())
        assert stream is not None
        await stream.append(" have waited")
        assert subject.sees(stream.ref) == "I have waited"
        await stream.stop(speech("I have waited.", complete=True))
        assert subject.sees(stream.ref) == "I have waited."
        await subject.platform.end_stream(stream.ref)
        await subject.platform.edit(stream.ref, speech("Anew.", complete=True))
        assert subject.sees(stream.ref) == "Anew."
        assert await subject.platform.lookup(thread, page_key()) == stream.ref

    async def test_it_hands_on_what_people_say_until_it_is_stopped(self, subject: Subject) -> None:
        heard: asyncio.Queue[InboundEvent] = asyncio.Queue()

        async def accept(event: InboundEvent) -> bool:
            await heard.put(event)
            return True

        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(subject.platform.run(accept))
            await asyncio.sleep(0)
            await subject.say("Hello")
            event = await heard.get()
            running.cancel()
        assert isinstance(event, Said)
        assert (event.text, event.member) == ("Hello", subject.member)
        assert Surface.parse(str(event.surface)) == event.surface
