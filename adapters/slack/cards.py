"""A scorecard in blocks: one message that grows, and never holds more than Slack takes. Pure.

What is said, and what is left out where not all fits, is `domain.telling`'s.
"""

from __future__ import annotations

from collections.abc import Iterator

from adapters.chat.markdown import quote
from adapters.slack import buttons, limits
from adapters.slack.blocks import DIVIDER, Block, Blocks, aside, fit, heading, sections
from adapters.slack.mrkdwn import bold, link, literal, mrkdwn
from bot.domain import wording
from bot.domain.content import Card
from bot.domain.offering import is_rated
from bot.domain.telling import DETAILS, Links, Marks, Telling

MARKS = Marks(bold=bold, literal=literal, text=mrkdwn, quote=quote, link=link)


def blocks(card: Card, links: Links) -> Blocks:
    """A card with as much detail as one message holds; lines between its criteria go first."""
    below = _below(card)
    if card.stopped:
        return (*sections(mrkdwn(card.stage) or limits.ELLIPSIS), *below)
    for number, detail in enumerate((DETAILS[0], *DETAILS)):
        telling = Telling(card=card, links=links, marks=MARKS, detail=detail)
        found = (*_blocks(telling, apart=number == 0), *below)
        if fit(found):
            break
    return found


def _below(card: Card) -> Blocks:
    """Buttons, and below a scorecard that is done whether it was of use."""
    pressed = buttons.blocks(card.buttons, card.session)
    labels = wording.of(card.scorecard.language).labels
    return (*pressed, buttons.rating(card.session, labels)) if is_rated(card) else pressed


def _blocks(telling: Telling, *, apart: bool) -> Iterator[Block]:
    yield from heading(telling.title)
    yield from sections(*telling.result())
    yield from sections(*(f"• {strength}" for strength in telling.strengths()))
    yield from sections(*telling.next_step())
    if telling.card.stage:
        yield from aside(mrkdwn(telling.card.stage))
    if telling.card.short:
        yield from sections(*(line for score in telling.scores for line in telling.briefly(score)))
    else:
        for score in telling.scores:
            if apart:
                yield DIVIDER
            yield from sections(*telling.criterion(score))
    if not telling.is_whole:
        yield from aside(mrkdwn(telling.labels.left_out))
