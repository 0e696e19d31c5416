"""What a handler may use: settings, database, limits, bus; and each API's own service objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import time
from typing import TYPE_CHECKING, Any, TypeVar

from stagewire.contract.types import Call as ContractCall
from stagewire.settings import Settings

if TYPE_CHECKING:
    from stagewire.events.bus import Bus
    from stagewire.limits import OperableLimiter
    from stagewire.storage.database import Database

T = TypeVar("T")


@dataclass
class Platform:
    """The services of one running process, built by ``app.py``.

    ``clock`` answers Unix seconds and is replaced in tests. ``of(Service)`` answers this
    process's one instance of a service class, made on first use as ``Service(platform)``.
    """

    settings: Settings
    database: Database
    bus: Bus
    limiter: OperableLimiter
    clock: Callable[[], float] = time
    _services: dict[type, Any] = field(default_factory=dict)

    def of(self, service: type[T]) -> T:
        try:
            made: T = self._services[service]
        except KeyError:
            made = self._services[service] = service(self)  # type: ignore[call-arg]
        return made


Call = ContractCall[Platform]
"""The call as handlers know it: ``call.platform`` is a Platform."""
