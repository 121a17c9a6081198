"""The sentences ChatTrain itself says in a conversation, in one place and one voice."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.scenario import Scenario

PRIVACY = (
    "A machine plays the other side and scores the practice. "
    "Nobody but you reads the conversation; managers see the scores of sessions they assigned, "
    "of others only that they were completed."
)
HELP = (
    "Answer as you would in the real conversation. "
    "`!hint` gives a hint, `!stop` stops a reply that is being written, "
    "`!finish` ends the conversation and scores it, `!retry` starts it again."
)
EMPTY = "That message had no text. Type what you would say; `!help` lists the commands."
NOT_YOURS = "This session belongs to someone else. Type `/chattrain start` to open your own."
NOTHING_WRITTEN = (
    "Nothing is being written right now. To end the conversation and see your score, use `!finish`."
)
NOTHING_SAID = (
    "You have not said anything yet, so there is nothing to score. "
    "Answer the first message, or close the session without a score."
)
SCORING = (
    "The conversation is being scored, so this message does not count. "
    "You can try again from any turn once the scorecard is here."
)
CLOSED = "This session is closed. You can try it again or start another."
NOT_CLOSED = (
    "This session is still running. Use `!finish` to score it first; then you can try again."
)
NO_HINT = "There are no more hints for this scenario. Say what you would say in your own words."
NO_HINT_NOW = "There is no further hint for this moment. Answer first, then ask again."
ENDED_WITHOUT_SCORE = "The session is closed without a score."
ASK_CLOSE = "Close this session without a score? What was said stays stored, but is not scored."
KEPT = "The session goes on. Answer where you left off."
REMINDER = "This practice is still open. Answer to go on, or finish it to get your score."
EXPIRED = "Nothing was said here for three days, so the session was closed as not finished."
FAILED = (
    "The reply could not be finished, because the language model did not answer. "
    "Your message is kept; ask for the answer again."
)
TIME_IS_UP = "The time for this scenario is up. The conversation is scored now."
PERSON_LEFT_PLACE = "The conversation's place is gone, so the session was closed."


def unknown_word(typed: str, known: Iterable[str]) -> str:
    words = ", ".join(f"`!{word}`" for word in known)
    return f"There is no `!{typed}`. What you can type: {words}."


def too_long(length: int, limit: int) -> str:
    return (
        f"That message has {length:,} characters; here a message can have {limit:,}. "
        "It was not sent. Shorten it and send it again."
    )


def all_said(count: int) -> str:
    return (
        f"You have used all of your messages ({count}), so this one does not count. "
        "The conversation is scored after the last reply."
    )


def limits(scenario: Scenario) -> str:
    """The limits of a session as a trainee reads them."""
    turns = f"You have {scenario.limits.turns} messages"
    minutes = scenario.limits.minutes
    time = f" and {minutes} minutes" if minutes is not None else ""
    return f"{turns}{time}; you can finish earlier."


def unknown_scenario(wanted: str, nearest: Iterable[str]) -> str:
    near = ", ".join(f"`{id}`" for id in nearest)
    hint = f" Did you mean {near}?" if near else " `/chattrain list` shows them all."
    return f"There is no scenario `{wanted}`.{hint}"


def already_open(title: str, wanted: str) -> str:
    start = "start it afresh" if title == wanted else f"start “{wanted}”"
    return f"You have “{title}” open. Leave it without a score and {start}?"


CHOOSE = "Choose a scenario to practise."
NO_SESSION = "You have no session running. `/chattrain start` opens one."
NOTHING_TO_RETRY = "There is no session of yours to try again here. `/chattrain start` opens one."
NO_SUCH_TURN = "That turn does not exist any more. Use Try again on the scorecard."
NO_RESULTS = "You have not finished a session yet. `/chattrain start` opens one."


def goes_on_in(title: str) -> str:
    return f"You have “{title}” open; it goes on in its own thread."


def result(title: str, total: int | None, *, passed: bool) -> str:
    score = "not enough to judge" if total is None else f"{total}/100"
    return f"* {title}: {score}{', passed' if passed else ''}"
