"""`chattrain check` of 200 scenarios: the ones that ship, again and again, no two of them alike.

    python -m benchmarks.checking [SCENARIOS] [REPEATS]

Every copy has its own id, and a script and trainees whose lines are its own, so that nothing said
in one of them helps with another. Prints JSON: seconds of the whole command, a new process each
time, and of all its processors together.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter

SHIPPED = Path(__file__).parent.parent / "scenarios"
GOAL = 2.0


def copies(folder: Path, number: int) -> None:
    """Writes so many scenarios into the folder."""
    originals = sorted(SHIPPED.glob("*.yaml"))
    for n, path in enumerate(islice(cycle(originals), number)):
        text = re.sub(r"^id: (\S+)", rf"id: \1-{n}", path.read_text(), count=1, flags=re.MULTILINE)
        head, script, tail = text.partition("\nscript:\n")
        (folder / f"{path.stem}-{n}.yaml").write_text(head + script + _marked(tail, n))


def _marked(lines: str, number: int) -> str:
    """The lines of a script, each with a word before it that stands in no other copy."""
    word = f"({str(number).translate(str.maketrans('0123456789', 'bcdfghjklm'))})"
    folded = re.sub(r"^( +)- ([>|])\n", rf"\1- \2\n\1  {word}\n", lines, flags=re.MULTILINE)
    return re.sub(
        r"^( +- ['\"]?)(?=[A-Z\u00c4\u00d6\u00dc])", rf"\1{word} ", folded, flags=re.MULTILINE
    )


def taken(folder: Path, repeats: int) -> Iterator[tuple[float, float]]:
    """The seconds that passed in each run, and those of the processors."""
    for _ in range(repeats):
        began, before = perf_counter(), _processors()
        subprocess.run(
            [sys.executable, "-m", "bot", "check", folder], check=True, stdout=subprocess.DEVNULL
        )
        yield perf_counter() - began, _processors() - before


def _processors() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(number: int = 200, repeats: int = 5) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copies(Path(folder), number)
        (Path(folder) / "personas").symlink_to(SHIPPED / "personas")
        runs = sorted(taken(Path(folder), repeats))
    median = statistics.median(seconds for seconds, _ in runs)
    print(
        json.dumps(
            {
                "benchmark": "checking",
                "scenarios": number,
                "median": round(median, 3),
                "best": round(runs[0][0], 3),
                "processors": round(statistics.median(used for _, used in runs), 3),
                "goal": GOAL,
                "met": median < GOAL,
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
