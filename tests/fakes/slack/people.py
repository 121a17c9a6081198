"""People at work in a workspace: they write, press, fill in, run commands, and the app hears of it.

They do only what they could: press what they see, write where they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.fakes.slack.controls import fill, found, names_of, used
from tests.fakes.slack.deliveries import Delivery
from tests.fakes.slack.holdings import View
from tests.fakes.slack.interactions import Interactions
from tests.fakes.slack.state import Channel, Message, User

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Workspace


class Person:
    """One member. What they do returns at once; the app hears of it in the background."""

    def __init__(self, workspace: Workspace, user: User) -> None:
        self.workspace, self.user = workspace, user
        self._sends = Interactions(workspace, user)

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def dm(self) -> str:
        """The channel of their direct message with the bot."""
        return self.workspace.direct(self.id).id

    # Messages

    def joins(self, channel: str | Channel) -> None:
        self._channel(channel).members.add(self.id)

    def writes(
        self,
        channel: str | Channel,
        text: str,
        thread_ts: str | None = None,
        *,
        broadcast: bool = False,
        files: tuple[dict[str, Any], ...] = (),
    ) -> Message:
        """Says something in a place they are in. A mention of the bot is an event of its own."""
        place = self._place(channel)
        space = self.workspace
        assert thread_ts is None or thread_ts in place.messages, f"no thread {thread_ts}"
        message = Message(
            team=space.id,
            channel=place.id,
            ts=space.new_ts(),
            author=self.id,
            text=text,
            thread_ts=thread_ts,
            broadcast=broadcast,
            files=list(files),
            blocks=_spoken(text),
        )
        space.add(message, "a person")
        space.emit_message(message)
        if place.kind != "im" and f"<@{space.bot.id}>" in text and space.bot.id in place.members:
            told = message.wire() | {"channel": place.id, "event_ts": message.ts}
            space.emit("app_mention", told | {"type": "app_mention"})
        space.slack.changed()
        return message

    def mentions(self, channel: str | Channel, text: str, thread_ts: str | None = None) -> Message:
        """Speaks to the bot in a channel."""
        return self.writes(channel, f"<@{self.workspace.bot.id}> {text}", thread_ts)

    def edits(self, message: Message, text: str) -> None:
        assert message.author == self.id, "people edit their own messages only"
        before = message.wire()
        message.text, message.blocks = text, _spoken(text)
        message.edited = self.workspace.new_ts()
        self.workspace.changed(message, "a person", before)
        self.workspace.slack.changed()

    def deletes(self, message: Message) -> None:
        assert message.author == self.id, "people delete their own messages only"
        self.workspace.delete(message)
        self.workspace.slack.changed()

    def leaves_workspace(self) -> None:
        """Their account is deactivated."""
        self.user.deleted = True

    # What they see

    def sees(
        self, channel: str | Channel | None = None, thread: str | None = None
    ) -> list[Message]:
        """Messages for all and for them alone, oldest first; without a place, their direct message's."""
        place = self._channel(channel or self.dm)
        own = [m for m in self.workspace.ephemeral(self.id) if m.channel == place.id]
        own = [m for m in own if thread is None or m.thread_ts == thread]
        return sorted([*self.workspace.messages(place, thread), *own], key=lambda m: m.ts)

    @property
    def modal(self) -> View | None:
        """The modal before their eyes."""
        stack = self.workspace.modals.get(self.id)
        return stack[-1] if stack else None

    @property
    def home(self) -> View | None:
        """Their home tab, once the app has published it."""
        return self.workspace.homes.get(self.id)

    # Controls

    def presses(
        self, where: Message | View, control: str, *, value: Any = None, choice: str | None = None
    ) -> Delivery:
        """Uses a control by its action id or its label. `choice` is an option's value or label; a
        menu of people or a date takes its `value` as it is."""
        block, element, action_id = found(where, control)
        if where in self.workspace.ephemerals and isinstance(where, Message):
            assert where.ephemeral_for == self.id, "it is not shown to them"
        action = used(block, element, control, action_id, value=value, choice=choice)
        if isinstance(where, View):
            where.state.setdefault(block["block_id"], {})[action_id] = action
        return self._sends.press(where, action)

    def submits(self, values: Mapping[str, Any] | None = None) -> Delivery:
        """Sends off the modal before them, filled in by action id or block id."""
        view = self.modal
        assert view is not None, "no modal is open"
        for block in view.blocks:
            if block["type"] == "input":
                fill(view, block, values or {})
        known = {name for block in view.blocks for name in names_of(block)}
        assert not (values or {}).keys() - known, f"nothing to fill in: {values} in {known}"
        return self._sends.submit(view)

    def closes(self) -> Delivery | None:
        """Dismisses the modal before them; the app hears of it where it asked to."""
        view = self.modal
        assert view is not None, "no modal is open"
        return self._sends.close(view)

    def runs(
        self, command: str, text: str = "", *, channel: str | Channel | None = None
    ) -> Delivery:
        """A slash command, in a channel or in their direct message; there is none in a thread."""
        place = self._place(channel or self.dm)
        known = {known.name: known for known in self.workspace.slack.app.commands}
        assert command in known, f"no such command: {command}"
        if known[command].escape:
            text = self._escaped(text)
        return self._sends.command(place, command, text)

    def uses(self, shortcut: str, message: Message | None = None) -> Delivery:
        """A shortcut by its callback id, on a message or from anywhere."""
        assert shortcut in self.workspace.slack.app.shortcuts, f"no such shortcut: {shortcut}"
        return self._sends.shortcut(shortcut, message)

    def opens_home(self, tab: str = "home") -> None:
        """Opens the app; `tab` is home or messages."""
        event = {"type": "app_home_opened", "user": self.id, "channel": self.dm, "tab": tab}
        if tab == "home" and self.home is not None:
            event |= {"view": self._sends.wire(self.home)}  # type: ignore[dict-item]
        self.workspace.emit("app_home_opened", event | {"event_ts": self.workspace.new_ts()})

    def stops(self, channel: str | Channel, thread_ts: str) -> None:
        """Presses Slack's own stop button, which is there while an agent session is processing."""
        place = self._channel(channel)
        session = self.workspace.sessions.get((place.id, thread_ts))
        assert session is not None, "there is no stop button: no session"
        assert session.status == "processing", f"there is no stop button: {session.status}"
        growing = [m for m in place.thread(thread_ts) if m.stream is not None and m.growing]
        for message in growing:
            assert message.stream is not None
            message.stream.ending = "stopped_by_user"
            message.note(self.workspace.slack.clock.monotonic(), "a person")
        event = {
            "type": "agent_session_stopped",
            "channel": place.id,
            "thread_ts": thread_ts,
            "user": self.id,
            "streaming_message_ts": [m.ts for m in growing],
            "event_ts": self.workspace.new_ts(),
        }
        self.workspace.emit("agent_session_stopped", event)

    def _escaped(self, text: str) -> str:
        """Names and channels of a command's text as ids."""
        by_name = {user.name: user for user in self.workspace.users.values()}
        by_handle = {group.handle: group for group in self.workspace.groups.values()}

        def named(found: re.Match[str]) -> str:
            if found[1] in ("everyone", "channel", "here"):
                return f"<!{found[1]}>"
            if (group := by_handle.get(found[1])) is not None:
                return f"<!subteam^{group.id}|@{group.handle}>"
            user = by_name.get(found[1])
            return f"<@{user.id}|{user.name}>" if user else found[0]

        for sign, escape in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
            text = text.replace(sign, escape)
        return re.sub(r"@([\w.-]+)", named, text)

    def _channel(self, channel: str | Channel) -> Channel:
        return channel if isinstance(channel, Channel) else self.workspace.channels[channel]

    def _place(self, channel: str | Channel) -> Channel:
        """A channel they are in; they join a public one by themselves."""
        place = self._channel(channel)
        if place.kind == "channel":
            place.members.add(self.id)
        assert self.id in place.members, f"{self.id} is not in {place.id}"
        return place


def _spoken(text: str) -> list[dict[str, Any]]:
    """What Slack makes of what a person types."""
    part = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": "typed", "elements": [part]}]
