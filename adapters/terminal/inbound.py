"""What a typed line means: an event, or a sentence on what to type instead."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Final, TypedDict, TypeGuard

from bot.domain.asking import question
from bot.domain.content import Button
from bot.domain.events import TYPED, Action, Command, Commanded, InboundEvent, Pressed, Said
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.domain.utterance import clean, word
from bot.ports.clock import Clock

NAME: Final = "terminal"
HOME = Surface(NAME, TenantId("local"), "here")
MEMBER = MemberId("you")
SLASH = "/chattrain"


class _Common(TypedDict):
    key: str
    surface: Surface
    member: MemberId
    at: Micros
    session: SessionId | None
    opens: SessionId


@dataclass(frozen=True, slots=True)
class Where:
    """Where the trainee is: the surface, and the session that was opened last."""

    surface: Surface = HOME
    session: SessionId | None = None


def read(line: str, where: Where, choices: tuple[Button, ...], clock: Clock) -> InboundEvent | str:
    """A typed line as an event; a sentence where it asks for something that is not there."""
    text = line.strip()
    if number := re.fullmatch(r"!(\d{1,4})(?:\s+(\S.*))?", text, re.DOTALL):
        return _chosen(int(number[1]), number[2] or "", where, choices, clock)
    if text == SLASH or text.startswith(f"{SLASH} "):
        return _command(text.split()[1:], where, clock)
    return Said(**_common(where, clock), text=line, message=clock.new_id())


def is_spoken(event: InboundEvent) -> bool:
    """Whether it is something said to the persona, not a `!word` to ChatTrain."""
    return isinstance(event, Said) and word(clean(event.text)) is None


def pressed(action: Action, where: Where, clock: Clock, value: str = "", text: str = "") -> Pressed:
    return Pressed(**_common(where, clock), action=action, value=value, text=text)


def commanded(
    command: Command, where: Where, clock: Clock, arguments: dict[str, str] | None = None
) -> Commanded:
    return Commanded(**_common(where, clock), command=command, arguments=arguments or {})


def _chosen(
    number: int, text: str, where: Where, choices: tuple[Button, ...], clock: Clock
) -> InboundEvent | str:
    if 1 <= number <= len(choices):
        button = choices[number - 1]
        asked = question(button.action, button.value)
        if asked is not None and asked.required and not text:
            return f"{asked.label} Write it behind the number: !{number} because …"
        if asked is not None and len(text) > asked.most:
            return f"That has {len(text)} characters; {asked.most} fit. Shorten it."
        return pressed(button.action, where, clock, button.value, text if asked else "")
    if not choices:
        return f"There is nothing to choose, so !{number} means nothing here."
    last = f" to !{len(choices)}" if len(choices) > 1 else ""
    return f"There is no !{number}. What you can choose: !1{last}."


def _command(words: list[str], where: Where, clock: Clock) -> InboundEvent | str:
    name = words[0].lower() if words else "help"
    if not _is_command(name):
        near = difflib.get_close_matches(name, TYPED, n=1)
        known = ", ".join(TYPED)
        hint = f"Did you mean {near[0]}?" if near else f"There is: {known}."
        return f"There is no command {SLASH} {name}. {hint}"
    return commanded(name, where, clock, _arguments(name, words[1:]))


def _arguments(command: Command, words: list[str]) -> dict[str, str]:
    """What was typed behind a command: the scenario to start, else a line of text."""
    if not words:
        return {}
    return {"scenario": words[0]} if command == "start" else {"text": " ".join(words)}


def _is_command(name: str) -> TypeGuard[Command]:
    return name in TYPED


def _common(where: Where, clock: Clock) -> _Common:
    return {
        "key": f"{NAME}:{clock.new_id()}",
        "surface": where.surface,
        "member": MEMBER,
        "at": clock.now(),
        "session": where.session,
        "opens": SessionId(clock.new_id()),
    }
