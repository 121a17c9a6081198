"""A scorecard in words, in its scenario's language, for every place that shows one."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain import wording
from bot.domain.scorecard import Abstained, Evidence, Flag, Override, Score, Scorecard
from bot.domain.wording import Judgement


def headline(card: Scorecard) -> str:
    """The result in one line: "Score: 74/100, basic, passed (pass mark 70)"."""
    if not card.complete:
        return card.headline()
    words = _words(card)
    parts = [card.headline()]
    if card.band not in (None, "not yet"):
        parts.append(words.bands[card.band])
    parts.append(words.passed if card.passed else words.not_passed)
    if card.total is None:
        return ", ".join(parts)
    return f"{', '.join(parts)} ({words.pass_mark.format(mark=card.pass_mark)})"


def notes(card: Scorecard) -> Iterator[str]:
    """What must be said beside the headline: blockers, what was not judged, the attempt before."""
    if not card.complete:
        return
    words = _words(card)
    for blocker in card.blockers:
        cited = [
            f"{words.quoted.format(text=e.quote)}{_in_brackets(cite(card, e))}"
            for e in blocker.evidence
        ]
        title = blocker.title + (": " + ", ".join(cited) if cited else "")
        yield words.blocked.format(title=title)
    if (compared := card.compared()) is not None:
        yield words.compared.format(before=compared[0], now=compared[1])
    for score in card.scores:
        if score.overridden is not None:
            yield _overridden(score, score.overridden, words)
    if card.judged < 1:
        yield _judged(card, words)
    yield from _of_models(card)


def _overridden(score: Score, by: Override, words: Judgement) -> str:
    """Who put which level in place of the one given, and why."""
    given = score.level_title if score.level is not None else words.not_judged
    return words.overridden.format(
        title=score.title, given=given, now=by.level_title, who=by.who or by.by, why=by.reason
    )


def _of_models(card: Scorecard) -> Iterator[str]:
    """What must be said of the part that language models had in it."""
    words = wording.of(card.language).opinions
    if card.without_model is not None:
        yield words.without_model[card.without_model]
    reached = card.total is not None and card.total >= card.pass_mark
    if reached and not card.passed and not card.blockers:
        secured = card.secured
        yield words.nothing_secured if secured is None else words.secured.format(total=secured)
    doubtful = [score.title for score in card.flagged if not set(score.flags) <= UNLOOKED]
    if titles := [_words(card).quoted.format(text=title) for title in doubtful]:
        yield words.second_look.format(titles=", ".join(titles))


UNLOOKED: frozenset[Flag] = frozenset({"alone", "unanswered"})
"""What a manager is told of, and a trainee is not asked to have looked at again."""


def level(card: Scorecard, score: Score) -> str:
    """The level among all: "2 of 4: Named"."""
    words = _words(card)
    at = score.level_now
    if at is None:
        return words.not_judged
    title = score.level_title if score.overridden is None else score.overridden.level_title
    if not score.of_levels:
        return title
    return words.level.format(level=at + 1, levels=score.of_levels, title=title)


def points(card: Scorecard, score: Score) -> str:
    """The points, and what they were before: "80/100, was 45, now 80"."""
    words = _words(card)
    points = score.points_now
    if points is None:
        return ""
    shown = words.points.format(points=points)
    if score.overridden is not None:
        given = words.not_judged if score.points is None else str(score.points)
        return f"{shown}, {words.given.format(before=given)}"
    if score.previous is None:
        return shown
    return f"{shown}, {words.was.format(before=score.previous, now=points)}"


def cite(card: Scorecard, quote: Evidence) -> str:
    """Where a quote stands, as trainees count: "your message 2"; empty where that is not known."""
    return "" if quote.number is None else _words(card).cited.format(first=quote.number)


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""


def _words(card: Scorecard) -> Judgement:
    return wording.of(card.language).judgement


def _judged(card: Scorecard, words: Judgement) -> str:
    """How much of the weight was judged, and why not the rest."""
    reasons: dict[Abstained, str] = {"model": words.for_model, "language": words.for_language}
    rest = [
        form.format(titles=", ".join(words.quoted.format(text=title) for title in titles))
        for reason, form in reasons.items()
        if (titles := [s.title for s in card.scores if s.abstained == reason])
    ]
    if any(score.abstained == "little" for score in card.scores):
        rest.append(words.too_little)
    form = words.judged if card.judged else words.judged_nothing
    return form.format(
        share=round(card.judged * 100), rest="".join(f"; {reason}" for reason in rest)
    )
