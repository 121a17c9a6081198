"""Everything personal in a text: all recognisers together, less what the scenario itself contains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.masking import accounts, addresses, identities, phones, placeholders
from bot.domain.masking.finding import Find, Recogniser, apart, digits, plain
from bot.domain.masking.introducing import introductions
from bot.domain.masking.roster import Roster, fold, roster

MOST_INTRODUCED = 20
"""Names that a session learns from introductions at most."""

RECOGNISERS: tuple[Recogniser, ...] = (
    placeholders.typed,
    addresses.emails,
    accounts.ibans,
    accounts.cards,
    identities.identities,
    addresses.ips,
    phones.phones,
)
"""Where two find the same place, the earlier one is right."""

_NUMBERS = re.compile(r"[0-9](?:[ ()./-]{0,3}[0-9]){3,40}")
_CAPITALISED = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a scenario contains, and a session therefore need not hide."""

    keys: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def has(self, find: Find, text: str) -> bool:
        if find.kind in ("PERSON", "TEXT"):
            return find.kind == "PERSON" and find.name in self.keys
        number = digits(text[find.start : find.end])
        return find.key in self.keys or (len(number) > 3 and number in self.keys)


class Looking:
    """Looks through one text after another; names that were introduced are known from then on."""

    def __init__(self, names: Iterable[str], allowed: Iterable[str]) -> None:
        self._roster = roster(tuple(names))
        self._allowed = _allowed(tuple(allowed), self._roster)
        self._introduced: tuple[str, ...] = ()
        self._guests = Roster(())

    def finds(self, text: str) -> list[Find]:
        """What is to be hidden, in the order of the text."""
        read = plain(text)
        self._hear(read)
        found = apart(_found(read, self._roster, self._guests), len(read))
        return [find for find in found if not self._allowed.has(find, read)]

    def _hear(self, text: str) -> None:
        known = dict.fromkeys(self._introduced)
        for name in introductions(text):
            if len(known) < MOST_INTRODUCED and not self._allowed.words.issuperset(_folded(name)):
                known[name] = None
        if len(known) > len(self._introduced):
            self._introduced = tuple(known)
            self._guests = Roster(known, introduced=True)


def _found(text: str, *rosters: Roster) -> Iterator[Find]:
    for recogniser in RECOGNISERS:
        yield from recogniser(text)
    for known in rosters:
        yield from known.finds(text)


@lru_cache(maxsize=64)
def _allowed(texts: tuple[str, ...], known: Roster) -> Allowed:
    keys: set[str] = set()
    words: set[str] = set()
    for text in map(plain, texts):
        keys.update(find.name or find.key for find in _found(text, known) if find.kind != "TEXT")
        keys.update(digits(match[0]) for match in _NUMBERS.finditer(text))
        words.update(_folded(text))
    return Allowed(frozenset(keys), frozenset(words))


def _folded(text: str) -> Iterator[str]:
    return (fold(word)[0] for word in _CAPITALISED.findall(text) if word[0].isupper())
