"""Which application a request is about, for what applications have as a whole.

Rooms, connections and figures belong to an application, not to one of its environments: client
tokens name none. So a sandbox key, which must not reach production, is refused altogether.
"""

from __future__ import annotations

from stagewire.applications.status import ApplicationStatus
from stagewire.contract.types import ApiError, FieldError
from stagewire.platform import Call


async def target(call: Call, app_id: str | None, field: str) -> str:
    """The caller's own application, or the one that an admin key names in ``field``
    (``query.app_id`` or, of a body, ``app_id``).

    ApiError 400: an admin key names none. 403: another application than the key's is named, or
    the key is a sandbox key. 404: there is no such application, or it is switched off.
    """
    caller = call.caller()
    if caller.environment == "sandbox":
        raise ApiError(
            403,
            "production_key_required",
            "There is no sandbox here: use a production key of the application.",
        )
    if caller.app_id is not None:
        if app_id is not None and app_id != caller.app_id:
            raise ApiError(
                403,
                "another_application",
                f"`app_id` must be the key's own application, not {app_id}.",
                errors=[FieldError(field, "must be the key's own application")],
            )
        return caller.app_id
    if app_id is None:
        message = "is required with an admin key: name the application"
        raise ApiError(
            400,
            "invalid_request",
            f"`app_id` {message}.",
            errors=[FieldError(field, message)],
        )
    if not await call.platform.of(ApplicationStatus).active(app_id):
        raise ApiError(404, "not_found", f"There is no application {app_id} that is switched on.")
    return app_id
