"""Buttons that ask for a few words before anything is done: what they ask, by their action. Pure.

Where a platform has forms, the press opens one, and only its submission is an event: a `Pressed`
with `text`. Elsewhere the words are asked for in whatever way the place has.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import wording
from bot.domain.events import Action

MOST = 500
"""Characters that such an answer may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a form asks. Title and label have at most 24 and 45 characters, `send` at most 20."""

    title: str
    label: str
    send: str
    most: int = MOST
    required: bool = True


def question(action: Action, value: str) -> Question | None:
    """What is asked before the action is done; None where nothing is.

    The language is the first part of the button's value, up to the first dot: `de.empathy`.
    """
    words = wording.of(value.partition(".")[0] or "en").questions
    match action:
        case "dispute":
            return Question(title=words.dispute, label=words.dispute_why, send=words.send)
        case "decide":
            return Question(title=words.decide, label=words.decide_why, send=words.send)
        case _:
            return None
