"""An operation called with the Go client, as gofmt writes it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from codegen.go import MODULE, aligned
from codegen.ir import Choice, Contract, Field, ListOf, MapOf, Nullable, Ref, Scalar, Type
from codegen.naming import go_name, go_variable
from codegen.samples.common import Sample


def render(sample: Sample) -> str:
    operation = sample.operation
    writer = _Writer(sample)
    body = [*_variables(sample), *writer.call()]
    writer.imports |= {"context", "log", "os"}
    client = ["client := stagewire.New(", '\tstagewire.WithBaseURL(os.Getenv("BASE_URL")),']
    if operation.auth:
        client.append('\tstagewire.WithAPIKey(os.Getenv("API_KEY")),')
    lines = ["package main", "", "import ("]
    lines += [f'\t"{name}"' for name in sorted(writer.imports)]
    lines += ["", f'\t"{MODULE}"', ")", "", "func main() {"]
    code = "\n".join([*client, ")", *body]).split("\n")
    lines += [f"\t{line}" if line else "" for line in code]
    return "\n".join([*lines, "}"]) + "\n"


def _variables(sample: Sample) -> list[str]:
    made = []
    for one in sample.operation.path_parameters:
        value = sample.path_values[one.name]
        written = json.dumps(value) if isinstance(value, str) else f"int64({value})"
        made.append(f"{go_variable(sample.variable(one))} := {written}")
    return [*made, ""]


class Values:
    """Values as Go source; ``imports`` are what it needs of the standard library."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.imports: set[str] = set()

    def value(self, node: Type, value: Any, element: bool = False) -> str:
        """The literal of a value; in a slice, ``element`` leaves out what the slice says."""
        match node:
            case Nullable(item):
                return self.pointer(item, value)
            case Choice(name) if isinstance(value, str):
                return f"stagewire.{go_name(name)}{go_name(value)}"
            case Scalar("datetime"):
                self.imports.add("time")
                when = datetime.fromisoformat(value).astimezone(UTC)
                clock = f"{when:%-H, %-M, %-S}, {when.microsecond * 1000}, time.UTC"
                return f"time.Date({when.year}, time.{when:%B}, {when.day}, {clock})"
            case ListOf(item):
                kind = self.type_name(item)
                items = [self.value(item, one, element=True) for one in value]
                if isinstance(item, Ref):
                    inside = "".join(f"\t{_indented(one)},\n" for one in items)
                    return f"[]{kind}{{\n{inside}}}"
                return f"[]{kind}{{{', '.join(items)}}}"
            case MapOf():
                pairs = [(json.dumps(key), _any(one)) for key, one in value.items()]
                return f"map[string]{self.type_name(node.item)}{block(pairs)}"
            case Ref(name):
                fields = {one.name: one for one in self.contract.models[name].fields}
                pairs = [(go_name(key), self.field(fields[key], one)) for key, one in value.items()]
                if element:
                    return "{" + ", ".join(f"{key}: {one}" for key, one in pairs) + "}"
                return f"stagewire.{go_name(name)}{block(pairs)}"
        return json.dumps(value, ensure_ascii=False)

    def field(self, one: Field, value: Any) -> str:
        if one.required:
            return self.value(one.type, value)
        if isinstance(one.type, Nullable):
            # The models of requests alone have such fields, as Nullable.
            kind = self.type_name(one.type.item)
            if value is None:
                return f"stagewire.Null[{kind}]()"
            known = f"[{kind}]" if kind in ("int64", "float64") else ""
            return f"stagewire.Value{known}({self.value(one.type.item, value)})"
        return self.pointer(one.type, value)

    def pointer(self, node: Type, value: Any) -> str:
        if value is None:
            return "nil"
        written = self.value(node, value)
        match node:
            case ListOf() | MapOf() | Scalar("any"):
                return written
            case Ref():
                return f"&{written}"
        kind = self.type_name(node)
        known = f"[{kind}]" if kind in ("int64", "float64") else ""
        return f"stagewire.Ptr{known}({written})"

    def type_name(self, node: Type) -> str:
        match node:
            case Ref(name):
                return f"stagewire.{go_name(name)}"
            case Choice(name, values):
                if isinstance(values[0], str):
                    return f"stagewire.{go_name(name)}"
                return "bool" if isinstance(values[0], bool) else "int64"
            case ListOf(item):
                return f"[]{self.type_name(item)}"
            case MapOf(item):
                return f"map[string]{self.type_name(item)}"
            case Scalar(kind):
                return {
                    "integer": "int64",
                    "number": "float64",
                    "boolean": "bool",
                    "datetime": "time.Time",
                    "any": "any",
                }.get(kind, "string")
        return "any"


