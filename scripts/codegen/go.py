"""`generated/clients/go`: the module `github.com/stagewire/stagewire-go`, standard library only.

Everything is written as gofmt would: a field has a comment above and an empty line below, so that
nothing has to be aligned.
"""

from __future__ import annotations

from dataclasses import dataclass

from codegen.build import CodegenError
from codegen.ir import (
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
from codegen.naming import go_name, go_variable, snake_case, word_set
from codegen.render import environment, facts, wrap

FOLDER = "clients/go"
MODULE = "github.com/stagewire/stagewire-go"
_TYPES = {
    "string": "string",
    "integer": "int64",
    "number": "float64",
    "boolean": "bool",
    "datetime": "time.Time",
    "date": "string",
    "any": "any",
    "bytes": "[]byte",
}
_RUNTIME = (
    "client.go",
    "doc.go",
    "errors.go",
    "events.go",
    "licensefile.go",
    "nullable.go",
    "transport.go",
    "verify.go",
)
_PACKAGE = ("README.md", "go.mod", "go.sum")
# Names that the runtime files declare.
_TAKEN = word_set(
    "Client Option RequestOption Error FieldError ConnectionError ResponseError Nullable Ptr Null "
    "Value New LicenseFileError LicenseFileOptions VerifiedLicense VerifyLicenseFile "
    "WebhookEvent WebhookVerifier OtherEvent VerifyWebhook ParseWebhookEvent"
)


def generate(contract: Contract) -> dict[str, bytes]:
    writer = Writer(contract)
    templates = environment("go", comment=comment, go_name=go_name)
    common = {"contract": contract, "writer": writer, "groups": groups(contract), "module": MODULE}

    def render(template: str, **values: object) -> bytes:
        text = templates.get_template(template + ".j2").render(**common, **values)
        return (text.rstrip("\n") + "\n").encode()

    files = {f"{FOLDER}/{name}": render(name) for name in (*_RUNTIME, *_PACKAGE)}
    for group in groups(contract):
        files[f"{FOLDER}/{group.file}.go"] = render("api.go", group=group)
    for home in writer.homes():
        files[f"{FOLDER}/{snake_case(home)}_models.go"] = render("models.go", home=home)
    return files


@dataclass(frozen=True)
class Group:
    api: Api
    name: str
    file: str
    service: str


def groups(contract: Contract) -> list[Group]:
    return [
        Group(api, go_name(api.name), snake_case(api.name), go_name(api.name) + "Service")
        for api in contract.apis
    ]


def comment(text: str | list[str], indent: int = 0) -> str:
    """`//` lines, the first without its indentation. Items of lists stand in, as gofmt has it."""
    lines = wrap(text, 96 - 4 * indent) if isinstance(text, str) else text
    lines = ["  " + line if line.startswith(("- ", "  ")) else line for line in lines]
    return ("\n" + "\t" * indent).join(f"// {line}".rstrip() for line in lines)


def aligned(pairs: list[tuple[str, str]]) -> list[str]:
    """Lines of a literal, the values in one column."""
    widest = max(len(key) for key, _ in pairs) + 1
    return [f"{(key + ':').ljust(widest)} {value}," for key, value in pairs]


class Writer:
    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        names = [go_name(one.name) for one in contract.client_models()]
        names += [go_name(one.name) for one in self.choices()]
        names += [self.parameters_type(one) or "" for one in contract.operations()]
        names += [group.service for group in groups(contract)]
        seen = set(_TAKEN)
        for operation in contract.operations():
            if any(one.place == "header" for one in operation.parameters):
                raise CodegenError(f"{operation.id}: the Go client knows no header parameters yet")
            if operation.body and not operation.body.required:
                raise CodegenError(f"{operation.id}: the Go client knows no optional bodies yet")
        for name in filter(None, names):
            if name in seen:
                raise CodegenError(f"the Go client cannot have two things called {name}")
            seen.add(name)

    def homes(self) -> list[str]:
        return sorted(self.contract.client_homes(self.choices()))

    def choices(self, home: str | None = None) -> list[Choice]:
        """Go has no literal types: a choice of words becomes a type, others stay plain."""
        return [
            one
            for one in self.contract.client_choices()
            if isinstance(one.values[0], str) and home in (None, self.contract.homes[one.name])
        ]

    # --- types ---------------------------------------------------------------------------

    def annotation(self, node: Type) -> str:
        match node:
            case Scalar(kind):
                return _TYPES[kind]
            case Choice(name, values):
                if isinstance(values[0], str):
                    return go_name(name)
                return "bool" if isinstance(values[0], bool) else "int64"
            case ListOf(item):
                return f"[]{self.annotation(item)}"
            case MapOf(item):
                return f"map[string]{self.annotation(item)}"
            case Ref(name):
                return go_name(name)
            case Nullable(item):
                return self.pointer(item)
            case OneOf():
                return "any"

    def pointer(self, node: Type) -> str:
        """The type with nil for nothing; slices, maps and any have it already."""
        node = node.item if isinstance(node, Nullable) else node
        written = self.annotation(node)
        return written if written.startswith(("[]", "map[")) or written == "any" else f"*{written}"

    def three_states(self, one: Field, model: Model) -> bool:
        return model.request and not one.required and isinstance(one.type, Nullable)

    def field_type(self, one: Field, model: Model) -> str:
        if one.required:
            return self.annotation(one.type)
        if self.three_states(one, model):
            assert isinstance(one.type, Nullable)
            return f"Nullable[{self.annotation(one.type.item)}]"
        return self.pointer(one.type)

    def tag(self, one: Field) -> str:
        # omitzero leaves out nil, and keeps an empty list, which clears one.
        return f'`json:"{one.name}{"" if one.required else ",omitzero"}"`'

    def uses_time(self, nodes: list[Type]) -> bool:
        return any(part == Scalar("datetime") for node in nodes for part in parts(node))

    def model_types(self, home: str) -> list[Type]:
        return [one.type for model in self.contract.client_models(home) for one in model.fields]

    def parameter_types(self, api: Api) -> list[Type]:
        return [one.type for operation in api.operations for one in operation.parameters]

    def words(self, choice: Choice) -> list[tuple[str, str]]:
        """Each value with the name of its constant."""
        name = go_name(choice.name)
        return [(name + go_name(str(value)), str(value)) for value in choice.values]

    # --- methods -------------------------------------------------------------------------

    def parameters_type(self, operation: Operation) -> str | None:
        return go_name(operation.id) + "Params" if operation.other_parameters else None

    def arguments(self, operation: Operation) -> str:
        found = ["ctx context.Context"]
        found += [
            f"{go_variable(one.name)} {self.annotation(one.type)}"
            for one in operation.path_parameters
        ]
        if operation.body:
            written = self.annotation(operation.body.type)
            found.append(f"body {written if operation.body.required else '*' + written}")
        if operation.other_parameters:
            found.append(f"params *{self.parameters_type(operation)}")
        return ", ".join([*found, "opts ...RequestOption"])

    def parameter_type(self, one: Parameter) -> str:
        return self.annotation(one.type) if one.required else self.pointer(one.type)

    def path(self, operation: Operation) -> str:
        """The path as an expression."""
        pieces: list[str] = []
        rest = operation.path
        for one in operation.path_parameters:
            before, rest = rest.split("{" + one.name + "}", 1)
            pieces += [f'"{before}"', f"segment({go_variable(one.name)})"]
        if rest:
            pieces.append(f'"{rest}"')
        return " + ".join(pieces)

    def add(self, one: Parameter) -> str:
        """The statement that adds a query parameter, if it was given."""
        value = f"p.{go_name(one.name)}"
        if isinstance(one.type, ListOf):
            adding = self._adder(one.type.item, one.name, "&value")
            return f"for _, value := range {value} {{\n\t\t{adding}\n\t}}"
        return self._adder(one.type, one.name, f"&{value}" if one.required else value)

    def _adder(self, node: Type, name: str, value: str) -> str:
        word = {
            "int64": "Integer",
            "float64": "Number",
            "bool": "Boolean",
            "time.Time": "Time",
        }.get(self.annotation(node), "String")
        return f'add{word}(query, "{name}", {value})'

    def call(self, operation: Operation) -> list[str]:
        """The fields of the `call` literal."""
        named = [one for one in operation.path_parameters if one.type == Scalar("string")]
        pairs = [("method", f'"{operation.method}"'), ("path", self.path(operation))]
        if named:
            pairs.append(
                ("segments", f"[]string{{{', '.join(go_variable(o.name) for o in named)}}}")
            )
        if operation.other_parameters:
            pairs.append(("query", "params.query()"))
        if operation.body:
            pairs.append(("body", "body"))
        accept = ", ".join(operation.result.media_types) or "*/*"
        pairs.append(("accept", f'"{accept}"'))
        if operation.auth:
            pairs.append(("keyHeader", f'"{operation.auth.header}"'))
            if operation.auth.prefix:
                pairs.append(("keyPrefix", f'"{operation.auth.prefix}"'))
            if operation.auth.optional:
                pairs.append(("keyOptional", "true"))
        if operation.idempotency_key:
            pairs.append(("idempotent", "true"))
        return aligned(pairs)

    def passed(self, operation: Operation, parameters: str) -> str:
        found = ["ctx", *(go_variable(one.name) for one in operation.path_parameters)]
        found += ["body"] if operation.body else []
        return ", ".join([*found, parameters, "opts..."])

    def services(self) -> list[str]:
        """The fields of the `Client` literal."""
        pairs = [(g.name, f"&{g.service}{{transport: t}}") for g in groups(self.contract)]
        return aligned([*pairs, ("transport", "t")])

    def result(self, operation: Operation) -> str:
        """The type of the value that the answer is read into."""
        assert operation.result.type is not None
        return self.annotation(operation.result.type)

    def returned(self, operation: Operation) -> str:
        """The type that the method returns."""
        written = self.result(operation)
        return f"*{written}" if isinstance(operation.result.type, Ref) else written

    def docs(self, operation: Operation) -> str:
        summary = operation.summary[:1].lower() + operation.summary[1:]
        if operation.summary[:2].isupper():
            summary = operation.summary
        lines = wrap(f"{go_name(operation.id)}: {summary}.", 96)
        for text in (operation.description, " ".join(facts(operation))):
            if text:
                lines += ["", *wrap(text, 96)]
        if operation.deprecated:
            lines += ["", "Deprecated: it still works, and will go in a later version."]
        return comment(lines)

    def field_comment(self, one: Field | Parameter) -> str:
        text = one.description or go_name(one.name) + "."
        if any(part == Scalar("date") for part in parts(one.type)):
            text += " As 2026-11-20."
        if isinstance(one, Parameter) and one.default is not None:
            shown = str(one.default).lower() if isinstance(one.default, bool) else one.default
            text += f" Default: {shown}."
        lines = wrap(text, 92)
        if one.deprecated:
            lines += ["", "Deprecated: it still works, and will go in a later version."]
        return comment(lines, 1)
