"""Facts told before they are earned: the same tells, found in the same way, as in the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

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


class Tells:
    """Looks for tells in a text that grows."""

    def __init__(self, told: Told) -> None:
        self._told = [(pattern(tell), begun(tell), tell, fact) for tell, fact in told]
        firsts = dict.fromkeys(first(tell) for tell, _ in told)
        self._first = re.compile("|".join(firsts))

    def scan(self, said: str, start: int, *, whole: bool) -> Seen:
        """What of a `readable` text from `start` on tells something, or may once it goes on."""
        faults, held = list[Fault](), len(said)
        if not self._told:
            return Seen((), held)
        for hit in self._first.finditer(said, start):
            at = hit.start()
            faults += self._at(said, at, whole=whole)
            if held > at and not whole and any(told[1].match(said, at) for told in self._told):
                held = at
        return Seen(tuple(faults), held)

    def _at(self, said: str, at: int, *, whole: bool) -> Iterator[Fault]:
        """The tells that stand complete at one place."""
        for found, _, tell, fact in self._told:
            match = found.match(said, at)
            if match and match[0] and (whole or match.end() < len(said) or not _goes_on(tell)):
                yield Fault(kind="leak", start=at, fact=fact, words=match[0])


def _goes_on(tell: str) -> bool:
    """Whether one more letter after a tell could make another word of it."""
    return tell[-1].isalnum() or tell[-1] == "#"


tells_of = lru_cache(maxsize=256)(Tells)
"""The same, kept: the facts of a scenario are looked for in many replies."""
