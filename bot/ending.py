"""How a command ends: its exit status, and what went wrong as a sentence on standard error."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator

import typer

from bot.errors import ChatTrainError, ConfigError

FINDING, WRONG_USE, INTERRUPTED = 1, 2, 130


def status(command: Callable[[], object]) -> int:
    """Runs a command and gives its exit status; whatever goes wrong is said in a sentence."""
    try:
        status = command()
        sys.stdout.flush()
    except typer.TyperException as error:
        return _wrong_use(error)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        return FINDING
    except Exception as error:  # noqa: BLE001  # the last one who can say it in a sentence
        return _failed(error)
    return status if isinstance(status, int) else 0


def _wrong_use(error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "chattrain"
    message = error.format_message().strip().removeprefix("Invalid value: ")
    end = "" if message.endswith((".", "?", "!")) else "."
    told = "`" in message or "Did you mean" in message  # what to do instead
    say(f"{message}{end}" if told else f"{message}{end} Try `{command} --help`.")
    return WRONG_USE


def _failed(error: Exception) -> int:
    known = next((e for e in _leaves(error) if isinstance(e, ChatTrainError)), None)
    if known is not None:
        say(str(known))
        return WRONG_USE if isinstance(known, ConfigError) else FINDING
    say(_unexpected(next(_leaves(error))))
    import structlog  # noqa: PLC0415  # 100 ms, for something rare

    if structlog.is_configured():
        structlog.get_logger(__name__).debug("command.failed", exc_info=error)
    return FINDING


def _unexpected(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        place = f" ({error.filename})" if error.filename else ""
        return f"The system refused: {error.strerror}{place}."
    return (
        f"ChatTrain failed in a way nobody foresaw ({type(error).__name__}). "
        "CHATTRAIN_LOG_LEVEL=debug shows where; please report it."
    )


def _leaves(error: BaseException) -> Iterator[BaseException]:
    """The errors themselves, out of the groups that carry them."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _leaves(inner)
    else:
        yield error


def say(sentence: str) -> None:
    """Writes a sentence to standard error; where that is closed, nobody would read it."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{sentence}\n")


def prepare_streams() -> None:
    """What a stream's encoding lacks is shown as `?` rather than failing; a stream that was closed
    is an empty one, so that nothing else gets its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _let_go_of_output() -> None:
    """Nobody reads any more: what is left must not fail when the interpreter flushes it."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
