"""Client tokens: what they carry and which are refused."""

from __future__ import annotations

import base64
import json

import jwt
import pytest

from stagewire.access.tokens import RESERVED, ClientTokens
from stagewire.contract.types import ApiError
from stagewire.platform import Platform
from tests.support.clock import Clock

PAYLOAD = {"user_id": "user-123", "name": "John Doe"}


def claims_of(token: str) -> dict[str, object]:
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_the_payload_stands_beside_the_servers_claims(platform: Platform, clock: Clock) -> None:
    made = platform.of(ClientTokens).issue("my-app-123", PAYLOAD)
    claims = claims_of(made.token)
    assert {"app_id": "my-app-123", **PAYLOAD}.items() <= claims.items()
    assert claims["exp"] == claims["iat"] + 86_400 == made.expires_at.timestamp()
    assert claims["iat"] == int(clock.now)
    assert platform.of(ClientTokens).verify(made.token) == claims
    assert jwt.get_unverified_header(made.token)["alg"] == "HS256"


def test_two_tokens_differ(platform: Platform) -> None:
    tokens = platform.of(ClientTokens)
    assert tokens.issue("a", {}).token != tokens.issue("a", {}).token


@pytest.mark.parametrize("claim", sorted(RESERVED))
def test_reserved_claims_are_refused(platform: Platform, claim: str) -> None:
    with pytest.raises(ApiError) as refused:
        platform.of(ClientTokens).issue("my-app-123", {**PAYLOAD, claim: "x"})
    assert refused.value.status == 400
    assert [error.field for error in refused.value.errors] == [f"payload.{claim}"]
    assert f"`{claim}`" in refused.value.message


def test_a_subject_is_the_applications_own(platform: Platform) -> None:
    tokens = platform.of(ClientTokens)
    assert tokens.verify(tokens.issue("my-app-123", {"sub": 7}).token)["sub"] == 7


def test_it_ends_after_a_day(platform: Platform, clock: Clock) -> None:
    tokens = platform.of(ClientTokens)
    made = tokens.issue("my-app-123", {})
    clock.now += 86_399
    tokens.verify(made.token)
    clock.now += 1
    with pytest.raises(ApiError) as refused:
        tokens.verify(made.token)
    assert (refused.value.status, refused.value.code) == (401, "token_expired")


def test_forged_tokens_are_refused(platform: Platform) -> None:
    tokens = platform.of(ClientTokens)
    good = tokens.issue("my-app-123", PAYLOAD).token
    claims = claims_of(good)
    head, body, signature = good.split(".")
    other = base64.urlsafe_b64encode(json.dumps({**claims, "app_id": "x"}).encode()).decode()
    forged = [
        "",
        "a.b.c",
        f"{head}.{other.rstrip('=')}.{signature}",
        f"{head}.{body}.",
        jwt.encode(claims, "k" * 32, "HS256"),
        jwt.encode(claims, None, "none"),
        jwt.encode({**claims, "iss": "somebody"}, tokens._key, "HS256"),
        jwt.encode({"app_id": "my-app-123"}, tokens._key, "HS256"),
        jwt.encode(claims, tokens._key * 2, "HS512"),
    ]
    for token in forged:
        with pytest.raises(ApiError) as refused:
            tokens.verify(token)
        assert refused.value.status == 401


@pytest.mark.parametrize("wrong", ["A", "-", "=", ".", "é", "\ud800", ""])
def test_a_changed_character_is_seen_wherever_it_stands(platform: Platform, wrong: str) -> None:
    tokens = platform.of(ClientTokens)
    good = tokens.issue("my-app-123", {**PAYLOAD, "big": 10**30}).token
    claims = tokens.verify(good)
    assert claims["big"] == 10**30
    # The last character has bits that say nothing.
    for at in range(len(good) - 1):
        if good[at] != wrong:
            with pytest.raises(ApiError) as refused:
                tokens.verify(good[:at] + wrong + good[at + 1 :])
            assert refused.value.code == "invalid_token"
    assert tokens.verify(good) == claims


def test_claims_that_are_not_the_servers_are_judged_by_the_library(platform: Platform) -> None:
    tokens = platform.of(ClientTokens)
    claims = claims_of(tokens.issue("my-app-123", PAYLOAD).token)
    for odd in ({"nbf": 2**40}, {"aud": "others"}, {"iss": "others"}):
        with pytest.raises(ApiError) as refused:
            tokens.verify(jwt.encode({**claims, **odd}, tokens._key, "HS256"))
        assert refused.value.status == 401


def test_another_secret_signs_otherwise(platform: Platform) -> None:
    made = platform.of(ClientTokens).issue("my-app-123", {})
    other = Platform(
        platform.settings.model_copy(update={"secret_key": "another"}),
        platform.database,
        platform.bus,
        platform.limiter,
        platform.clock,
    )
    # cached_property travels with a copy
    other.settings.__dict__.pop("secret", None)
    with pytest.raises(ApiError):
        other.of(ClientTokens).verify(made.token)
