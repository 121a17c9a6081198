"""The scenarios on disk: read once, read again when their files change, with what is wrong.

Owns where scenario folders are and what has changed in them. What a file means is
`domain.scenario_yaml`'s business.
"""

from __future__ import annotations

import difflib
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bot.domain.document import LARGEST, Source
from bot.domain.scenario import Scenario
from bot.domain.scenario_yaml import Reading, read, read_persona
from bot.errors import ScenarioError

SUFFIXES = (".yaml", ".yml")
PERSONAS = "personas"
"""The folder of reusable personas beside the scenarios."""

_Stamp = tuple[int, int, int, int]
"""When a file was changed and its size and number: enough to see that it is another one."""
_NO_STAMP: _Stamp = (0, 0, 0, 0)

Library = Mapping[str, Source]
"""The files of reusable personas by id."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was read; `problem` where it could not be."""

    stamp: _Stamp
    source: Source
    problem: ScenarioError | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a scenario file came to, and what it was read from."""

    file: _File
    persona: Source | None
    reading: Reading


class Catalogue:
    """The scenarios that can be started, from all folders.

    A file that is wrong offers nothing, and its problems are kept until it is mended. Sessions
    that run keep the scenario they began with. Nothing is read before the first `refresh` where it
    is `unread`.
    """

    def __init__(self, folders: Sequence[Path], *, unread: bool = False) -> None:
        self._folders = tuple(dict.fromkeys(folder.resolve() for folder in folders))
        self._files: dict[Path, _File] = {}
        self._seen: object = None
        self._refreshing = threading.Lock()
        self._kept: dict[Path, _Kept] = {}
        self._scenarios: Mapping[str, Scenario] = MappingProxyType({})
        self._problems: tuple[ScenarioError, ...] = ()
        if not unread:
            self.refresh()

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """What can be started, by id, as of the last refresh."""
        return self._scenarios

    @property
    def problems(self) -> tuple[ScenarioError, ...]:
        """What is wrong in the folders, as of the last refresh."""
        return self._problems

    @property
    def files(self) -> int:
        """How many files the folders hold, of scenarios and of personas."""
        return sum(_is_inside(path, self._folders) for path in self._files)

    def nearest(self, id: str) -> tuple[str, ...]:
        """The ids most like `id`."""
        return tuple(difflib.get_close_matches(id, self._scenarios, n=3, cutoff=0.4))

    def refresh(self) -> None:
        """Reads what has changed; where nothing has, it costs one look at each folder.

        May be called from any thread.
        """
        with self._refreshing:
            stamps = dict(_stamps(self._folders))
            absent = [folder for folder in self._folders if not folder.is_dir()]
            if (stamps, absent) != self._seen:
                self._take(stamps, absent)
                self._seen = (stamps, absent)

    def _take(self, stamps: Mapping[Path, _Stamp], absent: Iterable[Path]) -> None:
        self._files = {path: self._file(path, stamp) for path, stamp in stamps.items()}
        personas = {path: f for path, f in self._files.items() if path.parent.name == PERSONAS}
        self._kept = {
            path: self._read(path, file, personas)
            for path, file in self._files.items()
            if path not in personas
        }
        self._scenarios, of_ids = _by_id(self._kept.values())
        self._problems = each_once(
            [
                *(missing(folder) for folder in absent),
                *(problem for kept in self._kept.values() for problem in kept.reading.problems),
                *(problem for file in personas.values() for problem in _of_persona(file)),
                *of_ids,
            ]
        )

    def _file(self, path: Path, stamp: _Stamp) -> _File:
        known = self._files.get(path)
        return known if known is not None and known.stamp == stamp else _load(path, stamp)

    def _read(self, path: Path, file: _File, personas: Mapping[Path, _File]) -> _Kept:
        beside = {p.stem: f.source for p, f in personas.items() if p.parent.parent == path.parent}
        library = {p.stem: f.source for p, f in personas.items()} | beside
        kept = self._kept.get(path)
        if kept is not None and kept.file is file:
            named = kept.reading.persona
            if named is None or library.get(named) is kept.persona:
                return kept
        reading = _reading(file, library)
        named = reading.persona
        return _Kept(file, None if named is None else library.get(named), reading)


def bundled() -> Path:
    """The folder of the scenarios that come with ChatTrain, in a checkout and installed."""
    here = Path(__file__).resolve().parent
    inside = here / "scenarios"
    return inside if inside.is_dir() else here.parent / "scenarios"


def library(folders: Iterable[Path]) -> Library:
    """The personas of these folders and the bundled ones, by id."""
    return {
        path.stem: _load(path, stamp).source
        for folder in (bundled(), *folders)
        for path, stamp in _yaml_files(folder / PERSONAS)
    }


def load(path: Path, personas: Library | None = None, *, tried: bool = False) -> Reading:
    """One file, with these personas, or the bundled ones and those beside it. `tried` holds a scenario to its scripted
    trainees too, which takes longer than reading it.

    A persona of the library is no scenario: only what is wrong with it is told.
    """
    file = _load(path, _NO_STAMP)
    if path.parent.name == PERSONAS:
        return Reading(problems=_of_persona(file))
    personas = library([path.parent]) if personas is None else personas
    return _reading(file, personas, tried=tried)


def source(path: Path) -> Source:
    """A file's bytes, none where it cannot be read."""
    return _load(path, _NO_STAMP).source


