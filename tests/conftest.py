"""What holds for every test: no network but loopback, no settings from outside, no litter.

A connection to anything but loopback or a Unix socket fails the test that made it, even where the
code under test swallows the error.
"""

from __future__ import annotations

import gc
import ipaddress
import logging
import os
import shutil
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import configuration, settings

CACHE = Path(__file__).parent.parent / ".venv" / "cache"
OURS = ("SLACK_", "DISCORD_", "OPENAI_", "ANTHROPIC_", "OLLAMA_", "CHATTRAIN_")
SETTINGS = {"DATABASE_URL", "HOST", "PORT"}
PROXIES = {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "WS_PROXY", "WSS_PROXY"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_CHROMIUM = "no Chromium found"
CONNECTING = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg"))
ASKING = frozenset(("socket.getaddrinfo", "socket.gethostbyname"))

for name in list(os.environ):
    if name.startswith(OURS) or name in SETTINGS or name.upper() in PROXIES:
        del os.environ[name]

# Processes that tests start share what Python compiles: without it each takes a second longer.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["PYTHONPYCACHEPREFIX"] = str(CACHE / "python")

# No test speaks to a server with a certificate: to read all that this machine trusts takes each
# client a fiftieth of a second.
os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = str(Path(__file__).parent)

configuration.set_hypothesis_home_dir(CACHE / "hypothesis")
settings.register_profile("chattrain", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "chattrain")

_strayed: list[str] = []
_unseen = pytest.StashKey[str]()


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _connects_far(address: object) -> bool:
    if not isinstance(address, tuple) or address[0] in ("", "localhost"):
        return False
    number = _number(str(address[0]))
    return number is None or not number.is_loopback


def _asks_far(host: object) -> bool:
    """Whether a name server would be asked; a number is looked up by nobody."""
    name = host.decode() if isinstance(host, bytes) else host
    return isinstance(name, str) and name not in ("", "localhost") and _number(name) is None


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: it sees every socket of this process, whichever library made it.

    It is called for every import and file as well, so that it looks at their names alone.
    """
    if event in CONNECTING:
        far, place = _connects_far(arguments[1]), arguments[1]
    elif event in ASKING:
        far, place = _asks_far(arguments[0]), arguments[0]
    else:
        return
    if far:
        _strayed.append(f"{event} {place}")
        raise PermissionError(f"tests reach loopback only, not {place}")


sys.addaudithook(_watch)


def strayed() -> int:
    """How often this test reached out so far; forgets it."""
    count = len(_strayed)
    _strayed.clear()
    return count


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is imported to find the tests is there to the end: to look for garbage among it, again
    and again, took an eighth of the time."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """So is what outlives a test in which everything was looked through."""
    before = _looks()
    done = yield
    if _looks() > before:
        gc.collect()
        gc.freeze()
    return done


def _looks() -> int:
    return int(gc.get_stats()[2]["collections"])


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fails the test at its end when anything in it reached out."""
    _strayed.clear()
    yield
    if _strayed:
        pytest.fail(f"reached out of this machine: {', '.join(_strayed)}")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium to drive the page with."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{NO_CHROMIUM}; install one: apt-get install chromium")
    if found is None:
        pytest.skip(f"{NO_CHROMIUM}: the page was not tested (apt-get install chromium)")
    return found


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Remembers whether the page went untested."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    count = sum(NO_CHROMIUM in reason for reason in skipped)
    if count:
        config.stash[_unseen] = (
            f"{count} tests of the page did not run: {NO_CHROMIUM} (apt-get install chromium)."
        )


@pytest.hookimpl(wrapper=True)
def pytest_unconfigure(config: pytest.Config) -> Iterator[None]:
    """Everything is looked through once more, for what was left open, and ends with the process.

    The last line says if the page went untested, so that nobody takes it for tested.
    """
    gc.unfreeze()
    yield
    gc.freeze()
    if sentence := config.stash.get(_unseen, ""):
        print(sentence)  # noqa: T201 (behind pytest's own closing line)


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    """A command that sets the log up leaves none of it to the tests after it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    if not structlog.is_configured():
        return
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    for name, module in list(sys.modules.items()):
        if name.startswith(("bot.", "adapters.")) and hasattr(module, "log"):
            vars(module.log).pop("bind", None)  # how a logger remembers what it was set up with
