"""Requests to the app's own address, signed, with three seconds to answer."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.ports.clock import Clock, SystemClock
from tests.fakes.slack.clock import within
from tests.fakes.slack.deliveries import ACK_SECONDS, Ack, Attempt, Delivery


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a request (docs.slack.dev/authentication/verifying-requests-from-slack)."""
    text = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


@dataclass(slots=True)
class Callbacks:
    """Delivers to `url`. The time that is signed is the real one, since the app checks it."""

    clock: Clock
    secret: str
    url: str = ""
    answers: list[int] = field(default_factory=list)
    """The statuses the app answered."""
    _session: aiohttp.ClientSession | None = None

    def headers(self, body: bytes, kind: str, **more: str) -> dict[str, str]:
        timestamp = str(SystemClock().now() // 1_000_000)
        return {
            "Content-Type": kind,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self.secret, timestamp, body),
            **more,
        }

    async def verify(self) -> bool:
        """Whether the app answers the challenge that an address must pass."""
        challenge = self.clock.new_id()
        body = json.dumps({"type": "url_verification", "challenge": challenge, "token": "t"})
        async with self._open().post(
            self.url, data=body, headers=self.headers(body.encode(), "application/json")
        ) as answer:
            return answer.status == 200 and challenge in await answer.text()

    async def send(self, delivery: Delivery, attempt: Attempt) -> Ack:
        """One attempt."""
        body, kind = _body(delivery)
        headers = self.headers(body, kind, **_retried(delivery, attempt))
        try:
            answered = await within(self.clock, ACK_SECONDS, self._post(body, headers))
            if answered is None:
                return Ack(ok=False, reason="http_timeout" if _event(delivery) else "timeout")
            status, text = answered.result()
        except (aiohttp.ClientError, OSError):
            return Ack(ok=False, reason="connection_failed")
        self.answers.append(status)
        if not 200 <= status < 300:
            return Ack(ok=False, reason="http_error")
        return Ack(ok=True, payload=_payload(text))

    async def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        async with self._open().post(
            self.url, data=body, headers=headers, allow_redirects=False
        ) as answer:
            return answer.status, await answer.text()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _event(delivery: Delivery) -> bool:
    return delivery.sort == "events_api"


def _body(delivery: Delivery) -> tuple[bytes, str]:
    form = "application/x-www-form-urlencoded"
    match delivery.sort:
        case "events_api":
            return json.dumps(delivery.payload).encode(), "application/json"
        case "slash_commands":
            return urlencode(delivery.payload).encode(), form
        case "interactive":
            return urlencode({"payload": json.dumps(delivery.payload)}).encode(), form


def _retried(delivery: Delivery, attempt: Attempt) -> dict[str, str]:
    if attempt.number == 0:
        return {}
    last = delivery.attempts[-2].reason if len(delivery.attempts) > 1 else "http_timeout"
    return {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": last}


def _payload(text: str) -> Any:
    """What an ack says: an object, a text that stands for one, or nothing."""
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return {"text": text}
