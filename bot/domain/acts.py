"""Observable acts: what can be seen in one utterance of the trainee, with the words that show it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.scenario import Act


@dataclass(frozen=True, slots=True)
class ActFound:
    """An act and where its words stand in the text (characters, end exclusive)."""

    act: Act
    start: int
    end: int


def find(text: str, *, language: str, heard: str = "") -> tuple[ActFound, ...]:
    """The acts in `text`, in order; `heard` is what the persona said just before.

    In a language this module does not know there are none to be found.
    """
    return ()
