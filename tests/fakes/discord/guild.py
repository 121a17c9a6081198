"""One server: its people, roles and channels, and who may do what there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tests.fakes.discord.app import BITS, EVERYONE, bits
from tests.fakes.discord.ids import moment, named
from tests.fakes.discord.people import Person
from tests.fakes.discord.places import Channel
from tests.fakes.discord.state import PRIVATE_THREAD, PUBLIC_THREAD, TEXT, User

if TYPE_CHECKING:
    from tests.fakes.discord.server import Discord

ALL = frozenset(BITS)


class Guild:
    """Made by `Discord.add_guild`, with the bot in it. People and channels come to be when named."""

    def __init__(self, discord: Discord, name: str, *, locale: str = "en-US") -> None:
        self.discord = discord
        self.id, self.name, self.locale = named(f"guild {name}"), name, locale
        self.bot_permissions: set[str] = set(EVERYONE | {"manage_threads"})
        """What the bot may do here, wherever a channel does not deny it."""
        self.installed = True
        self.available = True
        self.roles: dict[str, tuple[str, frozenset[str]]] = {}
        """Each role's name and permissions, by its id."""
        self.people: dict[str, Person] = {}
        self._names: dict[str, Person] = {}
        self.left: set[str] = set()
        self.owner: Person | None = None
        """Who may do everything; nobody of the test's, unless it says who."""

    # People and places

    def user(self, key: str, **fields: Any) -> Person:
        """A member by a name of the test's own; the first call makes them.

        `fields`: name, locale, permissions (beyond what everyone may), roles (ids of `role`).
        """
        if key not in self._names:
            user = self.discord.world.person(key, fields)
            person = Person(self, user, fields.pop("permissions", ()), fields.pop("roles", ()))
            self._names[key] = self.people[user.id] = person
            assert not fields, f"unknown: {fields}"
        assert not fields, f"{key} is there already"
        return self._names[key]

    def role(self, name: str, *permissions: str) -> str:
        """A role by its name; gives its id."""
        id = named(f"role {self.id} {name}")
        self.roles.setdefault(id, (name, frozenset(permissions)))
        return id

    def channel(self, name: str) -> Channel:
        """A text channel by its name; the first call makes it."""
        id = named(f"channel {self.id} {name}")
        world = self.discord.world
        if id not in world.channels:
            made = self.discord.clock.now()
            channel = Channel(id=id, kind=TEXT, name=name, guild=self.id, created=made)
            world.channels[id] = channel
            self._tell("CHANNEL_CREATE", channel.wire())
        return world.channels[id]

    def channels(self) -> list[Channel]:
        found = self.discord.world.channels.values()
        return [c for c in found if c.guild == self.id and not c.deleted]

    def threads(self, parent: Channel | None = None) -> list[Channel]:
        """Threads that are there, archived ones too, in the order they were made."""
        found = [c for c in self.channels() if c.is_thread]
        return [c for c in found if parent is None or c.parent == parent.id]

    def starts_thread(
        self, person: Person, parent: Channel, name: str, *, private: bool = False
    ) -> Channel:
        """A person makes a thread, without the bot in it."""
        kind = PRIVATE_THREAD if private else PUBLIC_THREAD
        return self.discord.world.start_thread(person.user, parent, name, kind)

    # Who may do what

    def members(self) -> Iterable[Person]:
        return (person for id, person in self.people.items() if id not in self.left)

    def may(self, who: str, channel: Channel) -> frozenset[str]:
        """The permissions of a person or of the bot in a channel or thread of this server."""
        if not self._here(who):
            return frozenset()
        own = self._own(who)
        if "administrator" in own:
            return ALL
        place = self.discord.world.channels[channel.parent] if channel.parent else channel
        whose = (who, self.id, *self._roles(who))
        return own.difference(*(place.denied.get(one, ()) for one in whose))

    def sees(self, who: str, channel: Channel) -> bool:
        may = self.may(who, channel)
        if "view_channel" not in may:
            return False
        hidden = channel.kind == PRIVATE_THREAD and "manage_threads" not in may
        return not hidden or who in channel.members

    def _here(self, who: str) -> bool:
        if who == self.discord.bot.id:
            return self.installed
        return who in self.people and who not in self.left

    def _roles(self, who: str) -> tuple[str, ...]:
        return (self._bot_role,) if who == self.discord.bot.id else self.people[who].roles

    def _own(self, who: str) -> frozenset[str]:
        if who == self.discord.bot.id:
            return frozenset(self.bot_permissions)
        person = self.people[who]
        if person is self.owner:
            return ALL
        granted = (self.roles[role][1] for role in person.roles)
        return EVERYONE.union(person.permissions, *granted)

    # What becomes of it

    def removes_bot(self) -> None:
        """Somebody throws the bot out."""
        self.installed = False
        self.discord.gateway.tell("GUILD_DELETE", {"id": self.id}, guild=self.id)

    def adds_bot(self) -> None:
        """Somebody invites the bot, for the first time or again."""
        self.installed = True
        wire = self.wire()
        del wire["unavailable"]  # by that clients know a new server from one that is back
        self._tell("GUILD_CREATE", wire)

    def fails(self) -> None:
        """An outage of this server on Discord's side."""
        self.available = False
        self._tell("GUILD_DELETE", {"id": self.id, "unavailable": True})

    def recovers(self) -> None:
        self.available = True
        self._tell("GUILD_CREATE", self.wire())

    def deletes(self, channel: Channel) -> None:
        """Somebody deletes a channel, or a thread."""
        channel.deleted = True
        within = [c for c in self.threads(channel) if not c.deleted]
        if channel.is_thread:
            keys = ("id", "guild_id", "parent_id", "type")
            wire = channel.wire()
            self._tell("THREAD_DELETE", {key: wire[key] for key in keys})
        else:
            self._tell("CHANNEL_DELETE", channel.wire())
        for thread in within:
            thread.deleted = True
        self.discord.changed()

    def lists_threads(self, parent: Channel) -> None:
        """The bot may see a channel again, and is told which threads are there."""
        bot = self.discord.bot.id
        seen = [c for c in self.threads(parent) if not c.archived and self.sees(bot, c)]
        wires = [self.discord.world.thread_wire(thread) for thread in seen]
        members = [wire["member"] for wire in wires if "member" in wire]
        data = {"guild_id": self.id, "channel_ids": [parent.id], "threads": wires}
        self._tell("THREAD_LIST_SYNC", data | {"members": members})

    def _tell(self, event: str, data: dict[str, Any]) -> None:
        if self.installed:
            self.discord.gateway.tell(event, data, guild=self.id)

    # On the wire

    def member(self, user: User) -> dict[str, Any]:
        roles = self.people[user.id].roles if user.id in self.people else (self._bot_role,)
        return {
            "nick": None,
            "avatar": None,
            "roles": list(roles),
            "joined_at": moment(self.discord.born),
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "communication_disabled_until": None,
        }

    @property
    def _bot_role(self) -> str:
        return named(f"role {self.id} of the bot")

    def _role(self, id: str, name: str, permissions: Iterable[str], at: int) -> dict[str, Any]:
        return {
            "id": id,
            "name": name,
            "permissions": str(bits(permissions)),
            "position": at,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "managed": id == self._bot_role,
            "mentionable": False,
            "flags": 0,
        }

    def role_wires(self) -> list[dict[str, Any]]:
        wires = [
            self._role(self.id, "@everyone", EVERYONE, 0),
            self._role(self._bot_role, self.discord.app.name, self.bot_permissions, 1),
        ]
        own = enumerate(self.roles.items(), start=2)
        return wires + [self._role(id, name, may, at) for at, (id, (name, may)) in own]

    def wire(self) -> dict[str, Any]:
        """As GUILD_CREATE gives it."""
        bot = self.discord.bot
        seen = [c for c in self.channels() if not c.is_thread or not c.archived]
        seen = [c for c in seen if not c.is_thread or self.sees(bot.id, c)]
        return self.summary() | {
            "joined_at": moment(self.discord.born),
            "large": False,
            "unavailable": False,
            "member_count": len(self.people) - len(self.left) + 1,
            "members": [self.member(bot) | {"user": bot.wire()}],
            "channels": [c.wire() for c in seen if not c.is_thread],
            "threads": [self.discord.world.thread_wire(c) for c in seen if c.is_thread],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }

    def summary(self) -> dict[str, Any]:
        """As GET /guilds/{id} gives it."""
        nothing = ("icon", "splash", "banner", "description", "afk_channel_id", "vanity_url_code")
        return dict.fromkeys(nothing) | {
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner.id if self.owner else named(f"owner {self.id}"),
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "premium_progress_bar_enabled": False,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "safety_alerts_channel_id": None,
            "application_id": None,
            "preferred_locale": self.locale,
            "roles": self.role_wires(),
            "emojis": [],
            "stickers": [],
            "features": [],
        }
