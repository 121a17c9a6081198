"""Discord on this machine, on real sockets, for the real discord.py; strict where Discord is.

    async with Discord() as discord:               # rates=RATES, latency=0.08, clock=MovableClock()
        client = discord_py.Client(intents=..., connector=discord.connector())  # or discord.pointed()
        ...client.start(discord.app.token)...
        await discord.connected()
        ann, place = discord.guild.user("ann", locale="de"), discord.guild.channel("practice")
        said = ann.writes(place, "Hello")          # also .edits .deletes .runs .completes .submits
        reply = await discord.until(lambda: ann.sees(place)[1:])
        assert reply[0].shown == "Hello, Ann"      # .history: what was seen, and when; .buttons
        await ann.presses(reply[0], "Stop").acked()  # by label or custom id; fails if unanswered
        discord.faults.play("edit message", lost(), error(50013), limited(3))

`ann.runs("chattrain start", place, scenario="lamp")` gives an Interaction: `await .answered()`,
`.state`, `.messages`, `.choices`, `.modal`; a form is filled in by `ann.submits({"custom id": "text"})`.
`ann.closes_dms()`, `ann.leaves()`, `place.denies(discord.bot, "send_messages")`,
`discord.world.archive(thread)`, `discord.guild.removes_bot()` make things go wrong, as the faults do,
which are played by a route's name (tests/fakes/discord/routes). `discord.asked` has every call,
`discord.limits.refused` the 429s by route; `discord.gateway` can drop, close, reconnect, invalidate,
forget, repeat, tell anything. Nothing is limited and nothing takes time unless asked for.
"""

from tests.fakes.discord.app import App
from tests.fakes.discord.faults import dropped, error, hang, html, limited, lost, silent, status
from tests.fakes.discord.guild import Guild
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.limits import RATES, Rate
from tests.fakes.discord.people import Person
from tests.fakes.discord.places import Channel
from tests.fakes.discord.server import Discord
from tests.fakes.discord.state import Message, Seen
from tests.fakes.slack.clock import MovableClock

__all__ = [
    "RATES",
    "App",
    "Channel",
    "Discord",
    "Guild",
    "Interaction",
    "Message",
    "MovableClock",
    "Person",
    "Rate",
    "Seen",
    "dropped",
    "error",
    "hang",
    "html",
    "limited",
    "lost",
    "silent",
    "status",
]
