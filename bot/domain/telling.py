"""A scorecard line by line: in a platform's own marks, and in as much detail as it has room for. Pure.

Its sentences are those of `verdict` and `wording`. Where not all fits, quotes go first, those of
the criteria that went best before the others; then long texts are told in fewer sentences. That
something is left out is to be said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from bot.domain import verdict, wording
from bot.domain.content import Card
from bot.domain.cutting import cut, shortened
from bot.domain.scorecard import Evidence, Rewording, Score, Scorecard
from bot.domain.surface import Surface
from bot.domain.wording import Labels

TITLE = 150
"""Characters of a criterion's title or level at least."""


class Links(Protocol):
    """Gives a message's address by its name; None where it has none."""

    def __call__(self, message: str | None, at: Surface | None = None, /) -> str | None:
        """Of a message in the conversation; `at` names another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How a platform writes what a line is made of."""

    bold: Callable[[str], str]
    """A plain title in bold; nothing where it is empty."""
    literal: Callable[[str], str]
    """A plain text, as somebody typed it."""
    text: Callable[[str], str]
    """Markdown of the common subset."""
    quote: Callable[[str], str]
    """Lines in the platform's marks as quoted."""
    link: Callable[[str | None, str], str]
    """An address with what it is called; the latter alone where there is no address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """How much of a card is told."""

    quotes: int = 99
    """Of a criterion, at most."""
    good: int = 99
    """Of a criterion with full points, at most."""
    text: int = 9_999
    """Characters of any text, at most."""
    rewordings: bool = True
    most: int = 40
    """Criteria, strengths, notes, at most; no rubric has so many."""
    whole: bool = False
    """Whether this leaves out nothing."""


DETAILS = (
    Detail(whole=True),
    Detail(quotes=2, good=1),
    Detail(quotes=1, good=0),
    Detail(quotes=1, good=0, text=1_000),
    Detail(quotes=1, good=0, text=400),
    Detail(quotes=0, good=0, text=200),
    Detail(quotes=0, good=0, text=120, rewordings=False),
    Detail(quotes=0, good=0, text=60, rewordings=False, most=6),
)
"""From all to the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One card, told in one detail."""

    card: Card
    links: Links
    marks: Marks
    detail: Detail

    @property
    def scorecard(self) -> Scorecard:
        return self.card.scorecard

    @property
    def labels(self) -> Labels:
        return wording.of(self.scorecard.language).labels

    @property
    def title(self) -> str:
        """What it is the scorecard of; plain."""
        card = self.scorecard
        form = self.labels.attempt.format(number=card.attempt)
        again = f" ({form})" if card.attempt > 1 else ""
        return f"{self.labels.scorecard}: {card.title}{again}"

    @property
    def scores(self) -> tuple[Score, ...]:
        """The criteria that are told."""
        return self.scorecard.scores[: self.detail.most]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.detail.whole and len(self.scores) == len(self.scorecard.scores)

    def result(self) -> Iterator[str]:
        """The headline, and what must be said beside it, with links where that quotes."""
        card = self.scorecard
        yield self.marks.bold(verdict.headline(card))
        for place, note in enumerate(islice(verdict.notes(card), self.detail.most)):
            said = self.marks.literal(shortened(note, self.detail.text))
            if place < len(card.blockers):
                for quoted in card.blockers[place].evidence:
                    plain = f"({self.marks.literal(verdict.cite(card, quoted))})"
                    said = said.replace(plain, f"({self._cited(quoted)})", 1)
            yield said

    def strengths(self) -> Iterator[str]:
        if not self.card.short:
            yield from map(self._said, self.scorecard.strengths[: self.detail.most])

    def next_step(self) -> Iterator[str]:
        """The one thing to try next."""
        if step := self.scorecard.next_step:
            yield f"{self.marks.bold(self.labels.try_next)}: {self._said(step)}"

    def briefly(self, score: Score) -> Iterator[str]:
        """A criterion's level alone, and why it has none."""
        yield f"{self.marks.bold(self._cut(score.title))}: {self._level(score)}"
        if score.points is None and score.reason:
            yield self._said(score.reason)

    def criterion(self, score: Score) -> Iterator[str]:
        yield f"{self.marks.bold(self._cut(score.title))} ({score.weight} %)"
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
        labels, bold = self.labels, self.marks.bold
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
        return self.marks.literal(self._cut(" · ".join(text for text in shown if text)))

    def _quoted(self, text: str, cited: str) -> str:
        form = wording.of(self.scorecard.language).judgement.quoted
        words = self.marks.literal(form.format(text=shortened(text, self.detail.text)))
        return self.marks.quote(f"{words} ({cited})" if cited else words)

    def _cited(self, quoted: Evidence) -> str:
        return self._place(quoted.number, quoted.message)

    def _place(self, number: int | None, message: str | None) -> str:
        """Which of the trainee's messages it is, as a link to it where it has an address."""
        if number is None:
            return ""
        form = wording.of(self.scorecard.language).judgement.cited
        return self.marks.link(self.links(message), form.format(first=number))

    def _said(self, text: str) -> str:
        return self.marks.text(shortened(text, self.detail.text))

    def _cut(self, title: str) -> str:
        return cut(title, max(TITLE, self.detail.text // 4))


def _not_said_again(score: Score) -> Iterator[Evidence]:
    """The quotes but the one that is set beside a stronger line anyway."""
    own = score.rewording
    for quoted in score.evidence:
        if own is None or (own.turn, own.yours) != (quoted.turn, quoted.quote):
            yield quoted
