"""An operation called with the Python client."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from codegen.build import CodegenError
from codegen.ir import Contract, ListOf, MapOf, Nullable, Ref, Scalar, Type
from codegen.naming import argument_name, snake_case
from codegen.samples.common import Sample


def render(sample: Sample) -> str:
    """Ruff sorts the imports and formats the rest."""
    operation = sample.operation
    writer = _Writer(sample)
    key = ', api_key=os.environ["API_KEY"]' if sample.needs_key else ""
    lines = [f'client = Stagewire(base_url=os.environ["BASE_URL"]{key})']
    for one in operation.path_parameters:
        lines.append(f"{sample.variable(one)} = {sample.path_values[one.name]!r}")
    lines += ["", *_call(sample, writer)]
    imports = ["import os", *sorted(writer.imports)]
    return "\n".join([*imports, "from stagewire_client import Stagewire", "", *lines]) + "\n"


def _call(sample: Sample, writer: _Writer) -> list[str]:
    operation = sample.operation
    group = f"client.{snake_case(operation.api)}"
    method = snake_case(operation.id)
    arguments = ", ".join(writer.arguments())
    if operation.pages:
        walker = "iter_" + method.removeprefix("list_")
        item = sample.item_name
        return [f"for {item} in {group}.{walker}({arguments}):", f"    print({item})"]
    call = f"{group}.{method}({arguments})"
    match operation.result.encoding:
        case "none":
            return [call]
        case "bytes":
            writer.imports.add("from pathlib import Path")
            return [
                f"{sample.result_name} = {call}",
                f'Path("{sample.file_name}").write_bytes({sample.result_name})',
            ]
    return [f"{sample.result_name} = {call}", f"print({sample.result_name})"]


class Values:
    """Values as Python source; ``imports`` are the lines it needs."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.imports: set[str] = set()

    def fields(self, node: Ref, value: Any) -> list[str]:
        types = {one.name: one.type for one in self.contract.models[node.name].fields}
        return [
            f"{argument_name(name)}={self.value(types[name], one)}" for name, one in value.items()
        ]

    def value(self, node: Type, value: Any) -> str:
        match node:
            case Nullable(item):
                return "None" if value is None else self.value(item, value)
            case Scalar("datetime"):
                self.imports.add("from datetime import datetime, timezone")
                when = datetime.fromisoformat(value).astimezone(UTC)
                return repr(when).removeprefix("datetime.").replace("datetime.timezone", "timezone")
            case Scalar("date"):
                self.imports.add("from datetime import date")
                return repr(date.fromisoformat(value)).removeprefix("datetime.")
            case ListOf(item):
                return f"[{', '.join(self.value(item, one) for one in value)}]"
            case MapOf(item):
                pairs = [f"{name!r}: {self.value(item, one)}" for name, one in value.items()]
                return f"{{{', '.join(pairs)}}}"
            case Ref(name):
                self.imports.add(f"from stagewire_client.models import {name}")
                return f"{name}({', '.join(self.fields(node, value))})"
        return repr(value)


class _Writer(Values):
    def __init__(self, sample: Sample) -> None:
        super().__init__(sample.contract)
        self.sample = sample

    def arguments(self) -> list[str]:
        sample = self.sample
        made = [sample.variable(one) for one in sample.operation.path_parameters]
        made += [
            f"{argument_name(one.name)}={self.value(one.type, value)}"
            for one, value in sample.query
        ]
        if sample.body is not None:
            body = sample.sent().type
            if not isinstance(body, Ref):
                raise CodegenError(f"{sample.operation.id}: a sample's body must be an object")
            made += self.fields(body, sample.body)
        return made
