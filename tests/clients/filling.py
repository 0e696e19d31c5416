"""Puts what a test created in the place of a sample's example values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from codegen.naming import camel
from codegen.samples import curl
from codegen.samples.common import Sample
from codegen.samples.realtime.common import Sample as RealtimeSample

# Examples in bodies that must be real for the call to succeed.
LICENSE_KEY = "K7QF2-3M2XA-9TB4C-ZR8DW-5HNEG"
POLICY_ID = "pol_4mQ0c7pZ1vK9tR2yB6xD"
SECRETS = ("my-app-123", "your-app-secret", LICENSE_KEY, POLICY_ID)


@dataclass(frozen=True)
class Filling:
    """``path`` are the values of path parameters, ``strings`` those of examples in the body."""

    path: Mapping[str, str | int] = field(default_factory=dict)
    strings: Mapping[str, str] = field(default_factory=dict)


def literals(sample: Sample) -> list[str]:
    """The example values of a sample's Go program that a test may fill in."""
    found = [_go(value) for value in sample.path_values.values()]
    body = json.dumps(sample.body)
    return found + [f'"{one}"' for one in SECRETS if f'"{one}"' in body]


# Fields of the WebSocket's examples that must name something that is there.
NAMES = ("to", "presentation")


def realtime_literals(sample: RealtimeSample) -> list[str]:
    """The same of a sample of the WebSocket."""
    return [json.dumps(sample.values[name]) for name in NAMES if name in sample.values]


def _go(value: Any) -> str:
    return f"int64({value})" if isinstance(value, int) else json.dumps(value)


def go_values(sample: Sample, filling: Filling) -> str:
    """What the Go program reads from the environment."""
    given: dict[str, Any] = {f'"{old}"': new for old, new in filling.strings.items()}
    for name, value in filling.path.items():
        given[_go(sample.path_values[name])] = value
    return json.dumps(given)


def fill(sample: Sample, language: str, text: str, filling: Filling) -> str:
    """The sample's text with the values of ``filling``. A value that is not found fails."""
    if language == "sh":
        text = _swap(text, f'"$BASE_URL{curl.url(sample)}"', f'"$BASE_URL{_url(sample, filling)}"')
    else:
        for one in sample.operation.path_parameters:
            old, new = json.dumps(sample.path_values[one.name]), json.dumps(filling.path[one.name])
            name = sample.variable(one)
            before = f"{name} = " if language == "py" else f"const {camel(name)} = "
            after = "" if language == "py" else ";"
            text = _swap(text, f"\n{before}{old}{after}\n", f"\n{before}{new}{after}\n")
    for known, real in filling.strings.items():
        text = _swap(text, f'"{known}"', f'"{real}"')
    return text


def _url(sample: Sample, filling: Filling) -> str:
    given = Sample(sample.contract, sample.operation)
    given.__dict__["path_values"] = dict(filling.path)
    return curl.url(given)


def _swap(text: str, old: str, new: str) -> str:
    assert old in text, f"{old} is not in:\n{text}"
    return text.replace(old, new)
