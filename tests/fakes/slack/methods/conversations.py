"""Conversations: open, look up, read back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.fakes.slack.calls import Answer, Call, method, refuse
from tests.fakes.slack.state import HISTORY, READ, Channel, Message

PAGE = 1000
"""At most so many messages at once."""
READING = "cursor inclusive:bool include_all_metadata:bool latest limit:int oldest"


@method(
    "conversations.open",
    tier="tier 3",
    scopes=("im:write", "mpim:write"),
    body=True,
    takes="channel return_im:bool users:list prevent_creation:bool",
)
def open(call: Call) -> Answer:
    users = call["users"]
    if not users:
        channel = call.channel()
        return {"channel": {"id": channel.id}}
    for id in users:
        user = call.workspace.users.get(id) or refuse("user_not_found")
        if user.deleted:
            refuse("user_disabled")
    if len(users) > 1:
        refuse("method_not_supported_for_channel_type")
    there = any(c.kind == "im" and users[0] in c.members for c in call.workspace.channels.values())
    channel = call.workspace.direct(users[0])
    return {"channel": {"id": channel.id}, "already_open": there, "no_op": there}


@method(
    "conversations.info",
    tier="tier 3",
    takes="channel! include_locale:bool include_num_members:bool",
)
def info(call: Call) -> Answer:
    channel = call.channel(member=False)
    call.need(READ[channel.kind])
    found = channel.wire() | {"is_member": call.workspace.bot.id in channel.members}
    if channel.kind == "im":
        found["user"] = next(iter(channel.members - {call.workspace.bot.id}))
    if call["include_num_members"]:
        found["num_members"] = len(channel.members)
    return {"channel": found}


@method("conversations.members", tier="tier 4", takes="channel! cursor limit:int")
def members(call: Call) -> Answer:
    channel = call.channel(member=False)
    call.need(READ[channel.kind])
    page, cursor = paged(call, sorted(channel.members))
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


@method("conversations.history", tier="tier 3", takes=f"channel! {READING}")
def history(call: Call) -> Answer:
    channel = call.channel()
    call.need(HISTORY[channel.kind])
    found = [m for m in channel.top() if _between(call, m)]
    return _read(call, channel, found[::-1])


@method("conversations.replies", tier="tier 3", takes=f"channel! ts! {READING}")
def replies(call: Call) -> Answer:
    channel = call.channel()
    call.need(HISTORY[channel.kind])
    asked = channel.messages.get(call["ts"])
    if asked is None:
        refuse("thread_not_found")
    root = asked.thread_ts or asked.ts
    found = [m for m in channel.thread(root) if m.ts == root or _between(call, m)]
    return _read(call, channel, found)


def _between(call: Call, message: Message) -> bool:
    oldest, latest = call["oldest"] or "0", call["latest"]
    at = _order(message.ts)
    if call["inclusive"]:
        return _order(oldest) <= at and (latest is None or at <= _order(latest))
    return _order(oldest) < at and (latest is None or at < _order(latest))


def _order(ts: str) -> tuple[int, int]:
    """Exact: as a float a message's time loses its last digit."""
    seconds, _, micros = ts.partition(".")
    return int(seconds or 0), int(micros.ljust(6, "0"))


def _read(call: Call, channel: Channel, found: Sequence[Message]) -> Answer:
    page, cursor = paged(call, found)
    return {
        "messages": [_told(call, channel, message) for message in page],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def _told(call: Call, channel: Channel, message: Message) -> dict[str, Any]:
    told = message.wire()
    if not call["include_all_metadata"]:
        told.pop("metadata", None)
    replied = [m for m in channel.thread(message.ts) if m is not message]
    if replied:
        told |= {"thread_ts": message.ts, "reply_count": len(replied)}
        told["latest_reply"] = replied[-1].ts
    return told


def paged(call: Call, found: Sequence[Any]) -> tuple[Sequence[Any], str]:
    """A page and the cursor to the next one."""
    limit = call["limit"] or 100
    if not 1 <= limit <= PAGE:
        refuse("invalid_limit")
    if call["cursor"] and not call["cursor"].startswith("next:"):
        refuse("invalid_cursor")
    start = int(call["cursor"].removeprefix("next:")) if call["cursor"] else 0
    end = start + limit
    return found[start:end], f"next:{end}" if end < len(found) else ""
