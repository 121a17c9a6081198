"""How long a person waits for the program: its help, and the playground's first page.

    python -m benchmarks.startup [RUNS]

Prints JSON, seconds: the median and the best of each.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path


def help_shown() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "bot", "--help"], capture_output=True, check=True)
    return time.perf_counter() - began


def serving() -> float:
    """From the start of `run` with a new database to the first answered request."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'new.db'}"
        environment = os.environ | {"PORT": str(port), "DATABASE_URL": url}
        began = time.perf_counter()
        program = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while not _answers(port):
                time.sleep(0.01)
            return time.perf_counter() - began
        finally:
            program.terminate()
            program.wait()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    figures = {"help": help_shown, "serving": serving}
    result = {}
    for name, measure in figures.items():
        times = [measure() for _ in range(runs)]
        result[name] = {"median": round(statistics.median(times), 3), "best": round(min(times), 3)}
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
