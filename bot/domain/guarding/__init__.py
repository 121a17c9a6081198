"""What of a persona's words the trainee may see, minded while they are written. Pure.

A persona that tells what nobody earned, steps out of its role, coaches the trainee, goes over to
another language or does not stop is found here. What it tells in other words than a fact's `tells`
cannot be found by code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from bot.domain.guarding import english, foreign, german, sizing
from bot.domain.guarding.fault import Fault, Kind, Seen
from bot.domain.guarding.phrasebook import Phrasebook
from bot.domain.guarding.telling import tells_of, untold
from bot.domain.phrases import fresh
from bot.domain.scenario import Scenario
from bot.domain.transcript import Play

__all__ = ["Fault", "Guard", "Kind", "faults", "held"]

SCENARIOS = 256
"""Scenarios whose own texts are kept in memory."""
_OWN = {"id", "title", "briefing", "persona", "facts", "script"}
"""The parts of a scenario that say what it is about."""


def faults(
    scenario: Scenario, play: Play, text: str, *, whole: bool, heard: Iterable[str] = ()
) -> Iterator[Fault]:
    """Everything wrong with a persona's words, in order, `play` as it stood when they were begun.

    `whole` where nothing is to follow: else what could still become something harmless is left
    out. What the trainee said in `heard` cannot be told to them any more.
    """
    yield from _Eye(scenario, play, heard).faults(text, whole=whole)


def held(scenario: Scenario, play: Play, text: str, *, heard: Iterable[str] = ()) -> int:
    """How many characters at the end of a text must not be seen yet: a fault could begin there."""
    eye = _Eye(scenario, play, heard)
    marks = [seen.held for seen in eye.look(fresh(text), whole=False)]
    return len(text) - min(*marks, sizing.let_through(text))


class _Eye:
    """What is looked for in the replies of one moment of the play."""

    def __init__(self, scenario: Scenario, play: Play, heard: Iterable[str]) -> None:
        self._language = scenario.language
        self._tells = tells_of(untold(scenario, play, heard))
        self._book = _phrasebook()
        self._own = _own_text(scenario)

    def look(self, said: str, places: Places = (0, 0), *, whole: bool) -> tuple[Seen, Seen]:
        """Tells and phrases in a `readable` text, each from its own place on."""
        return (
            self._tells.scan(said, places[0], whole=whole),
            self._book.scan(said, places[1], self._own, whole=whole),
        )

    def faults(self, text: str, *, whole: bool) -> list[Fault]:
        tells, phrases = self.look(fresh(text), whole=whole)
        found = [*tells.faults, *phrases.faults, *self.language(text, 0, whole=whole)]
        return sorted((*found, *_too_long(text)), key=lambda fault: fault.start)

    def language(self, text: str, start: int, *, whole: bool) -> list[Fault]:
        """The first stretch in another language that ends after `start`."""
        for begins, stretch in foreign.stretches(text, start, whole=whole):
            if foreign.is_foreign(stretch, self._language):
                return [Fault(kind="language", start=begins, words=stretch)]
        return []


Places = tuple[int, int]
"""From where on tells and phrases are looked for."""


def _too_long(text: str) -> list[Fault]:
    """What of a text goes beyond the length of a reply."""
    beyond = sizing.word(text, sizing.MOST + 1)
    return [] if beyond is None else [Fault(kind="too_long", start=beyond, words=text[beyond:])]


def _known(fault: Fault) -> int:
    """Where in a text a fault becomes known: at its last letter, or where a reply is too long."""
    return fault.start + (1 if fault.kind == "too_long" else len(fault.words))


class Guard:
    """Takes a persona's words in pieces and gives back, in pieces, what may be shown.

    Once there is a `fault`, no more is given. What stands in `shown` was seen before, so that the
    rest of a reply is minded together with its beginning. How a text is cut into pieces changes
    nothing in what is shown of it, but for one in another language, of which more is shown the
    smaller its pieces are.
    """

    def __init__(
        self, scenario: Scenario, play: Play, *, heard: Iterable[str] = (), shown: str = ""
    ) -> None:
        self.fault: Fault | None = None
        self._eye = _Eye(scenario, play, heard)
        self._begins = self._until = len(shown)
        self._text, self._said = shown, fresh(shown)
        self._late = ""
        self._places: Places = (0, 0)
        self._looks_at = len(shown) + foreign.STEP
        self._words = sizing.words(shown)

    @property
    def shown(self) -> str:
        """What may be shown so far."""
        return self._text[: self._until]

    @property
    def within_word(self) -> bool:
        """Whether what was shown ends in the middle of a word."""
        return bool(_WITHIN.match(self._text, self._until))

    def hear(self, piece: str) -> str:
        """What may be shown now that this piece has come: mostly all of it."""
        if self.fault is not None or not piece:
            return ""
        self._take(piece)
        return self._look(whole=False)

    def end(self) -> str:
        """What was held back and may be shown after all."""
        if self.fault is not None:
            return ""
        self._text += self._late
        self._said += fresh(self._late)
        return self._look(whole=True)

    def _take(self, piece: str) -> None:
        """The text grows. A capital sigma is read by what follows it, so it waits for that."""
        goes_on = not (self._text[-1:] or " ").isspace() and not piece[0].isspace()
        self._words += len(piece.split()) - goes_on
        if piece.isascii() and not self._late:
            self._text += piece
            self._said += piece.lower()
            return
        piece = self._late + piece
        self._late = "Σ" if piece.endswith("Σ") else ""
        self._text += piece.removesuffix("Σ") if self._late else piece
        last = max(self._said.rfind(" "), 0)
        self._said = self._said[:last] + fresh(self._text[last:])

    def _look(self, *, whole: bool) -> str:
        tells, phrases = self._eye.look(self._said, self._places, whole=whole)
        found = tells.faults + phrases.faults
        if whole or len(self._text) >= self._looks_at:
            found += self._other_language(whole=whole)
        may = min(tells.held, phrases.held)
        if self._words > sizing.SHOWN:
            found += _too_long(self._text)
            may = may if whole else min(may, sizing.let_through(self._text))
        if found:
            self.fault = min(found, key=_known)
            return self._show(self._before(self.fault))
        self._places = (tells.held, phrases.held)
        return self._show(may, whole=whole)

    def _other_language(self, *, whole: bool) -> list[Fault]:
        """Looked for each `STEP` characters of what is new."""
        said = self._text[self._begins :]
        looked = self._looks_at - foreign.STEP - self._begins
        self._looks_at = self._begins + (len(said) // foreign.STEP + 1) * foreign.STEP
        return self._eye.language(said, looked, whole=whole)

    def _before(self, fault: Fault) -> int:
        """How much may be shown where a fault is: nothing that was held back when it was known."""
        known = _known(fault)
        held = (one.held for one in self._eye.look(self._said[:known], self._places, whole=False))
        start = fault.start + (self._begins if fault.kind == "language" else 0)
        through = sizing.let_through(self._text[: known if fault.kind != "too_long" else start])
        return min(start, through, *held)

    def _show(self, until: int, *, whole: bool = False) -> str:
        """What stands before a place and was not shown, but for white space at its end."""
        text = self._text[self._until : until]
        text = text if whole else text.rstrip()
        self._until += len(text)
        return text


_WITHIN = re.compile(r"(?<=\w)\w")


@cache
def _phrasebook() -> Phrasebook:
    book = Phrasebook()
    for language in (english, german):
        book.add("out_of_role", "word", language.OUT_OF_ROLE)
        book.add("out_of_role", "aside", language.ASIDES)
        book.add("out_of_role", "line", language.OTHERS)
        book.add("coaching", "word", language.COACHING)
        book.add("coaching", "line", language.COACHES)
    return book


_KEPT: dict[str, str] = {}
"""What scenarios say themselves, by their fingerprint."""


def _own_text(scenario: Scenario) -> str:
    """What a scenario says itself, made readable: its subject is no step out of the role."""
    kept = _KEPT.get(scenario.fingerprint)
    if kept is None:
        if len(_KEPT) >= SCENARIOS:
            _KEPT.clear()
        kept = fresh("\n".join(_strings(scenario.model_dump(include=_OWN))))
        _KEPT[scenario.fingerprint] = kept
    return kept


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
