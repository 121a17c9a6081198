"""What a language must bring so that acts can be found in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.acts.reading import Spelling
from bot.domain.acts.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Sympathy:
    """How feelings and hardship of the other are named."""

    words: frozenset[str]
    """One of these must be in the sentence; the other expressions are tried only then."""
    feeling: re.Pattern[str]
    hardship: re.Pattern[str]
    spoilt: re.Pattern[str]
    """Own feelings, doubts, conditions: what makes it no acknowledgement of the other's case."""
    other: frozenset[str]
    """Words for the other ("you")."""
    about: frozenset[str]
    """Words after which one word of substance is enough ("about the promotion")."""
    general: frozenset[str]
    """Words that name nothing particular ("situation", "inconvenience")."""
    stock: re.Pattern[str] | None = None
    """Phrases of form letters; their words name nothing either ("thank you for contacting us")."""
    hollow: re.Pattern[str] | None = None
    """Understanding in general ("I understand your frustration"): after it, the sentence before must
    tell of `trouble`."""
    trouble: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Spelling, rules and word lists of one language."""

    spelling: Spelling
    going_on: frozenset[str]
    """Words by which a sentence goes on with the one before."""
    rules: Rules
    sympathy: Sympathy
    mockery: re.Pattern[str]
    insult: re.Pattern[str]
    no_insult: re.Pattern[str]
    """What makes it none: denied, reported, supposed."""
    common: frozenset[str]
    """Words too common to be an echo or to name something."""
    stem: Callable[[str], str]
    address: frozenset[str] = frozenset()
    """Words before a name: to say it is good manners, and no echo."""
    denial: frozenset[str] = frozenset()
    """Words that deny: the other's words with one of these, which the other did not use, are no
    echo."""


def words(text: str) -> frozenset[str]:
    """The words of a list written as text."""
    return frozenset(text.split())
