"""Forms that buttons open: what they ask, and what was written in them. Pure.

A form carries what was pressed and where, so that its submission is the press with its words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from adapters.slack import addressing, limits, wording
from adapters.slack.blocks import plain
from adapters.slack.payloads import Json, part, text
from adapters.slack.wording import Wording
from bot.domain import cutting
from bot.domain.asking import Question, question
from bot.domain.offering import Choice, is_action
from bot.domain.surface import MemberId, SessionId, Surface, TenantId

NAME = "asking"
BLOCK, FIELD = "answer", "text"
"""Where in a form the words stand."""
LABEL = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A button was pressed that asks for a few words first; `trigger` opens the form, for three
    seconds and once."""

    surface: Surface
    member: MemberId
    choice: Choice
    asks: Question
    trigger: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfilled:
    """What was written does not do; `problem` says why, and the form stays open."""

    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was written in a form, and what had been pressed where."""

    surface: Surface
    choice: Choice
    text: str


def asked(surface: Surface, member: MemberId, choice: Choice, trigger: str) -> Asked | None:
    """The form that a press opens; None where it opens none."""
    asks = question(choice.action, choice.value)
    if asks is None or not trigger:
        return None
    return Asked(surface=surface, member=member, choice=choice, asks=asks, trigger=trigger)


def view(form: Asked) -> dict[str, Any]:
    """A form as `views.open` takes it."""
    asks = form.asks
    field = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": True,
        "max_length": asks.most,
        "focus_on_load": True,
    }
    return {
        "type": "modal",
        "callback_id": NAME,
        "title": plain(asks.title, limits.FORM_TITLE),
        "submit": plain(asks.send, limits.FORM_TITLE),
        "private_metadata": _carried(form),
        "blocks": [
            {
                "type": "input",
                "block_id": BLOCK,
                "label": plain(asks.label, LABEL),
                "element": field,
                "optional": not asks.required,
            }
        ],
    }


def read(view: Json, team: TenantId) -> Filled | Misfilled | None:
    """What was written in a form; None where it is none of ours."""
    pressed = _pressed(text(view, "private_metadata"), team)
    if text(view, "callback_id") != NAME or pressed is None:
        return None
    surface, choice = pressed
    asks = question(choice.action, choice.value)
    if asks is None:
        return None
    values = part(part(part(view, "state"), "values"), BLOCK)
    said, words = text(part(values, FIELD), "value").strip(), of(choice)
    if asks.required and not said:
        return Misfilled(problem=words.form_empty)
    if (length := cutting.length(said)) > asks.most:
        return Misfilled(problem=words.form_too_long.format(length=length, most=asks.most))
    return Filled(surface=surface, choice=choice, text=said)


def errors(problem: str) -> dict[str, Any]:
    """The answer that keeps a form open and says why, below what was written."""
    return {"response_action": "errors", "errors": {BLOCK: problem}}


def of(choice: Choice) -> Wording:
    """The sentences in the language that a button's value begins with."""
    return wording.of(choice.value.partition(".")[0])


def _carried(form: Asked) -> str:
    choice, at = form.choice, form.surface
    carried = (choice.action, choice.value, choice.session, at.channel, at.thread)
    return json.dumps(carried, ensure_ascii=False, separators=(",", ":"))


def _pressed(carried: str, team: TenantId) -> tuple[Surface, Choice] | None:
    """What was pressed, and where."""
    try:
        action, value, session, channel, thread = json.loads(carried)
    except (ValueError, TypeError):
        return None
    if not (_is_ours(action) and isinstance(value, str) and addressing.is_id(channel)):
        return None
    surface = addressing.place(team, channel, thread if addressing.is_ts(thread) else None)
    known = SessionId(session) if isinstance(session, str) else None
    return surface, Choice(action=action, value=value, session=known)


def _is_ours(action: object) -> bool:
    return isinstance(action, str) and is_action(action)
