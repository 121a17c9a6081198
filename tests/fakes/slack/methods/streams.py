"""Messages that grow: start, append, stop, and when Slack ends them by itself."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.blocks import take_blocks
from tests.fakes.slack.calls import Answer, Call, method, refuse
from tests.fakes.slack.methods.chat import LOOKS, new
from tests.fakes.slack.methods.contents import (
    checked_blocks,
    checked_markdown,
    customized,
    metadata,
    place,
    thread,
)
from tests.fakes.slack.methods.surfaces import set_session
from tests.fakes.slack.state import Channel, Message, Stream

TASKS = ("pending", "in_progress", "complete", "error")
CHUNK_BLOCKS = 50


@method(
    "chat.startStream",
    tier="tier 2",
    scopes=("chat:write",),
    body=True,
    takes="channel! thread_ts markdown_text chunks:json recipient_user_id recipient_team_id"
    f" task_display_mode {LOOKS}",
)
def start(call: Call) -> Answer:
    channel = place(call)
    if call["task_display_mode"] not in (None, "timeline", "plan"):
        refuse("invalid_arguments", "value must be one of: timeline, plan")
    if call["thread_ts"] is None and channel.kind in ("im", "mpim"):
        refuse("invalid_arguments", "missing required field: thread_ts")
    _recipient(call, channel)
    stream = Stream(began=call.slack.clock.monotonic())
    message = new(
        call,
        channel,
        markdown=True,
        thread_ts=thread(call, channel),
        stream=stream,
        **customized(call),
    )
    _grow(call, message, stream)
    call.workspace.add(message, call.method)
    call.workspace.emit_message(message)
    return {"channel": channel.id, "ts": message.ts}


@method(
    "chat.appendStream",
    tier="tier 4",
    scopes=("chat:write",),
    body=True,
    takes="channel! ts! markdown_text chunks:json",
)
def append(call: Call) -> Answer:
    message, stream = _open(call)
    if not call["markdown_text"] and not call["chunks"]:
        refuse("no_text")
    _grow(call, message, stream)
    message.note(call.slack.clock.monotonic(), call.method)
    return {"channel": message.channel, "ts": message.ts}


@method(
    "chat.stopStream",
    tier="tier 2",
    scopes=("chat:write",),
    body=True,
    takes="channel! ts! markdown_text chunks:json blocks:json metadata:json session_status",
)
def stop(call: Call) -> Answer:
    message, stream = _open(call)
    before = message.wire()
    blocks = checked_blocks(call.slack, call["blocks"])
    described = metadata(call)
    _grow(call, message, stream)
    message.blocks = blocks
    message.metadata = described or message.metadata
    stream.ending = "stopped"
    if call["session_status"] is not None:
        set_session(call, message.channel, message.thread_ts or message.ts, call["session_status"])
    call.workspace.changed(message, call.method, before)
    return {"channel": message.channel, "ts": message.ts, "message": message.wire()}


def _recipient(call: Call, channel: Channel) -> None:
    """Who it streams to; to be said anywhere but in a direct message."""
    user, team = call["recipient_user_id"], call["recipient_team_id"]
    if channel.kind not in ("im", "mpim"):
        if team is None:
            refuse("missing_recipient_team_id")
        if user is None:
            refuse("missing_recipient_user_id")
    if user is not None and user not in call.workspace.users:
        refuse("user_not_found")
    if team is not None and team not in call.slack.workspaces:
        refuse("team_not_found")


def _open(call: Call) -> tuple[Message, Stream]:
    """A stream of ours that still grows."""
    message = call.message(call.channel())
    if message.bot != call.workspace.bot_id:
        refuse("message_not_owned_by_app")
    stream = message.stream
    if stream is None:
        refuse("message_not_in_streaming_state")
    call.workspace.age(message)
    if stream.ending == "stopped_by_user":
        refuse("stopped_by_user")
    if stream.ending != "open":
        refuse("message_not_in_streaming_state")
    return message, stream


def _grow(call: Call, message: Message, stream: Stream) -> None:
    """Adds what came, all of it or nothing."""
    text, chunks = call["markdown_text"], call["chunks"]
    if text is not None and chunks is not None:
        refuse("invalid_arguments", "markdown_text and chunks exclude each other")
    added = [checked_markdown(text)] if text else []
    parts: list[dict[str, Any]] = []
    tasks: dict[str, dict[str, Any]] = {}
    for chunk in chunks or ():
        _take(chunk, added, parts, tasks)
    if len(parts) + sum(p["type"] != "task_card" for p in stream.parts) > CHUNK_BLOCKS:
        refuse("msg_blocks_too_many")
    grown = stream.size + len("".join(added).encode()) + 2 * sum(map(_weight, tasks.values()))
    if (stream.too_long and (added or tasks)) or grown > call.slack.stream_bytes:
        stream.too_long = True
        refuse("msg_too_long")
    stream.size = grown
    message.text += "".join(added)
    stream.parts += parts
    for id, given in tasks.items():
        _work(stream, id, given)


def _take(
    chunk: Any,
    added: list[str],
    parts: list[dict[str, Any]],
    tasks: dict[str, dict[str, Any]],
) -> None:
    match chunk:
        case {"type": "markdown_text", "text": str(text)}:
            added.append(checked_markdown(text))
        case {"type": "blocks", "blocks": list(blocks)}:
            parts += take_blocks(blocks)
        case {"type": "plan_update", "title": str(title)}:
            parts.append({"type": "plan", "title": title})
        case {"type": "task_update", "id": str(id), "title": str(), "status": status} if (
            status in TASKS
        ):
            tasks[id] = chunk
        case _:
            refuse("invalid_chunks")


def _weight(task: dict[str, Any]) -> int:
    """A task counts about double what is written in it."""
    words = (task.get(name) or "" for name in ("title", "details", "output"))
    return sum(len(str(word).encode()) for word in words)


def _work(stream: Stream, id: str, given: dict[str, Any]) -> None:
    """A task's state replaces the one before, its details are added to."""
    task = stream.tasks.get(id)
    if task is None:
        task = stream.tasks[id] = {"type": "task_card", "task_id": id}
        stream.parts.append(task)
    details = str(task.get("text", "")) + str(given.get("details") or "")
    task |= {"title": given["title"], "status": given["status"], "text": details}
