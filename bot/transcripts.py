"""Transcripts kept as files: JSON lines of `speaker` and `text`, for `chattrain grade`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.simulating import Line
from bot.domain.transcript import Transcript

LARGEST = 4 * 1024 * 1024
"""How many bytes a file may have."""
LONGEST = 20_000
"""Characters of one message."""
MOST = 2_000
"""Messages of one transcript."""

_SHAPE = 'write a JSON object such as {"speaker": "trainee", "text": "Hello"}'


@dataclass(frozen=True, slots=True)
class Told:
    """A transcript file as it was read: the conversation, or what is wrong and in which line."""

    lines: tuple[Line, ...] = ()
    problems: tuple[str, ...] = ()


def read(data: bytes, file: str) -> Told:
    """The conversation in a file, empty lines left out; never raises for what stands in it."""
    if len(data) > LARGEST:
        return Told(
            problems=(f"{file}: has more than {LARGEST // 1024**2} MB; grade a part of it",)
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Told(problems=(f"{file}:{line}: is not UTF-8; save it with the encoding UTF-8",))
    found = [(n, _line(line)) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    problems = [f"{file}:{n}: {problem}" for n, problem in found if isinstance(problem, str)]
    lines = tuple(line for _, line in found if not isinstance(line, str))
    if not found:
        problems = [f"{file}: is empty; {_SHAPE} for each message"]
    elif len(found) > MOST:
        problems = [f"{file}: has {len(found)} messages; a transcript may have {MOST}"]
    return Told((), tuple(problems)) if problems else Told(lines)


def _line(text: str) -> Line | str:
    """One line's message, or what is wrong with it."""
    try:
        read = json.loads(text)
    except ValueError:
        return f"is not JSON; {_SHAPE}"
    except RecursionError:
        return f"is nested too deep; {_SHAPE}"
    if not isinstance(read, dict):
        return f"is no object; {_SHAPE}"
    speaker, said = read.get("speaker"), read.get("text")
    if speaker not in ("trainee", "persona", "coach"):
        return f"`speaker` must be trainee or persona (got {speaker!r})"
    if not isinstance(said, str):
        return f"`text` must be a text (got {said!r:.40})"
    if len(said) > LONGEST:
        return f"`text` has {len(said):,} characters; a message may have {LONGEST:,}"
    return speaker, said


def dumped(transcript: Transcript) -> Iterator[str]:
    """A transcript as lines that `read` takes."""
    for turn in transcript:
        yield json.dumps({"speaker": turn.speaker, "text": turn.text}, ensure_ascii=False)
