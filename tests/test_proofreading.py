"""`chattrain check`: what is wrong with files and folders of scenarios, however many."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import proofreading
from bot.proofreading import check
from tests.domain.written import SMALL, changed
from tests.requirements import claims


def folder_of(path: Path, number: int) -> Path:
    """Scenarios of which every fifth is wrong, some in German, and the last two share an id."""
    for n in range(number):
        weight = ("weight: 60", "weight: 61" if n % 5 == 0 else "weight: 60")
        language = ("version: 1", "version: 1\nlanguage: de" if n % 6 == 1 else "version: 1")
        text = changed(("id: small", f"id: small-{min(n, number - 2)}"), weight, language)
        (path / f"s{n:02}.yaml").write_text(text)
    return path


@claims("check.many")
def test_many_files_shared_among_processes_have_the_problems_they_have_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = folder_of(tmp_path, 33)
    monkeypatch.setattr(proofreading, "MANY", 1_000)
    alone = check([folder])
    monkeypatch.setattr(proofreading, "MANY", 8)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    shared = check([folder])
    assert list(map(str, shared.problems)) == list(map(str, alone.problems))
    assert shared.files == alone.files == 33
    assert len(alone.problems) == 7 + 2


def test_a_file_named_twice_is_looked_at_once(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL)
    checked = check([tmp_path, tmp_path / "small.yaml"])
    assert (checked.files, checked.problems) == (1, ())


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (problem,) = check([tmp_path / "nowhere"]).problems
    assert "there is no such folder" in str(problem)
