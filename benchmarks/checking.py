"""`chattrain check` of 200 scenarios: the ones that ship, again and again, no two of them alike.

    python -m benchmarks.checking [SCENARIOS] [REPEATS]

Every copy has its own id, and trainees whose messages are its own, so that nothing seen in one of
them helps with another. Prints JSON: seconds of the whole command, a new process each time.
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
from time import perf_counter

SHIPPED = Path(__file__).parent.parent / "scenarios"
GOAL = 2.0


def copies(folder: Path, number: int) -> None:
    """Writes so many scenarios into the folder."""
    originals = sorted(SHIPPED.glob("*.yaml"))
    for n, path in enumerate(islice(cycle(originals), number)):
        text = re.sub(r"^id: (\S+)", rf"id: \1-{n}", path.read_text(), count=1, flags=re.MULTILINE)
        head, trainees, tail = text.partition("\ntrainees:\n")
        tail = re.sub(r"^      - >$", f"      - >\n        ({n})", tail, flags=re.MULTILINE)
        (folder / f"{path.stem}-{n}.yaml").write_text(head + trainees + tail)


def seconds(folder: Path, repeats: int) -> Iterator[float]:
    for _ in range(repeats):
        began = perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bot", "check", folder], check=True, stdout=subprocess.DEVNULL
        )
        yield perf_counter() - began


def main(number: int = 200, repeats: int = 5) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copies(Path(folder), number)
        (Path(folder) / "personas").symlink_to(SHIPPED / "personas")
        taken = sorted(seconds(Path(folder), repeats))
    median = statistics.median(taken)
    print(
        json.dumps(
            {
                "benchmark": "checking",
                "scenarios": number,
                "median": round(median, 3),
                "best": round(taken[0], 3),
                "goal": GOAL,
                "met": median < GOAL,
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
