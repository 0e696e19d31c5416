"""Finds handlers by convention.

`links.yaml`, operation `createLink` → `stagewire.links.handlers.create_link`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from connexion.exceptions import ResolverError
from connexion.operations import AbstractOperation
from connexion.resolver import Resolution, Resolver

from stagewire.contract.binding import snake_case
from stagewire.contract.load import Document


class HandlerResolver(Resolver):  # type: ignore[misc]
    """Connexion's resolver for one document. ``package`` is what the document's own package is
    in: `stagewire`, or a test's."""

    def __init__(self, document: Document, package: str = "stagewire") -> None:
        super().__init__(self.find)
        self._module = f"{package}.{document.package}.handlers"

    def path(self, operation_id: str) -> str:
        """The dotted name a handler must have."""
        return f"{self._module}.{snake_case(operation_id)}"

    def find(self, operation_id: str) -> Callable[..., Any]:
        """The handler; ResolverError says what is missing."""
        try:
            module = import_module(self._module)
        except ModuleNotFoundError as error:
            # A module that the handlers themselves miss is their fault, not the contract's.
            if error.name is None or not self._module.startswith(error.name):
                raise
            raise ResolverError(f"there is no module {self._module}") from None
        handler = getattr(module, snake_case(operation_id), None)
        if not callable(handler):
            raise ResolverError(f"there is no handler {self.path(operation_id)}")
        found: Callable[..., Any] = handler
        return found

    def resolve(self, operation: AbstractOperation) -> Resolution:
        return Resolution(self.find(operation.operation_id), operation.operation_id)
