"""`chattrain run`, as a person starts it: a process of its own in an empty folder."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.requirements import claims

ROOT = Path(__file__).parent.parent


@contextmanager
def running(folder: Path, **variables: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "bot", "run"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a fresh playground, and its process."""
    with running(tmp_path, PORT="0") as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if found := re.search(r"http://\S+:\d+", line):
                yield found[0], process
                break
        else:
            pytest.fail(f"it ended before it served anything: {said}")


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


@claims("commands.run")
def test_it_serves_the_page_without_a_key_an_account_or_a_server(
    served: tuple[str, subprocess.Popen[str]], tmp_path: Path
) -> None:
    address, process = served
    assert address.startswith("http://127.0.0.1:")
    assert "<html" in get(address)
    listed = json.loads(get(f"{address}/api/scenarios"))
    assert "late-delivery" in json.dumps(listed)
    assert get(f"{address}/readyz")
    assert (tmp_path / "chattrain.db").is_file()
    process.terminate()
    assert process.wait(20) == 0
    assert process.stdout is not None
    assert "Traceback" not in process.stdout.read()


@claims("serving.readyz")
def test_without_a_token_others_reach_no_page_and_it_says_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with running(tmp_path, HOST="0.0.0.0", PORT=str(port)) as process:
        assert process.stdout is not None
        told, announced = process.stdout.readline(), process.stdout.readline()
        assert told.startswith("The playground is off, because HOST is 0.0.0.0 and ")
        assert announced == "ChatTrain runs, without its page\n"
        ready = json.loads(get(f"http://127.0.0.1:{port}/readyz"))
        assert ready["ready"] is True
        assert ready["parts"]["database"] == "ok"
        assert ready["parts"]["playground"] == "off: CHATTRAIN_PLAYGROUND_TOKEN is not set"
