"""A small whole scenario as text, and ways to change and read it."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from bot.domain.document import Source
from bot.domain.scenario import Scenario
from bot.domain.scenario_yaml import Reading, read

SMALL = dedent("""\
    id: small
    version: 1
    title: A small scenario
    category: Tests
    difficulty: 1
    briefing:
      role: You sell lamps.
      situation: Somebody comes in.
      goal: Find out what they want.
    persona:
      name: Ada
      role: a customer
      temperament: Calm.
      voice: Brief.
      goals: [a lamp]
      opening: Good morning.
      mood:
        trust: {start: 5}
      reactions:
        - when: {act: open_question}
          mood: {trust: 1}
    facts:
      - id: cellar
        text: The lamp is for a damp cellar.
        reveal_when: {act: open_question}
        tells: [cellar]
    rubric:
      criteria:
        - id: asks
          title: Asks
          weight: 60
          skill: asking
          points:
            - id: asks_room
              title: asks for the room
              says: [which room]
          levels:
            - {title: No, text: Does not ask., score: 0, when: {turn: {at_least: 1}}}
            - {title: Yes, text: Asks., score: 100, when: {point: asks_room}}
          example:
            stronger: Which room is it for?
            why: The room decides.
        - id: kind
          title: Is kind
          weight: 40
          skill: tone
          levels:
            - {title: Cold, text: Cold., score: 0}
            - {title: Warm, text: Warm., score: 100}
          example:
            stronger: Good to see you.
            why: People stay.
    script:
      cues:
        - reveals: cellar
          say: [It is for the cellar.]
      otherwise:
        - I am looking for a lamp.
    """)


def changed(*changes: tuple[str, str], text: str = SMALL) -> str:
    """The text with each first part, which must be in it, replaced by the second."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def reading(
    text: str | bytes,
    personas: Mapping[str, str] | None = None,
    file: str = "s.yaml",
    *,
    tried: bool = False,
) -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    library = {
        id: Source(f"personas/{id}.yaml", written.encode())
        for id, written in (personas or {}).items()
    }
    return read(Source(file, data), library, tried=tried)


def told(
    text: str | bytes, personas: Mapping[str, str] | None = None, *, tried: bool = False
) -> list[str]:
    """The problems as they are printed."""
    return [str(problem) for problem in reading(text, personas, tried=tried).problems]


def scenario(text: str = SMALL) -> Scenario:
    made = reading(text)
    assert made.scenario is not None, made.problems
    return made.scenario


def at(text: str, part: str) -> str:
    """`line:column` of a part of a text."""
    before = text[: text.index(part)].split("\n")
    return f"{len(before)}:{len(before[-1]) + 1}"
