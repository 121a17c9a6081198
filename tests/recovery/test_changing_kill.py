"""SIGKILL around a message that is changed: in time it is what is answered, late it is not, and never
both."""

from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

import pytest

from bot.domain.wording import ENGLISH
from tests.fakes.forked import ended, forked
from tests.recovery import changing_child as child
from tests.recovery.changing_child import AFTER, BEFORE, PAGE
from tests.recovery.journal import standing
from tests.requirements import claims

IN_TIME = (
    "after what was heard is committed",
    "after what was changed is committed",
    "before what was decided is committed",
    "after what was decided is committed",
)
LATE = (
    "after what was changed is committed",
    "before what was decided is committed",
    "after the post, before its reference is saved",
    "before the last edit",
)


def run(folder: Path, point: str, *, late: bool) -> int:
    says = folder / "says"
    with forked(child.play, folder, point, late=late, says=says) as process:
        code = ended(process)
    assert code in (0, -signal.SIGKILL), says.read_text()
    return code


def assert_answered(folder: Path, text: str) -> None:
    with sqlite3.connect(folder / "chattrain.db") as database:
        turns = database.execute("SELECT speaker, text, state FROM turns ORDER BY number")
        _, said, reply = turns.fetchall()
    assert said[:2] == ("trainee", text)
    assert reply == ("persona", f"You said “{text}”", "delivered")
    (page,) = [m for m in standing(folder / "journal.jsonl") if m.key == PAGE]
    assert (page.text, page.complete) == (reply[1], True)


@claims("engine.edits", "killed.changed")
@pytest.mark.parametrize("point", IN_TIME)
def test_a_change_in_time_is_answered_in_spite_of_a_kill(point: str, tmp_path: Path) -> None:
    assert run(tmp_path, point, late=False) == -signal.SIGKILL
    assert run(tmp_path, "none", late=False) == 0
    assert_answered(tmp_path, AFTER)
    assert child.notices(tmp_path) == []


@claims("engine.edits", "killed.changed")
@pytest.mark.parametrize("point", LATE)
def test_a_late_change_is_told_once_in_spite_of_a_kill(point: str, tmp_path: Path) -> None:
    assert run(tmp_path, point, late=True) == -signal.SIGKILL
    assert run(tmp_path, "none", late=True) == 0
    assert_answered(tmp_path, BEFORE)
    assert child.notices(tmp_path) == [ENGLISH.talk.too_late]
