"""What a workspace holds: people, channels, messages with all that they ever showed, and views."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from tests.fakes.slack.shown import Block, controls, shown

Kind = Literal["im", "mpim", "channel", "group"]
Ending = Literal["open", "stopped", "stopped_by_user", "expired"]

EVENTS = {
    "im": "message.im",
    "mpim": "message.mpim",
    "channel": "message.channels",
    "group": "message.groups",
}
HISTORY = {
    "im": "im:history",
    "mpim": "mpim:history",
    "channel": "channels:history",
    "group": "groups:history",
}
READ = {"im": "im:read", "mpim": "mpim:read", "channel": "channels:read", "group": "groups:read"}


@dataclass(slots=True, kw_only=True)
class User:
    """A member of a workspace, or its bot."""

    id: str
    team: str
    name: str
    real_name: str
    tz: str = "Europe/Berlin"
    locale: str = "en-US"
    email: str = ""
    is_admin: bool = False
    is_owner: bool = False
    is_primary_owner: bool = False
    is_restricted: bool = False
    """A guest; with `is_ultra_restricted`, one of a single channel."""
    is_ultra_restricted: bool = False
    organisation: dict[str, Any] = field(default_factory=dict)
    """Who they are in the organisation: `is_admin`, `is_owner`, `teams`."""
    is_bot: bool = False
    deleted: bool = False

    def wire(self) -> dict[str, Any]:
        profile = {"real_name": self.real_name, "display_name": self.name, "email": self.email}
        grid = {"enterprise_user": self.organisation} if self.organisation else {}
        return {
            **grid,
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": self.deleted,
            "tz": self.tz,
            "is_bot": self.is_bot,
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": self.is_primary_owner,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "locale": self.locale,
            "profile": profile,
        }


@dataclass(slots=True, kw_only=True)
class UserGroup:
    """People who are mentioned together."""

    id: str
    team: str
    name: str
    handle: str
    members: list[str]
    enabled: bool = True

    def wire(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "team_id": self.team,
            "is_usergroup": True,
            "name": self.name,
            "handle": self.handle,
            "date_delete": 0 if self.enabled else 1,
            "user_count": len(self.members),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a person saw from a moment on; `at` is the clock's monotonic time."""

    at: float
    text: str
    blocks: tuple[Block, ...]
    shown: str
    growing: bool
    method: str
    """The call that made it so."""


@dataclass(slots=True)
class Stream:
    """The state of a streamed message; `size` is in bytes of UTF-8."""

    began: float
    size: int = 0
    too_long: bool = False
    ending: Ending = "open"
    parts: list[Block] = field(default_factory=list)
    """Blocks that came as chunks."""
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Message:
    """One message, and in `history` every state that was seen of it."""

    team: str
    channel: str
    ts: str
    author: str
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    bot: str | None = None
    app: str | None = None
    thread_ts: str | None = None
    markdown: bool = False
    username: str | None = None
    icon: str | None = None
    metadata: dict[str, Any] | None = None
    attachments: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    reactions: dict[str, set[str]] = field(default_factory=dict)
    broadcast: bool = False
    edited: str | None = None
    deleted: bool = False
    ephemeral_for: str | None = None
    stream: Stream | None = None
    history: list[Seen] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """What a person reads."""
        parts = [*(self.stream.parts if self.stream else ()), *self.blocks]
        return shown(self.text, parts, beside=self.markdown)

    @property
    def buttons(self) -> list[str]:
        """Action ids of what can be pressed or chosen."""
        return [element["action_id"] for _, element in controls(self.blocks)]

    @property
    def growing(self) -> bool:
        return self.stream is not None and self.stream.ending == "open"

    @property
    def states(self) -> list[str]:
        """What was read, one after another."""
        return [seen.shown for seen in self.history]

    def note(self, at: float, method: str) -> None:
        """Keeps what is seen now, unless nothing changed."""
        now = Seen(
            at=at,
            text=self.text,
            blocks=tuple(self.blocks),
            shown=self.shown,
            growing=self.growing,
            method=method,
        )
        last = self.history[-1] if self.history else None
        if last is None or (last.shown, last.growing) != (now.shown, now.growing):
            self.history.append(now)

    def wire(self) -> dict[str, Any]:
        """As methods and events give it."""
        wire: dict[str, Any] = {
            "type": "message",
            "user": None if self.bot and self.username else self.author,
            "team": self.team,
            "text": self.text,
            "ts": self.ts,
            "blocks": self.blocks or None,
            "thread_ts": self.thread_ts,
            "bot_id": self.bot,
            "app_id": self.app,
            "username": self.username,
            "metadata": self.metadata,
            "attachments": self.attachments or None,
            "files": self.files or None,
            "subtype": self._subtype(),
            "edited": self.edited and {"user": self.author, "ts": self.edited},
            "streaming_state": self.stream and self._streaming(self.stream),
        }
        return {name: value for name, value in wire.items() if value is not None}

    def _subtype(self) -> str | None:
        if self.bot and self.username:
            return "bot_message"
        if self.files and not self.bot:
            return "file_share"
        return "thread_broadcast" if self.broadcast else None

    @staticmethod
    def _streaming(stream: Stream) -> str:
        return "in_progress" if stream.ending == "open" else "completed"


@dataclass(slots=True, kw_only=True)
class Channel:
    """A conversation; a direct message has the bot and one person, or two people, as members."""

    id: str
    kind: Kind
    name: str = ""
    members: set[str] = field(default_factory=set)
    archived: bool = False
    read_only: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    def wire(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "channel",
            "is_archived": self.archived,
            "is_read_only": self.read_only,
        }

    def thread(self, ts: str) -> list[Message]:
        """The message a thread hangs on, and its replies."""
        return [m for m in self.messages.values() if ts in (m.ts, m.thread_ts) and not m.deleted]

    def top(self) -> list[Message]:
        """What stands in the channel itself."""
        found = self.messages.values()
        return [m for m in found if not m.deleted and (m.thread_ts in (None, m.ts) or m.broadcast)]
