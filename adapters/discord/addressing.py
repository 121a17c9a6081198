"""The names of things: Discord's ids as surfaces, references, event keys and links, and back. Pure.

A private thread is `Surface(guild, parent channel, thread)`; a direct message, or a channel that a
command came from, has no thread. Messages and interactions have ids that are theirs alone.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TypeGuard

from bot.domain.surface import MessageRef, Surface, TenantId
from bot.domain.transcript import Micros

NAME = "discord"
EPHEMERAL = "ephemeral:"
"""Begins the reference of a message that only one person saw: it cannot be changed or found."""
EPOCH = 1_420_070_400_000
"""When Discord's ids begin to count, in milliseconds since 1970."""
NONCE = 25
"""The longest nonce, in characters."""
SITE = "https://discord.com"

_ID = re.compile(r"[1-9][0-9]{0,19}")


def is_id(value: object) -> TypeGuard[str]:
    """Whether something can be an id of Discord's, a snowflake written as text."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def place(guild: str, channel: str, thread: str | None = None) -> Surface:
    """A channel, a direct message, or a thread of a channel."""
    return Surface(NAME, TenantId(guild), channel, thread)


def target(surface: Surface) -> str:
    """The channel that messages are posted to: a thread is one of its own."""
    return surface.thread or surface.channel


def is_direct(conversation: Surface) -> bool:
    """Whether a conversation is a direct message: the others are threads."""
    return conversation.thread is None


def message_name(conversation: Surface, id: str) -> str:
    """What a person's message is called. One in a direct message says in which, since it may have been
    taken as said in a session that is elsewhere."""
    return f"{conversation.channel}/{id}" if is_direct(conversation) else id


def direct_of(name: str) -> tuple[str, str]:
    """The direct message that a person's message is in, empty for a thread, and its id there."""
    channel, _, id = name.rpartition("/")
    return channel, id


def is_ephemeral(ref: MessageRef) -> bool:
    return ref.id.startswith(EPHEMERAL)


def ephemeral(surface: Surface, key: str) -> MessageRef:
    return MessageRef(surface, f"{EPHEMERAL}{key}")


def event_key(id: str) -> str:
    """Of a message or an interaction: the same by whatever connection it comes."""
    return f"{NAME}:{id}"


def form_key(opener: str) -> str:
    """Of the form that a press has opened, however often it is sent off."""
    return f"{event_key(opener)}:form"


def edit_key(message: str, edited: str) -> str:
    """Of one change of a message, by the time that Discord gives for it."""
    return f"{event_key(message)}:edit:{re.sub('[^0-9]', '', edited)}"


def deletion_key(message: str) -> str:
    return f"{event_key(message)}:deleted"


def nonce(key: str, again: int = 0) -> str:
    """What is sent with a message so that sending it again is no second message: always the same
    for a key. `again` counts how often that message is gone and another is meant."""
    named = f"{key}#{again}" if again else key
    digest = hashlib.sha256(named.encode("utf-8", "surrogatepass")).digest()
    return f"ct-{base64.urlsafe_b64encode(digest).decode()}"[:NONCE]


def owner(token: str) -> str:
    """The id of the bot whose token it is: the first part says it. Empty where it does not."""
    said = token.partition(".")[0]
    try:
        id = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)).decode()
    except ValueError:
        return ""
    return id if is_id(id) else ""


def snowflake(at: Micros) -> str:
    """An id as Discord gives them at a time; those of later messages are greater."""
    return str(max(1, at // 1000 - EPOCH) << 22)


def permalink(surface: Surface, message: str | None = None) -> str:
    """The address of a conversation, or of a message in it. Conversations are in threads and in
    direct messages, which have no server in their address."""
    guild = "@me" if surface.thread is None else surface.tenant
    address = f"{SITE}/channels/{guild}/{target(surface)}"
    return address if message is None else f"{address}/{message}"


@dataclass(frozen=True, slots=True)
class Permalinks:
    """Addresses of messages on a surface, unless another is named."""

    surface: Surface

    def __call__(self, message: str | None, at: Surface | None = None) -> str | None:
        surface = at or self.surface
        if message is None:
            return permalink(surface) if at is not None else None
        direct, id = direct_of(message)
        if is_id(direct):
            surface = place(surface.tenant, direct)
        return permalink(surface, id) if is_id(id) else None
