"""The digest as a report: what a period's figures say, in sentences a manager can act on. Pure.

Nothing is averaged, quoted or named under `TenantSettings.least_group` people. docs/explanation/
figures.md says how each figure is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain import charting, statistics
from bot.domain.content import Bar, Chart, Point, Report, Row, Section
from bot.domain.cutting import cut
from bot.domain.digest import Digest, Figures, Part, Period, Spread
from bot.domain.disclosing import Disclosure, mean
from bot.domain.keeping import TenantSettings
from bot.domain.recommending import Ground, recommended
from bot.domain.scenario import Scenario
from bot.domain.spanning import Span
from bot.domain.strengths import FEWEST
from bot.domain.surface import MemberId
from bot.domain.wording import managing
from bot.domain.wording.managing_table import Managing

MOST_LISTED = 3
"""Criteria among the strongest, and among the weakest."""
MOST_NAMES = 20
QUOTE = 160
"""Characters of a line that is quoted."""


def digest_report(  # noqa: PLR0917  # each is a part of it of its own
    digest: Digest,
    figures: Figures,
    settings: TenantSettings,
    period: Period,
    names: Mapping[MemberId, str],
    scenarios: Mapping[str, Scenario],
    *,
    only_for: MemberId | None = None,
    sample: bool = False,
) -> Report:
    """A period's digest in the digest's language. `names` are of those past due, asked for only
    where `settings.names`; `scenarios` is the catalogue; the words of `figures` are masked already."""
    words = managing.of(digest.language)
    may = Disclosure(
        least=max(1, settings.least_group),
        earlier=words.digests.before[digest.cadence],
        words=words,
    )
    telling = _Telling(
        digest=digest,
        figures=figures,
        settings=settings,
        period=period,
        names=names,
        scenarios=scenarios,
        may=may,
        words=words,
        sample=sample,
    )
    return telling.report(only_for)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """One digest on its way into words."""

    digest: Digest
    figures: Figures
    settings: TenantSettings
    period: Period
    names: Mapping[MemberId, str]
    scenarios: Mapping[str, Scenario]
    may: Disclosure
    words: Managing
    sample: bool

    def report(self, only_for: MemberId | None) -> Report:
        sections = (
            self.activity(),
            self.coach(),
            self.assignments(),
            *self.parts(),
            self.quotes(),
            self.also(),
        )
        if self.empty:
            sections = (self.assignments(), self.coach(), self.also())
        return Report(
            title=self.title,
            text=" ".join(self.summary()),
            sections=tuple(s for s in sections if s.rows or s.text),
            chart=None if self.empty else self.chart(),
            footer=self.footer,
            only_for=only_for,
            language=self.words.language,
            unasked=only_for is None,
        )

    @property
    def empty(self) -> bool:
        return not self.figures.sessions and not self.now.sessions

    @property
    def now(self) -> Spread:
        return self.figures.trend[-1] if self.figures.trend else Spread()

    @property
    def before(self) -> Spread:
        return self.figures.trend[-2] if len(self.figures.trend) > 1 else Spread()

    @property
    def span(self) -> Span:
        return Span(digest=self.digest, period=self.period, dates=self.words.dates)

    @property
    def title(self) -> str:
        return self.words.digests.title.format(period=self.span)

    @property
    def footer(self) -> str:
        return " ".join(self.notes())

    def notes(self) -> Iterator[str]:
        """What is to be known about the figures."""
        words = self.words.digests
        if self.sample:
            yield words.sample
        if not self.empty:
            yield words.footer.format(people=self.words.numbers.people(self.may.least))
        if self.may.knows(self.now):
            yield words.footer_range

    def summary(self) -> Iterator[str]:
        if self.empty:
            yield self.words.digests.nobody
            return
        yield self.words.digests.active(
            self.figures.people, sessions=self.words.numbers.sessions(self.figures.sessions)
        )
        if self.may.knows(self.now):
            way = self.may.way(self.now, self.before)
            said = self.may.change(way, self.words.digests.unclear)
            change = f", {said}" if said else ""
            yield self.words.digests.average_is.format(
                mark=self.words.numbers.mark(mean(self.now)),
                people=self.words.numbers.people(self.now.people),
                change=change,
            )

    def activity(self) -> Section:
        figures, words = self.figures, self.words.digests
        share = self.words.numbers.share
        rows = [
            Row(
                label=words.sessions,
                value=str(figures.sessions),
                detail=self.may.was(figures.sessions_before),
            ),
            Row(
                label=words.people,
                value=str(figures.people),
                detail=self.may.was(figures.people_before),
            ),
            Row(label=words.scored, value=share.format(n=figures.finished, of=figures.sessions)),
            *self.average(),
        ]
        return Section(title=words.activity[self.digest.cadence], rows=tuple(rows))

    def average(self) -> Iterator[Row]:
        words, numbers, now = self.words.digests, self.words.numbers, self.now
        if not now.sessions:
            return
        if not self.may.knows(now):
            yield Row(label=words.average, value=self.may.too_few(now))
            return
        average = mean(now)
        yield Row(
            label=words.average,
            value=numbers.mark(average),
            detail=numbers.rests_on(now, statistics.interval(now)),
            share=average / 100,
        )
        if (middle := statistics.median_of(now.scores)) is not None:
            yield Row(label=words.median, value=numbers.mark(middle))
        if said := self.may.change(self.may.way(now, self.before), words.chance):
            moved = numbers.signed(average - mean(self.before))
            yield Row(label=words.change, value=moved, detail=said)

    def assignments(self) -> Section:
        figures, words = self.figures, self.words.digests
        if not figures.assigned:
            return Section()
        passed = words.passed.format(n=figures.passed)
        may = figures.done and figures.assigned_people >= self.may.least
        rows = [
            Row(
                label=words.done,
                value=self.words.numbers.share.format(n=figures.done, of=figures.assigned),
                detail=passed if may else "",
                share=figures.done / figures.assigned,
            )
        ]
        if figures.not_started:
            rows.append(Row(label=words.not_started, value=str(figures.not_started)))
        if figures.past_due:
            people = self.words.numbers.people(len(figures.past_due))
            rows.append(Row(label=words.past_due, value=people, detail=self.named()))
        return Section(title=words.assignments, text=words.pairs, rows=tuple(rows))

    def named(self) -> str:
        """Who is past due, where they may be named."""
        late = self.figures.past_due
        if not self.settings.names or len(late) < self.may.least:
            return ""
        known = sorted((self.names[m] for m in late if m in self.names), key=str.casefold)
        unknown = len(late) - len(known)
        return self.words.numbers.listed(known, MOST_NAMES, besides=unknown) if known else ""

    def told(self) -> tuple[list[Part], list[Part]]:
        """The strongest criteria and the weakest, the weakest of all first; no one is both."""
        ranked = self.may.ranked(self.figures.criteria)
        if len(ranked) == 1:
            return ranked, []
        each = min(MOST_LISTED, len(ranked) // 2)
        return ranked[:each], ranked[::-1][:each]

    def parts(self) -> Iterator[Section]:
        strongest, weakest = self.told()
        words = self.words.digests
        yield self.listed(words.strongest if weakest else words.listed, strongest)
        yield self.listed(words.weakest, weakest)

    def listed(self, title: str, parts: Sequence[Part]) -> Section:
        every = len(self.may.ranked(self.figures.criteria))
        return Section(title=title, rows=tuple(self.part(one, every) for one in parts))

    def part(self, one: Part, comparisons: int) -> Row:
        """A criterion with its figure; a change is told only where it is clear."""
        rests = [self.words.numbers.people(one.now.people)]
        if said := self.may.change(self.may.way(one.now, one.before, comparisons), unclear=""):
            rests.append(said)
        return Row(
            label=one.title,
            value=self.words.numbers.mark(mean(one.now)),
            detail=", ".join(rests),
            share=mean(one.now) / 100,
        )

    def quotes(self) -> Section:
        """What was said where it was strong and where it was weak, masked, by nobody in particular."""
        if not self.settings.words:
            return Section()
        form = self.words.digests.quoted
        rows = [
            Row(label=part.title, value=form.format(words=cut(part.words[0], QUOTE)))
            for part in (one for parts in self.told() for one in parts)
            if part.words
        ]
        return Section(title=self.words.digests.quotes, rows=tuple(rows))

    def coach(self) -> Section:
        ground = Ground(
            figures=self.figures,
            skills=self.may.ranked(self.figures.skills),
            criteria=self.may.ranked(self.figures.criteria),
            scenarios=self.may.ranked(self.figures.scenarios),
            catalogue=self.scenarios,
            words=self.words,
            outcomes=self.figures.assigned_people >= self.may.least,
        )
        rows = tuple(Row(label=said) for said in recommended(ground))
        return Section(title=self.words.digests.coach, rows=rows)

    def also(self) -> Section:
        figures, words, numbers = self.figures, self.words.digests, self.words.numbers
        rows: list[Row] = []
        if (rated := sum(figures.ratings)) >= FEWEST:
            share = numbers.share.format(n=figures.ratings[0], of=rated)
            rows.append(Row(label=words.helpful, value=share, share=figures.ratings[0] / rated))
        if figures.calls:
            cost, earlier = figures.cost, figures.cost_before
            rests = [words.calls(figures.calls)]
            if cost is not None and earlier is not None:
                rests.append(self.may.was(numbers.dollars(earlier)))
            value = words.no_price if cost is None else numbers.dollars(cost)
            rows.append(Row(label=words.cost, value=value, detail=", ".join(rests)))
        return Section(title=words.also, rows=tuple(rows))

    def chart(self) -> Chart | None:
        cadence = self.digest.cadence
        return charting.chart(
            self.words,
            title=self.title,
            trend=tuple(self.trend()),
            trend_title=self.words.digests.trend[cadence],
            bars=tuple(self.bars()),
            now=self.words.digests.activity[cadence],
            unit=self.words.numbers.people,
            before=self.may.earlier,
            sample=self.sample,
        )

    def trend(self) -> Iterator[Point]:
        spreads = self.figures.trend
        for label, spread in zip(self.span.labels(len(spreads)), spreads, strict=True):
            yield charting.point(label, spread, least=self.may.least)

    def bars(self) -> Iterator[Bar]:
        for part in self.may.ranked(self.figures.skills):
            yield Bar(
                label=self.words.skill(part.id).title,
                now=mean(part.now),
                before=mean(part.before) if self.may.knows(part.before) else None,
                n=part.now.people,
            )
