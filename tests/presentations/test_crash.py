"""What was acknowledged survives the death of the server; what was not is not half there."""

from __future__ import annotations

from pathlib import Path

from tests.presentations.conftest import Stage
from tests.support.server import free_port, serving


def test_after_a_crash_the_state_is_what_was_acknowledged(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, port) as server:
        application = server.application()
        stage = Stage(server, application)
        claimed = stage.claimed("presenter", name="Anna's phone")
        phone = stage.connect(claimed)
        poll = {"question": "Which?", "options": ["a", "b"], "open": True}
        voted = phone.do("create_poll", poll=poll)["poll"]["id"]
        phone.do("vote", poll_id=voted, choices=[1])
        phone.do("chat", text="Hello")
        asked = phone.do("ask", text="Why?")["question"]
        phone.do("raise_hand")
        for _ in range(3):
            phone.do("next")
        acknowledged = phone.send("take", key="last")
        before = phone.snapshot()
        server.kill()
    with serving(tmp_path, port) as server:
        again = Stage.__new__(Stage)
        again.__dict__.update(stage.__dict__, server=server)
        back = again.connect(claimed)
        after = back.snapshot()
        for found in (before, after):
            del found["server_time"]
        assert after == before
        assert after["state"] == acknowledged["state"]
        assert after["polls"][0]["counts"] == [0, 1]
        assert [one["id"] for one in after["questions"]] == [asked["id"]]
        # The retry of what was answered is still known, and a new command goes on from there.
        assert back.send("take", key="last")["version"] == acknowledged["version"]
        assert back.do("next", version=acknowledged["version"])["version"] == 5
        again.close()
