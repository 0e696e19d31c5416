"""The client against servers that mean harm, over real sockets."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from stagewire.egress import Addresses, AddressRefused, Egress, read_target
from tests.egress.receiver import OK, raw_server

LOOPBACK = Addresses([ip_network("127.0.0.0/8")])


@pytest.fixture
async def egress() -> AsyncIterator[Egress]:
    made = Egress(LOOPBACK, timeout=5)
    yield made
    await made.close()


@pytest.fixture
async def strict() -> AsyncIterator[Egress]:
    """As an operator has it who allows nothing."""
    made = Egress(Addresses(), timeout=5)
    yield made
    await made.close()


async def test_a_request_arrives_as_given(egress: Egress) -> None:
    async with raw_server() as server:
        answer = await egress.post(
            f"http://127.0.0.1:{server.port}/hook?a=b%20c", b'{"a":1}', {"webhook-id": "evt_1"}
        )
    assert (answer.status, answer.error, answer.body) == (200, None, b"ok")
    assert answer.duration > 0
    ((head, body),) = server.requests
    assert head.startswith(b"POST /hook?a=b%20c HTTP/1.1\r\n")
    assert b"webhook-id: evt_1\r\n" in head
    assert b"cookie" not in head.lower()
    assert body == b'{"a":1}'


async def test_connections_are_used_again(egress: Egress) -> None:
    async with raw_server() as server:
        for _ in range(5):
            assert (await egress.post(f"http://127.0.0.1:{server.port}/", b"", {})).status == 200
        assert server.connections == 1


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "LOCALHOST", "2130706433", "0x7f000001", "0x7f.1"),
        *("0177.0.0.1", "017700000001", "127.1", "①②⑦.0.0.1", "127。0。0。1", "0", "[::]"),
        *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"),
        *("[64:ff9b::7f00:1]", "[2002:7f00:1::]", "169.254.169.254"),
    ],
)
async def test_no_way_of_writing_loopback_gets_through(host: str, strict: Egress) -> None:
    async with raw_server() as server:
        target = read_target(f"http://{host}:{server.port}/")
        with pytest.raises(AddressRefused):
            await strict.check(target)
        answer = await strict.post(target.href, b"", {})
        assert answer.status is None
        assert answer.error is not None and "not on the public Internet" in answer.error
        # Nor does what never went through the reader.
        assert (await strict.post(f"http://{host}:{server.port}/", b"", {})).status is None
        assert server.connections == 0


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ftp://example.com/", "http"),
        ("file:///etc/passwd", "http"),
        ("gopher://127.0.0.1:6379/_x", "http"),
        ("//example.com/", "http"),
        ("http://user@example.com/", "user name"),
        ("http://user:password@example.com/", "user name"),
        ("http://@example.com/", "user name"),
        ("http:///path", "host"),
        ("http://exa mple.com/", "valid"),
        ("http://example.com:99999/", "valid"),
        ("http://example.com:0/", "port"),
        ("http://256.256.256.256/", "valid"),
        ("http://example.com/\r\nX-Injected: 1", "control"),
        ("http://[fe80::1%25eth0]/", "valid"),
    ],
)
def test_addresses_that_say_two_things_are_refused(url: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read_target(url)


def test_a_backslash_means_what_it_means_to_a_browser() -> None:
    target = read_target("http://127.0.0.1:80\\@example.com/")
    assert (target.host, target.href) == ("127.0.0.1", "http://127.0.0.1/@example.com/")


def _answers(*addresses: str) -> Any:
    """A name server under somebody else's control: each look-up gets the next addresses."""
    waiting = list(addresses)
    asked: list[str] = []

    def look_up(host: str, port: int, family: int) -> list[tuple[Any, ...]]:
        asked.append(host)
        now = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        found = []
        for address in now.split():
            kind = socket.AF_INET6 if ":" in address else socket.AF_INET
            found.append((kind, socket.SOCK_STREAM, 6, "", (address, port)))
        return found

    return look_up, asked


async def test_a_name_that_is_rebound_is_refused() -> None:
    """Public when it is registered, loopback when it is sent to."""
    look_up, asked = _answers("93.184.215.14", "127.0.0.1")
    egress = Egress(Addresses(), timeout=5, look_up=look_up)
    async with raw_server() as server:
        target = read_target(f"http://rebound.example:{server.port}/")
        await egress.check(target)
        answer = await egress.post(target.href, b"", {})
        assert answer.error == ("The address was refused: 127.0.0.1 is not on the public Internet.")
        assert server.connections == 0
    assert asked == ["rebound.example"] * 2
    await egress.close()


