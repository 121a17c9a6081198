"""What the persona says when only the script plays it: the lines its author wrote. Pure.

The same scenario, transcript and play always give the same line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain import play as playing
from bot.domain.scenario import Scenario
from bot.domain.seeing import holds, latest
from bot.domain.transcript import Play, Transcript


def line(scenario: Scenario, transcript: Transcript, play: Play) -> str:
    """What the persona says next.

    Its last words where the play has ended; else the first cue that fits and has a variant left;
    else the lines for when none fits, in turn and round again.
    """
    last_words = _last_words(scenario, play)
    if last_words:
        return last_words[len(transcript.by("trainee")) % len(last_words)]
    spoken = [turn.text for turn in transcript if turn.speaker == "persona" and turn.text]
    fitting = _fitting(scenario, transcript, play, spoken)
    return next(fitting, None) or _otherwise(scenario, play, spoken)


def _last_words(scenario: Scenario, play: Play) -> tuple[str, ...]:
    match play.ending:
        case "satisfied":
            return scenario.persona.farewell
        case "left":
            return scenario.persona.walkout
        case None:
            return ()


def _fitting(
    scenario: Scenario, transcript: Transcript, play: Play, spoken: Sequence[str]
) -> Iterator[str]:
    """Every line of a cue that fits and is not used up, in order."""
    if not transcript.by("trainee"):
        return
    seen = latest(scenario, transcript, play)
    tellable = playing.tellable(scenario, transcript, play)
    for number, cue in enumerate(scenario.script.cues):
        if (cue.reveals is None or cue.reveals in tellable) and holds(cue.when, seen):
            for variant, text in enumerate(cue.say):
                if f"{number}:{variant}" not in play.used and spoken[-1:] != [text]:
                    yield text


def _otherwise(scenario: Scenario, play: Play, spoken: Sequence[str]) -> str:
    """The first unsaid line; once all are said, the one after the line that was said latest."""
    lines, said_last = scenario.script.otherwise, next(reversed(spoken), "")
    for variant, text in enumerate(lines):
        if f"otherwise:{variant}" not in play.used and not _begins(text, said_last):
            return text
    latest = next((lines.index(text) for text in reversed(spoken) if text in lines), len(lines) - 1)
    following = [*lines[latest + 1 :], *lines[: latest + 1]]
    return next((text for text in following if not _begins(text, said_last)), following[0])


def _begins(text: str, shown: str) -> bool:
    """Whether `shown` is the line, or what of it was shown before it was cut off."""
    return bool(shown) and text.startswith(shown)
