"""What went wrong with a model's server, in ChatTrain's errors: the same for every HTTP API."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from bot.errors import (
    BrokeOff,
    Empty,
    Filtered,
    ProviderError,
    RateLimited,
    Refused,
    Stalled,
    Unavailable,
    Unreadable,
    Unusable,
)

if TYPE_CHECKING:
    from httpx2 import Timeout

FILTERED = {"bio_policy", "content_filter", "content_policy_violation"}
DECLINED = {"invalid_prompt", "misalignment_policy_violation", "refusal"}
LIMITED = {"rate_limit_exceeded", "rate_limit_error", "overloaded_error", "429", "529"}
SPENT = {"insufficient_quota", "billing_hard_limit_reached", "billing_error"}
UNKNOWN = {"authentication_error", "permission_error", "not_found_error", "model_not_found"}
"""Codes that servers give their errors, where the status alone does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a server is waited for, in seconds: for a connection, for the next words, for all."""

    connect: float = 5.0
    read: float = 20.0
    total: float = 60.0

    def timeout(self) -> Timeout:
        """As the SDKs take it."""
        from httpx2 import Timeout  # noqa: PLC0415  # they bring it

        return Timeout(self.total, connect=self.connect, read=self.read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Who is spoken to, as its errors name it."""

    name: str
    model: str
    address: str
    remedy: str = ""
    """What to do where it has no such model; empty for: correct the settings."""

    def answered(
        self, status: int, *, headers: Mapping[str, str], code: str, detail: str
    ) -> ProviderError:
        """The error for an answer that is none; `code` is the server's word for it."""
        wait = retry_after(headers)
        if code in FILTERED:
            return self.filtered(detail)
        if code in DECLINED:
            return self.refused(detail)
        if code in SPENT or status == 402:
            return Unusable(f"The account at {self.name} has nothing left to spend: {detail}")
        if status in (429, 529) or (status == 503 and wait is not None):
            return RateLimited(f"{self.name} asked to wait: {detail}", retry_after=wait)
        if status == 401:
            return Unusable(f"{self.name} refused the key: check {self.name.upper()}_API_KEY.")
        if status == 403:
            return Unusable(f"{self.name} does not allow this key to do that: {detail}")
        if status == 404:
            return self.has_no_model()
        return Unavailable(f"{self.name} answered with status {status}: {detail}")

    def reported(self, *codes: str, detail: str) -> ProviderError:
        """The error for a fault that a server reports in the middle of its stream."""
        if not FILTERED.isdisjoint(codes):
            return self.filtered(detail)
        if not DECLINED.isdisjoint(codes):
            return self.refused(detail)
        if not LIMITED.isdisjoint(codes):
            return RateLimited(f"{self.name} asked to wait: {detail}")
        if not (SPENT | UNKNOWN).isdisjoint(codes):
            return Unusable(f"{self.name} refused: {detail}")
        return Unavailable(f"{self.name} reported a fault: {detail}")

    def has_no_model(self) -> Unusable:
        setting = self.name.upper()
        remedy = self.remedy or f"check {setting}_MODEL and {setting}_BASE_URL"
        model = f" “{self.model}”" if self.model else ""
        return Unusable(f"{self.name} has no model{model} at {self.address}: {remedy}.")

    def silent(self) -> Stalled:
        return Stalled(f"{self.name} at {self.address} did not answer in time.")

    def broken(self, error: Exception) -> Unavailable:
        return Unavailable(f"The connection to {self.name} at {self.address} failed: {_say(error)}")

    def unreadable(self, error: Exception) -> Unreadable:
        return Unreadable(f"{self.name} sent something that is no answer: {_say(error)}")

    def broke_off(self) -> BrokeOff:
        return BrokeOff(f"{self.name} broke off in the middle of its reply.")

    def said_nothing(self) -> Empty:
        return Empty(f"{self.name} answered without a word.")

    def refused(self, detail: str = "") -> Refused:
        return Refused(f"{self.name} declined to answer{': ' * bool(detail)}{detail or '.'}")

    def filtered(self, detail: str = "") -> Filtered:
        return Filtered(f"{self.name} filtered its answer{': ' * bool(detail)}{detail or '.'}")


def _say(error: Exception) -> str:
    return f"{type(error).__name__} {str(error)[:200]}".strip()


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds a server asks to wait: `retry-after-ms`, or `retry-after` in seconds or as a
    date (RFC 9110, section 10.2.3), reckoned from the server's own date. None where it does not.
    """
    for header, divisor in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            seconds = float(headers[header]) / divisor
        except (KeyError, ValueError):
            continue
        return max(0.0, seconds) if math.isfinite(seconds) else None
    try:
        until = parsedate_to_datetime(headers["retry-after"])
        wait = until - parsedate_to_datetime(headers["date"])
    except (KeyError, ValueError, TypeError):
        return None
    return max(0.0, wait.total_seconds())
