"""HTTP/1.1 as servers speak it that are odd, broken or mean harm, byte by byte."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from stagewire.egress import Addresses, Egress, pool
from tests.egress.receiver import OK, Raw, raw_server

LOOPBACK = Addresses([ip_network("127.0.0.0/8"), ip_network("::1")])
Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter


@pytest.fixture
async def egress() -> AsyncIterator[Egress]:
    made = Egress(LOOPBACK, timeout=10)
    yield made
    await made.close()


@pytest.fixture
async def hasty() -> AsyncIterator[Egress]:
    made = Egress(LOOPBACK, timeout=1)
    yield made
    await made.close()


def url(server: Raw) -> str:
    return f"http://127.0.0.1:{server.port}/"


async def closed_by_the_client(reader: Reader) -> None:
    async with asyncio.timeout(10):
        try:
            while await reader.read(65536):
                pass
        except ConnectionError:
            pass


class TestAnswers:
    @pytest.mark.parametrize(
        ("said", "status", "body"),
        [
            (OK, 200, b"ok"),
            (b"HTTP/1.1 204 No Content\r\n\r\n", 204, b""),
            (b"HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n", 304, b""),
            (b"HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n", 200, b""),
            (b"HTTP/1.1 100 Continue\r\n\r\n" + OK, 200, b"ok"),
            (b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" * 3 + OK, 200, b"ok"),
            (
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                b"1;a=b\r\no\r\n1\r\nk\r\n0\r\nX-Trailer: 99\r\n\r\n",
                200,
                b"ok",
            ),
            (b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok", 200, b"ok"),
        ],
    )
    async def test_in_single_bytes_and_at_once(
        self, said: bytes, status: int, body: bytes, egress: Egress
    ) -> None:
        """And the connection is good for the next request."""

        async def act(_: Reader, writer: Writer) -> None:
            if len(server.requests) == 1:
                for byte in said:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(0)
            else:
                writer.write(said)

        async with raw_server(act) as server:
            for _ in range(3):
                answer = await egress.post(url(server), b"{}", {})
                assert (answer.status, answer.error, answer.body) == (status, None, body)
            assert server.connections == 1

    async def test_headers_have_lower_case_names(self, egress: Egress) -> None:
        said = b"HTTP/1.1 429 Slow\r\nRetry-AFTER:  7 \r\nContent-Length: 0\r\n\r\n"
        async with raw_server(said) as server:
            answer = await egress.post(url(server), b"", {})
        assert answer.headers["retry-after"] == "7"

    async def test_headers_of_an_interim_answer_are_not_the_answers(self, egress: Egress) -> None:
        said = b"HTTP/1.1 103 Hints\r\nretry-after: 1\r\ncontent-length: 9\r\n\r\n" + OK
        async with raw_server(said) as server:
            answer = await egress.post(url(server), b"", {})
        assert (answer.status, answer.headers) == (200, {"content-length": "2"})

    @pytest.mark.parametrize(
        "head",
        [
            b"HTTP/1.1 200 OK\r\n\r\n",
            b"HTTP/1.0 200 OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n",
        ],
    )
    async def test_the_end_of_the_connection_may_be_the_end(
        self, head: bytes, egress: Egress
    ) -> None:
        async def act(_: Reader, writer: Writer) -> None:
            writer.write(head + b"until ")
            await writer.drain()
            writer.write(b"closed")
            await writer.drain()
            writer.close()

        async with raw_server(act) as server:
            answer = await egress.post(url(server), b"", {})
        assert (answer.status, answer.body) == (200, b"until closed")

    @pytest.mark.parametrize(
        "said",
        [
            b"HTTP/1.1 200 OK\r\ncontent-le",
            b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nhalf",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n",
            b"HTTP/1.1 100 Continue\r\n\r\n",
        ],
    )
    async def test_half_an_answer_is_none(self, said: bytes, egress: Egress) -> None:
        async def act(_: Reader, writer: Writer) -> None:
            writer.write(said)
            await writer.drain()
            writer.close()

        async with raw_server(act) as server:
            answer = await egress.post(url(server), b"", {})
        assert answer.status is None
        assert answer.error == "The connection was closed in the middle of an answer."

    @pytest.mark.parametrize(
        "said",
        [
            b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok",
            b"HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\nok",
            b"HTTP/1.1 200 OK\r\ncontent-length: 2x\r\n\r\nok",
            b"HTTP/1.1 99999 OK\r\ncontent-length: 2\r\n\r\nok",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nok\r\n0\r\n\r\n",
            b"HTTP/1.1 200 OK\r\n: nameless\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        ],
    )
    async def test_what_is_no_http(self, said: bytes, egress: Egress) -> None:
        async with raw_server(said) as server:
            answer = await egress.post(url(server), b"", {})
        assert answer.status is None
        assert answer.error is not None and answer.error.startswith("The answer is no HTTP: ")


class TestBounds:
    @pytest.mark.parametrize(("length", "sent", "connections"), [(4096, 4096, 1), (8192, 4097, 2)])
    async def test_only_the_beginning_is_read(
        self, length: int, sent: int, connections: int, egress: Egress
    ) -> None:
        """What is longer is not waited for."""
        said = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (length, b"x" * sent)
        async with raw_server(said) as server:
            for _ in range(2):
                answer = await egress.post(url(server), b"", {})
                assert (answer.status, answer.body) == (200, b"x" * 4096)
            assert server.connections == connections

    @pytest.mark.parametrize(
        ("begin", "flood", "status"),
        [
            (b"HTTP/1.1 200 OK\r\nx: ", b"y", None),
            (b"HTTP/1.1 200 ", b"O", None),
            (b"HTTP/1.1 200 OK\r\n", b"x: y\r\n", None),
            (b"", b"HTTP/1.1 100 Continue\r\n\r\n", None),
            (b"", b"\r\n", None),
            (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"1;a\r\nx\r\n", 200),
            (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;", b"a", 200),
            (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n", b"x: y\r\n", 200),
            (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\nx: ", b"y", 200),
        ],
    )
    async def test_what_never_ends_is_cut_off(
        self, begin: bytes, flood: bytes, status: int | None, egress: Egress
    ) -> None:
        sent = 0

        async def act(_: Reader, writer: Writer) -> None:
            nonlocal sent
            writer.write(begin)
            while True:
                writer.write(flood * 1000)
                sent += len(flood) * 1000
                await writer.drain()

        async with raw_server(act) as server:
            answer = await egress.post(url(server), b"", {})
        assert answer.status == status
        assert (answer.error is None) == (status is not None)
        assert sent < 64 * 1024 * 1024

    async def test_an_answer_in_drops_ends_with_the_time(self, hasty: Egress) -> None:
        async def act(_: Reader, writer: Writer) -> None:
            for byte in OK * 1000:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.05)

        async with raw_server(act) as server:
            answer = await hasty.post(url(server), b"", {})
        assert (answer.status, answer.error) == (None, "It took too long.")

    async def test_a_tls_handshake_that_never_ends(self, hasty: Egress) -> None:
        async def silent(reader: Reader, _: Writer) -> None:
            await reader.read()

        listening = await asyncio.start_server(silent, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        answer = await hasty.post(f"https://127.0.0.1:{port}/", b"", {})
        assert (answer.status, answer.error) == (None, "It took too long.")
        listening.close()

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("x", "a\r\nInjected: 1"),
            ("x", "a\nInjected: 1"),
            ("x", "a\rInjected: 1"),
            ("x", "a\0b"),
            ("x\r\nInjected", "1"),
            ("x: 1\r\nInjected", "1"),
            ("x y", "1"),
            ("x:", "1"),
            ("", "1"),
            ("Host", "inner.example"),
            ("content-length", "0"),
            ("Transfer-Encoding", "chunked"),
            ("connection", "close"),
        ],
    )
    async def test_no_header_says_more_than_itself(
        self, name: str, value: str, egress: Egress
    ) -> None:
        async with raw_server() as server:
            with pytest.raises(ValueError, match="header"):
                await egress.post(url(server), b"", {"good": "1", name: value})
            assert server.connections == 0


class TestReuse:
    @pytest.mark.parametrize(
        "said",
        [
            b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok",
            b"HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok",
            b"HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
            b"HTTP/1.1 101 Switching\r\n\r\n",
            OK + OK,
            OK + b"HTTP/1.1 20",
            OK + b"\0garbage",
        ],
    )
    async def test_only_a_connection_that_is_good_for_it(self, said: bytes, egress: Egress) -> None:
        """What came too much is no answer to the next request."""
        async with raw_server(said) as server:
            for _ in range(3):
                answer = await egress.post(url(server), b"", {})
                assert answer.status == int(said[9:12])
            assert server.connections == 3

    async def test_what_comes_unasked_closes_the_connection(self, egress: Egress) -> None:
        ended = asyncio.Event()

        async def act(reader: Reader, writer: Writer) -> None:
            writer.write(OK)
            await writer.drain()
            if server.connections == 1:
                await answered.wait()
                writer.write(b"HTTP/1.1 500 Poison\r\ncontent-length: 0\r\n\r\n")
                await closed_by_the_client(reader)
                ended.set()

        answered = asyncio.Event()
        async with raw_server(act) as server:
            assert (await egress.post(url(server), b"", {})).status == 200
            answered.set()
            await ended.wait()
            assert (await egress.post(url(server), b"", {})).status == 200
            assert server.connections == 2

    async def test_a_connection_that_was_closed_meanwhile(self, egress: Egress) -> None:
        async def act(_: Reader, writer: Writer) -> None:
            writer.write(OK)
            await writer.drain()
            writer.close()

        async with raw_server(act) as server:
            for number in range(1, 4):
                assert (await egress.post(url(server), b"", {})).status == 200
                assert server.connections == number

    async def test_a_request_that_met_the_close_is_sent_again(self, egress: Egress) -> None:
        """On a new connection, for on the old one nobody can tell whether it was read."""

        async def act(_: Reader, writer: Writer) -> None:
            if len(server.requests) == 2:
                writer.close()
            else:
                writer.write(OK)

        async with raw_server(act) as server:
            assert (await egress.post(url(server), b"1", {})).status == 200
            assert (await egress.post(url(server), b"2", {})).status == 200
            assert [body for _, body in server.requests] == [b"1", b"2", b"2"]
            assert server.connections == 2

    async def test_but_only_once(self, egress: Egress) -> None:
        async def act(_: Reader, writer: Writer) -> None:
            if len(server.requests) == 1:
                writer.write(OK)
            else:
                writer.close()

        async with raw_server(act) as server:
            assert (await egress.post(url(server), b"", {})).status == 200
            answer = await egress.post(url(server), b"", {})
            assert answer.error == "The connection was closed without an answer."
            assert len(server.requests) == 3

    async def test_nor_once_an_answer_has_begun(self, egress: Egress) -> None:
        async def act(_: Reader, writer: Writer) -> None:
            if len(server.requests) == 1:
                writer.write(OK)
            else:
                writer.write(b"HTTP/1.1 2")
                await writer.drain()
                writer.close()

        async with raw_server(act) as server:
            assert (await egress.post(url(server), b"", {})).status == 200
            assert (await egress.post(url(server), b"", {})).status is None
            assert len(server.requests) == 2

    async def test_nor_on_a_new_connection(self, egress: Egress) -> None:
        async def act(_: Reader, writer: Writer) -> None:
            writer.close()

        async with raw_server(act) as server:
            assert (await egress.post(url(server), b"", {})).status is None
            assert server.connections == 1

    async def test_an_answer_before_the_request_was_read(self, egress: Egress) -> None:
        """The rest of the request would be taken for another one."""
        connections = 0

        async def act(reader: Reader, writer: Writer) -> None:
            nonlocal connections
            connections += 1
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n")
            await writer.drain()
            await ended.wait()
            writer.close()

        ended = asyncio.Event()
        listening = await asyncio.start_server(act, "127.0.0.1", 0, limit=1024)
        address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"
        for _ in range(2):
            answer = await egress.post(address, b"x" * 32 * 1024 * 1024, {})
            assert answer.status == 413
        assert connections == 2
        ended.set()
        listening.close()

    async def test_an_answer_that_came_too_late_is_nobodys(self, egress: Egress) -> None:
        ended = asyncio.Event()

        async def act(reader: Reader, writer: Writer) -> None:
            if ended.is_set():
                writer.write(OK)
            else:
                await closed_by_the_client(reader)
                ended.set()

        async with raw_server(act) as server:
            # Time enough to be asked, also on a busy machine, and for the second all of it.
            egress._timeout, patience = 1.0, egress._timeout
            assert (await egress.post(url(server), b"", {})).error == "It took too long."
            await ended.wait()
            egress._timeout = patience
            assert (await egress.post(url(server), b"", {})).status == 200
            assert server.connections == 2

    async def test_a_request_that_is_given_up_closes_its_connection(self, egress: Egress) -> None:
        asked, ended = asyncio.Event(), asyncio.Event()

        async def act(reader: Reader, _: Writer) -> None:
            asked.set()
            await closed_by_the_client(reader)
            ended.set()

        async with raw_server(act) as server:
            posting = asyncio.create_task(egress.post(url(server), b"", {}))
            await asked.wait()
            posting.cancel()
            await ended.wait()
            with pytest.raises(asyncio.CancelledError):
                await posting

    async def test_idle_connections_are_closed_in_the_end(
        self, egress: Egress, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pool, "KEPT_FOR", 0.05)
        ended = asyncio.Event()

        async def act(reader: Reader, writer: Writer) -> None:
            writer.write(OK)
            await closed_by_the_client(reader)
            ended.set()

        async with raw_server(act) as server:
            assert (await egress.post(url(server), b"", {})).status == 200
            async with asyncio.timeout(10):
                await ended.wait()
            assert (await egress.post(url(server), b"", {})).status == 200
            assert server.connections == 2

    async def test_closing_closes_them(self) -> None:
        ended = asyncio.Event()

        async def act(reader: Reader, writer: Writer) -> None:
            writer.write(OK)
            await closed_by_the_client(reader)
            ended.set()

        async with raw_server(act) as server:
            egress = Egress(LOOPBACK)
            assert (await egress.post(url(server), b"", {})).status == 200
            await egress.close()
            await ended.wait()

    async def test_many_at_once(self, egress: Egress) -> None:
        """Each gets its own answer, however they are spread over the connections."""

        async def act(_: Reader, writer: Writer) -> None:
            body = server.requests[-1][1]
            await asyncio.sleep(0)
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body))

        async with raw_server(act) as server:
            for _ in range(4):
                bodies = [b"%d" % number for number in range(100)]
                answers = await asyncio.gather(*(egress.post(url(server), b, {}) for b in bodies))
                assert [answer.body for answer in answers] == bodies
            assert server.connections <= 100


async def test_ipv6(egress: Egress) -> None:
    try:
        async with raw_server(host="::1") as server:
            answer = await egress.post(f"http://[::1]:{server.port}/", b"", {})
    except OSError:
        pytest.skip("this machine has no IPv6")
    assert answer.status == 200
    assert b"Host: [::1]:%d\r\n" % server.port in server.requests[0][0]
