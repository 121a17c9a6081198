"""How discord.py is led to this machine: all of a process, or one client."""

from __future__ import annotations

from typing import Any

import aiohttp
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

HOSTS = {"discord.com", "gateway.discord.gg"}


class Pointed:
    """Sets the library's addresses, and puts them back."""

    def __init__(self, api_url: str, gateway_url: str) -> None:
        self._new = (api_url, yarl.URL(gateway_url))
        self._old = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)

    def __enter__(self) -> None:
        self._old = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = self._new

    def __exit__(self, *_: object) -> None:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = self._old


class Pointing(aiohttp.TCPConnector):
    """Takes what is for Discord to this machine."""

    def __init__(self, port: int) -> None:
        super().__init__(limit=0)
        self._port_here = port

    async def connect(self, req: aiohttp.ClientRequest, *args: Any, **more: Any) -> Any:
        if req.url.host in HOSTS:
            scheme = "ws" if req.url.scheme == "wss" else "http"
            here = req.url.with_scheme(scheme).with_host("127.0.0.1").with_port(self._port_here)
            req.url = here
        return await super().connect(req, *args, **more)
