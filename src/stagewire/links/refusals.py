"""The errors of this package: what is not there, and what a field must be."""

from __future__ import annotations

from stagewire.contract.types import ApiError, FieldError


def invalid(field: str, code: str, message: str) -> ApiError:
    """422 for one field of the body; ``message`` continues the field's name (``must be …``)."""
    return ApiError(422, code, f"`{field}` {message}.", errors=[FieldError(field, message)])


def invalid_query(name: str, message: str) -> ApiError:
    """400 for one query parameter; ``message`` as in ``invalid``."""
    return ApiError(
        400,
        "invalid_parameter",
        f"`{name}` {message}.",
        errors=[FieldError(f"query.{name}", message)],
    )


def no_link() -> ApiError:
    return ApiError(404, "not_found", "There is no link with this id, or it is not yours.")


def no_tag() -> ApiError:
    return ApiError(404, "not_found", "There is no tag with this id, or it is not yours.")
