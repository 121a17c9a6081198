"""What is said outside a session, where there is no scenario to take the language from."""

from __future__ import annotations

from collections.abc import Iterable

LANGUAGES = {
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}
HELLO = "I let you practise conversations. Yours opens where nobody but you reads it."
CHOOSE = "Choose a scenario to practise."
COMMANDS = (
    "`/chattrain start` opens a practice, `list` shows the scenarios, `score` your results, "
    "`stop` closes the session that runs. In its thread:"
)
NO_SESSION = "You have no session running. `/chattrain start` opens one."
NOTHING_TO_RETRY = "There is no session of yours to try again here. `/chattrain start` opens one."
NO_SUCH_TURN = "That message does not exist any more. Use Try again on the scorecard."
START = "Start"
START_ONE = "Start a practice"
CHOOSE_ONE = "Choose a scenario"
RUNNING = "Running now"
RESULTS = "My results"
PROGRESS = "My progress"
ASSIGNMENTS = "My assignments"
NO_RESULTS = "You have not finished a session yet. `/chattrain start` opens one."


def unknown_scenario(wanted: str, nearest: Iterable[str]) -> str:
    near = ", ".join(f"`{id}`" for id in nearest)
    hint = f" Did you mean {near}?" if near else " `/chattrain list` shows them all."
    return f"There is no scenario `{wanted}`.{hint}"


def unknown_command(typed: str, nearest: str | None) -> str:
    hint = f" Did you mean `/chattrain {nearest}`?" if nearest else ""
    return f"There is no `/chattrain {typed}`.{hint} `/chattrain help` says what there is."


def already_open(title: str, wanted: str) -> str:
    start = "start it afresh" if title == wanted else f"start “{wanted}”"
    return f"You have “{title}” open. Leave it without a score and {start}?"


def scored(total: int | None, *, passed: bool) -> str:
    score = "not enough to judge" if total is None else f"{total}/100"
    return f"{score}{', passed' if passed else ''}"


def described(difficulty: int, language: str) -> str:
    """How hard a scenario is, and its language where it is not English."""
    code = language.partition("-")[0]
    spoken = "" if code == "en" else f", in {LANGUAGES.get(code, language)}"
    return f"Difficulty {difficulty} of 5{spoken}"


def more(count: int) -> str:
    """That there are scenarios which a list had no room for."""
    return f"There are {count} more: type `/chattrain start` and a word of what you look for."
