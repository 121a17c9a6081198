"""Phrases that no persona says, looked for in a text that grows, all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.domain.guarding.fault import Fault, Kind, Seen

Place = Literal["word", "line", "aside"]
"""Where a phrase may begin: at any word, at a line's first, or, as a stage direction, after a star
or bracket where a sentence could begin."""

_STARTS = re.compile(r"(?<!\w)\w|[*(\[](?=\w|\Z)")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_BEFORE = 60
"""Characters in which what a phrase must come after is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Phrases in small letters. `*` at the end of one leaves its last word's end free."""

    say: tuple[str, ...]
    after: tuple[str, ...] = ("",)
    """The words of which some must come right before: those are shown before anything is known."""
    unless: str = ""
    """Where this stands in a scenario's own text, its persona may speak of it as well."""


class _Node:
    """What may follow after some characters."""

    __slots__ = ("after", "ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: list[tuple[Kind, tuple[str, ...], bool, str]] = []
        """The phrases that are complete here: what they come after, whether at a word's end."""
        self.after: set[str] = set()
        """What any phrase that goes through here must come after."""


class Phrasebook:
    """All phrases of all languages."""

    def __init__(self) -> None:
        self._roots: dict[Place, _Node] = {"word": _Node(), "line": _Node(), "aside": _Node()}

    def add(self, kind: Kind, place: Place, tables: Iterable[Phrases]) -> None:
        for table in tables:
            after = tuple(f" {words}" if words else "" for words in table.after)
            for text in table.say:
                for spelled in dict.fromkeys((text, _spelled(text))):
                    self._add(spelled, place, (kind, after, text[-1].isalnum(), table.unless))

    def scan(self, said: str, start: int, own: str, *, whole: bool) -> Seen:
        """What of a `readable` text from `start` on is a phrase, or may be once it goes on; `own`
        is the scenario's own text."""
        faults: list[Fault] = []
        held = len(said)
        for hit in _STARTS.finditer(said, start):
            at = hit.start()
            for place in _places(said, at):
                if place == "word" and said[at] not in self._roots[place].next:
                    continue
                fault, waits = self._walk(said, at, place, own, whole=whole)
                if fault is not None:
                    faults.append(fault)
                if waits and not whole:
                    held = min(held, at)
        return Seen(faults, held)

    def _add(self, text: str, place: Place, end: tuple[Kind, tuple[str, ...], bool, str]) -> None:
        node = self._roots[place]
        for character in text.removesuffix("*"):
            node = node.next.setdefault(character, _Node())
            node.after.update(end[1])
        node.ends.append(end)

    def _walk(
        self, said: str, at: int, place: Place, own: str, *, whole: bool
    ) -> tuple[Fault | None, bool]:
        """From one place as far as phrases go: the first one that is complete, and whether the
        text ends before that is known."""
        node: _Node | None = self._roots[place]
        end, i, fault = len(said), at + (place == "aside"), None
        while node is not None and fault is None:
            if node.ends:
                fault = _complete(node, said, at, i, own, whole=whole)
            if i == end:
                waits = node.next or any(bound for _, _, bound, _ in node.ends)
                return fault, bool(waits) and _comes_after(said, at, node.after or {""})
            spaced = said[i].isspace()
            node = node.next.get(" " if spaced else said[i])
            i += 1
            while spaced and i < end and said[i].isspace():
                i += 1
        return fault, False


def _complete(node: _Node, said: str, at: int, end: int, own: str, *, whole: bool) -> Fault | None:
    goes_on = not whole if end == len(said) else _is_word(said[end])
    for kind, after, bound, unless in node.ends:
        ordinary = unless and unless in own
        if not (bound and goes_on) and not ordinary and _comes_after(said, at, after):
            return Fault(kind=kind, start=at, words=said[at:end])
    return None


def _comes_after(said: str, at: int, after: Iterable[str]) -> bool:
    """Whether the words before a place, in its sentence, end with some of these."""
    some = tuple(after)
    return "" in some or _before(said, at).endswith(some)


def _before(said: str, at: int) -> str:
    words = _WORDS.findall(_SENTENCE.split(said[max(0, at - _BEFORE) : at])[-1])
    return f" {' '.join(words)}"


_WORDS = re.compile(r"[\w'-]+")
_SENTENCE = re.compile(r"[.!?\u2026\n]")


def _places(said: str, at: int) -> tuple[Place, ...]:
    """What may begin at a place."""
    before = at
    while before and said[before - 1] in " \t*_#>":
        before -= 1
    first = not before or said[before - 1] == "\n"
    if _is_word(said[at]):
        return ("word", "line") if first else ("word",)
    return ("aside",) if first or said[before - 1] in ".!?\u2026\"':;)" else ()


def _spelled(text: str) -> str:
    """The text with umlauts spelled out."""
    return "".join(_UMLAUTS.get(character, character) for character in text)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
