"""Channels, threads and direct messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord.app import BITS, bits
from tests.fakes.discord.ids import moment
from tests.fakes.discord.state import DIRECT, PRIVATE_THREAD, PUBLIC_THREAD, Message, User


@dataclass(slots=True, kw_only=True)
class Channel:
    """A place to write in. In a thread `members` are who is in it; in a direct message, both."""

    id: str
    kind: int
    name: str = ""
    guild: str | None = None
    parent: str | None = None
    owner: str = ""
    members: dict[str, User] = field(default_factory=dict)
    denied: dict[str, set[str]] = field(default_factory=dict)
    """What is forbidden here to whom, by the id of a person, the bot, a role, or the server's own."""
    roles: set[str] = field(default_factory=set)
    """Of these, the roles."""
    messages: dict[str, Message] = field(default_factory=dict)
    typing: list[tuple[float, str]] = field(default_factory=list)
    """When who began to type."""
    created: int = 0
    archived: bool = False
    archived_at: int = 0
    locked: bool = False
    invitable: bool = True
    auto_archive: int = 4320
    deleted: bool = False

    @property
    def is_thread(self) -> bool:
        return self.kind in (PUBLIC_THREAD, PRIVATE_THREAD)

    @property
    def is_direct(self) -> bool:
        return self.kind == DIRECT

    def denies(self, who: str | Any, *permissions: str) -> None:
        """Forbids something here to a person, the bot (`discord.bot`), a role, or everyone."""
        assert set(permissions) <= BITS.keys(), f"unknown permission in {permissions}"
        if isinstance(who, str):
            self.roles.add(who)
        self.denied.setdefault(who if isinstance(who, str) else who.id, set()).update(permissions)

    def allows(self, who: str | Any, *permissions: str) -> None:
        """Takes back what `denies` did."""
        denied = self.denied.get(who if isinstance(who, str) else who.id, set())
        denied.difference_update(permissions or BITS)

    @property
    def standing(self) -> list[Message]:
        """What stands here for everyone, oldest first."""
        return [m for m in self.messages.values() if not m.deleted and m.for_only is None]

    def last(self) -> str | None:
        own = (id for id in reversed(self.messages) if self.messages[id].for_only is None)
        return next(own, None)

    def wire(self) -> dict[str, Any]:
        """As calls and events give it."""
        wire: dict[str, Any] = {"id": self.id, "type": self.kind, "last_message_id": self.last()}
        if self.is_direct:
            people = [user.wire() for user in self.members.values() if not user.bot]
            return wire | {"recipients": people, "flags": 0}
        wire |= {"guild_id": self.guild, "name": self.name, "parent_id": self.parent, "flags": 0}
        wire["rate_limit_per_user"] = 0
        if self.is_thread:
            return wire | self._thread()
        return wire | {
            "position": 0,
            "topic": None,
            "nsfw": False,
            "permission_overwrites": list(self._overwrites()),
        }

    def _overwrites(self) -> Iterable[dict[str, Any]]:
        for who, denied in self.denied.items():
            if denied:
                yield {
                    "id": who,
                    "type": 0 if who in self.roles else 1,
                    "allow": "0",
                    "deny": str(bits(denied)),
                }

    def _thread(self) -> dict[str, Any]:
        metadata = {
            "archived": self.archived,
            "locked": self.locked,
            "auto_archive_duration": self.auto_archive,
            "archive_timestamp": moment(self.archived_at or self.created),
            "create_timestamp": moment(self.created),
        }
        if self.kind == PRIVATE_THREAD:
            metadata["invitable"] = self.invitable
        count = len([m for m in self.standing if m.type in (0, 19, 20)])
        return {
            "owner_id": self.owner,
            "message_count": count,
            "total_message_sent": count,
            "member_count": len(self.members),
            "thread_metadata": metadata,
        }

    def member_wire(self, user: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "user_id": user,
            "join_timestamp": moment(self.created),
            "flags": 0,
        }
