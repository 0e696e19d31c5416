"""JSON at the door: what other parsers disagree on is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagewire.contract.body import MAX_BODY, Disconnected, parse_json, read_body
from stagewire.contract.types import ApiError


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "must be JSON"),
        (b"{", "must be JSON"),
        (b'{"a":1,}', "must be JSON"),
        (b"nul", "must be JSON"),
        (b'{"a":NaN}', "must be JSON"),
        (b'{"a":Infinity}', "must be JSON"),
        (b'{"a":-Infinity}', "must be JSON"),
        (b'{"a":1e999}', "a number is beyond 64 bits"),
        (b'{"a":"\xff"}', "it is not valid UTF-8"),
        (b'{"a":"\\ud800"}', "it holds a lone surrogate"),
        (b'{"\\udfff":1}', "must be JSON"),
        (b'\xef\xbb\xbf{"a":1}', "must be JSON"),
        (b"[" * 65 + b"]" * 65, "must be at most 64 levels deep"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "must be at most 64 levels deep"),
        (b"[" * 5000 + b"]" * 5000, "must be at most 64 levels deep"),
        (b'{"a":1,"a":2}', "`a` must not stand twice in one object"),
        (b'{"a":1,"a":1}', "`a` must not stand twice in one object"),
        (b'{"a" :1, "b": 2, "a"\t:3}', "`a` must not stand twice in one object"),
        (b'{"a"\n:1,"b":2,"b"  :3}', "`b` must not stand twice in one object"),
        (b'{"x":{"a":1,"a":2}}', "`a` must not stand twice in one object"),
        (b'[{"a":"b:c","\\u0061":2}]', "`a` must not stand twice in one object"),
        (b'{"a":"\\":","b":1,"b":2}', "`b` must not stand twice in one object"),
        (b'{"a":9223372036854775808}', "must not hold a whole number beyond 64 bits"),
        (b'{"a":-9223372036854775809}', "must not hold a whole number beyond 64 bits"),
        (b'{"a":18446744073709551616}', "must not hold a whole number beyond 64 bits"),
        (b"[" + b"9" * 5000 + b"]", "a number is beyond 64 bits"),
        (b'{"a":"x\\u0000y"}', "`a` must not contain a NUL character"),
        (b'{"a":[{"b":"\\u0000"}]}', "`a[0].b` must not contain a NUL character"),
        (b'{"a\\u0000":1}', "must not have a NUL in a field's name"),
    ],
)
def test_what_is_refused(text: bytes, message: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_json(text)
    assert refused.value.status == 400
    assert refused.value.errors
    assert message in refused.value.message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b' {"a" : "b:c" } ', {"a": "b:c"}),
        (b'{"a":"\\":\\":"}', {"a": '":":'}),
        (
            b'{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}',
            {"a": {"a": {"a": 1}}, "b": [{"a": 1}, {"a": 2}]},
        ),
        (b"[" * 64 + b"]" * 64, json.loads("[" * 64 + "]" * 64)),
        (b'{"a":9223372036854775807,"b":-9223372036854775808}', {"a": 2**63 - 1, "b": -(2**63)}),
        (b'"\\ud83d\\ude00"', "\N{GRINNING FACE}"),
        (b'"\\\\u0000"', "\\u0000"),
        (b"null", None),
        (b'{"a":1.5}', {"a": 1.5}),
    ],
)
def test_what_is_read(text: bytes, value: Any) -> None:
    assert parse_json(text) == value


@pytest.mark.parametrize("text", [b"1.0", b"1e2", b"-0.0", b"[2.0]", b'{"a":{"b":3.0}}'])
def test_a_whole_number_is_an_int_however_it_is_written(text: bytes) -> None:
    def leaves(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [leaf for part in value.values() for leaf in leaves(part)]
        if isinstance(value, list):
            return [leaf for part in value for leaf in leaves(part)]
        return [value]

    assert [type(leaf) for leaf in leaves(parse_json(text))] == [int]


KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(-9e9, 9e9) | KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, database=None)
@given(VALUES, st.sampled_from([(",", ":"), (", ", ": "), (" ,\n", "\t: ")]), st.booleans())
def test_every_good_value_comes_back(
    value: Any, separators: tuple[str, str], ascii_only: bool
) -> None:
    text = json.dumps(value, separators=separators, ensure_ascii=ascii_only)
    assert parse_json(text.encode()) == value


@settings(max_examples=150, deadline=None, database=None)
@given(st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=4), st.sampled_from([":", " :"]))
def test_every_repeated_key_is_found(pairs: list[tuple[str, Any]], colon: str) -> None:
    repeated = [*pairs, pairs[0]]
    members = [json.dumps(key) + colon + json.dumps(value) for key, value in repeated]
    with pytest.raises(ApiError):
        parse_json(("{" + ",".join(members) + "}").encode())


# --- reading ---------------------------------------------------------------------------------


def receiving(*messages: dict[str, Any]) -> Any:
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    receive.waiting = waiting  # type: ignore[attr-defined]
    return receive


def chunk(body: bytes, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


async def test_chunks_are_joined() -> None:
    receive = receiving(chunk(b"a", True), chunk(b"", True), chunk(b"b", False))
    assert await read_body(receive, None) == b"ab"


async def test_a_body_may_be_as_large_as_the_limit() -> None:
    whole = b"a" * MAX_BODY
    assert await read_body(receiving(chunk(whole, False)), b"%d" % MAX_BODY) == whole


@pytest.mark.parametrize("length", [b"%d" % (MAX_BODY + 1), b"9" * 5000])
async def test_a_body_announced_too_large_is_not_read(length: bytes) -> None:
    receive = receiving(chunk(b"", False))
    with pytest.raises(ApiError) as refused:
        await read_body(receive, length)
    assert refused.value.status == 413
    assert len(receive.waiting) == 1


async def test_reading_stops_at_the_limit() -> None:
    receive = receiving(*[chunk(b"a" * (MAX_BODY // 2 + 1), True)] * 2, chunk(b"", False))
    with pytest.raises(ApiError) as refused:
        await read_body(receive, None)
    assert refused.value.status == 413
    assert len(receive.waiting) == 1


async def test_a_client_that_leaves_is_not_answered() -> None:
    with pytest.raises(Disconnected):
        await read_body(receiving({"type": "http.disconnect"}), None)
    with pytest.raises(Disconnected):
        await read_body(receiving(chunk(b"a", True), {"type": "http.disconnect"}), None)
