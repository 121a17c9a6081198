"""What Discord holds: people, places, and messages with all that they ever showed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord.ids import moment
from tests.fakes.discord.shown import Component, controls, label, shown

EPHEMERAL, LOADING, SUPPRESSED, V2 = 1 << 6, 1 << 7, 1 << 2, 1 << 15
TEXT, DIRECT, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 11, 12


@dataclass(slots=True, kw_only=True)
class User:
    """A person, or the bot."""

    id: str
    name: str
    bot: bool = False
    locale: str = "en-US"

    def wire(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "username": self.name,
            "global_name": None if self.bot else self.name.title(),
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was to be read from a moment on; `at` is the clock's monotonic time."""

    at: float
    content: str
    shown: str
    embeds: tuple[Mapping[str, Any], ...]
    components: tuple[Component, ...]
    by: str
    """The route, or who did it."""


@dataclass(slots=True, kw_only=True)
class Message:
    """One message, and in `history` every state that was seen of it."""

    id: str
    channel: str
    author: User
    sent: int
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    flags: int = 0
    type: int = 0
    nonce: str | None = None
    mentions: list[User] = field(default_factory=list)
    reference: str | None = None
    reference_channel: str | None = None
    """Where that is, if elsewhere."""
    interaction: dict[str, Any] | None = None
    """The metadata of the interaction it answers."""
    for_only: str | None = None
    """The person who alone sees it."""
    edited: int | None = None
    deleted: bool = False
    thread: str | None = None
    history: list[Seen] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """What a person reads."""
        embeds = [] if self.flags & SUPPRESSED else self.embeds
        return shown(self.content, embeds, self.components)

    @property
    def thinking(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def buttons(self) -> list[str]:
        """The labels of what can be pressed or chosen from now."""
        return [label(c) for c in controls(self.components) if not c.get("disabled")]

    @property
    def states(self) -> list[str]:
        """What was read, one after another."""
        return [seen.shown for seen in self.history]

    def note(self, at: float, by: str) -> None:
        """Keeps what is seen now, unless nothing changed."""
        now = Seen(
            at=at,
            content=self.content,
            shown=self.shown,
            embeds=tuple(self.embeds),
            components=tuple(self.components),
            by=by,
        )
        last = self.history[-1] if self.history else None
        if last is None or (last.shown, last.components) != (now.shown, now.components):
            self.history.append(now)

    def wire(self, replied: Message | None = None, *, new: bool = False) -> dict[str, Any]:
        """As calls and events give it; its nonce is known only while it is new."""
        wire: dict[str, Any] = {
            "id": self.id,
            "channel_id": self.channel,
            "author": self.author.wire(),
            "content": self.content,
            "timestamp": moment(self.sent),
            "edited_timestamp": None if self.edited is None else moment(self.edited),
            "tts": False,
            "mention_everyone": False,
            "mentions": [user.wire() for user in self.mentions],
            "mention_roles": [],
            "attachments": self.attachments,
            "embeds": [] if self.flags & SUPPRESSED else self.embeds,
            "components": self.components,
            "pinned": False,
            "type": self.type,
            "flags": self.flags,
        }
        if new and self.nonce is not None:
            wire["nonce"] = self.nonce
        if self.author.bot:
            wire["application_id"] = self.author.id
        if self.interaction is not None:
            wire["interaction_metadata"] = self.interaction
        if self.reference is not None:
            wire["message_reference"] = {
                "type": 0,
                "message_id": self.reference,
                "channel_id": self.reference_channel or self.channel,
            }
            wire["referenced_message"] = replied and replied.wire()
        return wire
