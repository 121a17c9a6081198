"""A workspace at work: the whole engine with its store and the adapter, against the fake Slack.

The app is the manifest's. Nothing is limited, so that nobody waits; the persona says the script's
lines, and can be held in the middle of one.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import yaml

from adapters.slack.calls import web_client
from adapters.slack.platform import CAPABILITIES
from adapters.slack.platform import Slack as Adapter
from adapters.slack.settings import Settings
from adapters.slack.workspaces import OneWorkspace
from bot import app, http, stores
from bot.app import Running
from bot.domain.session import Session
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros
from bot.ports.clock import Clock, SystemClock
from bot.ports.provider import Provider
from bot.stores import SqlStore
from bot.training.engine import Scenarios
from tests.adapters.played import Narrator, Printed, Shelf, idle
from tests.adapters.slack_app import Press
from tests.fakes.slack import App, Channel, Message, Person, Slack, Workspace

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
SOCKETS = 2
"""How many a process opens."""


class Hasty(SystemClock):
    """It does not wait long before something is tried again. `ahead` is how far it is wrong."""

    def __init__(self, ahead: int = 0) -> None:
        self.ahead = ahead

    def now(self) -> Micros:
        return Micros(super().now() + self.ahead)

    async def sleep(self, seconds: float) -> None:
        await super().sleep(min(seconds, 0.02))


@dataclass
class Day:
    """What a test sees of it."""

    slack: Slack
    store: SqlStore
    running: Running
    persona: Narrator
    others: list[Running] = field(default_factory=list)
    """Further processes on the same database."""

    @property
    def space(self) -> Workspace:
        return self.slack.workspace

    async def still(self) -> None:
        """Waits until all that happened is answered."""
        await self.slack.acked()
        await idle(self.running, *self.others)
        await self.slack.acked()

    async def says(self, who: Person, text: str, thread: str | None = None) -> Message:
        said = who.writes(who.dm, text, thread)
        await self.still()
        return said

    async def runs(self, who: Person, text: str, channel: Channel | None = None) -> list[Message]:
        """A command; gives what they see there that they did not see before."""
        before = who.sees(channel)
        await who.runs("/chattrain", text, channel=channel).acked()
        await self.still()
        return [message for message in who.sees(channel) if message not in before]

    async def presses(
        self, who: Person, where: Message, control: str, choice: str | None = None
    ) -> None:
        await who.presses(where, control, choice=choice).acked()
        await self.still()

    async def opening(self, who: Person) -> Message:
        """The first message of their latest session."""
        await self.still()
        return next(m for m in reversed(who.sees()) if "hint:0" in m.buttons and m.bot)

    async def session(self, opening: Message) -> Session:
        """What is stored of the session in a thread."""
        for session in await self.sessions():
            if session.surface is not None and session.surface.thread == opening.ts:
                return session
        raise AssertionError(f"no session in {opening.ts}")

    async def sessions(self) -> list[Session]:
        """All that there ever were."""
        keys = (_key(message) for message in self.space.all_messages())
        ids = {SessionId(key.partition(":")[0]) for key in keys if key.endswith(":opening")}
        found = [await self.store.session(id) for id in sorted(ids)]
        return [session for session in found if session is not None]


def thread(who: Person, opening: Message) -> list[Message]:
    """What somebody sees below the first message of a session."""
    return who.sees(who.dm, opening.ts)[1:]


def answer(who: Person, opening: Message) -> Message:
    """The latest message of a thread, which is ours."""
    latest = thread(who, opening)[-1]
    assert latest.bot, f"no answer to {latest.shown!r}"
    return latest


def spoken(who: Person, opening: Message) -> list[Message]:
    """The persona's replies in a thread."""
    return [message for message in thread(who, opening) if message.username]


def words(text: str) -> str:
    """A text without marks, spaces and signs."""
    return "".join(re.findall(r"\w+", text))


def links(message: Message) -> list[tuple[str, str]]:
    """The addresses in a message with their labels."""
    return [
        (address.replace("&amp;", "&"), label)
        for address, label in re.findall(r"<(https?://[^|>]+)\|([^>]+)>", message.shown)
    ]


