"""What a terminal shows of each content: paragraphs, and how buttons are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from adapters.terminal.screen import BLANK, Line, Style
from bot.domain import reporting, verdict, wording
from bot.domain.content import (
    Button,
    Card,
    Content,
    Handout,
    Moved,
    Notice,
    Offer,
    Opening,
    Report,
    Row,
    Speech,
)
from bot.domain.scorecard import Score, Scorecard
from bot.domain.utterance import WORDS

STEPS = 10
"""Blocks of a bar that shows points of 100."""
LABEL = 44
"""The longest name that figures still stand in one column beside."""
_EMPHASIS = re.compile(r"(\*\*|`)(?=\S)(.+?)(?<=\S)\1")


def lines(content: Content, choices: tuple[Button, ...] = ()) -> Iterator[Line]:
    """A content as paragraphs; `choices` are the buttons that are typed as numbers."""
    match content:
        case Opening():
            yield from _opening(content)
        case Speech():
            yield Line(content.text, name=f"{content.persona}: ")
        case Notice():
            label = f"{content.label}: " if content.label else ""
            yield Line(label + unmarked(content.text), "fair", mark="* ")
        case Card() if content.stopped:
            yield Line(unmarked(content.stage), "fair", mark="* ")
        case Card():
            yield from _scorecard(content.scorecard, short=content.short)
        case Offer():
            yield Line(unmarked(content.text), "strong")
        case Moved():
            yield Line(unmarked(content.text), "fair", mark="* ")
        case Report():
            yield from _report(content)
        case Handout():
            yield Line(unmarked(content.text))
        case _:
            assert_never(content)
    yield from _choices(choices)
    yield BLANK


def unmarked(text: str) -> str:
    """Text without the marks of bold and code, which a terminal would show as they are."""
    return _EMPHASIS.sub(r"\2", text)


def choices(content: Content) -> tuple[Button, ...]:
    """What can be chosen by number: everything that has no `!word` of its own."""
    match content:
        case Offer():
            return tuple(Button(f"{s.title} ({s.id})", "start", s.id) for s in content.scenarios)
        case Speech() | Moved() | Opening() | Handout():
            return ()
        case Report():
            within = (button for section in content.sections for button in section.buttons)
            return (*within, *content.buttons)
        case Card() | Notice():
            return tuple(b for b in content.buttons if b.value or b.action not in WORDS)
        case _:
            assert_never(content)


def _opening(content: Opening) -> Iterator[Line]:
    names = wording.of(content.language).labels
    again = f" ({names.attempt.format(number=content.attempt)})" if content.attempt > 1 else ""
    yield Line(content.title + again, "strong")
    yield BLANK
    brief = (
        (names.role, content.role),
        (names.situation, content.situation),
        (names.goal, content.goal),
        (names.limits, content.limits),
    )
    width = max(len(label) for label, _ in brief) + 2
    for label, text in brief:
        yield Line(unmarked(text), mark=f"{label + ':':<{width}}")
    yield Line(unmarked(content.privacy), "faint")
    yield Line(names.words, "faint")
    yield BLANK
    for who, text in content.recap:
        yield Line(text, "faint", name=f"{who}: ")
    yield Line(f"{content.persona}, {content.persona_role}", "persona")
    yield Line(content.opening, name=f"{content.persona}: ")


def _scorecard(card: Scorecard, *, short: bool) -> Iterator[Line]:
    names = wording.of(card.language).labels
    yield Line(f"{names.scorecard}: {card.title}", "strong")
    yield Line(verdict.headline(card), "good" if card.passed else "fair")
    for note in verdict.notes(card):
        yield Line(unmarked(note), "weak" if card.blocked_by else "plain")
    yield BLANK
    for strength in () if short else card.strengths:
        yield Line(unmarked(strength), mark="+ ")
    if card.strengths and not short:
        yield BLANK
    for score in card.scores:
        yield from _level(card, score)
        if not short or score.points is None:
            yield from _grounds(card, score)
        if not short:
            yield BLANK
    if card.next_step:
        yield Line(unmarked(card.next_step), "strong", mark=f"{names.try_next}: ")


def _level(card: Scorecard, score: Score) -> Iterator[Line]:
    yield Line(f"{score.title} ({score.weight} %)", "strong")
    if score.points is None:
        if not score.reason:
            yield Line(verdict.level(card, score), "faint", indent=2)
        return
    shown = (
        f"{_bar(score.points / 100)} {verdict.points(card, score)}, {verdict.level(card, score)}"
    )
    yield Line(shown, _colour(score.points), indent=2)


def _grounds(card: Scorecard, score: Score) -> Iterator[Line]:
    """What a level rests on, and a stronger line."""
    names = wording.of(card.language).labels
    if score.reason:
        yield Line(unmarked(score.reason), indent=2)
    for evidence in score.evidence:
        cited = verdict.cite(card, evidence)
        mark = f"{names.you_said} ({cited}): " if cited else f"{names.you_said}: "
        yield Line(f"“{evidence.quote}”", indent=2, mark=mark)
    if (better := score.rewording) is not None:
        yours = names.yours if better.turn is not None else names.an_example
        width = max(map(len, (yours, names.stronger, names.why))) + 2
        if better.yours:
            yield Line(f"“{better.yours}”", "faint", indent=2, mark=f"{yours + ':':<{width}}")
        stronger = f"{names.stronger + ':':<{width}}"
        yield Line(f"“{better.stronger}”", "good", indent=2, mark=stronger)
        yield Line(unmarked(better.why), indent=2, mark=f"{names.why + ':':<{width}}")


def _report(report: Report) -> Iterator[Line]:
    yield Line(unmarked(report.title), "strong")
    yield from _paragraphs(report.text)
    for section in report.sections:
        yield BLANK
        if section.title:
            yield Line(unmarked(section.title), "strong")
        yield from _paragraphs(section.text)
        yield from _rows(section.rows)
    if report.chart is not None:
        yield BLANK
        yield Line(report.chart.alt, "faint")
    if report.footer:
        yield BLANK
        yield Line(unmarked(report.footer), "faint")


def _paragraphs(text: str) -> Iterator[Line]:
    yield from (Line(unmarked(line)) for line in text.split("\n") if text)


def _rows(rows: Sequence[Row]) -> Iterator[Line]:
    """Figures under each other, each with its bar; what has no figure is a line of a list."""
    figures = [row for row in rows if row.value]
    wide = min(max((len(unmarked(row.label)) for row in figures), default=0), LABEL)
    deep = max((len(unmarked(row.value)) for row in figures), default=0)
    bars = any(row.share is not None for row in figures)
    for row in rows:
        if not row.value:
            yield Line(unmarked(reporting.line(row)), indent=2, mark="* ")
            continue
        value = f"{unmarked(row.value):>{deep}}  {_bar(row.share)}" if bars else unmarked(row.value)
        figure = f"{unmarked(row.label):<{wide}}  {value}"
        yield Line(figure.rstrip(), indent=2)
        if row.detail:
            yield Line(unmarked(row.detail), "faint", indent=4)


def _bar(share: float | None) -> str:
    if share is None:
        return " " * STEPS
    full = round(min(1.0, max(0.0, share)) * STEPS)
    return "■" * full + "·" * (STEPS - full)


def _colour(points: int | None) -> Style:
    if points is None:
        return "faint"
    return "good" if points >= 80 else "fair" if points >= 60 else "weak"


def _choices(numbered: tuple[Button, ...]) -> Iterator[Line]:
    for number, button in enumerate(numbered, 1):
        yield Line(_label(button), indent=2, mark=f"!{number}  ")


def _label(button: Button) -> str:
    known = button.about in button.label  # "" is in every label
    return button.label if known else f"{button.label} ({button.about})"
