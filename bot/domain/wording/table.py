"""The forms of the sentences ChatTrain itself says: what every language must bring.

A sentence with places in braces is a template for `str.format`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.condition import Act
from bot.domain.transcript import StandIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Answers and notices in a session."""

    privacy: str
    privacy_assigned: str
    privacy_quoted: str
    decided: str
    upheld: str
    shared: str
    unshared: str
    help: str
    empty: str
    not_yours: str
    unknown_word: str
    too_long: str
    all_said: str
    limit: str
    limit_with_time: str
    nothing_written: str
    nothing_said: str
    scoring: str
    closed: str
    not_closed: str
    scoring_stopped: str
    no_hint: str
    no_hint_now: str
    ended_without_score: str
    ask_close: str
    kept: str
    reminder: str
    expired: str
    failed: str
    failed_spent: str
    """The same where a limit on models is reached and no script is there to go on."""
    stood_in: Mapping[StandIn, str]
    time_is_up: str
    not_taken: str
    not_opened: str
    place_gone: str
    too_late: str
    """That a message was changed or taken back after the answer to it had begun."""
    goes_on: str
    taken_in: str
    opens_in: str
    thousands: str
    """What stands between the thousands of a figure."""

    def opens_about(self, seconds: float) -> str:
        """That a session opens in about so many seconds, in tens."""
        return self.opens_in.format(seconds=max(1, round(seconds / 10)) * 10)

    def limits(self, turns: int, minutes: int | None) -> str:
        """The limits of a session as a trainee reads them."""
        form = self.limit if minutes is None else self.limit_with_time
        return form.format(turns=turns, minutes=minutes)

    def too_many(self, length: int, limit: int) -> str:
        """That a message of `length` characters does not fit into `limit`."""
        return self.too_long.format(length=self._figure(length), limit=self._figure(limit))

    def _figure(self, number: int) -> str:
        return f"{number:,}".replace(",", self.thousands)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What stands on buttons, and before what is shown."""

    finish: str
    close: str
    go_on: str
    hint: str
    answer_again: str
    try_again: str
    from_here: str
    next_scenario: str
    stop: str
    score_after_all: str
    share: str
    unshare: str
    dispute: str
    you: str
    role: str
    situation: str
    goal: str
    limits: str
    talks_with: str
    attempt: str
    words: str
    go_there: str
    a_hint: str
    a_note: str
    scorecard: str
    you_said: str
    yours: str
    an_example: str
    stronger: str
    why: str
    try_next: str
    helpful: str
    not_helpful: str
    left_out: str
    """What stands where a message could not hold all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """An act, or what speaks against the trainee, in words: as a thing and as advice."""

    title: str
    advice: str
    """One sentence that says what to do, or what to do instead, without its full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The sentences of a scorecard and of a note on a message."""

    acts: Mapping[Act, Doing]
    being_made: str
    score: str
    no_total: str
    passed: str
    not_passed: str
    pass_mark: str
    bands: Mapping[str, str]
    compared: str
    blocked: str
    judged: str
    judged_nothing: str
    for_model: str
    for_language: str
    too_little: str
    level: str
    points: str
    was: str
    not_judged: str
    given: str
    """Beside points that a manager decided: what they were."""
    overridden: str
    analysing: str
    no_model: str
    no_rules: str
    not_enough: str
    not_seen: str
    for_more: str
    has: str
    none_of: str
    copied: str
    foreign: str
    stock: str
    message: str
    messages: str
    a_message: str
    """One message where a sentence begins with it."""
    cited: str
    """One message where it stands alone, as in brackets."""
    one_of: str
    and_: str
    more_of: str
    words_like: str
    held_back: str
    mood: str
    in_time: str
    include: str
    bring_out: str
    try_again: str
    for_example: str
    leave_out: str
    instead_of: str
    good: str
    to_do: str
    quoted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """What a scorecard says about the judgement of a language model."""

    no_answer: str
    cannot_tell: str
    without_model: Mapping[StandIn, str]
    found: str
    found_none: str
    agrees: str
    capped: str
    lowered: str
    not_lowered: str
    no_evidence: str
    two_differ: str
    lower_counts: str
    unsure: str
    partly_read: str
    alone: str
    secured: str
    nothing_secured: str
    second_look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What forms ask: titles of at most 24 characters, questions of at most 45."""

    dispute: str
    dispute_why: str
    decide: str
    decide_why: str
    send: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Everything that is said inside a session, in one language."""

    language: str
    talk: Talk
    labels: Labels
    questions: Questions
    judgement: Judgement
    opinions: Opinions
