"""Leaves out the middle of a conversation that is too long for a model's window. Pure.

What the persona told there and what it was promised is kept: that is the ledger it must stand by.
The cut moves on by whole blocks of lines, so that the prompt stays the same from turn to turn
and a provider's cache hits, but for the turn in which it moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.condition import Act
from bot.domain.lengths import tokens
from bot.domain.scenario import Scenario
from bot.domain.seeing import sightings
from bot.domain.transcript import Transcript, Turn

ROOM = 6000
"""Tokens for what was said: with all else it fits a window of 8,192, the least that is usual."""
HEAD = 4
"""Lines at the beginning that are always kept."""
BLOCK = 8
"""Lines that are left out together."""
LAST = 6
"""Lines at the end that are always kept."""
PROMISES = 4
"""The promises among what is left out that are kept, the latest."""
QUOTED = 300
"""The characters of each."""
PROMISING: frozenset[Act] = frozenset({"next_step", "overpromise"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Condensed:
    """What is kept of a conversation, and what of its middle."""

    head: tuple[Turn, ...]
    """All of it, where nothing is left out."""
    left_out: tuple[Turn, ...] = ()
    told: frozenset[str] = frozenset()
    """The facts that the persona told in what is left out, by id."""
    promises: tuple[str, ...] = ()
    """What the trainee promised in it, in their own words."""
    tail: tuple[Turn, ...] = ()


def condense(scenario: Scenario, transcript: Transcript, room: int = ROOM) -> Condensed:
    """A conversation that takes no more than `room` tokens, if that can be had."""
    turns = tuple(turn for turn in transcript if turn.speaker != "coach" and turn.text)
    cut = _cut([tokens(turn.text) for turn in turns], room)
    if not cut:
        return Condensed(head=turns)
    head, left_out, tail = turns[:HEAD], turns[HEAD : HEAD + cut], turns[HEAD + cut :]
    return Condensed(
        head=head,
        left_out=left_out,
        told=left_out[-1].play.revealed - head[-1].play.revealed,
        promises=_promises(scenario, transcript, left_out),
        tail=tail,
    )


def _cut(lengths: Sequence[int], room: int) -> int:
    """How many lines after the head are left out. It never shrinks as lines are added."""
    cut, total = 0, sum(lengths)
    while total > room and HEAD + cut + BLOCK + LAST <= len(lengths):
        total -= sum(lengths[HEAD + cut : HEAD + cut + BLOCK])
        cut += BLOCK
    return cut


def _promises(
    scenario: Scenario, transcript: Transcript, left_out: Sequence[Turn]
) -> tuple[str, ...]:
    until = Transcript(transcript.turns[: left_out[-1].number])
    made = {seen.turn for seen in sightings(scenario, until) if seen.shows in PROMISING}
    return tuple(turn.text[:QUOTED] for turn in left_out if turn.number in made)[-PROMISES:]
