"""A TCP link between a client and its server that a test can cut, hold and open again."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

_CHUNK = 65536


class Link:
    """Listens on ``url``'s port and hands everything on to the server's."""

    def __init__(self, base_url: str) -> None:
        host, _, port = base_url.removeprefix("http://").partition(":")
        self._server = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._lock = threading.Lock()
        self._answers = threading.Event()
        self._answers.set()
        self._last: bytes | None = None
        self._open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def hold_answers(self) -> None:
        """From now on nothing reaches the client; the server still hears it."""
        self._answers.clear()

    def hold_answers_after(self, text: str) -> None:
        """The same, once something with that in it has come through."""
        self._last = text.encode()

    def let_answers(self) -> None:
        """What was held reaches the client now."""
        self._answers.set()

    def cut(self) -> None:
        """Breaks every connection without a word, and refuses new ones."""
        with self._lock:
            self._open = False
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            _break(*pair)
        self._answers.set()

    def mend(self) -> None:
        """New connections are let through again."""
        with self._lock:
            self._open = True

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(self._server)
        except OSError:
            _break(client)
            return
        with self._lock:
            if not self._open:
                _break(client, server)
                return
            self._pairs.append((client, server))
        threading.Thread(target=self._hand_on, args=(client, server, None), daemon=True).start()
        self._hand_on(server, client, self._answers)

    def _hand_on(
        self, source: socket.socket, target: socket.socket, allowed: threading.Event | None
    ) -> None:
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                if allowed is not None and not allowed.is_set():
                    allowed.wait()
                    # What came meanwhile goes with it, in one packet.
                    with suppress(BlockingIOError):
                        data += source.recv(_CHUNK, socket.MSG_DONTWAIT)
                target.sendall(data)
                if allowed is not None and self._last is not None and self._last in data:
                    self._last = None
                    allowed.clear()
        _break(source, target)


def _break(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
