"""Opens the forms that buttons ask for, while there is time: three seconds from the press on."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from adapters.slack import addressing, forms
from adapters.slack.answering import Answers
from adapters.slack.calls import Calls
from adapters.slack.forms import Asked
from adapters.slack.messages import Messages
from adapters.slack.payloads import part, text
from bot.domain.content import Notice
from bot.errors import PlatformError

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Opens forms in every workspace."""

    calls: Calls
    answers: Answers
    messages: Messages

    async def open(self, form: Asked, url: str | None) -> None:
        """Shows a form; where that fails whoever pressed is told so. `url` is where the press can
        be answered, and with it what is written. Raises PlatformError."""
        team = form.surface.tenant
        try:
            answer = await self.calls.call(
                team, "views.open", trigger_id=form.trigger, view=forms.view(form)
            )
        except PlatformError as error:
            log.warning("slack.form_not_opened", team=team, problem=str(error))
            await self._tell(form, url)
            return
        if url is not None:
            key = addressing.press_key(team, text(part(answer, "view"), "id"))
            self.answers.remember(url, form.surface, key)

    async def _tell(self, form: Asked, url: str | None) -> None:
        sentence = forms.of(form.choice).form_too_late
        if url is not None:
            await self.calls.respond(url, {"text": sentence, "response_type": "ephemeral"})
            return
        told = Notice(text=sentence, only_for=form.member)
        await self.messages.post(form.surface, told, f"{form.trigger}:late")
