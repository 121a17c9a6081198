"""A scorecard for the page and for scripts: as data with its sentences beside it, and as Markdown.

The sentences are those of `domain.verdict` and `domain.wording`, in the scenario's language. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from bot.domain import verdict, wording
from bot.domain.content import Card
from bot.domain.scorecard import Evidence, Rewording, Score, Scorecard
from bot.domain.wording import Labels

Json = dict[str, object]


def data(card: Scorecard) -> Json:
    """The scorecard with each figure's sentence: `verdict`, `notes`, `level_text`, ..."""
    return {
        **asdict(card),
        "headline": card.headline(),
        "verdict": verdict.headline(card),
        "notes": list(verdict.notes(card)),
        "complete": card.complete,
        "scores": [_score(card, score) for score in card.scores],
        "blockers": [
            {**asdict(blocker), "evidence": [_evidence(card, one) for one in blocker.evidence]}
            for blocker in card.blockers
        ],
    }


def markdown(card: Card) -> str:
    """The scorecard for clients that show text alone."""
    if card.stopped:
        return card.stage
    return "\n\n".join(_paragraphs(card.scorecard, short=card.short))


def _score(card: Scorecard, score: Score) -> Json:
    rewording = score.rewording
    return {
        **asdict(score),
        "level_text": verdict.level(card, score),
        "points_text": verdict.points(card, score),
        "points_now": score.points_now,
        "evidence": [_evidence(card, one) for one in score.evidence],
        "rewording": None if rewording is None else _rewording(card, rewording),
    }


def _evidence(card: Scorecard, quote: Evidence) -> Json:
    return {**asdict(quote), "cited": verdict.cite(card, quote)}


def _rewording(card: Scorecard, rewording: Rewording) -> Json:
    number = rewording.number
    form = wording.of(card.language).judgement.cited
    return {
        **asdict(rewording),
        "label": _whose(_labels(card), rewording),
        "cited": None if number is None else form.format(first=number),
    }


def _whose(labels: Labels, rewording: Rewording) -> str:
    """What stands before the weaker line: it is the trainee's own, or the scenario's example."""
    return labels.an_example if rewording.turn is None else labels.yours


def _labels(card: Scorecard) -> Labels:
    return wording.of(card.language).labels


def _paragraphs(card: Scorecard, *, short: bool) -> Iterator[str]:
    yield f"**{verdict.headline(card)}**"
    yield from verdict.notes(card)
    if card.strengths and not short:
        yield "\n".join(f"- {strength}" for strength in card.strengths)
    if card.next_step:
        yield f"**{_labels(card).try_next}:** {card.next_step}"
    for score in card.scores:
        yield "\n".join(_criterion(card, score, short=short))


def _criterion(card: Scorecard, score: Score, *, short: bool) -> Iterator[str]:
    shown = [text for text in (verdict.level(card, score), verdict.points(card, score)) if text]
    yield f"**{score.title}**: {', '.join(shown)}"
    if short and score.points is not None:
        return
    if score.reason:
        yield score.reason
    yield from (f"> {one.quote} ({verdict.cite(card, one)})" for one in score.evidence)
    if (better := score.rewording) is not None:
        labels = _labels(card)
        if better.yours:
            yield f"{_whose(labels, better)}: {better.yours}"
        yield f"{labels.stronger}: {better.stronger}"
        yield f"{labels.why}: {better.why}"
