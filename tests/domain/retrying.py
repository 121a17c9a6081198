"""Whether a text can be made that an expression takes out of proportion long to read.

A search begins at every place of a text. What is repeated without bound is a danger where it can go
over much of the text, fail behind it, and do so again from the next place. It cannot where it

* takes the characters of one word, in a text whose words are short;
* stands at the end of the expression, so that nothing fails behind it, not even a `(?!x)` where
  it takes every x itself;
* is tried once, behind `^`;
* goes over given words only, none of which leads into it: the next place to begin is behind it.

And what is repeated with a repetition inside needs a mark between the two: without, there are more
ways to take a text apart than it has characters.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]  # no types of its own
from string import printable
from types import FrameType
from typing import Any

Item = tuple[Any, Any]
Refused = frozenset[str] | None
"""The characters that must not stand behind an expression; None where more can fail there."""

REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
LOOKING = (_constants.ASSERT, _constants.ASSERT_NOT)
CHARACTER = (_constants.IN, _constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY)
CHARACTERS = printable + "äß€\u2026\U0001f644"


def retried(pattern: re.Pattern[str], *, short_words: bool) -> list[str]:
    """What an expression may try again and again; `short_words` where no word is long."""
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    return list(_Reading(parsed.state, short_words=short_words).all(parsed, refused=frozenset()))


def ambiguous(pattern: re.Pattern[str]) -> list[str]:
    """The same of an expression that never sees more than a few words."""
    return [fault for fault in retried(pattern, short_words=True) if fault.startswith("nested")]


def calls(work: Callable[[], object]) -> int:
    """How many functions the work calls; what an expression does is one call."""
    count = 0

    def called(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


class _Reading:
    """An expression as it is parsed, read from left to right."""

    def __init__(self, state: Any, *, short_words: bool) -> None:
        self._state = state
        self._short_words = short_words

    def all(self, items: Sequence[Item], *, refused: Refused) -> Iterator[str]:
        """The faults of a sequence."""
        once = bool(items) and items[0] == (_constants.AT, _constants.AT_BEGINNING)
        for place, (op, value) in enumerate(items):
            behind = self._refused(items[place + 1 :], refused)
            match op:
                case _constants.BRANCH:
                    for way in value[1]:
                        yield from self.all(way, refused=behind)
                case _constants.SUBPATTERN:
                    yield from self.all(value[3], refused=behind)
                case _constants.ATOMIC_GROUP:
                    yield from self.all(value, refused=behind)
                case _ if op in LOOKING:
                    if not (once and self._goes_far(value[1])):
                        yield from self.all(value[1], refused=None)
                case _ if op in REPEATS:
                    _, most, body = value
                    before = items[:place]
                    if most is _constants.MAXREPEAT and not self._ends(body, behind):
                        first = once and not any(map(self._far, before))
                        yield from self._unbounded(body, before, once=first)
                    if most > 1:
                        yield from self._nested(body)
                    yield from self.all(body, refused=behind)

    def _refused(self, items: Sequence[Item], refused: Refused) -> Refused:
        """The same as seen from before `items`."""
        for op, value in reversed(items):
            if op is _constants.ASSERT_NOT and value[0] > 0 and _is_character(value[1]):
                refused = None if refused is None else refused | self._takes(value[1][0])
            elif not (op in REPEATS and value[0] == 0):
                return None
        return refused

    def _ends(self, body: Sequence[Item], refused: Refused) -> bool:
        """Whether nothing fails behind a repetition once it has taken all that it can."""
        if refused is None:
            return False
        return not refused or (_is_character(body) and refused <= self._takes(body[0]))

    def _unbounded(
        self, body: Sequence[Item], before: Sequence[Item], *, once: bool
    ) -> Iterator[str]:
        if self._goes_over_given_words(body, before) or (self._short_words and self._in_word(body)):
            return
        if not (once and _is_character(body)):
            yield f"unbounded: {_shown(body)}"

    def _nested(self, body: Sequence[Item]) -> Iterator[str]:
        marks = [self._takes(item) for item in body if item[0] in CHARACTER]
        for op, value in body:
            if op in REPEATS and value[1] is _constants.MAXREPEAT and _is_character(value[2]):
                inner = self._takes(value[2][0])
                if not any(inner.isdisjoint(mark) for mark in marks):
                    yield f"nested: {_shown(body)}"

    def _goes_far(self, items: Sequence[Item]) -> bool:
        """Whether it is one repetition over the text, and else nothing that is tried again."""
        far = [item for item in items if self._far(item)]
        rest = [item for item in items if item not in far]
        return len(far) == 1 and not list(self.all(rest, refused=None))

    def _far(self, item: Item) -> bool:
        op, value = item
        return op in REPEATS and value[1] is _constants.MAXREPEAT and not self._in_word(value[2])

    def _in_word(self, body: Sequence[Item]) -> bool:
        return _is_character(body) and " " not in self._takes(body[0])

    def _takes(self, item: Item) -> frozenset[str]:
        """The characters that one item takes, among many of all kinds."""
        one = _compiler.compile(_parser.SubPattern(self._state, [item]))
        return frozenset(character for character in CHARACTERS if one.fullmatch(character))

    def _goes_over_given_words(self, body: Sequence[Item], before: Sequence[Item]) -> bool:
        given, leading = _texts(body), _last_words(before)
        if not given or not leading or not all(text.endswith(" ") for text in given):
            return False
        alone = not any(a != b and b.startswith(a) for a in given for b in given)
        return alone and leading.isdisjoint(word for text in given for word in text.split())


def _is_character(body: Sequence[Item]) -> bool:
    return len(body) == 1 and body[0][0] in CHARACTER


def _texts(items: Sequence[Item]) -> set[str]:
    """Every text of a sequence of letters and choices; none where it has anything else."""
    texts = {""}
    for op, value in items:
        match op:
            case _constants.LITERAL:
                ways = {chr(value)}
            case _constants.BRANCH:
                parts = [_texts(way) for way in value[1]]
                ways = set().union(*parts) if all(parts) else set()
            case _constants.SUBPATTERN:
                ways = _texts(value[3])
            case _ if op in REPEATS and value[:2] == (0, 1):
                ways = _texts(value[2]) and {"", *_texts(value[2])}
            case _:
                ways = set()
        texts = {text + way for text in texts for way in ways}
    return texts


def _last_words(items: Sequence[Item]) -> set[str]:
    """The words that may stand last; none where they are not given."""
    for begin in range(len(items) - 1, -1, -1):
        texts = _texts(items[begin:])
        if not texts or all(" " in text.strip(" ") or begin == 0 for text in texts):
            return {text.split()[-1] for text in texts if text.split()}
    return set()


def _shown(body: Sequence[Item]) -> str:
    return str(list(body))[:120]
