"""A scorecard in blocks: one message that grows, and never holds more than Slack takes. Pure.

Its sentences are those of `domain.verdict` and `domain.wording`. Where not all fits, quotes go
first, those of the criteria that went best before the others; then long texts are told in fewer
sentences. That something is left out is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from adapters.slack import buttons, limits
from adapters.slack.blocks import DIVIDER, Block, Blocks, aside, fit, heading, sections
from adapters.slack.links import Links
from adapters.slack.mrkdwn import bold, link, literal, mrkdwn, quote
from bot.domain import verdict, wording
from bot.domain.content import Card
from bot.domain.scorecard import Evidence, Rewording, Score, Scorecard
from bot.domain.wording import Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """How much of a card is told."""

    quotes: int = 99
    """Of a criterion, at most."""
    good: int = 99
    """Of a criterion with full points, at most."""
    text: int = 9_999
    """Characters of any text, at most."""
    apart: bool = True
    """Whether criteria are parted by lines."""
    rewordings: bool = True
    most: int = 40
    """Criteria, strengths, notes, at most; no rubric has so many."""
    whole: bool = False
    """Whether this leaves out nothing."""


DETAILS = (
    Detail(whole=True),
    Detail(whole=True, apart=False),
    Detail(quotes=2, good=1, apart=False),
    Detail(quotes=1, good=0, apart=False),
    Detail(quotes=1, good=0, text=1_000, apart=False),
    Detail(quotes=1, good=0, text=400, apart=False),
    Detail(quotes=0, good=0, text=200, apart=False),
    Detail(quotes=0, good=0, text=120, apart=False, rewordings=False),
    Detail(quotes=0, good=0, text=60, apart=False, rewordings=False, most=6),
)
"""From all to the least."""


def blocks(card: Card, links: Links) -> Blocks:
    """A card with as much detail as one message holds."""
    if card.stopped:
        return (*sections(mrkdwn(card.stage) or limits.ELLIPSIS), *_below(card))
    below = _below(card)
    for detail in DETAILS:
        found = (*_Telling(card, links, detail).blocks(), *below)
        if fit(found):
            break
    return found


def _below(card: Card) -> Blocks:
    """Buttons, and below a scorecard that is done whether it was of use."""
    pressed = buttons.blocks(card.buttons, card.session)
    done = card.scorecard.complete and not card.stage and not card.stopped
    labels = wording.of(card.scorecard.language).labels
    return (*pressed, buttons.rating(card.session, labels)) if done else pressed


@dataclass(frozen=True, slots=True)
class _Telling:
    """One card, told in one detail."""

    card: Card
    links: Links
    detail: Detail

    @property
    def scorecard(self) -> Scorecard:
        return self.card.scorecard

    @property
    def labels(self) -> Labels:
        return wording.of(self.scorecard.language).labels

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        if self.card.stage:
            yield from aside(mrkdwn(self.card.stage))
        told = self.scorecard.scores[: self.detail.most]
        if self.card.short:
            yield from sections(*(line for score in told for line in self._briefly(score)))
        else:
            for score in told:
                if self.detail.apart:
                    yield DIVIDER
                yield from sections(*self._criterion(score))
        if not self.detail.whole or len(told) < len(self.scorecard.scores):
            yield from aside(mrkdwn(self.labels.left_out))

    def _head(self) -> Iterator[Block]:
        card = self.scorecard
        form = self.labels.attempt.format(number=card.attempt)
        again = f" ({form})" if card.attempt > 1 else ""
        yield from heading(f"{self.labels.scorecard}: {card.title}{again}")
        yield from sections(bold(verdict.headline(card)), *self._notes())
        if not self.card.short:
            yield from sections(
                *(f"• {self._said(one)}" for one in card.strengths[: self.detail.most])
            )
        if card.next_step:
            yield from sections(f"{bold(self.labels.try_next)}: {self._said(card.next_step)}")

    def _notes(self) -> Iterator[str]:
        """What is said beside the headline, with links where it quotes."""
        card = self.scorecard
        for place, note in enumerate(islice(verdict.notes(card), self.detail.most)):
            said = literal(limits.shortened(note, self.detail.text))
            if place < len(card.blockers):
                for quoted in card.blockers[place].evidence:
                    plain = f"({literal(verdict.cite(card, quoted))})"
                    said = said.replace(plain, f"({self._cited(quoted)})", 1)
            yield said

    def _briefly(self, score: Score) -> Iterator[str]:
        """A criterion's level alone, and why it has none."""
        yield f"{bold(self._cut(score.title))}: {self._level(score)}"
        if score.points is None and score.reason:
            yield self._said(score.reason)

    def _criterion(self, score: Score) -> Iterator[str]:
        yield f"{bold(self._cut(score.title))} ({score.weight} %)"
        if score.points is not None or not score.reason:
            yield self._level(score)
        if score.reason:
            yield self._said(score.reason)
        most = self.detail.good if score.points == 100 else self.detail.quotes
        for quoted in islice(_not_said_again(score), most):
            yield self._quoted(quoted.quote, self._cited(quoted))
        if score.rewording is not None and self.detail.rewordings:
            yield from self._rewording(score.rewording)

    def _rewording(self, better: Rewording) -> Iterator[str]:
        labels = self.labels
        if better.yours:
            own = labels.an_example if better.turn is None else labels.yours
            yield f"{bold(own)}:"
            yield self._quoted(better.yours, self._place(better.number, better.message))
        yield f"{bold(labels.stronger)}:"
        yield self._quoted(better.stronger, "")
        yield f"{bold(labels.why)}: {self._said(better.why)}"

    def _level(self, score: Score) -> str:
        card = self.scorecard
        shown = (verdict.points(card, score), verdict.level(card, score))
        return literal(self._cut(" · ".join(text for text in shown if text)))

    def _quoted(self, text: str, cited: str) -> str:
        form = wording.of(self.scorecard.language).judgement.quoted
        words = literal(form.format(text=limits.shortened(text, self.detail.text)))
        return quote(f"{words} ({cited})" if cited else words)

    def _cited(self, quoted: Evidence) -> str:
        return self._place(quoted.number, quoted.message)

    def _place(self, number: int | None, message: str | None) -> str:
        """Which of the trainee's messages it is, as a link to it where it has an address."""
        if number is None:
            return ""
        form = wording.of(self.scorecard.language).judgement.cited
        return link(self.links(message), form.format(first=number))

    def _said(self, text: str) -> str:
        return mrkdwn(limits.shortened(text, self.detail.text))

    def _cut(self, title: str) -> str:
        return limits.cut(title, max(limits.HEADER, self.detail.text // 4))


def _not_said_again(score: Score) -> Iterator[Evidence]:
    """The quotes but the one that is set beside a stronger line anyway."""
    own = score.rewording
    for quoted in score.evidence:
        if own is None or (own.turn, own.yours) != (quoted.turn, quoted.quote):
            yield quoted
