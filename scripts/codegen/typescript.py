"""`generated/clients/typescript`: the package `@stagewire/client`, on fetch, without dependencies.

Objects are as on the wire (JSON is JavaScript's own); only parameters get camelCase names.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from codegen.build import CodegenError
from codegen.ir import (
    SHARED,
    Api,
    Choice,
    Contract,
    ListOf,
    MapOf,
    Message,
    Nullable,
    OneOf,
    Operation,
    Parameter,
    Ref,
    Scalar,
    Type,
    parts,
)
from codegen.naming import camel, pascal, word_set
from codegen.render import environment, facts, wrap
from codegen.repeats import keyed, repeatable

FOLDER = "clients/typescript"
_TYPES = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "datetime": "string",
    "date": "string",
    "any": "unknown",
    "bytes": "Uint8Array",
}
_RUNTIME = (
    "src/client.ts",
    "src/errors.ts",
    "src/index.ts",
    "src/licensefile.ts",
    "src/models.ts",
    "src/transport.ts",
    "src/uuid.ts",
    "src/webhooks.ts",
)
_REALTIME = ("emitter", "errors", "index", "messages", "reader", "realtime", "room", "socket")
# Names that the runtime files export.
_TAKEN = word_set(
    "ApiError AuthenticationError BadRequestError ClientOptions ConflictError ConnectionError "
    "FieldError InvalidResponseError LicenseFileError LicenseFileErrorCode NotFoundError "
    "PermissionDeniedError RateLimitedError RequestOptions ServerError Stagewire StagewireError "
    "TimeoutError UnprocessableContentError VerifiedLicense VerifyLicenseFileOptions webhooks "
    # The realtime connection's.
    "AskableType ClientMessage CloseCode ConnectOptions ConnectionClosedError Data EventMap "
    "Exchanges Notices Position QueueFullError Realtime RealtimeError RealtimeEvents "
    "RealtimeRoom RealtimeStatus RequestType RoomEvents RoomMessage SendOptions ServerMessage "
    "SubscribeOptions TokenError WebSocketConstructor WebSocketLike"
)
_PACKAGE = ("README.md", "package.json", "tsconfig.json")


def generate(contract: Contract) -> dict[str, bytes]:
    writer = _Writer(contract)
    templates = environment("typescript", camel=camel, comment=comment)
    common = {
        "contract": contract,
        "realtime": contract.realtime,
        "keyed": keyed,
        "repeatable": repeatable,
        "writer": writer,
        "groups": groups(contract),
    }

    def render(template: str, **values: object) -> bytes:
        text = templates.get_template(template.removeprefix("src/") + ".j2")
        return text.render(**common, **values).encode()

    files = {f"{FOLDER}/{name}": render(name) for name in (*_RUNTIME, *_PACKAGE)}
    for group in groups(contract):
        files[f"{FOLDER}/src/apis/{group.module}.ts"] = render("api.ts", group=group)
    for home in writer.homes():
        files[f"{FOLDER}/src/models/{home}.ts"] = render("model.ts", home=home)
    if contract.realtime:
        for module in _REALTIME:
            files[f"{FOLDER}/src/realtime/{module}.ts"] = render(f"realtime/{module}.ts")
    return files


@dataclass(frozen=True)
class Group:
    api: Api
    attribute: str
    module: str
    name: str


def groups(contract: Contract) -> list[Group]:
    return [
        Group(api, camel(api.name), api.name, pascal(api.name) + "Api") for api in contract.apis
    ]


def comment(text: str | list[str], indent: int = 0) -> str:
    """A documentation comment, its first line unindented."""
    lines = wrap(text, 96 - indent) if isinstance(text, str) else text
    lines = [line.replace("*/", "*\\/") for line in lines]
    if len(lines) == 1:
        return f"/** {lines[0]} */"
    pad = " " * indent
    return "\n".join(["/**", *(f"{pad} * {line}".rstrip() for line in lines), f"{pad} */"])


class _Writer:
    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        names = [one.name for one in contract.client_models()]
        names += [one.model.name for one in self.messages()]
        for name in [*names, *(one.name for one in self.choices())]:
            if name in _TAKEN:
                raise CodegenError(f"the TypeScript client has a {name} already")

    def homes(self) -> list[str]:
        found = self.contract.client_homes(self.choices())
        return sorted(found, key=lambda home: (home != SHARED, home))

    def choices(self, home: str | None = None) -> list[Choice]:
        return [
            one
            for one in self.contract.client_choices()
            if one.component and home in (None, self.contract.homes[one.name])
        ]

    def messages(self) -> tuple[Message, ...]:
        return self.contract.realtime.messages if self.contract.realtime else ()

    def carried(self) -> list[str]:
        """The models and choices that messages carry."""
        types = [one.type for message in self.messages() for one in message.model.fields]
        return sorted({name for node in types for name in _named(node)})

    def imported(self, home: str) -> list[str]:
        found: set[str] = set()
        for model in self.contract.client_models(home):
            for one in model.fields:
                found.update(_named(one.type))
        return sorted(
            name for name in found if self.contract.homes[name] == SHARED and home != SHARED
        )

    def used(self, api: Api) -> list[str]:
        found: set[str] = set()
        for operation in api.operations:
            types = [one.type for one in operation.parameters]
            types += [operation.body.type] if operation.body else []
            types += [operation.result.type] if operation.result.type else []
            types += [operation.pages.item] if operation.pages else []
            for one in types:
                found.update(_named(one))
        return sorted(found)

    def helpers(self, api: Api) -> list[str]:
        found = ["segment"] if any(one.path_parameters for one in api.operations) else []
        return found + (["walk"] if any(one.pages for one in api.operations) else [])

    # --- types ---------------------------------------------------------------------------

    def annotation(self, node: Type) -> str:
        match node:
            case Scalar(kind):
                return _TYPES[kind]
            case Choice(name, _, component):
                return name if component else self.literal(node)
            case ListOf(item):
                written = self.annotation(item)
                return f"({written})[]" if " | " in written else f"{written}[]"
            case MapOf(item):
                return f"Record<string, {self.annotation(item)}>"
            case Ref(name):
                return name
            case Nullable(item):
                return f"{self.annotation(item)} | null"
            case OneOf(members):
                return " | ".join(dict.fromkeys(self.annotation(one) for one in members))

    def literal(self, choice: Choice) -> str:
        return " | ".join(json.dumps(value) for value in choice.values)

    def key(self, name: str) -> str:
        return name if name.isidentifier() else json.dumps(name)

    def field_comment(self, description: str, node: Type, deprecated: bool) -> str:
        kinds = {part.kind for part in parts(node) if isinstance(part, Scalar)}
        if "datetime" in kinds:
            description += " RFC 3339."
        if "date" in kinds:
            description += " As 2026-11-20."
        return description + (" @deprecated" if deprecated else "")

    # --- methods -------------------------------------------------------------------------

    def parameters_type(self, operation: Operation) -> str | None:
        return pascal(operation.id) + "Parameters" if operation.other_parameters else None

    def arguments(self, operation: Operation) -> str:
        """What a method takes: path parameters, the body, the other parameters, options."""
        found = [
            f"{self.variable(one)}: {self.annotation(one.type)}"
            for one in operation.path_parameters
        ]
        if operation.body:
            mark = "" if operation.body.required else "?"
            found.append(f"body{mark}: {self.annotation(operation.body.type)}")
        if operation.other_parameters:
            needed = any(one.required for one in operation.other_parameters)
            default = "" if needed else " = {}"
            found.append(f"parameters: {self.parameters_type(operation)}{default}")
        return ", ".join([*found, "options: RequestOptions = {}"])

    def passed(self, operation: Operation, parameters: str) -> str:
        found = [self.variable(one) for one in operation.path_parameters]
        found += ["body"] if operation.body else []
        return ", ".join([*found, parameters, "options"])

    def variable(self, one: Parameter) -> str:
        return camel(one.name)

    def path(self, operation: Operation) -> str:
        text = operation.path
        for one in operation.path_parameters:
            name = self.variable(one)
            text = text.replace("{" + one.name + "}", f'${{segment("{name}", {name})}}')
        return f"`{text}`" if operation.path_parameters else f'"{text}"'

    def pairs(self, operation: Operation, place: str) -> list[str]:
        return [
            f"[{json.dumps(one.name)}, parameters.{camel(one.name)}]"
            for one in operation.parameters
            if one.place == place
        ]

    def result(self, operation: Operation) -> str:
        return self.annotation(operation.result.type) if operation.result.type else "void"

    def docs(self, operation: Operation) -> str:
        lines = wrap(f"{operation.summary}.", 92)
        for text in (operation.description, " ".join(facts(operation))):
            if text:
                lines += ["", *wrap(text, 92)]
        named = [(self.variable(one), one.description) for one in operation.path_parameters]
        if named or operation.deprecated:
            lines.append("")
        for name, text in named:
            lines += wrap(f"@param {name} {text}", 92)
        if operation.deprecated:
            lines.append("@deprecated It still works, and will go in a later version.")
        return comment(lines, 2)

    def parameter_comment(self, one: Parameter) -> str:
        text = self.field_comment(one.description, one.type, one.deprecated)
        return text if one.default is None else f"{text} Default: {json.dumps(one.default)}."


def _named(node: Type) -> list[str]:
    return [
        part.name
        for part in parts(node)
        if isinstance(part, Ref) or (isinstance(part, Choice) and part.component)
    ]
