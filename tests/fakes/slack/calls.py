"""A call of the Web API: the methods there are, what each takes and needs, and how it is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from tests.fakes.slack.holdings import Installation
from tests.fakes.slack.state import Channel, Message, User

if TYPE_CHECKING:
    from tests.fakes.slack.server import Slack
    from tests.fakes.slack.workspace import Workspace

Answer = dict[str, Any]


class Refused(Exception):
    """The answer `ok: false`, with its code."""

    def __init__(self, code: str, **fields: Any) -> None:
        super().__init__(code)
        self.code, self.fields = code, fields

    def answer(self) -> Answer:
        return {"ok": False, "error": self.code, **self.fields}


def refuse(code: str, *problems: str, **fields: Any) -> NoReturn:
    """Problems are told as Slack tells them, each with the place."""
    if problems:
        fields["response_metadata"] = {"messages": [f"[ERROR] {p}" for p in problems]}
    raise Refused(code, **fields)


@dataclass(slots=True)
class Call:
    """One call, with its arguments read and its token known."""

    slack: Slack
    method: str
    arguments: Mapping[str, Any]
    installation: Installation
    workspace: Workspace
    token: str = ""
    """As it came, for methods that take one that is no installation's."""

    def __getitem__(self, name: str) -> Any:
        return self.arguments.get(name)

    def need(self, *scopes: str) -> None:
        """Refuses where none of the scopes is granted."""
        granted = self.installation.scopes
        if not granted & set(scopes):
            refuse("missing_scope", needed=scopes[0], provided=",".join(sorted(granted)))

    def user(self, name: str = "user") -> User:
        user = self.workspace.users.get(self[name] or "")
        return user or refuse("user_not_found")

    def channel(self, name: str = "channel", *, member: bool = True) -> Channel:
        """A conversation the bot can see; with `member`, one that it is in."""
        channel = self.workspace.channels.get(self[name] or "")
        if channel is None:
            refuse("channel_not_found")
        if self.workspace.bot.id not in channel.members:
            if channel.kind != "channel":
                refuse("channel_not_found")
            if member:
                refuse("not_in_channel")
        return channel

    def message(self, channel: Channel, name: str = "ts") -> Message:
        message = channel.messages.get(self[name] or "")
        if message is None or message.deleted:
            refuse("message_not_found")
        return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """What is known of a method before it runs."""

    name: str
    run: Callable[[Call], Answer]
    tier: str
    scopes: tuple[str, ...]
    takes: Mapping[str, str]
    required: frozenset[str]
    body: bool
    """Whether it reads JSON; the others read a form or the query alone."""
    token: str

    def read(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments, each as its kind; what is missing or not known refuses the call."""
        given = {name: value for name, value in arguments.items() if name != "token"}
        unknown = given.keys() - self.takes.keys() - {"team_id"}
        missing = [name for name in sorted(self.required) if given.get(name) in (None, "")]
        problems = [f"unknown field: {name}" for name in sorted(unknown)]
        problems += [f"missing required field: {name}" for name in missing]
        if problems:
            refuse("invalid_arguments", *problems)
        return {name: _read(name, self.takes.get(name, ""), v) for name, v in given.items()}


METHODS: dict[str, Method] = {}


def method(
    name: str,
    *,
    tier: str,
    takes: str = "",
    scopes: Iterable[str] = (),
    body: bool = False,
    token: str = "xoxb",
) -> Callable[[Callable[[Call], Answer]], Callable[[Call], Answer]]:
    """Registers a method. `takes` has its arguments: `name`, `name:kind` where it
    is no text (bool, int, json, list), either with `!` where required. Any one of `scopes` suffices."""
    kinds = {}
    required = set()
    for argument in takes.split():
        bare, _, kind = argument.removesuffix("!").partition(":")
        kinds[bare] = kind
        if argument.endswith("!"):
            required.add(bare)

    def register(run: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        METHODS[name] = Method(
            name=name,
            run=run,
            tier=tier,
            scopes=tuple(scopes),
            takes=kinds,
            required=frozenset(required),
            body=body,
            token=token,
        )
        return run

    return register


def _read(name: str, kind: str, value: Any) -> Any:
    match kind:
        case "bool":
            return _truth(name, value)
        case "int":
            return _number(name, value)
        case "json":
            return _json(name, value)
        case "list":
            return [part for part in value.split(",") if part] if isinstance(value, str) else value
        case _ if not isinstance(value, str):
            refuse("invalid_arguments", f"must be a string [json-pointer:/{name}]")
        case _:
            return value


def _truth(name: str, value: Any) -> bool:
    if value in (True, False, "true", "false", "1", "0", 1, 0):
        return value in (True, "true", "1", 1)
    refuse("invalid_arguments", f"must be a boolean [json-pointer:/{name}]")


def _number(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        refuse("invalid_arguments", f"must be an integer [json-pointer:/{name}]")


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        refuse(f"invalid_{name}_format" if name == "blocks" else "invalid_arguments")
