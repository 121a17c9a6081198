"""Everything that is wrong with scenario files, for those who write them: `chattrain check`.

More than the catalogue asks for: the scripted trainees of every scenario are played and scored.
Many files are shared among the processors.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from bot import catalogue
from bot.catalogue import Library
from bot.domain import acts
from bot.errors import ScenarioError

MANY = 24
"""Files from which it pays to share them among processes."""
SHARE = 4
"""How many of them a process takes at a time."""
_LANGUAGE = re.compile(rb"^language: *[\"']?([a-z]{2,3})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at scenario files and folders found."""

    files: int
    problems: tuple[ScenarioError, ...]


@dataclass(frozen=True, slots=True)
class _Proof:
    """One file: the scenario's id, where it holds a whole one, and what is wrong."""

    path: Path
    id: str | None
    problems: tuple[ScenarioError, ...]


def check(paths: Iterable[Path]) -> Checked:
    """Everything that is wrong with files and folders of scenarios."""
    files, folders = _files(paths)
    libraries = {
        folder: catalogue.library([*folders, folder]) for folder in {path.parent for path in files}
    }
    proofs = list(_each(partial(_proof, libraries), files))
    problems = [problem for proof in proofs for problem in proof.problems]
    missing = [catalogue.missing(folder) for folder in folders if not folder.is_dir()]
    return Checked(len(files), catalogue.each_once([*missing, *problems, *_of_ids(proofs)]))


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files to look at, each once, and the folders they were found in."""
    files: dict[Path, None] = {}
    folders: dict[Path, None] = {}
    for path in paths:
        if path.is_dir() or not path.exists():
            folders[path] = None
            files |= dict.fromkeys(catalogue.files_in(path))
        else:
            files[path] = None
    return list(files), list(folders)


def _proof(libraries: Mapping[Path, Library], path: Path) -> _Proof:
    reading = catalogue.load(path, libraries[path.parent], tried=True)
    return _Proof(path, reading.scenario.id if reading.scenario else None, reading.problems)


def _of_ids(proofs: Sequence[_Proof]) -> Iterator[ScenarioError]:
    owners: dict[str, list[Path]] = {}
    for proof in proofs:
        if proof.id is not None:
            owners.setdefault(proof.id, []).append(proof.path)
    for id, paths in owners.items():
        if len(paths) > 1:
            yield from catalogue.shared(id, [catalogue.source(path) for path in paths])


def _each(look: Callable[[Path], _Proof], files: Sequence[Path]) -> Iterable[_Proof]:
    """Looks at every file, in order; nothing that is found becomes garbage before the end."""
    collects = gc.isenabled()
    gc.disable()
    try:
        processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
        if processors == 1 or len(files) < MANY or threading.active_count() > 1:
            return [look(path) for path in files]
        return _shared(look, files, processors)
    finally:
        if collects:
            gc.enable()


def _shared(look: Callable[[Path], _Proof], files: Sequence[Path], processors: int) -> list[_Proof]:
    """Looks at the files in several processes.

    The rules of a language take 0.1 s or more to read: this process reads those that all will need,
    and a language of few files is left to the one process that gets them.
    """
    by_language: dict[str, list[Path]] = {}
    for path in files:
        by_language.setdefault(_language(path), []).append(path)
    few = [some for some in by_language.values() if len(some) <= len(files) // (2 * processors)]
    acts.warm_up(language for language, some in by_language.items() if some not in few)
    many = [path for some in by_language.values() if some not in few for path in some]
    shares = [*few, *(many[n : n + SHARE] for n in range(0, len(many), SHARE))]
    gc.freeze()  # what there is by now stays: no process need look through it at its end
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processors, mp_context=context) as pool:
        proofs = chain.from_iterable(pool.map(partial(_look_at, look), shares))
        of = {proof.path: proof for proof in proofs}
    return [of[path] for path in files]


def _look_at(look: Callable[[Path], _Proof], files: Sequence[Path]) -> list[_Proof]:
    return [look(path) for path in files]


def _language(path: Path) -> str:
    """The language a file seems to be of; what it really is comes out when it is read."""
    try:
        match = _LANGUAGE.search(path.read_bytes())
    except OSError:
        match = None
    return match[1].decode() if match else "en"
