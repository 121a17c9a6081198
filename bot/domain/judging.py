"""The judgement of a session by rules: what code saw in the transcript, held against the rubric.

Nothing is given for nothing: a level counts when its condition holds, cites the words it rests on,
and what cannot be judged by rules is not judged. What the trainee writes is only ever text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain import acts, advising, comparing, explaining, outcome, quoting
from bot.domain import scorecard as cards
from bot.domain.advising import reached
from bot.domain.condition import ACTS, Condition
from bot.domain.quoting import Seen
from bot.domain.rubric import Criterion
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Abstained, Evidence, Rewording, Score, Scorecard
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros, Play, StandIn, Transcript, Turn, TurnNumber

STRENGTHS = 3
FIRST = TurnNumber(1)
FULL = 100
HALF = 50
"""Points from which a required point is a strength; below, it is the beginning of one."""


def judge(
    scenario: Scenario,
    transcript: Transcript,
    play: Play,
    *,
    since: TurnNumber = FIRST,
    before: Scorecard | None = None,
) -> Iterator[Score]:
    """One score for each criterion, in the rubric's order, each made when it is asked for.

    Turns before `since` are not judged. `before` is the scorecard of the attempt before: where the
    same criterion of the same scenario was judged there, the score remembers its points.
    """
    seen = quoting.look(scenario, transcript, play, since)
    for score in scores(seen):
        yield replace(score, previous=previous(score, before, scenario))


def scores(seen: Seen) -> Iterator[Score]:
    """The scores of what was seen, with no attempt before."""
    return (_score(criterion, seen) for criterion in seen.scenario.rubric.criteria)


def card(
    scenario: Scenario,
    transcript: Transcript,
    play: Play,
    scores: Sequence[Score],
    *,
    session: SessionId,
    at: Micros,
    attempt: int = 1,
    since: TurnNumber = FIRST,
    without_model: StandIn | None = None,
    seen: Seen | None = None,
) -> Scorecard:
    """The scorecard as far as it is made: total, band and blockers once every criterion is there.

    It is passed when the total reaches the pass mark, with and without what only a model vouches
    for. `without_model` says why a model that was to judge did not. `seen` is what was seen in the
    transcript, where that is at hand.
    """
    made = tuple(scores)
    came = outcome.of(scenario, transcript, play, made)
    return Scorecard(
        session=session,
        title=scenario.title,
        scores=made,
        of_criteria=len(scenario.rubric.criteria),
        pass_mark=scenario.rubric.pass_mark,
        total=came.total,
        judged=came.judged,
        band=cards.band(came.total),
        passed=came.passed,
        secured=None if came.secured == came.total else came.secured,
        without_model=without_model,
        blocked_by=tuple(blocker.title for blocker in came.blocked),
        blockers=came.blocked,
        strengths=_strengths(scenario, made),
        next_step=_next_step(seen or quoting.look(scenario, transcript, play, since), made)
        if came.complete
        else "",
        attempt=attempt,
        scenario=scenario.id,
        version=scenario.version,
        language=scenario.language,
        fingerprint=scenario.fingerprint,
        at=at,
    )


def _score(criterion: Criterion, seen: Seen) -> Score:
    score = marked(criterion, seen)
    if score.level is None:
        return replace(score, reason=_why_not(score.abstained, seen))
    return replace(
        score,
        reason=_reason(criterion, score.level, seen),
        evidence=quoting.evidence(criterion, score.level, seen),
        rewording=rewording(criterion, score.level, seen),
    )


def marked(criterion: Criterion, seen: Seen) -> Score:
    """What a criterion comes to, without a word on why."""
    abstained = abstention(criterion, seen)
    at = None if abstained else reached(criterion, seen.scene)
    level = None if at is None else criterion.levels[at]
    return Score(
        criterion=criterion.id,
        title=criterion.title,
        weight=criterion.weight,
        skill=criterion.skill,
        level=at,
        level_title="" if level is None else level.title,
        points=None if level is None else level.score,
        reason="",
        of_levels=len(criterion.levels),
        abstained=abstained,
    )


def _why_not(abstained: Abstained | None, seen: Seen) -> str:
    words = explaining.words(seen.scenario)
    if abstained == "model":
        return words.no_model
    if abstained == "language":
        return words.no_rules
    return _sentences(words.not_enough, _left_out(seen))


def abstention(criterion: Criterion, seen: Seen) -> Abstained | None:
    """Why the rules do not judge a criterion; None where they do."""
    whens = [level.when for level in criterion.levels[1:] if level.when is not None]
    if not whens:
        return "model"
    if not acts.knows(seen.scenario.language) and any(map(explaining.asks_for_acts, whens)):
        return "language"
    return None if seen.enough else "little"


def _reason(criterion: Criterion, at: int, seen: Seen) -> str:
    words = explaining.words(seen.scenario)
    level, following = criterion.levels[at], quoting.following(criterion, at)
    parts = [level.text]
    if at and level.when is not None:
        parts += _absent(level.when, seen)
    if following is not None:
        missing = explaining.missing(seen.scenario, following, seen.scene)
        form = words.for_more if at else words.not_seen
        what = explaining.in_a_row(seen.scenario, missing)
        parts += [form.format(messages=messages(seen, seen.turns), what=what)] * bool(missing)
        harm = quoting.placed(quoting.harm(following, seen.scene)[:1], seen.transcript)
        parts += [_has(seen.scenario, one) for one in harm]
    return _sentences(*parts, _left_out(seen), _about_stock(following, seen))


def _absent(when: Condition, seen: Seen) -> Iterator[str]:
    """That a level rests on something not done."""
    absent = [explaining.named(seen.scenario, id) for id in explaining.unwanted(when)]
    if absent and not any(explaining.wanted(when)):
        what = ", ".join(dict.fromkeys(absent))
        form = explaining.words(seen.scenario).none_of
        yield form.format(messages=messages(seen, seen.turns), what=what)


def _has(scenario: Scenario, quote: Evidence) -> str:
    words = explaining.words(scenario)
    return words.has.format(
        message=words.a_message.format(first=quote.number),
        what=explaining.named(scenario, quote.shows),
        quote=explaining.quoted(scenario, quoting.cut(quote.quote)),
    )


def rewording(criterion: Criterion, at: int, seen: Seen) -> Rewording | None:
    if criterion.levels[at].score == max(level.score for level in criterion.levels):
        return None
    example = criterion.example
    turn = comparing.nearest(criterion, at, seen)
    if turn is None:
        return Rewording(yours=example.yours, turn=None, stronger=example.stronger, why=example.why)
    return Rewording(
        yours=quoting.cut(turn.text),
        turn=turn.number,
        number=seen.transcript.messages[turn.number],
        message=turn.message,
        stronger=example.stronger,
        why=example.why,
    )


def previous(score: Score, before: Scorecard | None, scenario: Scenario) -> int | None:
    """The points of the attempt before, where they were come by in the same way."""
    if before is None or score.points is None:
        return None
    if (before.fingerprint, before.grader) != (scenario.fingerprint, cards.GRADER_VERSION):
        return None
    same = (s for s in before.scores if s.criterion == score.criterion and s.way == score.way)
    return next((s.points for s in same), None)


def _strengths(scenario: Scenario, scores: Sequence[Score]) -> tuple[str, ...]:
    """What was done, with the words: from the criteria that brought most, each act once."""
    done: dict[str, Evidence] = {}
    for score in sorted(scores, key=lambda score: -(score.points or 0) * score.weight):
        for quote in score.evidence if score.points else ():
            good = quote.shows in ACTS or (score.points or 0) >= HALF
            if good and quote.shows not in acts.HARSH and quote.shows != score.criterion:
                done.setdefault(quote.shows, quote)
    acts_first = sorted(done.values(), key=lambda quote: quote.shows not in ACTS)
    return tuple(_has(scenario, quote) for quote in acts_first[:STRENGTHS])


def _next_step(seen: Seen, scores: Sequence[Score]) -> str:
    """One thing to try: of the criterion that cost most of the total."""
    rubric = zip(scores, seen.scenario.rubric.criteria, strict=True)
    losing = [(s, c) for s, c in rubric if s.points is not None and s.points < FULL]
    if not losing:
        return ""
    _, criterion = max(losing, key=lambda pair: pair[0].weight * (FULL - (pair[0].points or 0)))
    words = explaining.words(seen.scenario)
    step = next(advising.steps(criterion, seen), None)
    advice = words.try_again.format(title=criterion.title) if step is None else step.text
    stronger = explaining.quoted(seen.scenario, criterion.example.stronger)
    return f"{advice}." + words.for_example.format(stronger=stronger)


def _left_out(seen: Seen) -> str:
    """That some words did not count, and why."""
    words = explaining.words(seen.scenario)
    reasons = ((words.copied, seen.copied), (words.foreign, seen.foreign))
    return _sentences(
        *(form.format(messages=messages(seen, turns)) for form, turns in reasons if turns)
    )


def _about_stock(following: Condition | None, seen: Seen) -> str:
    """That a stock phrase did not count, where it might have."""
    if following is None or not seen.stock or not explaining.asks_for_acts(following):
        return ""
    words = explaining.words(seen.scenario)
    return words.stock.format(messages=messages(seen, seen.stock))


def messages(seen: Seen, turns: Sequence[Turn]) -> str:
    """Messages as the trainee counts them: "your messages 1 to 3"."""
    words, counted = explaining.words(seen.scenario), seen.transcript.messages
    numbers = sorted(counted[turn.number] for turn in turns if turn.number in counted) or [1]
    form = words.message if len(numbers) == 1 else words.messages
    return form.format(first=numbers[0], last=numbers[-1])


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)
