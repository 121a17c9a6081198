"""Facts told before they are earned: the same tells, found in the same way, as in the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.domain.guarding.fault import Fault, Seen
from bot.domain.phrases import begun, find, first, pattern, readable
from bot.domain.scenario import Scenario
from bot.domain.transcript import Play

Told = tuple[tuple[str, str], ...]
"""Tells that must not be said, each with the fact it tells."""


def untold(scenario: Scenario, play: Play, heard: Iterable[str] = ()) -> Told:
    """The tells of every fact that is neither earned nor told, but those that the other person
    said in `heard`: nobody is told anything by them."""
    known = play.earned | play.revealed
    said = [readable(text) for text in heard]
    return tuple(
        (tell, fact.id)
        for fact in scenario.facts
        if fact.id not in known
        for tell in fact.tells
        if not any(find((tell,), text) for text in said)
    )


class _Tell(NamedTuple):
    """One tell: where it stands, and where it has begun."""

    said: re.Pattern[str]
    begun: re.Pattern[str]
    text: str
    fact: str


class Tells:
    """Looks for tells in a text that grows."""

    def __init__(self, told: Told) -> None:
        self._tells = [_Tell(pattern(tell), begun(tell), tell, fact) for tell, fact in told]
        self._first = re.compile("|".join(dict.fromkeys(first(tell) for tell, _ in told)))
        self._by_first: dict[str, list[_Tell]] = {}

    def scan(self, said: str, start: int, *, whole: bool) -> Seen:
        """What of a `readable` text from `start` on tells something, or may once it goes on."""
        faults: list[Fault] = []
        held = len(said)
        if not self._tells:
            return Seen(faults, held)
        for hit in self._first.finditer(said, start):
            at = hit.start()
            for tell in self._beginning(said[at : at + 1]):
                if (fault := _told(tell, said, at, whole=whole)) is not None:
                    faults.append(fault)
                if held > at and not whole and tell.begun.match(said, at):
                    held = at
        return Seen(faults, held)

    def _beginning(self, character: str) -> list[_Tell]:
        """The tells that can begin with a character."""
        tells = self._by_first.get(character)
        if tells is None:
            tells = [tell for tell in self._tells if re.match(first(tell.text), character)]
            self._by_first[character] = tells
        return tells


def _told(tell: _Tell, said: str, at: int, *, whole: bool) -> Fault | None:
    """The tell, where it stands complete at a place."""
    match = tell.said.match(said, at)
    if not match or not match[0]:
        return None
    known = whole or match.end() < len(said) or not _goes_on(tell.text)
    return Fault(kind="leak", start=at, fact=tell.fact, words=match[0]) if known else None


def _goes_on(tell: str) -> bool:
    """Whether one more letter after a tell could make another word of it."""
    return tell[-1].isalnum() or tell[-1] == "#"


tells_of = lru_cache(maxsize=256)(Tells)
"""The same, kept: the facts of a scenario are looked for in many replies."""
