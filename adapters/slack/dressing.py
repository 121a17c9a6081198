"""A content as the arguments of a call: its text and blocks, and under whose name it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.slack.calls import Calls
from adapters.slack.files import Files
from adapters.slack.rendering import controls, permalinks, rendered, spoken
from bot.domain.content import Content, Report, Speech
from bot.domain.surface import Surface, TenantId

CUSTOMIZE = "chat:write.customize"
ICON = ":bust_in_silhouette:"
"""What stands beside a persona's name."""
NAME = 80
"""Of a persona's name, the characters that are shown."""

Arguments = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressing:
    """Renders for the workspace that a content is shown in."""

    calls: Calls
    files: Files

    async def of(self, surface: Surface, content: Content, *, pictures: bool = True) -> Arguments:
        """A content's text and blocks. Both are always sent: what is not is left as it stood.
        Without `pictures` their words stand in their place."""
        installed = await self.calls.installed(surface.tenant)
        chart = content.chart if isinstance(content, Report) and pictures else None
        shown = rendered(
            content,
            links=permalinks(installed.url, surface),
            customized=await self._customized(surface.tenant),
            picture=None if chart is None else await self.files.picture(surface.tenant, chart),
        )
        return {"text": shown.text, "blocks": list(shown.blocks)}

    def without(self, surface: Surface, content: Content) -> None:
        """Takes in that a content's picture is not shown."""
        if isinstance(content, Report) and content.chart is not None:
            self.files.forget(surface.tenant, content.chart)

    async def name(self, surface: Surface, content: Content) -> Arguments:
        """The persona's name and picture, where the app may use one that is not its own."""
        if not isinstance(content, Speech) or not await self._customized(surface.tenant):
            return {}
        name = " ".join(content.persona.split())[:NAME]
        return {"username": name, "icon_emoji": ICON} if name else {}

    async def growing(self, surface: Surface, speech: Speech) -> str:
        """What is streamed of a reply."""
        return spoken(speech, customized=await self._customized(surface.tenant))

    async def _customized(self, team: TenantId) -> bool:
        return await self.calls.grants(team, CUSTOMIZE)


def below(content: Content) -> list[Mapping[str, Any]]:
    """What stands below a reply once it is whole."""
    return list(controls(content))


def pictured(body: Arguments) -> bool:
    """Whether a file stands in it."""
    return any("slack_file" in block for block in body["blocks"])


def text_alone(body: Arguments) -> Arguments:
    """The same without blocks, for where Slack does not take them."""
    return {"text": body["text"], "blocks": []}
