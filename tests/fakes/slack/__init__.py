"""Slack on this machine, on real sockets, for the real slack_sdk and slack_bolt; strict where Slack is.

    async with Slack() as slack:                     # rates=TIERS, latency=0.08, clock=MovableClock()
        space = slack.workspace                      # one team with the app installed
        client = AsyncWebClient(space.bot_token, base_url=slack.api_url)
        handler = AsyncSocketModeHandler(app, slack.app.app_token)   # or slack.deliver_to(url)
        await slack.connected()
        ann = space.user("U1", name="ann", tz="Europe/Berlin")
        said = ann.writes(ann.dm, "Hello")           # also .mentions .edits .presses .runs .submits
        reply = await slack.until(lambda: space.messages(ann.dm, said.ts)[1:])
        assert reply[0].shown == "Hello, Ann"        # .states: what was seen before; .buttons
        await ann.presses(reply[0], "Stop").acked()  # by label or action id
        slack.faults.play("chat.update", lost(), error("msg_too_long"), limited(3))

People and channels come to be when they are named (`space.user`, `space.channel`). `slack.asked` has
every call, `slack.deliveries` every payload with its attempts and outcome, `slack.limits.refused` the
429s by method. `slack.sockets` can refresh, drop, disable; `slack.repeat` sends an event twice.
Nothing is limited and nothing takes time unless asked for.
"""

from tests.fakes.slack.app import App, Command
from tests.fakes.slack.blocks import message_problems, view_problems
from tests.fakes.slack.clock import MovableClock
from tests.fakes.slack.deliveries import Delivery
from tests.fakes.slack.faults import dropped, error, hang, html, limited, lost, status
from tests.fakes.slack.holdings import View
from tests.fakes.slack.limits import TIERS, Rate
from tests.fakes.slack.people import Person
from tests.fakes.slack.server import Slack
from tests.fakes.slack.state import Channel, Message, Seen
from tests.fakes.slack.workspace import Workspace

__all__ = [
    "TIERS",
    "App",
    "Channel",
    "Command",
    "Delivery",
    "Message",
    "MovableClock",
    "Person",
    "Rate",
    "Seen",
    "Slack",
    "View",
    "Workspace",
    "dropped",
    "error",
    "hang",
    "html",
    "limited",
    "lost",
    "message_problems",
    "status",
    "view_problems",
]
