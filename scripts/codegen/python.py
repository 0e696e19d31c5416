"""`generated/clients/python`: the package `stagewire_client`, sync and async, on httpx."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from codegen.ir import (
    SHARED,
    Api,
    Choice,
    Contract,
    Field,
    ListOf,
    MapOf,
    Model,
    Nullable,
    OneOf,
    Operation,
    Parameter,
    Ref,
    Scalar,
    Type,
    parts,
)
from codegen.naming import argument_name, pascal, snake_case
from codegen.render import environment, facts, format_python, wrap

FOLDER = "clients/python"
PACKAGE = f"{FOLDER}/src/stagewire_client"
_TYPES = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "datetime": "datetime",
    "date": "date",
    "any": "Any",
    "bytes": "bytes",
}
_RUNTIME = (
    "_client.py",
    "_transport.py",
    "_version.py",
    "_wire.py",
    "errors.py",
    "webhooks.py",
    "__init__.py",
)

_OFFLINE = Path(__file__).resolve().parent.parent.parent / "src/stagewire/licenses/offline.py"


def generate(contract: Contract) -> dict[str, bytes]:
    writer = Writer(contract)
    templates = environment("python", snake=snake_case)
    common = {"contract": contract, "writer": writer, "groups": groups(contract)}

    def render(template: str, **values: object) -> str:
        return templates.get_template(template + ".j2").render(**common, **values)

    files = {f"{PACKAGE}/{name}": render(name) for name in _RUNTIME}
    # The server's own verification, as it stands: there is one only.
    files[f"{PACKAGE}/licensefile.py"] = _OFFLINE.read_text()
    files[f"{PACKAGE}/apis/__init__.py"] = '"""The operations, by API."""\n'
    for api in contract.apis:
        files[f"{PACKAGE}/apis/{snake_case(api.name)}.py"] = render("api.py", api=api)
    files[f"{PACKAGE}/models/__init__.py"] = render("models.py")
    for home in writer.homes():
        files[f"{PACKAGE}/models/{snake_case(home)}.py"] = render("model.py", home=home)
    plain = {
        f"{FOLDER}/pyproject.toml": render("pyproject.toml"),
        f"{FOLDER}/README.md": render("README.md"),
        f"{PACKAGE}/py.typed": "",
    }
    return format_python(files) | {path: text.encode() for path, text in plain.items()}


@dataclass(frozen=True)
class Group:
    """The operations of one API, as an attribute of the client."""

    api: Api
    attribute: str
    module: str
    name: str


def groups(contract: Contract) -> list[Group]:
    return [
        Group(api, snake_case(api.name), snake_case(api.name), pascal(api.name) + "API")
        for api in contract.apis
    ]


@dataclass(frozen=True)
class Argument:
    """One argument of a method, and the text that documents it."""

    name: str
    annotation: str
    default: str | None
    description: str


class Writer:
    """Types, arguments and conversions as Python source."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract

    # --- where things are ----------------------------------------------------------------

    def homes(self) -> list[str]:
        """The modules under `models`, the shared one first: the others import it."""
        found = self.contract.client_homes(self.choices())
        return sorted(found, key=lambda home: (home != SHARED, home))

    def choices(self, home: str | None = None) -> list[Choice]:
        return [
            one
            for one in self.contract.client_choices()
            if one.component and home in (None, self.contract.homes[one.name])
        ]

    def names(self, home: str) -> list[str]:
        models = [one.name for one in self.contract.client_models(home)]
        return sorted([*models, *(one.name for one in self.choices(home))])

    def used(self, api: Api) -> list[str]:
        """The models and choices that an API's module names."""
        found: set[str] = set()
        for operation in api.operations:
            for argument in self.argument_types(operation):
                found.update(self.model_names(argument))
            if operation.result.type:
                found.update(self.model_names(operation.result.type))
            if operation.body:
                found.update(self.model_names(operation.body.type))
            if operation.pages:
                found.update(self.model_names(operation.pages.item))
        return sorted(found)

    def imported(self, home: str) -> list[str]:
        """What a module of models needs from the shared one."""
        if home == SHARED:
            return []
        found: set[str] = set()
        for model in self.contract.client_models(home):
            for one in model.fields:
                found.update(self.model_names(one.type))
        return sorted(name for name in found if self.contract.homes[name] == SHARED)

    def model_names(self, node: Type) -> list[str]:
        return [
            part.name
            for part in parts(node)
            if isinstance(part, Ref) or (isinstance(part, Choice) and part.component)
        ]

    def model(self, name: str) -> Model:
        return self.contract.models[name]

    # --- types ---------------------------------------------------------------------------

    def annotation(self, node: Type) -> str:
        match node:
            case Scalar(kind):
                return _TYPES[kind]
            case Choice(name, _, component):
                return name if component else self.literal(node)
            case ListOf(item):
                return f"list[{self.annotation(item)}]"
            case MapOf(item):
                return f"dict[str, {self.annotation(item)}]"
            case Ref(name):
                return name
            case Nullable(item):
                return f"{self.annotation(item)} | None"
            case OneOf(members):
                return " | ".join(dict.fromkeys(self.annotation(one) for one in members))

    def literal(self, choice: Choice) -> str:
        return f"Literal[{', '.join(map(repr, choice.values))}]"

    def field_name(self, one: Field) -> str:
        name = argument_name(one.name)
        return name + "_" if name in ("from_dict", "to_dict", "self", "cls") else name

    def three_states(self, one: Field, model: Model) -> bool:
        """Whether leaving it out and null mean two things to the one who sends it."""
        return model.request and not one.required and isinstance(one.type, Nullable)

    def field_annotation(self, one: Field, model: Model) -> str:
        written = self.annotation(one.type)
        if one.required:
            return written
        if self.three_states(one, model):
            return f"{written} | Omit"
        return written if isinstance(one.type, Nullable) else f"{written} | None"

    def field_default(self, one: Field, model: Model) -> str | None:
        if one.required:
            return None
        return "OMIT" if self.three_states(one, model) else "None"

    # --- from and to JSON ----------------------------------------------------------------

    def decode(self, node: Type, value: str) -> str:
        """The expression that makes a Python value of the JSON value ``value``."""
        match node:
            case Scalar("datetime"):
                return f"parse_datetime({value})"
            case Scalar("date"):
                return f"parse_date({value})"
            case ListOf(item):
                inner = self.decode(item, "item")
                return f"list({value})" if inner == "item" else f"[{inner} for item in {value}]"
            case MapOf(item):
                inner = self.decode(item, "item")
                if inner == "item":
                    return f"dict({value})"
                return f"{{key: {inner} for key, item in {value}.items()}}"
            case Ref(name):
                return f"{name}.from_dict({value})"
            case Nullable(item):
                inner = self.decode(item, value)
                return inner if inner == value else f"None if {value} is None else {inner}"
        return value

    def decode_field(self, one: Field, model: Model) -> str:
        present = f'data["{one.name}"]'
        if one.required:
            return self.decode(one.type, present)
        if self.three_states(one, model):
            return f'{self.decode(one.type, present)} if "{one.name}" in data else OMIT'
        absent = f'data.get("{one.name}")'
        node = one.type.item if isinstance(one.type, Nullable) else one.type
        inner = self.decode(node, present)
        return absent if inner == present else f"None if {absent} is None else {inner}"

    def encode(self, node: Type, value: str) -> str:
        match node:
            case Scalar("datetime"):
                return f"format_datetime({value})"
            case Scalar("date"):
                return f"format_date({value})"
            case ListOf(item):
                inner = self.encode(item, "item")
                return f"list({value})" if inner == "item" else f"[{inner} for item in {value}]"
            case MapOf(item):
                inner = self.encode(item, "item")
                if inner == "item":
                    return f"dict({value})"
                return f"{{key: {inner} for key, item in {value}.items()}}"
            case Ref():
                return f"{value}.to_dict()"
            case Nullable(item):
                inner = self.encode(item, value)
                return inner if inner == value else f"None if {value} is None else {inner}"
        return value

    def encode_optional(self, one: Field) -> str:
        node = one.type.item if isinstance(one.type, Nullable) else one.type
        return self.encode(node, f"self.{self.field_name(one)}")

    # --- methods -------------------------------------------------------------------------

    def flat_body(self, operation: Operation) -> Model | None:
        """The model whose fields are arguments of the method; None where names would clash."""
        body = operation.body
        if body is None or not isinstance(body.type, Ref):
            return None
        model = self.contract.models[body.type.name]
        taken = {argument_name(one.name) for one in operation.parameters}
        taken |= {"options", "idempotency_key", "self"}
        return None if taken & {self.field_name(one) for one in model.fields} else model

    def argument_types(self, operation: Operation) -> list[Type]:
        found = [one.type for one in operation.parameters]
        model = self.flat_body(operation)
        return found + ([one.type for one in model.fields] if model else [])

    def positional(self, operation: Operation) -> list[Argument]:
        return [self._parameter(one) for one in operation.path_parameters]

    def named(self, operation: Operation) -> list[Argument]:
        found = [self._parameter(one) for one in operation.other_parameters]
        model = self.flat_body(operation)
        if model:
            found += [
                Argument(
                    self.field_name(one),
                    self.field_annotation(one, model),
                    self.field_default(one, model),
                    one.description,
                )
                for one in model.fields
            ]
        elif operation.body:
            written = self.annotation(operation.body.type)
            required = operation.body.required
            found.append(
                Argument(
                    "body",
                    written if required else f"{written} | None",
                    None if required else "None",
                    "What to send.",
                )
            )
        if operation.idempotency_key:
            text = "Makes a retry of your own safe. One is made for each call if left out."
            found.append(Argument("idempotency_key", "str | None", "None", text))
        text = "Timeout, retries and headers of this call."
        return [*found, Argument("options", "RequestOptions | None", "None", text)]

    def page_named(self, operation: Operation) -> list[Argument]:
        """The arguments of the method that walks all pages."""
        return [
            Argument(one.name, one.annotation, one.default, "The first page to read.")
            if one.name == "current_page"
            else one
            for one in self.named(operation)
        ]

    def _parameter(self, one: Parameter) -> Argument:
        written = self.annotation(one.type)
        text = one.description
        if one.default is not None:
            shown = str(one.default).lower() if isinstance(one.default, bool) else one.default
            text += f" Default: {shown}."
        return Argument(
            argument_name(one.name),
            written if one.required else f"{written} | None",
            None if one.required else "None",
            text,
        )

    def path(self, operation: Operation) -> str:
        """The path as an expression."""
        text = operation.path
        for one in operation.path_parameters:
            name = argument_name(one.name)
            text = text.replace("{" + one.name + "}", f"{{segment('{name}', {name})}}")
        return f'f"{text}"' if operation.path_parameters else f'"{text}"'

    def pairs(self, operation: Operation, place: str) -> str:
        return ", ".join(
            f'("{one.name}", {argument_name(one.name)})'
            for one in operation.parameters
            if one.place == place
        )

    def body(self, operation: Operation) -> str | None:
        if operation.body is None:
            return None
        model = self.flat_body(operation)
        if model is None:
            written = self.encode(operation.body.type, "body")
            return written if operation.body.required else f"None if body is None else {written}"
        fields = ", ".join(f"{self.field_name(f)}={self.field_name(f)}" for f in model.fields)
        made = f"{model.name}({fields}).to_dict()"
        return made if operation.body.required else f"{made} or None"

    def result_annotation(self, operation: Operation) -> str:
        return self.annotation(operation.result.type) if operation.result.type else "None"

    def result(self, operation: Operation) -> str:
        """The function that reads the answer."""
        match operation.result.encoding:
            case "none":
                return "nothing"
            case "text":
                return "lambda response: response.text"
            case "bytes":
                return "lambda response: response.content"
        assert operation.result.type is not None
        return f"lambda response: {self.decode(operation.result.type, 'response.json()')}"

    def walker(self, operation: Operation) -> str:
        """`listLinks` → iter_links."""
        return "iter_" + snake_case(operation.id).removeprefix("list_")

    def docstring(self, operation: Operation, lead: str = "") -> str:
        lines = wrap(f"{lead}{operation.summary}.", 84)
        for text in (operation.description, " ".join(facts(operation))):
            if text:
                lines += ["", *wrap(text, 84)]
        if operation.deprecated:
            lines += ["", "Deprecated: it still works, and will go in a later version."]
        arguments = [*self.positional(operation), *self.named(operation)]
        lines += ["", "Args:"]
        for one in arguments:
            first, *rest = wrap(f"{one.name}: {one.description}", 80)
            lines += ["    " + first, *("        " + line for line in rest)]
        return quoted(lines)


def quoted(lines: list[str]) -> str:
    text = "\n".join(lines).replace("\\", "\\\\").replace('"""', "'''")
    return f'"""{text}\n"""' if len(lines) > 1 else f'"""{text}"""'
