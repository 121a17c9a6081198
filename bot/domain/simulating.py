"""A scenario's own test: scripted trainees of known quality, played against the script and scored.

Pure: no engine, no model. What the trainees' scores should be to each other is `out_of_order`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain import judging, outcome, quoting, reciting
from bot.domain import play as playing
from bot.domain.finding import Finding
from bot.domain.scenario import Scenario, Trainee
from bot.domain.scorecard import Score, Scorecard
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros, Play, Speaker, Transcript, Turn

Line = tuple[Speaker, str]
"""Who said what."""
NOBODY = SessionId("simulated")
NEVER = Micros(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A scripted trainee's session, as far as it came: the persona may have taken its leave."""

    trainee: Trainee
    transcript: Transcript
    play: Play
    scorecard: Scorecard

    @property
    def said(self) -> int:
        """How many of the trainee's messages were said before the conversation was over."""
        return len(self.transcript.by("trainee"))


def simulate(scenario: Scenario, trainee: Trainee) -> Simulated:
    """Plays a scripted trainee against the script, to its end or its last message, and scores it."""
    transcript, play = converse(scenario, trainee.says)
    card = scored(scenario, transcript, play)
    return Simulated(trainee=trainee, transcript=transcript, play=play, scorecard=card)


def scored(scenario: Scenario, transcript: Transcript, play: Play) -> Scorecard:
    """The scorecard of a conversation outside any session, by rules alone."""
    seen = quoting.look(scenario, transcript, play, judging.FIRST)
    scores = tuple(judging.scores(seen))
    return judging.card(scenario, transcript, play, scores, session=NOBODY, at=NEVER, seen=seen)


def converse(scenario: Scenario, says: Sequence[str]) -> tuple[Transcript, Play]:
    """The conversation of these messages with the script, up to the persona's last words."""
    opening = scenario.persona.opening
    play = playing.spoke(scenario, playing.beginning(scenario), opening)
    transcript = spoken(Transcript(), "persona", opening, play)
    for text in says[: scenario.limits.turns]:
        transcript = spoken(transcript, "trainee", text, play)
        play = playing.heard(scenario, play, transcript)
        line = reciting.line(scenario, transcript, play)
        play = playing.spoke(scenario, play, line)
        transcript = spoken(transcript, "persona", line, play)
        if play.ending is not None:
            break
    return transcript, play


def retold(scenario: Scenario, lines: Iterable[Line]) -> tuple[Transcript, Play]:
    """A conversation that was had elsewhere, as the persona would have taken it.

    Where it does not begin with the persona, the scenario's opening is put before it. A coach's
    lines are left out.
    """
    said = [(speaker, text) for speaker, text in lines if speaker != "coach" and text.strip()]
    if not said or said[0][0] == "trainee":
        said.insert(0, ("persona", scenario.persona.opening))
    transcript, play = Transcript(), playing.beginning(scenario)
    for speaker, text in said:
        if speaker == "persona":
            play = playing.spoke(scenario, play, text)
        transcript = spoken(transcript, speaker, text, play)
        if speaker == "trainee":
            play = playing.heard(scenario, play, transcript)
    return transcript, play


def spoken(transcript: Transcript, speaker: Speaker, text: str, play: Play) -> Transcript:
    """The transcript with one more turn, outside any time and place."""
    number = transcript.next_number
    return transcript.adding(
        Turn(number=number, speaker=speaker, text=text, state="delivered", at=NEVER, play=play)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a scripted trainee came to, without the feedback."""

    trainee: Trainee
    said: int
    scores: tuple[Score, ...]
    total: int | None
    passed: bool


def result(scenario: Scenario, trainee: Trainee) -> Result:
    """Plays a scripted trainee as `simulate` does, and gives the points alone."""
    transcript, play = converse(scenario, trainee.says)
    seen = quoting.look(scenario, transcript, play, judging.FIRST)
    scores = tuple(judging.marked(criterion, seen) for criterion in scenario.rubric.criteria)
    came = outcome.of(scenario, transcript, play, scores)
    said = len(transcript.by("trainee"))
    return Result(trainee=trainee, said=said, scores=scores, total=came.total, passed=came.passed)


def out_of_order(scenario: Scenario) -> Iterator[Finding]:
    """Scripted trainees who do not score below the one before them, or not as they must."""
    played = [result(scenario, trainee) for trainee in scenario.trainees]
    for n, one in enumerate(played):
        if problem := _unfit(one, scenario):
            yield Finding(("trainees", n), problem)
    for n, (better, worse) in enumerate(pairwise(played), start=1):
        upper, lower = better.total, worse.total
        if upper is not None and lower is not None and lower >= upper:
            yield Finding(
                ("trainees", n),
                f"{worse.trainee.id!r} scores {lower}, not less than the {upper} of "
                f"{better.trainee.id!r} before it; `chattrain simulate` shows why",
            )


def _unfit(one: Result, scenario: Scenario) -> str:
    id = one.trainee.id
    unsaid = len(one.trainee.says) - one.said
    if one.total is None:
        return f"{id!r} gets no total: {_unjudged(one, scenario)}"
    if one.trainee.passes not in (None, one.passed):
        came, must = ("passes", "must not") if one.passed else ("does not pass", "must")
        return f"{id!r} {came} with {one.total}, but {must}; `chattrain simulate` shows why"
    if unsaid:
        over = f"the conversation is over after {one.said} of its messages"
        return f"{id!r}: {over}; remove the last {unsaid}"
    return ""


def _unjudged(one: Result, scenario: Scenario) -> str:
    """Why there is no total, and what helps."""
    if any(score.abstained == "language" for score in one.scores):
        return (
            f"acts are not known in the language {scenario.language!r}, so levels that ask for "
            "them are not judged by rules; write them with `point` or `says`"
        )
    return "too little of it can be judged; let it say more"
