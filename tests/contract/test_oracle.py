"""Stock Connexion over the lowered documents agrees with our dispatcher, but where it is told
below why not."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagewire.contract.load import load_contract
from tests.contract.oracle import Sent, compare, send, stock_app
from tests.contract.services import DOCUMENTS, HANDLERS, Keys, World, make_world

JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
WRITER = {"authorization": "Bearer writer"}
READER = {"authorization": "Bearer reader"}
LAMP = {"name": "Lamp", "price": 3}


class Both:
    """Our app and the stock one, each with its own surroundings."""

    def __init__(self) -> None:
        contract = load_contract(DOCUMENTS)
        self.ours: World = make_world(limit_scale=1e9)
        self.platform: dict[str, Any] = {}
        self.theirs = stock_app(
            contract,
            platform=self.platform,
            authenticator=Keys(contract),
            handlers_package=HANDLERS,
        )

    def reset(self) -> None:
        self.ours.reset()
        self.platform["made"] = 0


@pytest.fixture(scope="module")
def compiled_both() -> Both:
    return Both()


@pytest.fixture
def both(compiled_both: Both) -> Both:
    compiled_both.reset()
    return compiled_both


def create(body: Any, **headers: str) -> Sent:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Sent("POST", "/items", WRITER | JSON | headers, content)


def get(path: str, **headers: str) -> Sent:
    return Sent("GET", path, headers)


def items(query: str) -> Sent:
    return Sent("GET", f"/items?{query}", READER)


def patch(content: bytes) -> Sent:
    return Sent("PATCH", "/items/5", WRITER | JSON, content)


def form(content: bytes, content_type: str = FORM["content-type"]) -> Sent:
    return Sent("POST", "/forms", {"content-type": content_type}, content)


SAME = [
    create(LAMP),
    create(LAMP | {"note": None, "tags": ["a"], "size": {"width": 1, "unit": "mm"}}),
    create(LAMP | {"secret": "abcdef", "ratio": 1.5}),
    create(LAMP | {"name": "taken"}),
    create({}),
    create([]),
    create(LAMP | {"name": ""}),
    create(LAMP | {"name": "x" * 41}),
    create(LAMP | {"price": "3"}),
    create(LAMP | {"price": -1}),
    create(LAMP | {"price": 2**70}),
    create(LAMP | {"note": 5}),
    create(LAMP | {"tags": ["A"]}),
    create(LAMP | {"tags": ["a"] * 6}),
    create(LAMP | {"size": {"width": 0}}),
    create(LAMP | {"size": {"width": 1, "unit": "km"}}),
    create(LAMP | {"size": {"width": 1, "depth": 1}}),
    create(LAMP | {"colour": "red"}),
    create(b"{"),
    create(b""),
    create(b'{"name":"a","price":NaN}'),
    create(LAMP, authorization="Bearer reader"),
    create(LAMP, authorization="Bearer wrong"),
    create(LAMP, authorization="Basic d3JpdGVy"),
    create(LAMP, **{"content-type": "text/plain"}),
    Sent("POST", "/items", JSON, b'{"name":"a","price":1}'),
    get("/items", **READER),
    get("/items", **{"x-app-api-key": "reader"}),
    get("/items?api_key=reader"),
    get("/items"),
    items("pageSize=10&currentPage=2"),
    items("pageSize=0"),
    items("pageSize=101"),
    items("pageSize=x"),
    items("pageSize=1.5"),
    items("pageSize="),
    items("pageSize=99999999999999999999999"),
    items("sort[id]=asc"),
    items("sort%5Bid%5D=desc"),
    items("sort[id]=up"),
    items("exists[deletedAt]=true"),
    items("exists[deletedAt]=false"),
    items("exists[deletedAt]=maybe"),
    items("tags=a&tags=b"),
    items("tags=a&tags=B"),
    items("tags="),
    items("ids=1,2"),
    items("ids=1,x"),
    items("min=2.5"),
    items("min=-1"),
    items("min=few"),
    items("from=2026-01-31T12:00:00Z"),
    items("from=x"),
    items("unknown=1"),
    get("/items", **READER, **{"x-trace": "much too long"}),
    get("/items", **READER, cookie="theme=blue"),
    get("/items/5"),
    get("/items/5", **WRITER),
    get("/items/1001"),
    get("/items/0"),
    get("/items/-5"),
    get("/items/abc"),
    get("/items/1.5"),
    get("/items/99999999999999999999"),
    Sent("HEAD", "/items/5"),
    Sent("PUT", "/items/5"),
    get("/nothing"),
    get("/items/search?q=ab"),
    get("/items/search?q=a"),
    get("/items/search"),
    patch(b'{"name":"x"}'),
    patch(b'{"name":null}'),
    patch(b"{}"),
    patch(b"null"),
    patch(b'{"children":{"children":[{"name":"a"}]}}'),
    patch(b'{"children":{"children":[{"name":1}]}}'),
    Sent("DELETE", "/items/5", {"x-admin-api-key": "admin"}),
    Sent("DELETE", "/items/5", {"x-admin-api-key": "deleter"}),
    Sent("DELETE", "/items/5", {"authorization": "Bearer deleter"}),
    Sent("DELETE", "/items/5", WRITER),
    get("/items/5/picture.svg"),
    get("/items/5/picture.gif"),
    get("/items/x/picture.svg"),
    get("/names/a%C3%A9%20"),
    get("/names/much-too-long"),
    form(b"count=3&flags=a&flags=b+c"),
    form(b"count=x"),
    form(b"flags=a"),
    form(b"count=1&colour=red"),
    form(
        b'--x\r\nContent-Disposition: form-data; name="count"\r\n\r\n3\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    get("/broken/crash"),
    get("/broken/conflict"),
    Sent("PUT", "/envelope/a", JSON, b'{"rate_limit":1}'),
    Sent("PUT", "/envelope/a", JSON, b'{"rate_limit":0}'),
    Sent("POST", "/messages", JSON, b'{"text":"a","to":"b","more":1}'),
    Sent("POST", "/messages", JSON, b'{"text":"too long","to":"b"}'),
]

# (request, our status, Connexion's, why ours is right)
DIFFERENT = [
    (create(b'{"a":"\xff"}'), 400, 500, "text that is not UTF-8 is the client's mistake"),
    (create(b"[" * 3000 + b"]" * 3000), 400, 500, "so is absurd depth"),
    (
        form(b"x", "multipart/form-data"),
        400,
        500,
        "so is multipart without a boundary",
    ),
    (
        Sent("POST", "/items", WRITER, b'{"name":"a","price":1}'),
        415,
        500,
        "so is a body without a content type",
    ),
    (
        create(b'{"name":"a","name":"b","price":1}'),
        400,
        201,
        "of two values for one key parsers choose differently",
    ),
    (create(b'{"name":"\\ud800","price":1}'), 400, 201, "a lone surrogate is no text"),
    (create(b'{"name":"a\\u0000","price":1}'), 400, 201, "no database stores a NUL"),
    (create(LAMP | {"id": 3}), 400, 201, "readOnly is enforced, not silently accepted"),
    (create(LAMP | {"site": "no uri"}), 422, 201, "format is checked"),
    (create(b'{"name":"a","price":1.0}'), 201, 400, "1.0 is an integer (JSON Schema 2020-12)"),
    (items("exists[deletedAt]=True"), 400, 200, "a boolean is true or false, as in JSON"),
    (items("pageSize=%2B1"), 400, 200, "an integer is written as in JSON, without a plus"),
    (items("min=nan"), 400, 200, "NaN is no number"),
    (items("pageSize=1&pageSize=2"), 400, 200, "of two values for one parameter none is right"),
    (items("ids=1&ids=2"), 400, 200, "explode: false means one parameter, split by commas"),
    (items("tags=a,b"), 400, 200, "explode: true means one parameter for each item"),
    (items("ids="), 200, 400, "an empty list is a list"),
    (items("from=a%00b"), 400, 400, "a NUL is refused whatever the format"),
    (
        get("/items/5", authorization="Bearer wrong"),
        401,
        200,
        "a wrong key is told, also where none is needed",
    ),
    (Sent("OPTIONS", "/items/5"), 204, 405, "OPTIONS is answered from the contract"),
    (get("/items/"), 404, 307, "a path is what the contract says, without redirects"),
    (Sent("PATCH", "/items/5", WRITER | JSON), 200, 400, "an optional body may be left out"),
    (get("/names/a%2Fb"), 200, 404, "an escaped slash belongs to its parameter (RFC 3986)"),
    (get("/names/%ff"), 400, 200, "a path that is not UTF-8 is not guessed at"),
]


def named(sent: Sent) -> str:
    return f"{sent.method} {sent.path} {sent.content[:40]!r}"[:80]


@pytest.mark.parametrize("sent", SAME, ids=named)
async def test_connexion_agrees(both: Both, sent: Sent) -> None:
    assert await compare(both.ours.app, both.theirs, [sent]) == []


@pytest.mark.parametrize(
    ("sent", "ours", "theirs"),
    [case[:3] for case in DIFFERENT],
    ids=[case[3] for case in DIFFERENT],
)
async def test_every_difference_is_as_told(both: Both, sent: Sent, ours: int, theirs: int) -> None:
    assert (await send(both.ours.app, sent)).status == ours
    assert (await send(both.theirs, sent)).status == theirs


# --- and where nobody thought of it ----------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=45)
WRONG = st.none() | st.booleans() | st.integers(-5, 5) | WORDS | st.lists(st.integers(), max_size=2)
BODIES = st.fixed_dictionaries(
    {},
    optional={
        "name": WORDS | WRONG,
        "price": st.integers(-10, 1000010) | WRONG,
        "note": WORDS | WRONG,
        "secret": WORDS | WRONG,
        "tags": st.lists(st.sampled_from(["a", "bc", "D", ""]) | WRONG, max_size=6) | WRONG,
        "size": st.fixed_dictionaries(
            {}, optional={"width": st.integers(-1, 101) | WRONG, "unit": st.just("mm") | WRONG}
        )
        | WRONG,
        "ratio": st.floats(-20, 20).filter(lambda number: not number.is_integer()) | WRONG,
        "colour": WRONG,
    },
)
QUERIES = st.lists(
    st.tuples(
        st.sampled_from(["currentPage", "pageSize", "sort[id]", "exists[deletedAt]", "min", "x"]),
        st.integers(-2, 1002).map(str)
        | st.sampled_from(["asc", "desc", "true", "false", "1.5", "-0.5"])
        | st.text("abcxyz-_.~", max_size=5),
    ),
    max_size=3,
    unique_by=lambda pair: pair[0],
)


@settings(max_examples=120, deadline=None, database=None)
@given(BODIES)
def test_connexion_agrees_on_any_body(compiled_both: Both, body: Any) -> None:
    compiled_both.reset()
    sent = create(body)
    found = asyncio.run(compare(compiled_both.ours.app, compiled_both.theirs, [sent]))
    assert found == []


@settings(max_examples=120, deadline=None, database=None)
@given(QUERIES)
def test_connexion_agrees_on_any_query(compiled_both: Both, query: list[tuple[str, str]]) -> None:
    compiled_both.reset()
    sent = items("&".join(f"{quote(name)}={quote(value)}" for name, value in query))
    found = asyncio.run(compare(compiled_both.ours.app, compiled_both.theirs, [sent]))
    assert found == []
