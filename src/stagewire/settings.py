"""Settings: environment variables ``STAGEWIRE_…``, with the flags of ``serve`` above them."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from stagewire.storage.secrecy import derived


class Settings(BaseSettings):
    """What an operator can set. Every field is ``STAGEWIRE_<NAME>``; see docs/operations.md."""

    model_config = SettingsConfigDict(env_prefix="STAGEWIRE_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    workers: int = Field(default=1, ge=1)
    data_dir: Path = Path("data")
    public_url: str = ""
    short_url: str = ""
    short_domains: str = Field(default="", description="Further short-link hosts, by comma.")
    secret_key: str = ""
    admin_key: str = ""
    database_url: str = ""
    redis_url: str = ""
    storage_url: str = ""
    turn_urls: str = Field(default="", description="The TURN relay's addresses, by comma.")
    turn_secret: str = Field(default="", description="What the relay shares with this server.")
    turn_previous_secret: str = Field(default="", description="Still accepted by the relay.")
    turn_stats_url: str = Field(default="", description="The Redis of coturn's statistics.")
    stun_urls: str = Field(default="", description="STUN servers' addresses, by comma.")
    trusted_proxies: str = Field(default="", description="Networks whose X-Forwarded-For counts.")
    limit_scale: float = Field(
        default=1.0, gt=0, description="Multiplies every rate limit of the contract (load tests)."
    )
    link_credits: int = Field(default=1000, ge=0, description="A new application's link credits.")
    jobs: bool = Field(default=True, description="Events and jobs run in the server itself.")
    job_lease: float = Field(
        default=60.0, ge=1, description="Seconds after which a dead worker's jobs go to another."
    )
    event_days: float = Field(default=7.0, gt=0, description="How long events are kept.")
    webhook_networks: str = Field(
        default="", description="Networks that webhooks may reach although they are not public."
    )
    validate_responses: bool = True
    access_log: bool = True
    cors_origins: str = "*"

    @field_validator("public_url", "short_url")
    @classmethod
    def _http_url(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("http", "https"):
            raise ValueError("must be an http:// or https:// address")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite", "postgresql", "postgres:")):
            raise ValueError("must be a sqlite:///… or postgresql://… address")
        return value

    @field_validator("turn_urls", "stun_urls")
    @classmethod
    def _ice_urls(cls, value: str, info: ValidationInfo) -> str:
        kinds = ("turn:", "turns:") if info.field_name == "turn_urls" else ("stun:", "stuns:")
        for part in _parts(value):
            if not part.startswith(kinds) or any(one in part for one in " /@#"):
                raise ValueError(f"{part} is no {kinds[0]} or {kinds[1]} address")
        return value

    @field_validator("turn_stats_url")
    @classmethod
    def _redis_over_tcp(cls, value: str) -> str:
        if value and urlsplit(value).scheme != "redis":
            raise ValueError("must be a redis://… address: coturn knows no other way")
        return value

    @field_validator("trusted_proxies", "webhook_networks")
    @classmethod
    def _networks(cls, value: str) -> str:
        for part in filter(None, (part.strip() for part in value.split(","))):
            try:
                ip_network(part, strict=False)
            except ValueError:
                raise ValueError(f"{part} is no address or network") from None
        return value

    @field_validator("admin_key")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if value and len(value) < 16:
            raise ValueError("must have at least 16 characters")
        return value

    @cached_property
    def base_url(self) -> str:
        """Where clients reach the server, without a trailing slash."""
        if self.public_url:
            return self.public_url
        # Nobody can be sent to the wildcard addresses; whoever reads this first is on this machine.
        host = "127.0.0.1" if self.host in ("", "0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @cached_property
    def short_base(self) -> str:
        """What a short code is appended to, without a trailing slash."""
        return self.short_url or f"{self.base_url}/s"

    @cached_property
    def database(self) -> str:
        """The SQLAlchemy async URL of the database."""
        url = self.database_url or f"sqlite:///{self.data_dir.resolve() / 'stagewire.db'}"
        for plain, driver in (
            ("sqlite://", "sqlite+aiosqlite://"),
            ("postgresql://", "postgresql+asyncpg://"),
            ("postgres://", "postgresql+asyncpg://"),
        ):
            if url.startswith(plain):
                return driver + url[len(plain) :]
        return url

    @cached_property
    def proxy_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        return _networks(self.trusted_proxies)

    @cached_property
    def webhook_allowed(self) -> tuple[IPv4Network | IPv6Network, ...]:
        return _networks(self.webhook_networks)

    @cached_property
    def turn_servers(self) -> tuple[str, ...]:
        return _parts(self.turn_urls)

    @cached_property
    def stun_servers(self) -> tuple[str, ...]:
        """Those that are set, else the relays: a TURN server answers STUN as well."""
        listed = _parts(self.stun_urls)
        if listed:
            return listed
        plain = (url.partition("?")[0] for url in self.turn_servers if url.startswith("turn:"))
        return tuple(dict.fromkeys(f"stun:{url.removeprefix('turn:')}" for url in plain))

    @cached_property
    def relay_secret(self) -> str:
        """What the TURN relay shares with this server: set, or made from the server's own."""
        return self.turn_secret or derived(self.secret, "turn relay").hex()

    @cached_property
    def secret(self) -> bytes:
        """The server's secret: from the environment, or made once and kept in DATA_DIR."""
        if self.secret_key:
            return self.secret_key.encode()
        path = self.data_dir / "secret.key"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_once(path, secrets.token_urlsafe(48).encode())
        return path.read_bytes().strip()


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _networks(written: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(part, strict=False) for part in _parts(written))


def _write_once(path: Path, content: bytes) -> None:
    """Writes a private file whole, or leaves the one that another process was first to write."""
    descriptor, made = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
    finally:
        os.unlink(made)
