"""How late words arrive through the anthropic SDK while many replies stream at once.

    python -m benchmarks.anthropic_sdk [--streams 100] [--rate 50] [--seconds 10] [--rounds 3]

As `benchmarks.openai_sdk` does it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import cache

from anthropic import AsyncAnthropic

from benchmarks.openai_sdk import Course, Load, measure, parser
from bot.ports.provider import Prompt
from tests.fakes.wire_messages import MessagesWire


@cache
def client(address: str) -> AsyncAnthropic:
    return AsyncAnthropic(api_key="none", base_url=address.removesuffix("/v1"), max_retries=0)


async def through_messages(address: str, prompt: Prompt) -> AsyncIterator[str]:
    events = await client(address).messages.create(
        model="served",
        max_tokens=400,
        messages=[{"role": "user", "content": prompt.system}],
        stream=True,
    )
    async for event in events:
        if event.type == "content_block_delta" and event.delta.type == "text_delta":
            yield event.delta.text


MESSAGES = Course(name="messages", sdk="anthropic", wire=MessagesWire(), bare=through_messages)


if __name__ == "__main__":
    measure(Load(**vars(parser((__doc__ or "").partition("\n")[0]).parse_args())), MESSAGES)
