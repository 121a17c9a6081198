"""Messages: post, change, remove, and those for one person's eyes."""

from __future__ import annotations

from tests.fakes.slack.calls import Answer, Call, method, refuse
from tests.fakes.slack.methods.contents import (
    checked_blocks,
    checked_markdown,
    checked_text,
    content,
    customized,
    metadata,
    place,
    thread,
)
from tests.fakes.slack.state import Channel, Message

LOOKS = "username icon_emoji icon_url"
CONTENT = "text blocks:json attachments:json markdown_text link_names:bool parse as_user:bool"
STYLE = "mrkdwn:bool unfurl_links:bool unfurl_media:bool container_id"


@method(
    "chat.postMessage",
    tier="posting",
    scopes=("chat:write",),
    body=True,
    takes=f"channel! thread_ts reply_broadcast:bool metadata:json {CONTENT} {STYLE} {LOOKS}",
)
def post(call: Call) -> Answer:
    channel = place(call)
    text, blocks, markdown = content(call)
    message = new(
        call,
        channel,
        text=text,
        blocks=blocks,
        markdown=markdown,
        thread_ts=thread(call, channel),
        metadata=metadata(call),
        attachments=call["attachments"] or [],
        broadcast=bool(call["reply_broadcast"] and call["thread_ts"]),
        **customized(call),
    )
    call.workspace.add(message, call.method)
    call.workspace.emit_message(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.wire()}


@method(
    "chat.postEphemeral",
    tier="tier 4",
    scopes=("chat:write",),
    body=True,
    takes=f"channel! user! thread_ts {CONTENT} {LOOKS}",
)
def post_ephemeral(call: Call) -> Answer:
    channel = place(call)
    user = call.user()
    if user.id not in channel.members:
        refuse("user_not_in_channel")
    text, blocks, markdown = content(call)
    message = new(
        call,
        channel,
        text=text,
        blocks=blocks,
        markdown=markdown,
        thread_ts=thread(call, channel),
        ephemeral_for=user.id,
        **customized(call),
    )
    call.workspace.ephemerals.append(message)
    message.note(call.slack.clock.monotonic(), call.method)
    return {"message_ts": message.ts}


@method(
    "chat.update",
    tier="tier 3",
    scopes=("chat:write",),
    body=True,
    takes=f"channel! ts! reply_broadcast:bool metadata:json file_ids {CONTENT}",
)
def update(call: Call) -> Answer:
    channel = call.channel()
    message = _own(call, channel, "cant_update_message")
    if channel.archived:
        refuse("is_inactive")
    call.workspace.age(message)
    if message.growing:
        refuse("streaming_state_conflict")
    before = message.wire()
    _replace(call, message)
    if call["metadata"] is not None:
        message.metadata = metadata(call)
    if call["blocks"] is None:
        message.edited = call.workspace.new_ts()
    call.workspace.changed(message, call.method, before)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message.wire(),
    }


def _replace(call: Call, message: Message) -> None:
    """A text in the place of the old one; the blocks are replaced by blocks."""
    if call["markdown_text"] is not None:
        if call["text"] or call["blocks"]:
            refuse("markdown_text_conflict")
        message.text, message.markdown = checked_markdown(call["markdown_text"]), True
    elif call["text"] is None and call["blocks"] is None and call["attachments"] is None:
        refuse("no_text")
    elif call["text"] is not None:
        text = checked_text(call["text"])
        if not text and not (call["blocks"] or message.blocks):
            refuse("no_text")
        message.text = text
        message.markdown = message.stream is not None and call["blocks"] is None
    if call["blocks"] is not None:
        message.blocks = checked_blocks(call.slack, call["blocks"])
        if not message.markdown and not message.blocks and not message.text:
            refuse("no_text")
    elif not call.slack.update_keeps_blocks:
        message.blocks = []
    if message.stream is not None:
        message.stream.parts.clear()


@method(
    "chat.delete", tier="tier 3", scopes=("chat:write",), body=True, takes="channel! ts! as_user"
)
def delete(call: Call) -> Answer:
    channel = call.channel()
    message = _own(call, channel, "cant_delete_message")
    call.workspace.delete(message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink", tier="no tier", takes="channel! message_ts!")
def permalink(call: Call) -> Answer:
    channel = call.channel(member=False)
    message = call.message(channel, "message_ts")
    link = f"https://{call.workspace.domain}.slack.com/archives/{channel.id}/p"
    link += message.ts.replace(".", "")
    if message.thread_ts not in (None, message.ts):
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


@method(
    "reactions.add",
    tier="tier 3",
    scopes=("reactions:write",),
    body=True,
    takes="channel! name! timestamp!",
)
def react(call: Call) -> Answer:
    message = call.message(call.channel(), "timestamp")
    people = message.reactions.setdefault(call["name"], set())
    if call.workspace.bot.id in people:
        refuse("already_reacted")
    people.add(call.workspace.bot.id)
    return {}


def new(call: Call, channel: Channel, **fields: object) -> Message:
    """A message of the bot's."""
    space = call.workspace
    said = {"team": space.id, "channel": channel.id, "ts": space.new_ts()}
    ours = {"author": space.bot.id, "bot": space.bot_id, "app": call.slack.app.id}
    return Message(**said, **ours, **fields)  # type: ignore[arg-type]  # fields as they come


def _own(call: Call, channel: Channel, error: str) -> Message:
    message = call.message(channel)
    if message.bot != call.workspace.bot_id:
        refuse(error)
    return message
