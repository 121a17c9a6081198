"""Files in three steps: an address, the content, the place where it is shared."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.calls import Answer, Call, method, refuse
from tests.fakes.slack.holdings import File
from tests.fakes.slack.methods.chat import new
from tests.fakes.slack.methods.contents import checked_text, place, thread
from tests.fakes.slack.state import Channel

CHANNELS = 100


@method(
    "files.getUploadURLExternal",
    tier="tier 4",
    scopes=("files:write",),
    takes="filename! length:int! alt_txt snippet_type",
)
def address(call: Call) -> Answer:
    if call["length"] <= 0:
        refuse("invalid_arguments", "must be more than 0 [json-pointer:/length]")
    id = call.workspace.new_id("F")
    file = File(id=id, name=call["filename"], length=call["length"], alt_text=call["alt_txt"] or "")
    call.slack.files[id] = file
    return {"file_id": id, "upload_url": f"{call.slack.address}/upload/{id}"}


@method(
    "files.completeUploadExternal",
    tier="tier 4",
    scopes=("files:write",),
    body=True,
    takes="files:json! channel_id channels:list initial_comment thread_ts blocks:json",
)
def complete(call: Call) -> Answer:
    if not isinstance(call["files"], list) or not call["files"]:
        refuse("invalid_arguments", "no fewer than 1 items allowed [json-pointer:/files]")
    files = [_uploaded(call, given) for given in call["files"]]
    ids = call["channels"] or ([call["channel_id"]] if call["channel_id"] else [])
    if len(ids) > CHANNELS:
        refuse("channels_limit_exceeded")
    for id in ids:
        if id not in call.workspace.channels:  # a person's id is none of a channel here
            refuse("channel_not_found")
        call.arguments = {**call.arguments, "channel": id}
        _share(call, place(call), files)
    return {"files": [file.wire() for file in files]}


def _uploaded(call: Call, given: dict[str, Any]) -> File:
    file = call.slack.files.get(given.get("id", ""))
    if file is None or file.data is None:
        refuse("file_not_found")
    file.title = given.get("title") or file.name
    file.complete = call.slack.clock.monotonic()
    return file


def _share(call: Call, channel: Channel, files: list[File]) -> None:
    """A message with the files in it."""
    message = new(
        call,
        channel,
        text=checked_text(call["initial_comment"] or ""),
        thread_ts=thread(call, channel),
        files=[file.wire() for file in files],
    )
    for file in files:
        file.shared.append(channel.id)
    call.workspace.add(message, call.method)
    call.workspace.emit_message(message)
