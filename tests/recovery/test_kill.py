"""SIGKILL at every named point: after the restart every message is answered exactly once."""

from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

import pytest

from tests.fakes.forked import ended, forked
from tests.recovery import child
from tests.recovery.child import LINES, SESSION, TEXTS
from tests.recovery.journal import standing
from tests.requirements import claims

POINTS = (
    "before what was accepted is committed",
    "after what was accepted is committed",
    "before what was claimed is committed",
    "after what was claimed is committed",
    "before what was stepped is committed",
    "after what was stepped is committed",
    "before the thread is opened",
    "after the thread is opened",
    "while streaming",
    "after the post, before its reference is saved",
    "before the last edit",
    "after the last edit",
    "while grading",
    "before what was graded is committed",
    "after what was graded is committed",
    "before the scorecard is shown complete",
)


def run(folder: Path, point: str, *, finds: bool = True) -> int:
    says = folder / "says"
    with forked(child.play, folder, point, finds=finds, says=says) as process:
        code = ended(process)
    assert code in (0, -signal.SIGKILL), says.read_text()
    return code


@claims(
    "killed.before-commit",
    "killed.before-ack",
    "killed.before-draining",
    "killed.streaming",
    "killed.after-post",
    "killed.last-edit",
    "killed.grading",
    "killed.exactly-once",
    "score.one",
)
@pytest.mark.parametrize("point", POINTS)
def test_killed_and_started_again_everything_is_there_once(point: str, tmp_path: Path) -> None:
    assert run(tmp_path, point) == -signal.SIGKILL
    assert run(tmp_path, "none") == 0
    assert_whole(tmp_path)
    keys = [message.key for message in standing(tmp_path / "journal.jsonl")]
    assert len(keys) == len(set(keys)), "a message was posted twice"


@claims("killed.exactly-once")
def test_killed_again_and_again_everything_is_there_once(tmp_path: Path) -> None:
    for point in POINTS:
        run(tmp_path, point)
    assert run(tmp_path, "none") == 0
    assert_whole(tmp_path)


def test_where_a_message_cannot_be_found_again_it_is_posted_once_more_and_no_other_is(
    tmp_path: Path,
) -> None:
    assert run(tmp_path, "after the post, before its reference is saved", finds=False) != 0
    assert run(tmp_path, "none", finds=False) == 0
    assert_whole(tmp_path)
    keys = [message.key for message in standing(tmp_path / "journal.jsonl")]
    assert len(keys) - len(set(keys)) == 1


def assert_whole(folder: Path) -> None:
    """What was said stands once and in order, each answered once, and is what people see."""
    with sqlite3.connect(folder / "chattrain.db") as database:
        turns = database.execute(
            "SELECT speaker, text, state FROM turns WHERE session = ? ORDER BY number", (SESSION,)
        ).fetchall()
        (cards,) = database.execute("SELECT count(*) FROM scorecards").fetchone()
    assert [text for speaker, text, _ in turns if speaker == "trainee"] == list(LINES)
    assert [speaker for speaker, _, _ in turns] == ["persona"] + ["trainee", "persona"] * 3
    assert {state for _, _, state in turns} == {"delivered"}
    replies = [text for speaker, text, _ in turns if speaker == "persona"][1:]
    assert replies == list(TEXTS[:3])
    assert cards == 1
    shown = {message.key: message for message in standing(folder / "journal.jsonl")}
    for number, reply in zip((3, 5, 7), replies, strict=True):
        page = shown[f"{SESSION}:turn:{number}:0"]
        assert (page.text, page.complete) == (reply, True)
    assert shown[f"{SESSION}:scorecard"].complete
