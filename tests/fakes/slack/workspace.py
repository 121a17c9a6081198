"""One team: its people, channels and messages, and what the app may know of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.fakes.slack.holdings import AgentSession, Installation, Status, View
from tests.fakes.slack.people import Person
from tests.fakes.slack.state import EVENTS, Channel, Kind, Message, User, UserGroup

if TYPE_CHECKING:
    from tests.fakes.slack.server import Slack

STATUS_SECONDS = 120
"""A status clears itself after that time without a message."""


class Workspace:
    """Made by `Slack.add_workspace`. People and channels come to be when they are first named."""

    def __init__(self, slack: Slack, id: str, *, enterprise: str | None = None) -> None:
        self.slack = slack
        self.id, self.enterprise = id, enterprise
        self.domain = f"{id.lower()}-practice"
        number = id.removeprefix("T")
        self.bot = User(
            id=f"UBOT{number}", team=id, name="chattrain", real_name=slack.app.name, is_bot=True
        )
        self.bot_id = f"BBOT{number}"
        self.read_only = False
        """Whether a preference of the workspace forbids the app to post."""
        self.users: dict[str, User] = {self.bot.id: self.bot}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, UserGroup] = {}
        self.paid = True
        """Whether user groups are part of what is paid for."""
        self.statuses: dict[tuple[str, str], list[Status]] = {}
        self.sessions: dict[tuple[str, str], AgentSession] = {}
        self.prompts: dict[str, list[dict[str, str]]] = {}
        """Suggested prompts by channel."""
        self.homes: dict[str, View] = {}
        self.modals: dict[str, list[View]] = {}
        """Each person's open modals, the topmost last."""
        self.ephemerals: list[Message] = []
        self._directs: dict[str, Channel] = {}
        self._people: dict[str, Person] = {}
        self._numbers = itertools.count(1)
        self._last_ts = 0

    # People and places

    def user(self, id: str, **fields: Any) -> Person:
        """A member by id; the first call makes them, `fields` as in User."""
        if id not in self._people:
            name = fields.pop("name", id.lower())
            real_name = fields.pop("real_name", name.title())
            user = User(id=id, team=self.id, name=name, real_name=real_name, **fields)
            self.users[id] = user
            self._people[id] = Person(self, user)
        assert not fields or all(
            getattr(self.users[id], name) == value for name, value in fields.items()
        ), f"{id} is there already"
        return self._people[id]

    def person(self, user: User | str) -> Person:
        return self._people[user if isinstance(user, str) else user.id]

    def channel(self, id: str, *, kind: Kind = "channel", bot: bool = True) -> Channel:
        """A channel by id; the first call makes it, with the bot in it or not."""
        if id not in self.channels:
            members = {self.bot.id} if bot else set()
            name = id.lower()
            self.channels[id] = Channel(id=id, kind=kind, name=name, members=members)
        return self.channels[id]

    def group(self, id: str, handle: str, *members: str, name: str = "") -> UserGroup:
        """Makes a user group."""
        self.groups[id] = UserGroup(
            id=id,
            team=self.id,
            name=name or handle.title(),
            handle=handle,
            members=list(members),
        )
        return self.groups[id]

    def direct(self, user: str) -> Channel:
        """The direct message of the bot and a person."""
        if user not in self._directs:
            channel = Channel(id=f"D{self.id[1:]}{user}", kind="im", members={self.bot.id, user})
            self._directs[user] = self.channels[channel.id] = channel
        return self._directs[user]

    def another_bot(
        self, channel: str | Channel, text: str, thread_ts: str | None = None
    ) -> Message:
        """Another app's bot says something."""
        message = Message(
            team=self.id,
            channel=self._place(channel).id,
            ts=self.new_ts(),
            author="UOTHERBOT",
            bot="BOTHERBOT",
            app="AOTHER",
            username="other",
            text=text,
            thread_ts=thread_ts,
        )
        self.add(message, "another bot")
        self.emit_message(message)
        self.slack.changed()
        return message

    # What people see

    def messages(self, channel: str | Channel, thread: str | None = None) -> list[Message]:
        """A channel's own messages, or a thread's with the one it hangs on; oldest first."""
        place = self._place(channel)
        return place.thread(thread) if thread else place.top()

    def message(self, channel: str | Channel, ts: str) -> Message:
        return self._place(channel).messages[ts]

    def all_messages(self) -> Iterator[Message]:
        for channel in self.channels.values():
            yield from channel.messages.values()

    def ephemeral(self, user: str) -> list[Message]:
        """What only that person sees."""
        return [m for m in self.ephemerals if m.ephemeral_for == user and not m.deleted]

    def status(self, channel: str | Channel, thread: str) -> str:
        """The status line below a thread now; empty where there is none."""
        found = self.statuses.get((self._place(channel).id, thread))
        if not found or self.slack.clock.monotonic() - found[-1].at >= STATUS_SECONDS:
            return ""
        return found[-1].text

    # How the rest of the fake changes it

    def new_ts(self) -> str:
        """The time as a message's id; no two are the same."""
        self._last_ts = max(self.slack.clock.now(), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{self.id[1:]}{next(self._numbers):06d}"

    def add(self, message: Message, method: str) -> Message:
        """A new message, seen from now on; where it is the bot's, its status is done with."""
        channel = self.channels[message.channel]
        channel.messages[message.ts] = message
        message.note(self.slack.clock.monotonic(), method)
        if message.bot == self.bot_id:
            self._clear(message.channel, message.thread_ts or message.ts)
        return message

    def _clear(self, channel: str, thread: str) -> None:
        found = self.statuses.get((channel, thread))
        if found and found[-1].text:
            found.append(Status(at=self.slack.clock.monotonic(), text=""))

    def age(self, message: Message) -> None:
        """A stream that is too old has ended by itself."""
        stream = message.stream
        if stream is not None and message.growing:
            lived = self.slack.clock.monotonic() - stream.began
            if lived >= self.slack.stream_seconds:
                stream.ending = "expired"

    def changed(self, message: Message, method: str, before: dict[str, Any]) -> None:
        """A message is seen anew, and the app hears of it."""
        message.note(self.slack.clock.monotonic(), method)
        after = message.wire()
        self.emit_message(
            message,
            subtype="message_changed",
            message=after,
            previous_message=before,
            hidden=True,
        )

    def delete(self, message: Message) -> None:
        before = message.wire()
        message.deleted = True
        self.emit_message(
            message,
            subtype="message_deleted",
            deleted_ts=message.ts,
            previous_message=before,
            hidden=True,
        )

    def emit_message(self, about: Message, /, **fields: Any) -> None:
        """A message event; with a subtype of its own it has a time of its own too."""
        channel = self.channels[about.channel]
        if self.bot.id not in channel.members:
            return
        kind = {"channel": channel.id, "channel_type": channel.kind}
        if fields:
            ts = self.new_ts()
            event = {"type": "message", **fields, **kind, "ts": ts, "event_ts": ts}
        else:
            event = {**about.wire(), **kind, "event_ts": about.ts}
            event |= self._parent(channel, about)
        self.emit(EVENTS[channel.kind], event)

    def _parent(self, channel: Channel, message: Message) -> dict[str, str]:
        parent = channel.messages.get(message.thread_ts or "")
        return {} if parent is None or parent is message else {"parent_user_id": parent.author}

    def emit(self, subscription: str, event: dict[str, Any]) -> None:
        """Sends an event to the app, if it subscribed and may."""
        for installation in self.installations:
            if self.slack.app.hears(subscription, installation.scopes):
                self.slack.deliver_event(self, installation, event)

    @property
    def installations(self) -> list[Installation]:
        """The app's installations that reach this workspace."""
        return [
            found
            for found in self.slack.installations.values()
            if found.gone is None
            and (found.team == self.id or (found.team is None and self._in(found.enterprise)))
        ][-1:]

    def _in(self, enterprise: str | None) -> bool:
        return enterprise is not None and enterprise == self.enterprise

    @property
    def bot_token(self) -> str:
        """The token of the newest installation here."""
        return self.installations[-1].token

    def _place(self, channel: str | Channel) -> Channel:
        return channel if isinstance(channel, Channel) else self.channels[channel]