async def nothing_is_doubled_cut_or_lost(day: Day) -> None:
    """Every line of every persona stands once, whole, in its thread; and all was acked at once."""
    for session in await day.sessions():
        assert session.surface is not None
        assert session.surface.thread is not None
        below = day.space.messages(session.surface.channel, session.surface.thread)[1:]
        said = session.transcript.turns[max(1, session.inherited) :]
        lines = [turn.text for turn in said if turn.speaker == "persona" and turn.text]
        shown = [m for m in below if m.username]
        assert [words(text) in words(m.shown) for m, text in zip(shown, lines, strict=True)] == [
            True for _ in lines
        ]
        assert not any(message.growing for message in below)
        scored = [m for m in below if _key(m) == f"{session.id}:scorecard"]
        assert len(scored) == (session.scorecard is not None)
    for delivery in day.slack.deliveries:
        assert delivery.outcome == "acked", delivery.payload
        assert len(delivery.attempts) == 1, delivery.attempts


def nobody_is_pinged(day: Day) -> None:
    for message in [*day.space.all_messages(), *day.space.ephemerals]:
        if message.bot:
            assert not re.search(r"<[@#!](?!date)", f"{message.text}{message.blocks}")


def grew(message: Message) -> bool:
    """Whether each state that was seen begins the next one, and there were several before the last;
    buttons that come and go are no part of it."""
    bare = [words(re.sub(r"(\[[^]]*] ?)+$", "", state)) for state in message.states]
    return len(set(bare)) > 1 and all(b.startswith(a) for a, b in pairwise(bare))


@asynccontextmanager
async def working(
    folder: Path,
    *,
    socket: bool,
    clock: Clock | None = None,
    catalogue: Scenarios | None = None,
    printed: Printed | None = None,
    url: str | None = None,
) -> AsyncIterator[Day]:
    """A day in a workspace, by Socket Mode or by HTTP. Without `url` on SQLite."""
    url = url or f"sqlite:///{folder / 'day.db'}"
    stores.migrate(url)
    hearing = App.from_manifest(yaml.safe_load(MANIFEST.read_text()))
    # With this subscription, which an installation may have besides, a mention comes twice.
    hearing.events |= {"message.channels"}
    hearing.scopes += ("channels:history",)
    clock, persona, catalogue = clock or Hasty(), Narrator(), catalogue or Shelf()
    async with (
        Slack(app=hearing) as slack,
        process(slack, url, clock, persona, catalogue, printed, socket=socket) as (store, running),
    ):
        yield Day(slack, store, running, persona)


@asynccontextmanager
async def process(  # noqa: PLR0917  # what it is given in `bot.app`
    slack: Slack,
    url: str,
    clock: Clock,
    persona: Provider,
    catalogue: Scenarios,
    printed: Printed | None = None,
    *,
    socket: bool = True,
) -> AsyncIterator[tuple[SqlStore, Running]]:
    """A whole engine at a database, which a Slack reaches."""
    hearing, there = slack.app, len(slack.sockets.live)
    async with stores.connect(url) as store, web_client(slack.api_url) as client:
        settings = Settings(
            bot_token=slack.workspace.bot_token,
            app_token=hearing.app_token if socket else None,
            signing_secret=None if socket else hearing.signing_secret,
            api_url=slack.api_url,
        )
        adapter = Adapter(
            clock=clock,
            records=store,
            catalogue=catalogue,
            workspaces=OneWorkspace(slack.workspace.bot_token, client, clock),
            client=client,
            settings=settings,
            printer=Press() if printed is None else printed(store),
        )
        adapter.capabilities = replace(CAPABILITIES, limits={}, cadence=0.01)
        async with (
            app.engine(
                store=store, platforms=[adapter], persona=persona, catalogue=catalogue, clock=clock
            ) as running,
            _reached(slack, adapter, sockets=there + SOCKETS if socket else 0),
        ):
            yield store, running


@asynccontextmanager
async def _reached(slack: Slack, adapter: Adapter, *, sockets: int) -> AsyncIterator[None]:
    """Slack reaches the app."""
    if sockets:
        await slack.connected(sockets)
        yield
        return
    listener = http.bind("127.0.0.1", 0)
    site = http.application(routes=adapter.routes(), checks={})
    async with asyncio.TaskGroup() as tasks:
        serving = tasks.create_task(http.serve(site, listener))
        port = listener.getsockname()[1]
        slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
        yield
        serving.cancel()


def _key(message: Message) -> str:
    payload = (message.metadata or {}).get("event_payload", {})
    return str(payload.get("key", ""))
