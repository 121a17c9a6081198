"""What comes after the first answer to an interaction, by its token."""

from __future__ import annotations

from tests.fakes.discord.bodies import check_body
from tests.fakes.discord.calls import Answer, Call, route
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.refusals import refuse
from tests.fakes.discord.routes.answers import new_answer
from tests.fakes.discord.routes.messages import body_of, fill, may_edit
from tests.fakes.discord.state import EPHEMERAL, LOADING, Message

BASE = "/webhooks/{app}/{token}"


@route("follow up", f"POST {BASE}", place="token", limit="webhook", token=False)
def follow_up(call: Call) -> Answer:
    interaction = _answered(call)
    call.discord.limits.demand("follow-up", interaction.channel.id)
    body = body_of(call)
    check_body(body)
    original = interaction.original
    if original is not None and original.thinking:
        if int(body.get("flags") or 0) & EPHEMERAL and not original.flags & EPHEMERAL:
            body["flags"] = int(body["flags"]) & ~EPHEMERAL
        _put(call, original, body)
        return call.world.message_wire(original)
    message = new_answer(call, interaction, body)
    interaction.follow_ups.append(message)
    call.world.add(message, call.name)
    return call.world.message_wire(message)


@route(
    "edit answer", f"PATCH {BASE}/messages/@original", place="token", limit="webhook", token=False
)
def edit_answer(call: Call) -> Answer:
    return _edit(call, _original(call))


@route("get answer", f"GET {BASE}/messages/@original", place="token", limit="webhook", token=False)
def get_answer(call: Call) -> Answer:
    return call.world.message_wire(_original(call))


@route(
    "delete answer",
    f"DELETE {BASE}/messages/@original",
    place="token",
    limit="webhook",
    token=False,
)
def delete_answer(call: Call) -> Answer:
    call.world.delete(_original(call))


@route(
    "edit follow-up",
    f"PATCH {BASE}/messages/{{message}}",
    place="token",
    limit="webhook",
    token=False,
)
def edit_follow_up(call: Call) -> Answer:
    return _edit(call, _named(call))


@route(
    "delete follow-up",
    f"DELETE {BASE}/messages/{{message}}",
    place="token",
    limit="webhook",
    token=False,
)
def delete_follow_up(call: Call) -> Answer:
    call.world.delete(_named(call))


def _answered(call: Call) -> Interaction:
    """The interaction, once it has an answer; before there is nothing to add to."""
    interaction = call.interaction()
    if interaction.answered_with is None or call.path["app"] != call.discord.app.id:
        refuse(10015)
    return interaction


def _original(call: Call) -> Message:
    found = _answered(call).original
    return refuse(10008) if found is None or found.deleted else found


def _named(call: Call) -> Message:
    found = {message.id: message for message in _answered(call).messages}
    return found.get(call.path["message"]) or refuse(10008)


def _edit(call: Call, message: Message) -> Answer:
    may_edit(call, call.world.channels[message.channel])
    body = body_of(call)
    check_body(body, message=message)
    _put(call, message, body)
    return call.world.message_wire(message)


def _put(call: Call, message: Message, body: dict[str, object]) -> None:
    """A change; with the first one the app thinks no longer, and whose eyes it is for stays."""
    only = message.flags & EPHEMERAL
    fill(call, message, body)
    message.flags = (message.flags & ~(LOADING | EPHEMERAL)) | only
    call.world.change(message, call.name)
