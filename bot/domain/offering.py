"""What is offered together on buttons and menus, and what comes back of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeGuard, get_args

from bot.domain.content import Button, Card, Offered
from bot.domain.events import Action
from bot.domain.surface import SessionId
from bot.domain.wording import outside
from bot.domain.wording.outside import Outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was pressed or chosen."""

    action: Action
    value: str = ""
    session: SessionId | None = None


def is_action(name: str) -> TypeGuard[Action]:
    return name in get_args(Action)


def alike(buttons: Sequence[Button]) -> Iterator[list[Button]]:
    """The buttons in order; those of one label and action that are about something, together."""
    for _, some in groupby(buttons, key=lambda b: (b.label, b.action, bool(b.about))):
        found = list(some)
        if found[0].about:
            yield found
        else:
            yield from ([one] for one in found)


def in_order(scenarios: Iterable[Offered]) -> list[Offered]:
    """By category, the easy ones first."""
    return sorted(scenarios, key=lambda one: (one.category.casefold(), one.difficulty))


def about(scenario: Offered, words: Outside = outside.ENGLISH) -> str:
    """How hard a scenario is and its language, as the list says it."""
    return words.described(scenario.difficulty, scenario.language)


def is_rated(card: Card) -> bool:
    """Whether it can be said if the scorecard was of use: once it is whole."""
    return card.scorecard.complete and not card.stage and not card.stopped
