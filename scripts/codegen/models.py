"""`generated/models`: one TypedDict per object schema, one alias per other schema and document.

They are what handlers take and return, so a field is there exactly when it can be on the wire:
required or NotRequired, null or not, Literal for enums, and neither `readOnly` fields in what is
only received nor `writeOnly` fields in what is only sent.
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping

from codegen.ir import (
    Choice,
    Contract,
    Field,
    ListOf,
    MapOf,
    Model,
    Nullable,
    OneOf,
    Ref,
    Scalar,
    Type,
    parts,
)
from codegen.render import format_python

_SCALARS = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "datetime": "str",
    "date": "str",
    "any": "Any",
    "bytes": "bytes",
}


_TYPING = ("Any", "Literal", "NotRequired", "TypeAlias", "TypedDict")


def generate(contract: Contract) -> dict[str, bytes]:
    folder = "models/stagewire_models"
    about = '"""The objects of the contract as typed dictionaries, by API."""\n'
    files = {f"{folder}/__init__.py": about, f"{folder}/py.typed": ""}
    for api in contract.apis:
        schemas = contract.schemas[api.name]
        files[f"{folder}/{api.name.replace('-', '_')}.py"] = _module(contract, api.title, schemas)
    return format_python({path: text for path, text in files.items() if path.endswith(".py")}) | {
        path: text.encode() for path, text in files.items() if not path.endswith(".py")
    }


def _module(contract: Contract, title: str, schemas: Mapping[str, Type]) -> str:
    named = _Named(contract, schemas)
    definitions = [line for name in named.ordered() for line in ("", "", *named.definition(name))]
    body = "\n".join(definitions)
    imports = [word for word in _TYPING if word in body]
    return f'''"""The objects of {title}. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import {", ".join(imports)}

__all__ = {sorted(schemas)!r}
{body}
'''


class _Named:
    """The definitions of one module: its schemas, and models made for objects inside them."""

    def __init__(self, contract: Contract, schemas: Mapping[str, Type]) -> None:
        self.contract = contract
        self.types: dict[str, Type] = dict(schemas)
        waiting = [name for node in schemas.values() for name in _references(node)]
        reached: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                self.types.setdefault(name, Ref(name))
                for one in contract.models[name].all_fields:
                    waiting += _references(one.type)

    def ordered(self) -> list[str]:
        """By name, but after what an alias or a functional TypedDict needs at run time."""
        done: list[str] = []

        def visit(name: str, path: tuple[str, ...]) -> None:
            if name in done or name in path:
                return
            node = self.types[name]
            if not isinstance(node, Ref) or node.name != name or self._functional(name):
                for needed in self._needs(name):
                    visit(needed, (*path, name))
            done.append(name)

        for name in sorted(self.types):
            visit(name, ())
        return done

    def _needs(self, name: str) -> list[str]:
        node = self.types[name]
        nodes = (
            [one.type for one in self.contract.models[name].all_fields]
            if isinstance(node, Ref) and node.name == name
            else [node]
        )
        return [
            part.name
            for one in nodes
            for part in parts(one)
            if isinstance(part, Ref | Choice) and part.name in self.types
        ]

    def _functional(self, name: str) -> bool:
        return any(not _is_attribute(one.name) for one in self.contract.models[name].fields)

    def definition(self, name: str) -> list[str]:
        node = self.types[name]
        if not isinstance(node, Ref) or node.name != name:
            return [f"{name}: TypeAlias = {self.write(node, inside=name)}"]
        model = self.contract.models[name]
        if self._functional(name):
            return self._call(model)
        lines = [f"class {name}(TypedDict):", f"    {_docstring(model.description or name)}", ""]
        lines += [f"    {one.name}: {self._entry(one)}" for one in model.fields]
        return lines

    def _call(self, model: Model) -> list[str]:
        """For keys that are no attribute names (`from`), which the class form cannot hold."""
        entries = ", ".join(f'"{one.name}": {self._entry(one)!s}' for one in model.fields)
        return [f'{model.name} = TypedDict("{model.name}", {{{entries}}})']

    def _entry(self, one: Field) -> str:
        written = self.write(one.type)
        return written if one.required else f"NotRequired[{written}]"

    def write(self, node: Type, inside: str = "") -> str:
        match node:
            case Scalar(kind):
                return _SCALARS[kind]
            case Choice(name, values):
                if name in self.types and name != inside:
                    return name
                return f"Literal[{', '.join(map(repr, values))}]"
            case ListOf(item):
                return f"list[{self.write(item)}]"
            case MapOf(item):
                return f"dict[str, {self.write(item)}]"
            case Ref(name):
                return name
            case Nullable(item):
                return f"{self.write(item)} | None"
            case OneOf(members):
                return " | ".join(self.write(member) for member in members)


def _references(node: Type) -> list[str]:
    return [part.name for part in parts(node) if isinstance(part, Ref)]


def _is_attribute(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name)


def _docstring(text: str) -> str:
    cleaned = text.strip().replace("\\", "\\\\").replace('"""', "'''")
    return f'"""{cleaned}"""'
