"""What was said in a session: turns in order. Values only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NewType

Micros = NewType("Micros", int)
"""A moment as microseconds since 1970 in UTC, always from a Clock."""

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

Speaker = Literal["trainee", "persona", "coach"]
StandIn = Literal["silent", "spent"]
"""Why the script speaks in a model's place: none answers, or a limit set for them is reached."""
TurnState = Literal["streaming", "interrupted", "complete", "delivered"]
TurnNumber = NewType("TurnNumber", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """How the play stands: the persona's mood and the ledger of its facts."""

    mood: Mapping[str, int] = field(default_factory=dict)
    earned: frozenset[str] = frozenset()
    """Facts whose condition has been met: the persona may tell them."""
    revealed: frozenset[str] = frozenset()
    """Facts the persona has told."""
    used: tuple[str, ...] = ()
    """Lines of the script that were said, as `cue:variant`, so that none is repeated."""
    ending: Literal["satisfied", "left"] | None = None
    """Set once the persona's goals are met or it walks away: its next words are its last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One utterance. `number` counts from 1 in its session, over all speakers.

    `text` is empty while a reply streams; of an interrupted reply it is what was shown.
    `message` is the platform's name of the trainee's message, for edits and for links.
    `play` is how the play stood after this turn.
    """

    number: TurnNumber
    speaker: Speaker
    text: str
    state: TurnState
    at: Micros
    play: Play
    message: str | None = None
    attempt: int = 0
    """How often this reply has been begun again after a failure of the model."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A session's turns in order."""

    turns: tuple[Turn, ...] = ()

    def __iter__(self) -> Iterator[Turn]:
        return iter(self.turns)

    def __len__(self) -> int:
        return len(self.turns)

    def __getitem__(self, number: TurnNumber) -> Turn:
        """The turn of that number; KeyError where there is none."""
        index = number - 1
        if not 0 <= index < len(self.turns):
            raise KeyError(number)
        return self.turns[index]

    @property
    def next_number(self) -> TurnNumber:
        return TurnNumber(len(self.turns) + 1)

    @property
    def messages(self) -> dict[TurnNumber, int]:
        """The trainee's turns as trainees count them: their own messages only, from 1."""
        said = (t.number for t in self.turns if t.speaker == "trainee" and t.text)
        return {number: count for count, number in enumerate(said, 1)}

    def by(self, speaker: Speaker) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.turns if turn.speaker == speaker)

    def adding(self, *turns: Turn) -> Transcript:
        return Transcript((*self.turns, *turns))

    def replacing(self, changed: Turn) -> Transcript:
        turns: Iterable[Turn] = (changed if t.number == changed.number else t for t in self.turns)
        return Transcript(tuple(turns))

    def before(self, number: TurnNumber) -> Transcript:
        return Transcript(tuple(turn for turn in self.turns if turn.number < number))
