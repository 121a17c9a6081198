"""The names of things: Slack's ids as surfaces, references and event keys, and back. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeGuard

from bot.domain.surface import MessageRef, Surface, TenantId

NAME = "slack"
EPHEMERAL = "ephemeral:"
"""Begins the reference of a message that only one person saw: it cannot be changed or found."""
METADATA = "chattrain"
"""The event type of the metadata that every message of ours carries."""

_BESIDE = "top:"
_ID = re.compile(r"[A-Z][A-Z0-9]{1,63}")
_TS = re.compile(r"[0-9]{1,16}\.[0-9]{1,9}")


def is_id(value: object) -> TypeGuard[str]:
    """Whether something can be the id of a team, channel or person."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def is_ts(value: object) -> TypeGuard[str]:
    """Whether something can be a message's name in its channel: seconds since 1970."""
    return isinstance(value, str) and _TS.fullmatch(value) is not None


def place(team: TenantId, channel: str, thread: str | None = None) -> Surface:
    """A channel, or a thread in it."""
    return Surface(NAME, team, channel, thread)


def is_direct(surface: Surface) -> bool:
    """Whether it is a direct message, which one person alone shares with the bot."""
    return surface.channel.startswith("D")


def is_private(surface: Surface) -> bool:
    """Whether one person alone reads along there; a person's id stands for their direct message."""
    return surface.channel.startswith(("D", "U", "W"))


def is_ephemeral(ref: MessageRef) -> bool:
    return ref.id.startswith(EPHEMERAL)


def ephemeral(surface: Surface, key: str) -> MessageRef:
    return MessageRef(surface, f"{EPHEMERAL}{key}")


def message_name(surface: Surface, ts: str) -> str:
    """What a message is called in a session: by its time, and whether it stands beside threads."""
    return ts if surface.thread is not None else f"{_BESIDE}{ts}"


def whereabouts(surface: Surface, name: str) -> tuple[Surface, str]:
    """The place and the time of a message of that name, said in the talk on `surface`."""
    ts = name.removeprefix(_BESIDE)
    return (surface, ts) if ts == name else (replace(surface, thread=None), ts)


def message_key(team: TenantId, channel: str, ts: str) -> str:
    """A message's event key: the same by whatever subscription it comes."""
    return f"{NAME}:{team}:{channel}:{ts}"


def edit_key(team: TenantId, channel: str, ts: str, edited: str) -> str:
    return f"{message_key(team, channel, ts)}:edit:{edited}"


def deletion_key(team: TenantId, channel: str, ts: str) -> str:
    return f"{message_key(team, channel, ts)}:deleted"


def stop_key(team: TenantId, channel: str, ts: str) -> str:
    """Of a press on Slack's own stop button, by the message it stopped."""
    return f"{message_key(team, channel, ts)}:stopped"


def press_key(team: TenantId, name: str) -> str:
    return f"{NAME}:{team}:{name}"


def metadata(key: str) -> dict[str, object]:
    """What is sent with a message so that it is found again by its key."""
    return {"event_type": METADATA, "event_payload": {"key": key}}


def key_in(message: object) -> str | None:
    """The key in the metadata of a message that Slack gave."""
    match message:
        case {"metadata": {"event_type": "chattrain", "event_payload": {"key": str(key)}}}:
            return key
        case _:
            return None


def permalink(url: str, surface: Surface, ts: str) -> str:
    """A message's address in the workspace at `url`."""
    link = f"{url.rstrip('/')}/archives/{surface.channel}/p{ts.replace('.', '')}"
    if surface.thread is None or surface.thread == ts:
        return link
    return f"{link}?thread_ts={surface.thread}&cid={surface.channel}"
