"""The application as the developer portal has it, and the bits of intents and permissions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

GUILDS, GUILD_MEMBERS, GUILD_MESSAGES, GUILD_TYPING = 1 << 0, 1 << 1, 1 << 9, 1 << 11
DIRECT_MESSAGES, DIRECT_TYPING, MESSAGE_CONTENT = 1 << 12, 1 << 14, 1 << 15
PRIVILEGED = {GUILD_MEMBERS: "members", 1 << 8: "presences", MESSAGE_CONTENT: "message_content"}
KNOWN_INTENTS = (1 << 26) - 1

BITS = {
    "administrator": 1 << 3,
    "manage_channels": 1 << 4,
    "manage_guild": 1 << 5,
    "add_reactions": 1 << 6,
    "view_channel": 1 << 10,
    "send_messages": 1 << 11,
    "manage_messages": 1 << 13,
    "embed_links": 1 << 14,
    "attach_files": 1 << 15,
    "read_message_history": 1 << 16,
    "mention_everyone": 1 << 17,
    "manage_roles": 1 << 28,
    "use_application_commands": 1 << 31,
    "manage_threads": 1 << 34,
    "create_public_threads": 1 << 35,
    "create_private_threads": 1 << 36,
    "send_messages_in_threads": 1 << 38,
    "pin_messages": 1 << 51,
}
EVERYONE = frozenset(
    {
        "add_reactions", "attach_files", "create_private_threads", "create_public_threads",
        "embed_links", "read_message_history", "send_messages", "send_messages_in_threads",
        "use_application_commands", "view_channel",
    }
)  # fmt: skip
"""What members of a guild may do, and the bot with them."""


def bits(names: Iterable[str]) -> int:
    return sum(BITS[name] for name in set(names))


def names(value: int) -> frozenset[str]:
    return frozenset(name for name, bit in BITS.items() if value & bit)


@dataclass(slots=True, kw_only=True)
class App:
    """One application; its bot has the same id, as all newer ones do."""

    id: str = "700000000000000001"
    name: str = "ChatTrain"
    token: str = "NzAwMDAwMDAwMDAwMDAwMDAx.a.token"
    public_key: str = "ab" * 32
    intents: frozenset[str] = frozenset({"message_content"})
    """The privileged intents that are switched on."""
    shards: int = 1
    """The number of shards that the gateway recommends."""
    sharding_required: bool = False
    starts: int = 1000
    """How many sessions may be begun today; whoever wants more loses the token."""
    interactions_url: str | None = None
    """Where interactions are sent instead of the gateway, were it set."""

    @property
    def flags(self) -> int:
        """Those of a bot in few servers."""
        limited = {"members": 1 << 15, "presences": 1 << 13, "message_content": 1 << 19}
        return sum(bit for name, bit in limited.items() if name in self.intents)

    def forbidden(self, intents: int) -> bool:
        return any(intents & bit and name not in self.intents for bit, name in PRIVILEGED.items())
