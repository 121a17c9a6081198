"""What the SDKs raise, in ChatTrain's errors. The makers of both generate them with one tool, so
that their errors have the same names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from bot.errors import ProviderError
from bot.providers.faults import Server


@contextmanager
def mapped(sdk: ModuleType, server: Server) -> Iterator[None]:
    """Turns whatever the SDK and its transport raise into a ProviderError."""
    import httpx2  # noqa: PLC0415  # the SDKs bring it

    try:
        yield
    except ProviderError:
        raise
    except (TimeoutError, sdk.APITimeoutError, httpx2.TimeoutException) as error:
        raise server.silent() from error
    except sdk.APIStatusError as error:
        raise _answered(error, server) from error
    except (sdk.APIConnectionError, httpx2.HTTPError, httpx2.StreamError, OSError) as error:
        raise server.broken(error) from error
    except sdk.APIError as error:
        raise server.reported(*_codes(error), detail=_detail(error)) from error
    except Exception as error:
        # An SDK does not check what it reads: what a malformed event leaves can be of any kind.
        raise server.unreadable(error) from error


def _answered(error: Any, server: Server) -> ProviderError:
    """The error for an answer that is none, or for an event that reports a fault."""
    if error.status_code < 400:
        return server.reported(*_codes(error), detail=_detail(error))
    code = next((code for code in _codes(error) if code), "")
    headers = error.response.headers
    return server.answered(error.status_code, headers=headers, code=code, detail=_detail(error))


def _codes(error: Any) -> tuple[str, ...]:
    """A server's words for a fault, the more exact first."""
    said = (getattr(error, name, None) for name in ("code", "error_code", "type"))
    return tuple(str(code or "") for code in said)


def _detail(error: Any) -> str:
    """What the server itself says, short enough for a line of a log."""
    body: Any = error.body
    inner = body.get("error", body) if isinstance(body, dict) else body
    said = (isinstance(inner, dict) and inner.get("message")) or inner or error.message
    return " ".join(str(said).split())[:300]
