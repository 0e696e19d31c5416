"""The Python client of Stagewire, generated from its contract."""

from . import models, webhooks
from ._client import AsyncStagewire, Stagewire
from ._transport import RequestOptions
from ._version import __version__
from ._wire import OMIT, Omit
from .errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    FieldError,
    InvalidResponseError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
    StagewireError,
    UnprocessableContentError,
)
from .licensefile import LicenseFileError, VerifiedLicense, verify_license_file

__all__ = [
    "OMIT",
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "AsyncStagewire",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "FieldError",
    "InvalidResponseError",
    "LicenseFileError",
    "NotFoundError",
    "Omit",
    "PermissionDeniedError",
    "RateLimitedError",
    "RequestOptions",
    "ServerError",
    "Stagewire",
    "StagewireError",
    "UnprocessableContentError",
    "VerifiedLicense",
    "__version__",
    "models",
    "verify_license_file",
    "webhooks",
]
