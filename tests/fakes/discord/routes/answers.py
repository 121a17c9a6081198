"""The first answer to an interaction."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.bodies import check_body
from tests.fakes.discord.calls import Answer, Call, route
from tests.fakes.discord.checks import many
from tests.fakes.discord.commands import choice_problems
from tests.fakes.discord.components import modal_problems
from tests.fakes.discord.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    Interaction,
)
from tests.fakes.discord.refusals import Problem, demand, refuse
from tests.fakes.discord.routes.messages import fill
from tests.fakes.discord.state import EPHEMERAL, LOADING, Message

MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
FITTING = {
    COMMAND: {MESSAGE, DEFER, MODAL},
    COMPONENT: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL_SUBMIT: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE},
}


@route("answer interaction", "POST /interactions/{id}/{token}/callback", token=False)
def answer(call: Call) -> Answer:
    interaction = call.discord.interactions.by_token.get(call.path["token"])
    if interaction is None or interaction.id != call.path["id"] or interaction.failed:
        refuse(10062)
    if interaction.answered_with is not None:
        refuse(40060)
    body = call.body or {}
    type, data = _type(interaction, body.get("type")), body.get("data") or {}
    _carry_out(call, interaction, type, data)
    interaction.answered_with = type
    interaction.seconds = call.discord.clock.monotonic() - interaction.at
    if call.query.get("with_response") not in ("1", "true", "True"):
        return None
    return {"interaction": interaction.callback(), "resource": _resource(call, interaction, type)}


def _type(interaction: Interaction, type: Any) -> int:
    """The type of an answer, where it fits what is answered."""
    fitting = set(FITTING[interaction.kind])
    if interaction.kind == MODAL_SUBMIT and interaction.message is None:
        fitting -= {DEFER_UPDATE, UPDATE}
    if not isinstance(type, int) or type not in fitting:
        told = f"Value must be one of {tuple(sorted(fitting))}."
        demand([Problem("type", "INTERACTION_CALLBACK_TYPE_INVALID", told)])
    return int(type)


def _carry_out(call: Call, interaction: Interaction, type: int, data: dict[str, Any]) -> None:
    data = _stripped(data)
    match type:
        case 4:
            check_body(data, "data")
            interaction.original = new_answer(call, interaction, data)
            call.world.add(interaction.original, call.name)
        case 5:
            flags = int(data.get("flags") or 0) & EPHEMERAL
            thinking = new_answer(call, interaction, {"flags": flags})
            thinking.flags |= LOADING
            interaction.original = call.world.add(thinking, call.name)
        case 6:
            interaction.original = interaction.message
        case 7:
            assert interaction.message is not None
            check_body(data, "data", message=interaction.message)
            fill(call, interaction.message, data)
            interaction.original = interaction.message
            call.world.change(interaction.message, call.name)
        case 8:
            problems, choices = many(data, "choices", "data", 25)
            demand(problems)
            demand(choice_problems(choices, "data/choices", focused(interaction)["type"]))
            interaction.choices = list(choices)
        case _:
            demand(modal_problems(data))
            interaction.modal = data
            interaction.person.opened(interaction)


def _stripped(data: dict[str, Any]) -> dict[str, Any]:
    content = data.get("content")
    return data | {"content": content.strip()} if isinstance(content, str) else data


def new_answer(call: Call, interaction: Interaction, body: dict[str, Any]) -> Message:
    """A message that answers; an ephemeral one is that person's alone."""
    slash = interaction.kind == COMMAND
    message = call.world.new_message(
        interaction.channel,
        call.bot,
        type=20 if slash else 19 if interaction.message else 0,
        interaction=interaction.metadata(),
    )
    if interaction.message is not None:
        message.reference = interaction.message.id
    fill(call, message, body)
    if message.flags & EPHEMERAL:
        message.for_only = interaction.person.id
    return message


def focused(interaction: Interaction) -> dict[str, Any]:
    """The option that a person is writing."""
    level: list[dict[str, Any]] = interaction.data.get("options") or []
    while level:
        for option in level:
            if option.get("focused"):
                return option
        level = level[0].get("options") or []
    raise AssertionError("nothing is being written")


def _resource(call: Call, interaction: Interaction, type: int) -> dict[str, Any]:
    resource: dict[str, Any] = {"type": type}
    if type in (MESSAGE, UPDATE) and interaction.original is not None:
        resource["message"] = call.world.message_wire(interaction.original)
    return resource
