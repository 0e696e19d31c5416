"""An application on a running server, with clients on its WebSocket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.support.server import Server
from tests.support.sockets import Socket, open_socket

Join = Callable[..., Socket]


@pytest.fixture
def client(server: Server, application: dict[str, Any]) -> Iterator[httpx.Client]:
    with server.client(application["api_key"]) as made:
        yield made


@pytest.fixture
def join(server: Server, application: dict[str, Any]) -> Iterator[Join]:
    """``join(*rooms, user_id=…)``: a client of the application in these rooms, closed at the
    end."""
    with ExitStack() as stack:

        def made(*rooms: str, **more: Any) -> Socket:
            return stack.enter_context(open_socket(server.base_url, application, *rooms, **more))

        yield made
