"""What every way of posting checks: texts, blocks, metadata, the place, the name it is said under."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.fakes.slack.blocks import take_blocks
from tests.fakes.slack.calls import Call, refuse
from tests.fakes.slack.state import Channel

if TYPE_CHECKING:
    from tests.fakes.slack.server import Slack

TEXT = 4_000
"""Above it Slack splits a posted message or cuts it; that is nothing to rely on."""
MARKDOWN = 12_000
METADATA_BYTES = 4_000
ATTACHMENTS = 100
PICTURES = (b"\x89PNG\r\n", b"\xff\xd8", b"GIF8")
"""How files begin that a block can show."""


def checked_text(text: Any) -> str:
    if not isinstance(text, str):
        refuse("invalid_arguments", "must be a string [json-pointer:/text]")
    if len(text) > TEXT:
        refuse("msg_too_long")
    return text


def checked_blocks(slack: Slack, blocks: Any) -> list[dict[str, Any]]:
    if blocks is None:
        return []
    taken = take_blocks(blocks)
    for number, block in enumerate(taken):
        if "slack_file" in block and not _usable(slack, block["slack_file"]):
            told = f"invalid slack file [json-pointer:/blocks/{number}/slack_file]"
            refuse("invalid_blocks", told, errors=[told])
    return taken


def _usable(slack: Slack, named: dict[str, Any]) -> bool:
    """Whether a picture is there by now; it takes a while after it was uploaded."""
    file = slack.files.get(named.get("id", ""))
    if file is None or file.complete is None or not (file.data or b"").startswith(PICTURES):
        return False
    return slack.clock.monotonic() - file.complete >= slack.file_seconds


def checked_markdown(text: Any) -> str:
    if not isinstance(text, str):
        refuse("invalid_arguments", "must be a string [json-pointer:/markdown_text]")
    if len(text) > MARKDOWN:
        refuse("msg_too_long")
    return text


def content(call: Call) -> tuple[str, list[dict[str, Any]], bool]:
    """The text, the blocks, and whether the text is Markdown, of a message to be shown."""
    if call["markdown_text"] is not None:
        if call["text"] or call["blocks"]:
            refuse("markdown_text_conflict")
        return checked_markdown(call["markdown_text"]), [], True
    text, blocks = checked_text(call["text"] or ""), checked_blocks(call.slack, call["blocks"])
    if not text.strip() and not blocks and not call["attachments"]:
        refuse("no_text")
    if len(call["attachments"] or ()) > ATTACHMENTS:
        refuse("too_many_attachments")
    return text, blocks, False


def metadata(call: Call) -> dict[str, Any] | None:
    """What only apps see of a message."""
    given = call["metadata"]
    if given is None or given == {}:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("event_type"), str):
        refuse("invalid_metadata_format")
    if not isinstance(given.get("event_payload"), dict):
        refuse("invalid_metadata_format")
    if len(json.dumps(given)) > METADATA_BYTES:
        refuse("metadata_too_large")
    return given


def customized(call: Call) -> dict[str, Any]:
    """The name and the picture a message is said under."""
    icon = call["icon_emoji"] or call["icon_url"]
    if call["username"] or icon:
        call.need("chat:write.customize")
    return {"username": call["username"], "icon": icon}


def place(call: Call, name: str = "channel") -> Channel:
    """Where the bot may post. A person's id stands for the direct message with them."""
    if call.workspace.read_only:
        refuse("restricted_action")
    id = call[name]
    user = call.workspace.users.get(id)
    if user is not None:
        if user.deleted:
            refuse("user_disabled")
        if user.is_bot:
            refuse("cannot_dm_bot")
        return call.workspace.direct(id)
    if id.startswith("U") and id not in call.workspace.channels:
        refuse("user_not_found")
    public = "chat:write.public" in call.installation.scopes
    channel = call.channel(name, member=not public)
    if channel.archived:
        refuse("is_archived")
    if channel.read_only:
        refuse("restricted_action_read_only_channel")
    others = (call.workspace.users.get(m) for m in channel.members - {call.workspace.bot.id})
    if channel.kind == "im" and any(user and user.deleted for user in others):
        refuse("user_disabled")
    return channel


def thread(call: Call, channel: Channel) -> str | None:
    """The thread to post in; it hangs on a message that is there and is no reply itself."""
    ts = call["thread_ts"]
    if ts is None:
        return None
    parent = channel.messages.get(ts)
    if parent is None or parent.thread_ts not in (None, parent.ts):
        refuse("invalid_thread_ts")
    return str(ts)
