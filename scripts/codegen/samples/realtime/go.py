"""What a client does on the WebSocket, with the Go client, as gofmt writes it."""

from __future__ import annotations

import json

from codegen.go import MODULE
from codegen.ir import MapOf, Scalar
from codegen.naming import go_name, go_variable
from codegen.samples.go import Values, block
from codegen.samples.realtime.common import Sample

_FAILED = ["if err != nil {", "\tlog.Fatal(err)", "}"]
_ANY = MapOf(Scalar("any"))


def render(sample: Sample) -> str:
    values = Values(sample.contract)
    values.imports |= {"context", "log", "os"}
    body = [*_connect(sample), *_call(sample, values)]
    code = "\n".join(body).split("\n")
    modules = [f"{MODULE}/realtime"]
    if any("stagewire." in line for line in code):
        modules.insert(0, MODULE)
    lines = ["package main", "", "import (", *(f'\t"{one}"' for one in sorted(values.imports)), ""]
    lines += [*(f'\t"{one}"' for one in modules), ")", "", "func main() {"]
    lines += [f"\t{line}" if line else "" for line in code]
    return "\n".join([*lines, "}"]) + "\n"


def _connect(sample: Sample) -> list[str]:
    fetch: list[str] = []
    token = 'realtime.StaticToken(os.Getenv("TOKEN"))'
    if sample.type == "refresh":
        token = "fetchToken"
        fetch = [
            "// Asked for a token whenever the last one ends: ask your own server here.",
            "fetchToken := realtime.TokenFunc(func(context.Context) (string, error) {",
            '\treturn os.Getenv("TOKEN"), nil',
            "})",
        ]
    return [
        "ctx := context.Background()",
        *fetch,
        f'rt, err := realtime.Connect(ctx, os.Getenv("WS_URL"), {token})',
        *_FAILED,
        "defer rt.Close()",
        "",
    ]


def _call(sample: Sample, values: Values) -> list[str]:
    value = sample.values
    enter = [f"room, err := rt.Subscribe(ctx, {json.dumps(sample.room)})", *_FAILED]
    match sample.type:
        case "listen":
            values.imports.add("fmt")
            return [
                *enter,
                "for message, err := range room.All(ctx) {",
                *(f"\t{line}" for line in _FAILED),
                '\tfmt.Printf("%+v\\n", message)',
                "}",
            ]
        case "auth" | "refresh":
            values.imports.add("fmt")
            return ["fmt.Println(rt.ConnectionID())"]
        case "subscribe":
            values.imports.add("fmt")
            given = [json.dumps(sample.room)]
            if "recover" in value:
                place = value["recover"]
                epoch = json.dumps(place["epoch"])
                given.append(f"realtime.RecoverFrom({epoch}, {place['offset']})")
            return [
                f"room, err := rt.Subscribe(ctx, {', '.join(given)})",
                *_FAILED,
                'fmt.Printf("%+v\\n", room.Subscribed())',
            ]
        case "unsubscribe":
            return [*enter, *_checked("room.Unsubscribe(ctx)")]
        case "update":
            return [*enter, *_checked(f"room.Update(ctx, {values.value(_ANY, value['state'])})")]
        case "signal":
            data = values.value(_ANY, value["data"])
            return [*enter, *_checked(f"room.Signal(ctx, {json.dumps(value['to'])}, {data})")]
        case "publish":
            return _printed(sample, f"rt.Publish(ctx, {_message(sample, values)})", values)
    return _printed(sample, f"realtime.Do(ctx, rt, {_message(sample, values)})", values)


def _message(sample: Sample, values: Values) -> str:
    assert sample.exchange is not None
    request = sample.exchange.request
    fields = {one.name: one for one in request.model.fields}
    pairs: list[tuple[str, str]] = [
        (go_name(name), values.field(fields[name], one)) for name, one in sample.values.items()
    ]
    return f"realtime.{go_name(request.name)}{block(pairs) if pairs else '{}'}"


def _checked(call: str) -> list[str]:
    return [f"if err := {call}; err != nil {{", "\tlog.Fatal(err)", "}"]


def _printed(sample: Sample, call: str, values: Values) -> list[str]:
    values.imports.add("fmt")
    name = go_variable(sample.result)
    return [f"{name}, err := {call}", *_FAILED, f'fmt.Printf("%+v\\n", *{name})']
