"""A scorecard as text and embeds: one message that grows, and never holds more than Discord takes.
Pure.

The result, the reasons for it and what to try next are text, so that notifications show them and
nobody misses them; each criterion is an embed, coloured by how it went. What is said, and what is
left out where not all fits, is `domain.telling`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.chat.markdown import quote
from adapters.discord import limits
from adapters.discord.embeds import (
    AMBER,
    GREEN,
    GREY,
    ORANGE,
    RED,
    Embeds,
    apart,
    embed,
    first,
    joined,
    texts,
)
from adapters.discord.markdown import bold, heading, link, literal, markdown, small
from bot.domain import scorecard as scoring
from bot.domain.content import Card
from bot.domain.scorecard import Band, Score, Scorecard
from bot.domain.telling import DETAILS, TITLE, Links, Marks, Telling

MARKS = Marks(bold=bold, literal=literal, text=markdown, quote=quote, link=link)
STAGE = 300
"""Characters of what is being done."""
COLOURS: dict[Band | None, int] = {
    None: GREY,
    "not yet": ORANGE,
    "basic": AMBER,
    "good": GREEN,
    "excellent": GREEN,
}


def told(card: Card, links: Links) -> tuple[str, Embeds]:
    """A card with as much detail as one message holds: its text, and its embeds."""
    if card.stopped:
        return first(markdown(card.stage)), ()
    for detail in DETAILS:
        telling = Telling(card=card, links=links, marks=MARKS, detail=detail)
        content, embeds = joined(*_content(telling)), tuple(_embeds(telling))
        if limits.fit(content, texts(embeds)):
            break
    return first(content), embeds


def _content(telling: Telling) -> Iterator[str]:
    yield heading(limits.cut(telling.title, TITLE))
    yield from telling.result()
    yield from (f"- {strength}" for strength in telling.strengths())
    yield from telling.next_step()
    if stage := telling.card.stage:
        yield small(markdown(limits.shortened(stage, STAGE)))
    if not telling.is_whole:
        yield small(telling.labels.left_out)


def _embeds(telling: Telling) -> Iterator[dict[str, object]]:
    if telling.card.short:
        every = joined(*(line for score in telling.scores for line in telling.briefly(score)))
        yield from (
            embed(text, _colour(telling.scorecard))
            for text in limits.pieces(every, limits.DESCRIPTION)
        )
        return
    for some in _shared(telling.scores):
        criteria = (joined(*telling.criterion(score)) for score in some)
        yield embed(apart(*criteria), _colour_of(some))


def _shared(scores: Sequence[Score]) -> Iterator[Sequence[Score]]:
    """The criteria an embed each, or several where there are more than a message's embeds."""
    size = -(-len(scores) // limits.EMBEDS) or 1
    return (scores[start : start + size] for start in range(0, len(scores), size))


def _colour(card: Scorecard) -> int:
    """How it went as a whole."""
    if not card.complete or card.total is None:
        return GREY
    if card.blockers:
        return RED
    return GREEN if card.passed else ORANGE


def _colour_of(scores: Sequence[Score]) -> int:
    """How the one went that went worst, of those that were judged."""
    points = [score.points for score in scores if score.points is not None]
    return COLOURS[scoring.band(min(points, default=None))]