class _Writer(Values):
    def __init__(self, sample: Sample) -> None:
        super().__init__(sample.contract)
        self.sample = sample

    def call(self) -> list[str]:
        """The statements that call the operation and print what it answers."""
        sample, operation = self.sample, self.sample.operation
        passed = ", ".join(["context.Background()", *self.arguments()])
        method = f"client.{go_name(operation.api)}.{go_name(operation.id)}"
        failed = ["if err != nil {", "\tlog.Fatal(err)", "}"]
        name = go_variable(sample.result_name)
        if operation.pages:
            self.imports.add("fmt")
            item = go_variable(sample.item_name)
            return [
                f"for {item}, err := range {method}All({passed}) {{",
                *(f"\t{line}" for line in failed),
                f'\tfmt.Printf("%+v\\n", {item})',
                "}",
            ]
        match operation.result.encoding:
            case "none":
                return [f"if err := {method}({passed}); err != nil {{", "\tlog.Fatal(err)", "}"]
            case "bytes":
                write = f'os.WriteFile("{sample.file_name}", {name}, 0o644)'
                return [
                    f"{name}, err := {method}({passed})",
                    *failed,
                    f"if err := {write}; err != nil {{",
                    "\tlog.Fatal(err)",
                    "}",
                ]
            case "text":
                self.imports.add("fmt")
                return [f"{name}, err := {method}({passed})", *failed, f"fmt.Println({name})"]
        self.imports.add("fmt")
        shown = f"*{name}" if isinstance(operation.result.type, Ref) else name
        return [
            f"{name}, err := {method}({passed})",
            *failed,
            f'fmt.Printf("%+v\\n", {shown})',
        ]

    def arguments(self) -> list[str]:
        sample, operation = self.sample, self.sample.operation
        made = [go_variable(sample.variable(one)) for one in operation.path_parameters]
        if operation.body:
            made.append(self.value(sample.sent().type, sample.body))
        if operation.other_parameters:
            made.append(self._parameters())
        return made

    def _parameters(self) -> str:
        given = self.sample.query
        if not given:
            return "nil"
        pairs = [
            (
                go_name(one.name),
                self.value(one.type, value) if one.required else self.pointer(one.type, value),
            )
            for one, value in given
        ]
        return f"&stagewire.{go_name(self.sample.operation.id)}Params{block(pairs)}"


def block(pairs: list[tuple[str, str]]) -> str:
    """`{…}` with a line per pair. gofmt puts neighbours that fit a line into one column."""
    lines: list[str] = []
    run: list[tuple[str, str]] = []
    for key, value in [*pairs, ("", "\n")]:
        if "\n" not in value:
            run.append((key, value))
            continue
        lines += aligned(run) if run else []
        run = []
        if key:
            lines.append(f"{key}: {value},")
    return "{\n" + "".join(f"\t{_indented(line)}\n" for line in lines) + "}"


def _indented(text: str) -> str:
    return text.replace("\n", "\n\t")


def _any(value: Any) -> str:
    """A JSON value as Go's `any`."""
    match value:
        case dict():
            return f"map[string]any{block([(json.dumps(k), _any(v)) for k, v in value.items()])}"
        case list():
            return f"[]any{{{', '.join(_any(one) for one in value)}}}"
        case None:
            return "nil"
    return json.dumps(value, ensure_ascii=False)