async def test_one_refused_address_refuses_the_name() -> None:
    look_up, _ = _answers("93.184.215.14 10.0.0.7 2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    egress = Egress(Addresses(), look_up=look_up)
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.7"):
        await egress.check(read_target("http://mixed.example/"))
    assert (await egress.post("http://mixed.example/", b"", {})).status is None
    await egress.close()


async def test_the_address_that_was_checked_is_the_one_that_is_connected_to() -> None:
    """The name is asked for once and not again between check and connection."""
    look_up, asked = _answers("127.0.0.1", "10.9.9.9")
    egress = Egress(LOOPBACK, timeout=5, look_up=look_up)
    async with raw_server() as server:
        answer = await egress.post(f"http://pinned.example:{server.port}/", b"", {})
        assert answer.status == 200
        assert b"Host: pinned.example:%d\r\n" % server.port in server.requests[0][0]
    assert asked == ["pinned.example"]
    await egress.close()


async def test_many_who_ask_for_a_name_wait_for_one_look_up() -> None:
    """A name server that takes long gets one thread, not all there are, and is not asked again."""
    loop, begun = asyncio.get_running_loop(), asyncio.Event()
    answering, asked = threading.Event(), []

    def look_up(host: str, port: int, family: int) -> list[tuple[Any, ...]]:
        asked.append(host)
        loop.call_soon_threadsafe(begun.set)
        assert answering.wait(10)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    egress = Egress(LOOPBACK, timeout=5, look_up=look_up)
    async with raw_server() as server:
        address = f"http://slow.example:{server.port}/"
        posting = [asyncio.create_task(egress.post(address, b"", {})) for _ in range(50)]
        await begun.wait()
        posting[0].cancel()  # Who gives up leaves the others waiting.
        answering.set()
        answers = await asyncio.gather(*posting[1:])
        assert {answer.status for answer in answers} == {200}
        assert (await egress.post(address, b"", {})).status == 200
    assert asked == ["slow.example"]
    await egress.close()


async def test_a_failed_look_up_is_not_remembered() -> None:
    asked = []

    def look_up(host: str, port: int, family: int) -> list[tuple[Any, ...]]:
        asked.append(host)
        if len(asked) == 1:
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    egress = Egress(LOOPBACK, timeout=5, look_up=look_up)
    async with raw_server() as server:
        address = f"http://flaky.example:{server.port}/"
        answer = await egress.post(address, b"", {})
        assert answer.error == "The host's name could not be resolved."
        assert (await egress.post(address, b"", {})).status == 200
    await egress.close()


async def test_another_address_of_a_name_is_tried() -> None:
    look_up, _ = _answers("127.0.0.9 127.0.0.1")
    egress = Egress(LOOPBACK, timeout=5, look_up=look_up)
    async with raw_server() as server:
        answer = await egress.post(f"http://two.example:{server.port}/", b"", {})
    assert answer.status == 200
    await egress.close()


async def test_a_name_that_leads_nowhere_may_be_registered(strict: Egress) -> None:
    target = read_target("https://nowhere.invalid/hook")
    await strict.check(target)
    answer = await strict.post(target.href, b"", {})
    assert answer == (None, "The host's name could not be resolved.", {}, b"", answer.duration)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_answers(status: int, egress: Egress) -> None:
    async with raw_server() as inner:
        location = f"http://127.0.0.1:{inner.port}/secret"
        redirect = f"HTTP/1.1 {status} Go\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n"
        async with raw_server(redirect.encode()) as server:
            answer = await egress.post(f"http://127.0.0.1:{server.port}/", b"", {})
        assert answer.status == status
        assert inner.connections == 0


async def test_proxies_of_the_environment_are_not_used(
    egress: Egress, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with raw_server() as proxy, raw_server() as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert (await egress.post(f"http://127.0.0.1:{server.port}/", b"", {})).status == 200
        assert proxy.connections == 0


class TestBounds:
    @pytest.fixture
    async def hasty(self) -> AsyncIterator[Egress]:
        made = Egress(LOOPBACK, timeout=1)
        yield made
        await made.close()

    async def test_a_server_that_says_nothing(self, hasty: Egress) -> None:
        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()

        async with raw_server(silent) as server:
            answer = await hasty.post(f"http://127.0.0.1:{server.port}/", b"", {})
        assert (answer.status, answer.error) == (None, "It took too long.")

    async def test_a_server_that_never_ends(self, hasty: Egress) -> None:
        async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 4000\r\n\r\n")
            while True:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.02)

        async with raw_server(drip) as server:
            answer = await hasty.post(f"http://127.0.0.1:{server.port}/", b"", {})
        assert (answer.status, answer.error) == (None, "It took too long.")

    async def test_a_huge_answer_is_cut_off(self, egress: Egress) -> None:
        sent = 0

        async def flood(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal sent
            writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
            while True:
                writer.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
                sent += 65536
                await writer.drain()

        async with raw_server(flood) as server:
            answer = await egress.post(f"http://127.0.0.1:{server.port}/", b"", {})
            assert (answer.status, answer.body) == (200, b"x" * 4096)
            # The connection is closed, not drained.
            assert sent < 64 * 1024 * 1024

    async def test_a_compressed_answer_is_not_unpacked(self, egress: Egress) -> None:
        bomb = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x8b\0\0"
        async with raw_server(bomb) as server:
            answer = await egress.post(f"http://127.0.0.1:{server.port}/", b"", {})
        assert (answer.status, answer.body) == (200, b"\x1f\x8b\0\0")

    async def test_endless_headers_are_refused(self, egress: Egress) -> None:
        async def headers(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n")
            while True:
                writer.write(b"x-filler: " + b"y" * 4000 + b"\r\n")
                await writer.drain()

        async with raw_server(headers) as server:
            answer = await egress.post(f"http://127.0.0.1:{server.port}/", b"", {})
        assert answer.status is None
        assert answer.error is not None

    @pytest.mark.parametrize("said", [b"SSH-2.0-OpenSSH_9.2\r\n\r\n", b"\0\1\2\3\r\n\r\n"])
    async def test_what_is_no_http(self, said: bytes, egress: Egress) -> None:
        async with raw_server(said) as server:
            answer = await egress.post(f"http://127.0.0.1:{server.port}/", b"", {})
        assert answer.status is None
        assert answer.error is not None and answer.error.endswith(".")

    async def test_a_server_that_hangs_up(self, egress: Egress) -> None:
        async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.close()

        async with raw_server(hang_up) as server:
            answer = await egress.post(f"http://127.0.0.1:{server.port}/", b"", {})
        assert answer.error == "The connection was closed without an answer."

    async def test_nobody_listens(self, egress: Egress) -> None:
        async with raw_server() as server:
            port = server.port
        answer = await egress.post(f"http://127.0.0.1:{port}/", b"", {})
        assert answer.error is not None and answer.error.startswith("No connection:")


class TestTls:
    @pytest.fixture
    def authority(self, tmp_path: Path) -> Iterator[Authority]:
        yield Authority(tmp_path)

    async def _post(self, authority: Authority, names: list[str], trusted: bool) -> Any:
        trust = ssl.create_default_context()
        if trusted:
            trust.load_verify_locations(authority.file)
        look_up, _ = _answers("127.0.0.1")
        egress = Egress(LOOPBACK, timeout=5, tls=trust, look_up=look_up)
        try:
            async with raw_server(OK, tls=authority.server(names)) as server:
                return await egress.post(f"https://hooks.example:{server.port}/", b"{}", {})
        finally:
            await egress.close()

    async def test_verified_by_the_name_that_was_given(self, authority: Authority) -> None:
        """Though it is connected to by address."""
        answer = await self._post(authority, ["hooks.example"], trusted=True)
        assert (answer.status, answer.error) == (200, None)

    async def test_another_name(self, authority: Authority) -> None:
        answer = await self._post(authority, ["other.example"], trusted=True)
        assert answer.status is None and answer.error.startswith("TLS failed:")

    async def test_the_address_in_place_of_the_name(self, authority: Authority) -> None:
        answer = await self._post(authority, ["127.0.0.1"], trusted=True)
        assert answer.status is None and answer.error.startswith("TLS failed:")

    async def test_an_authority_nobody_knows(self, authority: Authority) -> None:
        answer = await self._post(authority, ["hooks.example"], trusted=False)
        assert answer.status is None and answer.error.startswith("TLS failed:")


class Authority:
    """Signs certificates. ``file`` is its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test CA")])
        constraint = x509.BasicConstraints(ca=True, path_length=None)
        own = self._builder(self._name, self._key.public_key()).add_extension(constraint, True)
        self.file = folder / "ca.pem"
        made = own.sign(self._key, hashes.SHA256())
        self.file.write_bytes(made.public_bytes(Encoding.PEM))

    def server(self, names: list[str]) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "server")])
        alternatives: list[x509.GeneralName] = [
            x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
            for name in names
        ]
        signed = (
            self._builder(subject, key.public_key())
            .add_extension(x509.SubjectAlternativeName(alternatives), False)
            .sign(self._key, hashes.SHA256())
        )
        file = self._folder / "server.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(private + signed.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _builder(self, subject: x509.Name, key: Any) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
        )
