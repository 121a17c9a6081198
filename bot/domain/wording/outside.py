"""What is said outside a session, where there is no scenario to take the language from."""

from __future__ import annotations

from bot.domain.wording import office

LANGUAGES = {
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}
CHOOSE = office.say("en", "choose")
COMMANDS = office.say("en", "commands")
NO_SESSION = office.say("en", "no_session")
START = "Start"
START_ONE = "Start a practice"
CHOOSE_ONE = "Choose a scenario"
RUNNING = "Running now"
RESULTS = "My results"
PROGRESS = "My progress"
ASSIGNMENTS = "My assignments"
NO_RESULTS = "You have not finished a session yet. `/chattrain start` opens one."


def unknown_command(typed: str, nearest: str | None) -> str:
    hint = f" Did you mean `/chattrain {nearest}`?" if nearest else ""
    return f"There is no `/chattrain {typed}`.{hint} `/chattrain help` says what there is."


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
