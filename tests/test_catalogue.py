"""The scenarios on disk: found, read again when they change, and shown when they are wrong."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from bot import catalogue
from bot.catalogue import Catalogue, bundled, load
from bot.proofreading import check
from tests.domain.test_scenario_yaml import PERSONA
from tests.domain.written import SMALL, changed
from tests.requirements import claims

WRONG = SMALL.replace("weight: 60", "weight: heavy")
WITH_ADA = SMALL[: SMALL.index("persona:\n")] + "persona: ada\n" + SMALL[SMALL.index("facts:\n") :]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "personas").mkdir()
    return tmp_path


def write(path: Path, text: str) -> None:
    """Writes a file so that it is seen as changed, however fast the clock of the disk is."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(before + 10**9, before + 10**9))


def lines(problems: tuple[Exception, ...]) -> list[str]:
    return [str(problem) for problem in problems]


def test_the_bundled_folder_is_found() -> None:
    assert (bundled() / "late-delivery.yaml").is_file()


def test_the_bundled_folder_of_an_installed_package_lies_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bot" / "scenarios").mkdir(parents=True)
    monkeypatch.setattr(catalogue, "__file__", str(tmp_path / "bot" / "catalogue.py"))
    assert bundled() == tmp_path / "bot" / "scenarios"


@claims("scenario.reload")
def test_a_saved_file_counts_at_the_next_look(folder: Path) -> None:
    write(folder / "small.yaml", SMALL)
    found = Catalogue([folder])
    before = found.scenarios["small"]
    write(folder / "small.yaml", changed(("A small scenario", "Another")))
    assert found.scenarios["small"] is before
    found.refresh()
    assert found.scenarios["small"].title == "Another"
    assert before.title == "A small scenario"


def test_a_file_that_did_not_change_is_not_read_again(folder: Path) -> None:
    write(folder / "small.yaml", SMALL)
    found = Catalogue([folder])
    before = found.scenarios["small"]
    found.refresh()
    write(folder / "other.yaml", changed(("id: small", "id: other")))
    found.refresh()
    assert found.scenarios["small"] is before
    assert set(found.scenarios) == {"small", "other"}


@claims("scenario.reload")
def test_a_file_that_breaks_cannot_be_started_and_shows_its_error_until_it_is_mended(
    folder: Path,
) -> None:
    path = folder / "small.yaml"
    write(path, SMALL)
    found = Catalogue([folder])
    write(path, WRONG)
    found.refresh()
    assert found.scenarios == {}
    (problem,) = found.problems
    assert problem.file == str(path)
    assert problem.line == 1 + WRONG[: WRONG.index("heavy")].count("\n")
    write(path, SMALL)
    found.refresh()
    assert set(found.scenarios) == {"small"}
    assert found.problems == ()


def test_files_come_and_go(folder: Path) -> None:
    found = Catalogue([folder])
    assert (dict(found.scenarios), found.problems, found.files) == ({}, (), 0)
    write(folder / "small.yml", SMALL)
    found.refresh()
    assert set(found.scenarios) == {"small"}
    (folder / "small.yml").unlink()
    found.refresh()
    assert dict(found.scenarios) == {}


def test_hidden_files_and_other_files_are_left_alone(folder: Path) -> None:
    for name in (".#small.yaml", "small.yaml~", "notes.txt", "scenario.schema.json"):
        write(folder / name, WRONG)
    assert Catalogue([folder]).problems == ()


def test_two_files_with_one_id_are_told_under_both_names_and_neither_is_offered(
    folder: Path,
) -> None:
    one, two = folder / "one.yaml", folder / "two.yaml"
    write(one, SMALL)
    write(two, "# a copy\n" + SMALL)
    found = Catalogue([folder])
    assert dict(found.scenarios) == {}
    remedy = "neither can be started until each has its own"
    assert lines(found.problems) == [
        f"{one}:1:1: id: the id 'small' is also that of {two}; {remedy}",
        f"{two}:2:1: id: the id 'small' is also that of {one}; {remedy}",
    ]


def test_a_persona_that_changes_counts_for_the_scenarios_that_name_it(folder: Path) -> None:
    persona = folder / "personas" / "ada.yaml"
    write(persona, PERSONA)
    write(folder / "small.yaml", WITH_ADA)
    write(folder / "own.yaml", changed(("id: small", "id: own")))
    found = Catalogue([folder])
    own = found.scenarios["own"]
    write(persona, PERSONA.replace("Ada", "Bea"))
    found.refresh()
    assert found.scenarios["small"].persona.name == "Bea"
    assert found.scenarios["own"] is own


