"""What a caller is told that cannot have or do something, over HTTP and on the WebSocket alike."""

from __future__ import annotations

from typing import Any

from stagewire.contract.types import ApiError, FieldError


class Conflict(ApiError):
    """409 with the ``state`` as it is, for those who can be given it (the WebSocket)."""

    def __init__(self, code: str, message: str, state: dict[str, Any]) -> None:
        super().__init__(409, code, message)
        self.state = state


def stale(version: int, state: dict[str, Any]) -> Conflict:
    now = state["version"]
    return Conflict(
        "conflict",
        f"`version` {version} is out of date: somebody else has changed the state, which is at "
        f"{now} now.",
        state,
    )


def not_driving(driver: str, state: dict[str, Any]) -> Conflict:
    return Conflict(
        "not_driving", f"{driver} drives: a presenter may send `take` or `hand_over`.", state
    )


def ended(state: dict[str, Any]) -> Conflict:
    return Conflict("ended", "The presentation has ended: a presenter may `start` it again.", state)


def invalid(field: str, message: str) -> ApiError:
    """400 for a field of the command; ``message`` continues its name."""
    name = f"command.{field}"
    return ApiError(
        400, "invalid_command", f"`{name}` {message}.", errors=[FieldError(name, message)]
    )


def missing(field: str, what: str) -> ApiError:
    """404 for something that a field of the command names."""
    name = f"command.{field}"
    message = f"names no {what} of this presentation"
    return ApiError(404, "not_found", f"`{name}` {message}.", errors=[FieldError(name, message)])


def no_presentation() -> ApiError:
    return ApiError(
        404,
        "not_found",
        "There is no presentation with this id, or it is not yours.",
        errors=[FieldError("presentation", "names no presentation")],
    )


def no_device() -> ApiError:
    return ApiError(404, "not_found", "There is no device with this id in this presentation.")


def no_pairing() -> ApiError:
    return ApiError(404, "not_found", "There is no pairing with this id in this presentation.")


def forbidden(name: str, role: str, needed: str) -> ApiError:
    message = f"is not for a {role}: {needed}"
    return ApiError(
        403,
        "forbidden",
        f"`command.name`: {name} {message}.",
        errors=[FieldError("command.name", message)],
    )


def switched_off(setting: str) -> ApiError:
    return ApiError(
        403,
        "switched_off",
        f"`command.name`: {setting} are switched off for the audience.",
        errors=[FieldError("command.name", f"{setting} are switched off for the audience")],
    )


def too_many(message: str) -> ApiError:
    return ApiError(409, "too_many", message)
