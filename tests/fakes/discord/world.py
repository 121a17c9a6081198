"""People, places and messages, how they change, and what the app is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fakes.discord.app import (
    DIRECT_MESSAGES,
    DIRECT_TYPING,
    GUILD_MEMBERS,
    GUILD_MESSAGES,
    GUILD_TYPING,
    GUILDS,
)
from tests.fakes.discord.ids import named
from tests.fakes.discord.places import Channel
from tests.fakes.discord.state import DIRECT, PRIVATE_THREAD, Message, User

if TYPE_CHECKING:
    from tests.fakes.discord.guild import Guild
    from tests.fakes.discord.server import Discord


class World:
    """All that there is, by id."""

    def __init__(self, discord: Discord) -> None:
        self.discord = discord
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.guilds: dict[str, Guild] = {}
        self.closed: set[str] = set()
        """People who take no direct messages from the bot."""
        self.unarchive_race = False
        """Whether a message that opens an archived thread is told before the thread is."""
        self._directs: dict[str, Channel] = {}

    def person(self, key: str, fields: dict[str, Any]) -> User:
        """A person by a test's own name for them; the same one in every server."""
        id = named(key if key.isdecimal() else f"user {key}")
        name, locale = fields.pop("name", key.lower()), fields.pop("locale", "en-US")
        return self.users.setdefault(id, User(id=id, name=name, locale=locale))

    def has_direct(self, user: str) -> bool:
        return user in self._directs

    def direct(self, user: str) -> Channel:
        """The direct message of the bot and a person."""
        if user not in self._directs:
            both = {id: self.users[id] for id in (self.discord.bot.id, user)}
            channel = Channel(id=named(f"dm {user}"), kind=DIRECT, members=both)
            self._directs[user] = self.channels[channel.id] = channel
        return self._directs[user]

    def guild_of(self, channel: Channel) -> Guild | None:
        return self.guilds[channel.guild] if channel.guild else None

    def sees(self, who: str, channel: Channel) -> bool:
        guild = self.guild_of(channel)
        return who in channel.members if guild is None else guild.sees(who, channel)

    def may(self, who: str, channel: Channel) -> frozenset[str]:
        guild = self.guild_of(channel)
        if guild is None:
            return frozenset({"view_channel", "send_messages", "read_message_history"})
        return guild.may(who, channel)

    def mutual(self, user: str) -> bool:
        """Whether the bot and a person share a server."""
        found = (g for g in self.guilds.values() if g.installed)
        return any(user in g.people and user not in g.left for g in found)

    # Messages

    def new_message(self, channel: Channel, author: User, **fields: Any) -> Message:
        return Message(
            id=self.discord.ids.new(),
            channel=channel.id,
            author=author,
            sent=self.discord.clock.now(),
            **fields,
        )

    def add(self, message: Message, by: str) -> Message:
        """A new message, seen from now on. It opens an archived thread."""
        channel = self.channels[message.channel]
        opens = channel.is_thread and channel.archived
        if opens:
            self._open(channel)
        if opens and not self.unarchive_race:
            self.thread_changed(channel)
        channel.messages[message.id] = message
        message.note(self.discord.clock.monotonic(), by)
        self.tell_message("MESSAGE_CREATE", message)
        if opens and self.unarchive_race:
            self.thread_changed(channel)
        self.discord.changed()
        return message

    def change(self, message: Message, by: str, *, edited: bool = True) -> None:
        """A message is seen anew, and the app hears of it."""
        if edited:
            message.edited = self.discord.clock.now()
        message.note(self.discord.clock.monotonic(), by)
        self.tell_message("MESSAGE_UPDATE", message)
        self.discord.changed()

    def delete(self, message: Message) -> None:
        message.deleted = True
        if message.for_only is None:
            data = {"id": message.id, "channel_id": message.channel}
            self.tell_about(self.channels[message.channel], "MESSAGE_DELETE", data)
        self.discord.changed()

    def delete_many(self, channel: Channel, messages: list[Message]) -> None:
        for message in messages:
            message.deleted = True
        data = {"ids": [message.id for message in messages], "channel_id": channel.id}
        self.tell_about(channel, "MESSAGE_DELETE_BULK", data)
        self.discord.changed()

    def tell_message(self, event: str, message: Message) -> None:
        """A message event; what one person alone sees is told to nobody."""
        if message.for_only is not None:
            return
        channel = self.channels[message.channel]
        data = self.message_wire(message, new=event == "MESSAGE_CREATE")
        guild = self.guild_of(channel)
        if guild is not None and (message.author.id in guild.people or message.author.bot):
            data["member"] = guild.member(message.author)
        bot = self.discord.bot
        open_to_all = guild is None or message.author is bot or bot in message.mentions
        self.tell_about(channel, event, data, content=not open_to_all)

    def message_wire(self, message: Message, *, new: bool = False) -> dict[str, Any]:
        channel = self.channels[message.reference_channel or message.channel]
        wire = message.wire(channel.messages.get(message.reference or ""), new=new)
        if message.thread is not None and message.thread in self.channels:
            wire["thread"] = self.channels[message.thread].wire()
        return wire

    def tell_about(
        self, channel: Channel, event: str, data: dict[str, Any], *, content: bool = False
    ) -> None:
        """An event of a channel, if the bot sees it there."""
        if not self.sees(self.discord.bot.id, channel):
            return
        if channel.guild:
            data["guild_id"] = channel.guild
        elif event.startswith("MESSAGE"):
            data["channel_type"] = DIRECT
        intent = _intent(event, direct=channel.guild is None)
        self.discord.gateway.tell(event, data, guild=channel.guild, intent=intent, content=content)

    def types(self, user: User, channel: Channel) -> None:
        """Somebody begins to type; it is seen for ten seconds."""
        channel.typing.append((self.discord.clock.monotonic(), user.id))
        seconds = self.discord.clock.now() // 1_000_000
        data = {"channel_id": channel.id, "user_id": user.id, "timestamp": seconds}
        self.tell_about(channel, "TYPING_START", data)
        self.discord.changed()

    # Threads

    def start_thread(
        self,
        owner: User,
        parent: Channel,
        name: str,
        kind: int,
        *,
        message: Message | None = None,
        auto_archive: int = 4320,
        invitable: bool = True,
    ) -> Channel:
        """A new thread with its owner in it; from a message it has the message's id."""
        thread = Channel(
            id=message.id if message else self.discord.ids.new(),
            kind=kind,
            name=name,
            guild=parent.guild,
            parent=parent.id,
            owner=owner.id,
            members={owner.id: owner},
            created=self.discord.clock.now(),
            auto_archive=auto_archive,
            invitable=invitable,
        )
        self.channels[thread.id] = thread
        if message is not None:
            message.thread, message.flags = thread.id, message.flags | 1 << 5
            self.tell_message("MESSAGE_UPDATE", message)
        self.tell_about(thread, "THREAD_CREATE", self.thread_wire(thread) | {"newly_created": True})
        self._note_beginning(thread, parent, owner, message)
        self.discord.work.start(self._put_away_in_time(thread))
        self.discord.changed()
        return thread

    def _note_beginning(
        self, thread: Channel, parent: Channel, owner: User, message: Message | None
    ) -> None:
        """What stands in the channel, or in the thread, of its beginning; none in a private one."""
        if message is not None:
            note = self.new_message(
                thread, owner, type=21, reference=message.id, reference_channel=parent.id
            )
            self.add(note, "thread")
        elif thread.kind != PRIVATE_THREAD:
            note = self.new_message(parent, owner, content=thread.name, type=18)
            note.thread = thread.id
            self.add(note, "thread")

    async def _put_away_in_time(self, thread: Channel) -> None:
        """Archives a thread in which nothing was said for as long as it says."""
        clock = self.discord.clock
        while not (thread.archived or thread.deleted):
            last = thread.last()
            since = max(
                thread.created, thread.archived_at, thread.messages[last].sent if last else 0
            )
            left = thread.auto_archive * 60 - (clock.now() - since) / 1_000_000
            if left <= 0:
                self.archive(thread)
            else:
                await clock.sleep(left)

    def thread_wire(self, thread: Channel) -> dict[str, Any]:
        """A thread as the bot is given it, with its own membership."""
        wire = thread.wire()
        if self.discord.bot.id in thread.members:
            wire["member"] = thread.member_wire(self.discord.bot.id)
        return wire

    def thread_changed(self, thread: Channel) -> None:
        self.tell_about(thread, "THREAD_UPDATE", self.thread_wire(thread))
        self.discord.changed()

    def archive(self, thread: Channel, *, archived: bool = True) -> None:
        """Puts a thread away, or takes it out again."""
        if archived:
            thread.archived, thread.archived_at = True, self.discord.clock.now()
        else:
            self._open(thread)
        self.thread_changed(thread)

    def _open(self, thread: Channel) -> None:
        thread.archived, thread.archived_at = False, self.discord.clock.now()
        self.discord.work.start(self._put_away_in_time(thread))

    def join(self, thread: Channel, user: User) -> None:
        """Somebody comes into a thread."""
        if user.id in thread.members:
            return
        could_see = self.sees(self.discord.bot.id, thread)
        thread.members[user.id] = user
        if user is self.discord.bot and not could_see:
            self.tell_about(thread, "THREAD_CREATE", self.thread_wire(thread))
        member = thread.member_wire(user.id)
        self._tell_members(thread, {"added_members": [member], "removed_member_ids": []})

    def part(self, thread: Channel, user: str) -> None:
        """Somebody leaves a thread, or is put out of it."""
        if thread.members.pop(user, None) is not None:
            self._tell_members(thread, {"added_members": [], "removed_member_ids": [user]})

    def _tell_members(self, thread: Channel, change: dict[str, Any]) -> None:
        """The bot is told of itself; of others only with the intent for members."""
        data = {"id": thread.id, "member_count": len(thread.members), **change}
        bot = self.discord.bot.id
        ids = [*change["removed_member_ids"], *(m["user_id"] for m in change["added_members"])]
        if bot in ids or self.sees(bot, thread):
            intent = GUILDS if bot in ids else GUILD_MEMBERS
            data["guild_id"] = thread.guild
            self.discord.gateway.tell(
                "THREAD_MEMBERS_UPDATE", data, guild=thread.guild, intent=intent
            )
        self.discord.changed()


def _intent(event: str, *, direct: bool) -> int:
    match event:
        case "TYPING_START":
            return DIRECT_TYPING if direct else GUILD_TYPING
        case _ if event.startswith("MESSAGE"):
            return DIRECT_MESSAGES if direct else GUILD_MESSAGES
        case _:
            return GUILDS
