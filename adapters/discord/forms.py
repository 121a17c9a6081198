"""Forms: a few words that a button asks for before anything is done. Both directions of one form.
Pure.

A form has the custom id of its button, so that what is sent off is understood by whatever process
takes it. Its field names the press that opened it: sent off twice, it is one event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adapters.discord import buttons, limits, wording
from adapters.discord.addressing import is_id
from adapters.discord.payloads import Json, part, parts, text
from bot.domain.asking import Question, question
from bot.domain.offering import Choice

TITLE, LABEL, TEXT = 45, 45, 4_000
"""The longest title of a form, label of a field, and text in it."""
LABELLED, FIELD, LONG = 18, 4, 2
"""A label with its field, a field for text, and the style of one with several lines."""
PREFIX = "ctt:"
"""Begins the name of a form's field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that was sent off."""

    choice: Choice
    opener: str
    """The press that opened it."""
    text: str

    @property
    def problem(self) -> str | None:
        """What is wrong with what was written, in the language that the button's value begins with."""
        asked = question(self.choice.action, self.choice.value)
        words = wording.of(self.choice.value.partition(".")[0])
        if asked is not None and asked.required and not self.text:
            return words.form_blank
        most = TEXT if asked is None else min(asked.most, TEXT)
        return words.form_too_long.format(most=most) if len(self.text) > most else None


def asked(body: Json) -> dict[str, Any] | None:
    """The form that a press opens; None where it asks for nothing."""
    choice, opener = _pressed(body), text(body, "id")
    if choice is None or not is_id(opener):
        return None
    asks = question(choice.action, choice.value)
    return None if asks is None else form(asks, choice, opener)


def form(asks: Question, choice: Choice, opener: str) -> dict[str, Any]:
    """A form as Discord takes it."""
    field = {
        "type": FIELD,
        "custom_id": f"{PREFIX}{opener}",
        "style": LONG,
        "max_length": max(1, min(asks.most, TEXT)),
        "required": asks.required,
    }
    label = limits.cut(asks.label, LABEL) or limits.ELLIPSIS
    return {
        "custom_id": buttons.named(choice),
        "title": limits.cut(asks.title, TITLE) or limits.ELLIPSIS,
        "components": [{"type": LABELLED, "label": label, "component": field}],
    }


def filled(body: Json) -> Filled | None:
    """What was sent off; None where it is no form of ours."""
    data = part(body, "data")
    choice = buttons.read(text(data, "custom_id"))
    for one in parts(data, "components"):
        field = part(one, "component")
        opener = text(field, "custom_id").removeprefix(PREFIX)
        if choice is not None and is_id(opener):
            return Filled(choice=choice, opener=opener, text=text(field, "value").strip())
    return None


def _pressed(body: Json) -> Choice | None:
    data = part(body, "data")
    values = data.get("values")
    return buttons.read(text(data, "custom_id"), values if isinstance(values, list) else ())
