"""The coach's note on one message of the trainee: what it did well, and one thing to try. Pure.

A note is shown under the key of the message it is on, and is no turn: unlike a hint it is given for
its message alone, so that nothing about it has to be remembered. It is decided in the very step in
which the persona's reply ends, which happens once; the message to show is written down with that
step, and whoever takes over after a crash shows it under the same key. A retry copies none, and
the persona never reads one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from bot.domain import advising, explaining, judging, quoting
from bot.domain.acts import HARSH
from bot.domain.advising import Step
from bot.domain.content import Notice
from bot.domain.effects import Announce
from bot.domain.quoting import Seen
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Evidence
from bot.domain.session import Session
from bot.domain.showing import labels
from bot.domain.transcript import Transcript, Turn, TurnNumber

FIRST = TurnNumber(1)
LOOK_BACK = 4
"""Notes that are made again to know what the one before named."""
SMALL = frozenset({"echo", "thanks"})
"""Acts that are praised where there is nothing more to praise."""


def notes(session: Session, reply: TurnNumber) -> tuple[Announce, ...]:
    """The note on what the persona's turn `reply` answered, where the scenario has notes."""
    if session.scenario.feedback == "end" or session.assessment:
        return ()
    return _announced(session, _answered(session.transcript, reply))


def last_notes(session: Session) -> tuple[Announce, ...]:
    """The note on what nobody will answer any more."""
    return notes(session, session.transcript.next_number)


def _answered(transcript: Transcript, reply: TurnNumber) -> tuple[Turn, ...]:
    """The trainee's turns since the persona spoke before `reply`."""
    said: list[Turn] = []
    for turn in transcript.before(reply):
        if turn.speaker == "persona":
            said.clear()
        elif turn.speaker == "trainee" and turn.text:
            said.append(turn)
    return tuple(said)


def _announced(session: Session, on: tuple[Turn, ...]) -> tuple[Announce, ...]:
    fresh = tuple(turn for turn in on if turn.number > session.inherited)
    text = note(session.scenario, session.transcript, fresh) if fresh else ""
    if not text:
        return ()
    content = Notice(
        text=text,
        note=True,
        label=labels(session).a_note,
        session=session.id,
        only_for=session.member,
    )
    return (Announce(key=f"{session.id}:note:{fresh[-1].number}", content=content),)


def note(scenario: Scenario, transcript: Transcript, on: tuple[Turn, ...]) -> str:
    """At most two sentences on the trainee's turns `on`; empty where nothing honest can be said."""
    last = on[-1]
    seen = _seen(scenario, transcript, last)
    good = _good(seen, on)
    step = _harmful(seen, on) or _fresh_step(scenario, transcript, last)
    sentences = [_praise(scenario, quoting.in_full(good, seen.turn(good.turn)))] if good else []
    if step is not None:
        sentences.append(explaining.words(scenario).to_do.format(advice=step.text))
    return " ".join(sentences)


def _seen(scenario: Scenario, transcript: Transcript, last: Turn) -> Seen:
    """The session as it stood with the trainee's turn `last`."""
    so_far = transcript.before(TurnNumber(last.number + 1))
    return quoting.look(scenario, so_far, last.play, FIRST)


def _good(seen: Seen, on: tuple[Turn, ...]) -> Evidence | None:
    """What the rubric asks for and these turns brought: small courtesies last, and the fuller
    words first."""
    levels = (level for c in seen.scenario.rubric.criteria for level in c.levels)
    whens = [level.when for level in levels if level.when is not None]
    asked = {id for when in whens for id in explaining.wanted(when)}
    asked -= {id for when in whens for id in explaining.unwanted(when)} | HARSH
    numbers = {turn.number for turn in on}
    found = [s for s in seen.scene.sightings if s.turn in numbers and s.shows in asked]
    return max(
        found,
        key=lambda s: (s.shows not in SMALL, min(len(s.quote), quoting.LONG_QUOTE)),
        default=None,
    )


def _praise(scenario: Scenario, good: Evidence) -> str:
    what = explaining.named(scenario, good.shows)
    quote = explaining.quoted(scenario, quoting.cut(good.quote))
    return explaining.words(scenario).good.format(what=what, quote=quote)


def _harmful(seen: Seen, on: tuple[Turn, ...]) -> Step | None:
    """What these turns should have left out."""
    numbers = {turn.number for turn in on}
    shown = {s.shows for s in seen.scene.sightings if s.turn in numbers}
    return next((step for step in _all_steps(seen) if step.less and step.shows in shown), None)


def _fresh_step(scenario: Scenario, transcript: Transcript, last: Turn) -> Step | None:
    """The first thing to do, in the rubric's order, that the note before did not name."""
    named = ""
    step: Step | None = None
    noted = deque(_noted(transcript.before(TurnNumber(last.number + 1))), maxlen=LOOK_BACK)
    for turn in noted:
        seen = _seen(scenario, transcript, turn)
        todo = (step for step in _all_steps(seen) if not step.less)
        step = next((step for step in todo if step.shows != named), None)
        named = step.shows if step is not None else ""
    return step


def _noted(transcript: Transcript) -> Iterator[Turn]:
    """The trainee's turns that notes are on: of those said together the last."""
    said: Turn | None = None
    for turn in transcript:
        if turn.speaker == "persona" and said is not None:
            yield said
            said = None
        elif turn.speaker == "trainee" and turn.text:
            said = turn
    if said is not None:
        yield said


def _all_steps(seen: Seen) -> Iterator[Step]:
    """For each criterion that rules judge, in the rubric's order, what would bring most."""
    for criterion in seen.scenario.rubric.criteria:
        if judging.abstention(criterion, seen) is None:
            yield from advising.steps(criterion, seen)
