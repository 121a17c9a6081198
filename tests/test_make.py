"""What `make` says on a machine that lacks something, and what a wheel holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.requirements import claims

ROOT = Path(__file__).parent.parent
TOOLS = ("sh", "make", "touch", "chmod")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout, beside a `bin` that holds nothing but make and what it cannot do without."""
    if shutil.which("make") is None:
        pytest.skip("there is no make on this machine")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (tmp_path / "bin" / tool).symlink_to(found)
    (tmp_path / "here").mkdir()
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path / "here")
    return tmp_path


def _program(machine: Path, name: str, script: str) -> None:
    path = machine / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def _make(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [machine / "bin" / "make", "run", *arguments],
        cwd=machine / "here",
        env={"PATH": str(machine / "bin")},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@claims("project.missing")
def test_without_a_python_make_says_which_one_it_needs(machine: Path) -> None:
    done = _make(machine)
    assert done.returncode
    assert "needs Python 3.11 or newer, and none was found" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr


@claims("project.missing")
def test_a_shim_without_a_python_behind_it_is_passed_over(machine: Path) -> None:
    _program(machine, "python3.13", "echo 'command not found' >&2; exit 127")
    _program(machine, "python3", 'case "$*" in *version_info*) exit 1;; esac')
    done = _make(machine)
    assert "none was found" in done.stderr
    assert "command not found" not in done.stderr


@claims("project.missing")
def test_a_python_without_venv_is_named_with_the_package_that_has_it(machine: Path) -> None:
    _program(
        machine,
        "python3",
        f'case "$*" in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"',
    )
    done = _make(machine)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    assert f"apt-get install {version}-venv" in done.stderr


@claims("project.missing")
def test_a_python_that_was_asked_for_and_does_not_run_is_named(machine: Path) -> None:
    done = _make(machine, "PYTHON=/nowhere/python")
    assert "PYTHON=/nowhere/python is not a Python 3.11 or newer that runs" in done.stderr


@claims("project.wheel")
def test_a_wheel_holds_the_scenarios_and_the_page(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", tmp_path],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    for source, target in (("scenarios", "bot/scenarios"), ("adapters", "adapters")):
        files = [p for p in (ROOT / source).rglob("*") if p.is_file() and p.suffix != ".pyc"]
        assert {f"{target}/{p.relative_to(ROOT / source).as_posix()}" for p in files} <= held
    assert any(name.endswith(".html") for name in held)
    assert "adapters/slack/manifest.yml" in held
