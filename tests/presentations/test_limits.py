"""Limits that belong to no operation, as a server has them by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.presentations.conftest import Stage
from tests.support.server import Server, serving


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as made:
        yield made


def test_who_guesses_codes_is_blocked(stage: Stage) -> None:
    pairing = stage.pairing("presenter", max_claims=3)
    statuses = []
    for n in range(30):
        answer = stage.claim(f"0000-{n:04}")
        statuses.append(answer.status_code)
        if answer.status_code == 429:
            break
    assert statuses[-1] == 429 and set(statuses[:-1]) == {404}
    assert len(statuses) <= 23
    assert int(answer.headers["retry-after"]) > 1
    assert "wrong codes" in answer.json()["message"]
    # Not even the right one is taken from there now, and it costs no claim.
    assert stage.claim(pairing["code"]).status_code == 429
    path = f"{stage.path}/pairings/{pairing['id']}"
    assert stage.http.get(path).json()["claims"] == 0


def test_one_participant_cannot_flood_the_others(stage: Stage) -> None:
    loud, calm = stage.join("viewer"), stage.join("controller")
    answers = [loud.send("chat", text=str(n)) for n in range(32)]
    refused = [one for one in answers if one["type"] == "error"]
    assert refused and {one["code"] for one in refused} == {"rate_limited"}
    assert all(one["retry_after"] > 0 for one in refused)
    # Others may talk, and the loud one may do other things.
    calm.do("chat", text="Hello")
    loud.do("react", reaction="!")
    calm.do("next")