def test_a_wrong_persona_is_told_once_however_many_scenarios_name_it(folder: Path) -> None:
    write(folder / "personas" / "ada.yaml", PERSONA.replace("start: 5", "start: 50"))
    write(folder / "one.yaml", WITH_ADA)
    write(folder / "two.yaml", WITH_ADA.replace("id: small", "id: two"))
    write(folder / "personas" / "bea.yaml", "name: Bea\n")
    problems = Catalogue([folder]).problems
    assert [Path(p.file).name for p in problems] == ["ada.yaml"] + ["bea.yaml"] * 5


def test_a_persona_that_appears_mends_the_scenario_that_waits_for_it(folder: Path) -> None:
    write(folder / "small.yaml", WITH_ADA)
    found = Catalogue([folder])
    assert "there is no persona 'ada'" in str(found.problems[0])
    write(folder / "personas" / "ada.yaml", PERSONA)
    found.refresh()
    assert set(found.scenarios) == {"small"}


def test_a_persona_beside_the_scenario_goes_before_one_of_another_folder(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name / "personas").mkdir(parents=True)
        write(tmp_path / name / "personas" / "ada.yaml", PERSONA.replace("Ada", f"Ada {name}"))
        write(tmp_path / name / "small.yaml", WITH_ADA.replace("id: small", f"id: {name}"))
    found = Catalogue([tmp_path / "a", tmp_path / "b"]).scenarios
    assert {id: scenario.persona.name for id, scenario in found.items()} == {
        "a": "Ada a",
        "b": "Ada b",
    }


def test_a_folder_that_is_not_there_is_told_until_it_is(tmp_path: Path) -> None:
    late = tmp_path / "late"
    found = Catalogue([late])
    assert lines(found.problems) == [f"{late}:1:1: there is no such folder of scenarios"]
    late.mkdir()
    found.refresh()
    assert found.problems == ()


def test_a_file_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "small.yaml").mkdir()
    (folder / "gone.yaml").symlink_to(folder / "nowhere.yaml")
    (problem,) = Catalogue([folder]).problems
    assert str(problem) == f"{folder / 'small.yaml'}:1:1: the file cannot be read: Is a directory"


def test_a_folder_given_twice_is_read_once(folder: Path) -> None:
    write(folder / "small.yaml", SMALL)
    assert Catalogue([folder, folder / "personas" / ".."]).problems == ()


def test_ids_near_a_wrong_one_are_suggested() -> None:
    found = Catalogue([bundled()])
    assert found.nearest("late-delivry")[0] == "late-delivery"
    assert found.nearest("zzzzzz") == ()


def test_refreshing_from_many_threads_at_once_is_safe(folder: Path) -> None:
    write(folder / "small.yaml", SMALL)
    found = Catalogue([folder])
    seen: list[set[str]] = []

    def look() -> None:
        for _ in range(20):
            found.refresh()
            seen.append(set(found.scenarios))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(5):
        write(folder / "small.yaml", changed(("version: 1", f"version: {number + 2}")))
    for thread in threads:
        thread.join()
    assert len(seen) == 80


def test_a_single_file_is_loaded_with_the_personas_beside_it(folder: Path) -> None:
    write(folder / "personas" / "ada.yaml", PERSONA)
    write(folder / "small.yaml", WITH_ADA)
    loaded = load(folder / "small.yaml").scenario
    assert loaded is not None
    assert loaded.persona.name == "Ada"
    (problem,) = load(folder / "none.yaml").problems
    assert "the file cannot be read: No such file or directory" in str(problem)


def test_checking_takes_files_folders_and_personas(folder: Path) -> None:
    write(folder / "small.yaml", WRONG)
    write(folder / "personas" / "ada.yaml", PERSONA)
    of_folder = check([folder])
    assert of_folder.files == 2
    assert len(of_folder.problems) == 1
    assert check([folder / "small.yaml"]).problems[0].path == "rubric.criteria.0.weight"
    assert check([folder / "personas" / "ada.yaml"]).problems == ()
    assert check([bundled()]).problems == ()


def test_a_relative_path_is_shown_as_it_is_typed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "small.yaml", WRONG)
    monkeypatch.chdir(folder)
    assert str(check([Path("small.yaml")]).problems[0]).startswith("small.yaml:")
    assert str(check([Path()]).problems[0]).startswith("small.yaml:")
