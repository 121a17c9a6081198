"""The tests' own guards, so that no test can pass by reaching out."""

from __future__ import annotations

import os
import socket

import pytest

from tests import conftest
from tests.requirements import claims


@claims("project.isolation")
def test_a_connection_to_another_machine_is_refused_and_remembered() -> None:
    with socket.socket() as outward, pytest.raises(PermissionError, match="loopback only"):
        outward.connect(("192.0.2.1", 80))
    with pytest.raises(PermissionError, match="loopback only"):
        socket.getaddrinfo("example.invalid", 80)
    assert conftest.strayed() == 2


def test_loopback_and_unix_sockets_are_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    here, there = socket.socketpair()
    here.close()
    there.close()
    assert conftest.strayed() == 0


def test_nothing_that_configures_chattrain_comes_in_from_outside() -> None:
    assert not [name for name in os.environ if name.startswith(conftest.OURS)]
    assert not [name for name in os.environ if name.upper() in conftest.PROXIES]