def files_in(folder: Path) -> Iterator[Path]:
    """The files of scenarios and of personas in a folder."""
    for inside in (folder, folder / PERSONAS):
        yield from (path for path, _ in _yaml_files(inside))


def _stamps(folders: Iterable[Path]) -> Iterator[tuple[Path, _Stamp]]:
    """What to read: the folders, their personas, and the bundled personas, which all may use."""
    yield from _yaml_files(bundled() / PERSONAS)
    for folder in folders:
        yield from _yaml_files(folder)
        yield from _yaml_files(folder / PERSONAS)


def _yaml_files(folder: Path) -> Iterator[tuple[Path, _Stamp]]:
    """The YAML files of a folder in order of name; none where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            found = sorted((e.name, e) for e in entries if _is_yaml(e.name))
    except OSError:
        return
    for name, entry in found:
        try:
            status = entry.stat()
        except OSError:
            continue
        yield (
            folder / name,
            (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino),
        )


def _is_inside(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.parent == folder or path.parent == folder / PERSONAS for folder in folders)


def _is_yaml(name: str) -> bool:
    return name.endswith(SUFFIXES) and not name.startswith(".")


def _load(path: Path, stamp: _Stamp) -> _File:
    """The file's bytes, and no more of them than a scenario may have."""
    name = _shown(path)
    try:
        with path.open("rb") as file:
            return _File(stamp, Source(name, file.read(LARGEST + 1)))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = ScenarioError(f"the file cannot be read: {reason}", file=name)
        return _File(stamp, Source(name, b""), problem)


def _shown(path: Path) -> str:
    """The path as people would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)


def _reading(file: _File, library: Library, *, tried: bool = False) -> Reading:
    if file.problem is not None:
        return Reading(problems=(file.problem,))
    return read(file.source, library, tried=tried)


def _of_persona(file: _File) -> tuple[ScenarioError, ...]:
    return read_persona(file.source) if file.problem is None else (file.problem,)


def _by_id(kept: Iterable[_Kept]) -> tuple[Mapping[str, Scenario], list[ScenarioError]]:
    """The scenarios by id; of those that share one none, and a problem for each."""
    owners: dict[str, list[tuple[Source, Scenario]]] = {}
    for one in kept:
        if (scenario := one.reading.scenario) is not None:
            owners.setdefault(scenario.id, []).append((one.file.source, scenario))
    problems = [
        problem
        for id, owning in owners.items()
        for problem in shared(id, [source for source, _ in owning])
    ]
    alone = {id: owning[0][1] for id, owning in owners.items() if len(owning) == 1}
    return MappingProxyType(alone), problems


def shared(id: str, owners: Sequence[Source]) -> Iterator[ScenarioError]:
    """A problem for each of several files whose scenarios have one id; none for a single one."""
    for source in owners if len(owners) > 1 else ():
        others = " and ".join(other.file for other in owners if other is not source)
        numbered = enumerate(source.lines, start=1)
        line = next((number for number, text in numbered if text.startswith("id:")), 1)
        problem = (
            f"the id {id!r} is also that of {others}; neither can be started until each has its own"
        )
        yield source.problem(problem, line, path="id")


def missing(folder: Path) -> ScenarioError:
    return ScenarioError("there is no such folder of scenarios", file=_shown(folder))


def each_once(problems: Iterable[ScenarioError]) -> tuple[ScenarioError, ...]:
    """A persona used by several scenarios is wrong once."""
    return tuple({str(problem): problem for problem in problems}.values())
