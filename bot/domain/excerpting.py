"""What a judge reads of a conversation that is too long to be read at once. Pure.

It is cut into pieces, each of which is read for what bears on any criterion, and then, for one
criterion, into the lines that bear on it, with the first and the last ones and as many others as
there is room for. Acts and points that code found are always among those that bear on it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, zip_longest
from typing import TypeVar

from bot.domain.lengths import BYTES, tokens
from bot.domain.scorecard import Evidence
from bot.domain.transcript import Transcript, Turn

ROOM = 4000
"""Tokens for what was said: with all else that is asked, and the answer, it fits a window of 8,192,
the least that is usual."""
MARKS = 24
"""Tokens that a line takes besides its text: its marks, and its id in the form."""
LONGEST = 600
"""Tokens of a line; a message that has more is as many lines as it takes."""
PIECES = 16
"""Pieces that are read at most."""
FIRST, LAST = 3, 5
"""Lines at both ends that are shown whatever they say."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A turn, or a part of a long one; `place` counts them from 0."""

    place: int
    turn: Turn
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.turn.text[self.start : self.end]

    @property
    def room(self) -> int:
        return tokens(self.text) + MARKS

    def holds(self, found: Evidence) -> bool:
        return found.turn == self.turn.number and self.start <= found.start < self.end


Lines = tuple[Line, ...]


def lines(transcript: Transcript) -> Lines:
    """What was said, by line."""
    turns = (turn for turn in transcript if turn.speaker != "coach" and turn.text)
    cuts = ((turn, *cut) for turn in turns for cut in pairwise(_cuts(turn.text)))
    return tuple(
        Line(place=place, turn=turn, start=start, end=end)
        for place, (turn, start, end) in enumerate(cuts)
    )


def _cuts(text: str) -> Iterator[int]:
    """Where a text is cut, its beginning and its end among them: behind a blank, where there is
    one in the later half."""
    start, most = 0, LONGEST * BYTES
    while len(text) - start > most or tokens(text[start:]) > LONGEST:
        yield start
        part = text[start : start + most].encode(errors="replace")[:most].decode(errors="ignore")
        blank = max(part.rfind(" "), part.rfind("\n")) + 1
        start += blank if blank > len(part) // 2 else len(part)
    yield start
    yield len(text)


def fits(read: Iterable[Line]) -> bool:
    """Whether these lines can be read at once."""
    return sum(line.room for line in read) <= ROOM


def pieces(whole: Lines, sightings: Sequence[Evidence]) -> tuple[Lines, ...]:
    """What is read, a piece each, what matters most first: the last one and the first, then those
    in which code found most. Where there are more than `PIECES`, the rest is not read."""
    cut = list(_filled(whole))
    found = Counter(
        number for number, piece in enumerate(cut) for one in sightings if _within(one, piece)
    )
    ends = {0, len(cut) - 1}
    order = sorted(range(len(cut)), key=lambda n: (n not in ends, -found[n], -n))
    return tuple(cut[number] for number in order[:PIECES])


def _filled(whole: Lines) -> Iterator[Lines]:
    """The lines in pieces, each as full as it can be."""
    piece: list[Line] = []
    room = 0
    for line in whole:
        if piece and room + line.room > ROOM:
            yield tuple(piece)
            piece, room = [], 0
        piece.append(line)
        room += line.room
    if piece:
        yield tuple(piece)


def _within(found: Evidence, piece: Lines) -> bool:
    return any(line.holds(found) for line in piece)


def excerpt(whole: Lines, gathered: Sequence[Evidence], sightings: Sequence[Evidence]) -> Lines:
    """What is shown to who judges a criterion: what bears on it first, whoever found it."""
    bearing = list(_in_turn([_by(sightings, "shows"), list(gathered)]))
    places = [line.place for one in bearing for line in whole if line.holds(one)]
    ends = [*range(FIRST), *range(len(whole) - LAST, len(whole))]
    before = [place - 1 for place in places if place]
    chosen, room = set[int](), ROOM
    for place in dict.fromkeys((*places[: len(places) // 2 + FIRST], *ends, *places, *before)):
        room -= _take(whole, place, chosen, room)
    for place in reversed(range(len(whole))):
        room -= _take(whole, place, chosen, room)
    return tuple(whole[place] for place in sorted(chosen))


def _take(whole: Lines, place: int, chosen: set[int], room: int) -> int:
    """Adds a line where there is room for it; gives what it took."""
    if place in chosen or not 0 <= place < len(whole) or whole[place].room > room:
        return 0
    chosen.add(place)
    return whole[place].room


def _by(found: Sequence[Evidence], name: str) -> list[Evidence]:
    """What was found, one of each kind in turn."""
    kinds = defaultdict[Hashable, list[Evidence]](list)
    for one in found:
        kinds[getattr(one, name)].append(one)
    return list(_in_turn(list(kinds.values())))


def _in_turn(groups: Sequence[Sequence[Item]]) -> Iterator[Item]:
    """The first of each group, then the second of each, and so on."""
    rows = zip_longest(*([(item,) for item in group] for group in groups), fillvalue=())
    return (item for row in rows for item in chain.from_iterable(row))
