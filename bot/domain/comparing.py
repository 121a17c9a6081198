"""Which of the trainee's lines is set beside a stronger one: the one nearest to what is asked.

A line that speaks against the criterion; else the one that comes nearest to it; else the one at the
moment where it would have fitted. Never just any line: where none is near, there is none.
"""

from __future__ import annotations

from functools import lru_cache

from bot.domain import acts, copying, explaining, quoting
from bot.domain.quoting import FEWEST_WORDS, Seen
from bot.domain.rubric import Criterion
from bot.domain.transcript import Turn

NEAR = 2
"""Words of substance from which a line has to do with another; what code sees in it weighs as many."""


def nearest(criterion: Criterion, reached: int, seen: Seen) -> Turn | None:
    """The trainee's turn to be set beside the criterion's stronger line."""
    following = quoting.following(criterion, reached)
    if following is not None and (harm := quoting.harm(following, seen.scene)):
        return seen.turn(harm[0].turn)
    telling = [turn for turn in seen.said if len(copying.words(turn.text)) >= FEWEST_WORDS]
    asked = _asked(criterion, seen)
    near = {turn.number: _nearness(turn, criterion, asked, seen) for turn in telling}
    best = max(telling, key=lambda turn: near[turn.number], default=None)
    if best is not None and near[best.number] >= NEAR:
        return best
    return _when_it_fitted(criterion, telling, seen)


def _asked(criterion: Criterion, seen: Seen) -> frozenset[str]:
    """The words of substance in the example's lines and in the phrases of the criterion's points:
    a line like the weak example is as near as one like the stronger."""
    example = criterion.example
    texts = [example.stronger, example.yours or ""]
    texts += [phrase for point in criterion.points for phrase in point.says]
    language = seen.scenario.language
    return frozenset().union(*(_stems(text, language) for text in texts))


def _nearness(turn: Turn, criterion: Criterion, asked: frozenset[str], seen: Seen) -> int:
    ids = {id for level in criterion.levels if level.when for id in explaining.wanted(level.when)}
    shown = {s.shows for s in seen.scene.sightings if s.turn == turn.number}
    return NEAR * len(shown & ids) + len(_stems(turn.text, seen.scenario.language) & asked)


def _when_it_fitted(criterion: Criterion, telling: list[Turn], seen: Seen) -> Turn | None:
    """The first telling line after the persona said what the stronger one takes up."""
    language = seen.scenario.language
    asked = _stems(criterion.example.stronger, language)
    lines = seen.transcript.by("persona")
    cue = max(lines, key=lambda line: len(_stems(line.text, language) & asked), default=None)
    if cue is None or len(_stems(cue.text, language) & asked) < NEAR:
        return None
    return next((turn for turn in telling if turn.number > cue.number), None)


@lru_cache(maxsize=4096)
def _stems(text: str, language: str) -> frozenset[str]:
    return acts.stems(text, language=language)
