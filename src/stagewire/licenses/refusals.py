"""The errors of this package that are not about a licence's state."""

from __future__ import annotations

from stagewire.contract.types import ApiError, FieldError


def invalid(field: str, message: str) -> ApiError:
    """400 for one field of the body; ``message`` continues the field's name (``must be …``)."""
    return ApiError(
        400, "invalid_request", f"`{field}` {message}.", errors=[FieldError(field, message)]
    )


def no_policy() -> ApiError:
    return ApiError(404, "not_found", "There is no policy with this id, or it is not yours.")


def no_license() -> ApiError:
    return ApiError(404, "not_found", "There is no such licence, or it is not yours.")


def no_device() -> ApiError:
    return ApiError(404, "not_found", "There is no device with this id, or it is not yours.")


def conflict(code: str, message: str) -> ApiError:
    return ApiError(409, code, message)
