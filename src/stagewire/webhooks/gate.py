"""The one way out to addresses that applications chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagewire.contract.types import ApiError, FieldError
from stagewire.egress import Addresses, AddressRefused, Egress, Target, read_target

if TYPE_CHECKING:
    from stagewire.platform import Platform


class Gate:
    """``platform.of(Gate)``. Close it at the end."""

    def __init__(self, platform: Platform) -> None:
        self.egress = Egress(Addresses(platform.settings.webhook_allowed))

    async def admit(self, url: str) -> Target:
        """The normalised address; ApiError 400 naming ``url``."""
        try:
            target = read_target(url)
            await self.egress.check(target)
        except AddressRefused:
            raise refused("url", "must be an address on the public Internet") from None
        except ValueError as error:
            raise refused("url", str(error)) from None
        return target

    async def close(self) -> None:
        await self.egress.close()


def refused(field: str, message: str) -> ApiError:
    return ApiError(
        400, "invalid_request", f"`{field}` {message}.", errors=[FieldError(field, message)]
    )
