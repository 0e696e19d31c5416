"""What the samples of one operation have in common: which values to send, and what to call them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from codegen.build import CodegenError
from codegen.ir import Body, Contract, Model, Operation, Parameter, Ref
from codegen.naming import snake_case

# Pages are what the clients walk by themselves; only an admin names the application.
_UNTOLD = frozenset(("currentPage", "pageSize", "limit", "app_id"))


@dataclass(frozen=True)
class Sample:
    contract: Contract
    operation: Operation

    @cached_property
    def path_values(self) -> dict[str, Any]:
        """The example of each path parameter."""
        return {one.name: self._example(one) for one in self.operation.path_parameters}

    @cached_property
    def query(self) -> list[tuple[Parameter, Any]]:
        """Every required parameter, and the first of the others that tells something."""
        given = []
        shown = False
        for one in self.operation.other_parameters:
            if one.required:
                given.append((one, self._example(one)))
            elif not shown and one.name not in _UNTOLD and one.example is not None:
                given.append((one, one.example))
                shown = True
        return given

    @property
    def body(self) -> Any:
        """The request's example; None where there is no body."""
        return self.operation.body.example if self.operation.body else None

    def sent(self) -> Body:
        assert self.operation.body is not None
        return self.operation.body

    def model(self, name: str) -> Model:
        return self.contract.models[name]

    @property
    def needs_key(self) -> bool:
        return self.operation.auth is not None

    def variable(self, parameter: Parameter) -> str:
        """A path parameter's variable in snake_case: the `{id}` of `/links/{id}` is link_id, the
        `{room}` that a room is answered for is room_name."""
        name = snake_case(parameter.name)
        if name == (self.item_name if self.operation.pages else self.result_name):
            return f"{name}_name"
        if name != "id":
            return name
        before = self.operation.path.split("/{" + parameter.name + "}")[0].rpartition("/")[2]
        return f"{snake_case(before).removesuffix('s')}_id"

    @property
    def result_name(self) -> str:
        """What the answer is called: `link`, `created_links`, or what follows the verb."""
        node = self.operation.result.type
        if isinstance(node, Ref):
            return snake_case(node.name).removesuffix("_answer")
        return snake_case(self.operation.id).partition("_")[2] or "answer"

    @property
    def item_name(self) -> str:
        """What one item of a page is called."""
        assert self.operation.pages is not None
        node = self.operation.pages.item
        return snake_case(node.name) if isinstance(node, Ref) else "item"

    @property
    def file_name(self) -> str:
        """Where an answer that is a file is put: `link-qr.svg`."""
        subtype = self.operation.result.media_types[0].partition("/")[2]
        return f"{self.result_name.replace('_', '-')}.{subtype.partition('+')[0]}"

    def _example(self, parameter: Parameter) -> Any:
        if parameter.example is None:
            raise CodegenError(
                f"{self.operation.id}: the parameter {parameter.name} has no example"
            )
        return parameter.example
