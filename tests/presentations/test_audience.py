"""What the audience does: reactions, hands, chat, polls, questions, cursors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.presentations.conftest import Participant, Stage

POLL = {"question": "Which colour?", "options": ["Blue", "Green", "Red"], "open": True}


def _poll(boss: Participant, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = boss.do("create_poll", poll={**POLL, **more})["poll"]
    return made


def test_parallel_votes_are_counted_exactly(stage: Stage) -> None:
    boss = stage.join("presenter")
    poll = _poll(boss)
    voters = [stage.join("viewer") for _ in range(12)]

    def vote(number: int) -> None:
        # Everybody changes their mind twice.
        for choice in (0, 1, number % 3):
            voters[number].do("vote", poll_id=poll["id"], choices=[choice])

    with ThreadPoolExecutor(len(voters)) as threads:
        list(threads.map(vote, range(len(voters))))
    listed = stage.http.get(f"{stage.path}/polls").json()["data"]
    assert (listed[0]["counts"], listed[0]["votes"]) == ([4, 4, 4], 12)
    # What is told comes down to the same.
    told = boss.event("poll")
    while told["version"] < listed[0]["version"]:
        told = boss.event("poll")
    assert told == listed[0]


def test_one_vote_for_each(stage: Stage) -> None:
    boss, viewer = stage.join("presenter"), stage.join("viewer")
    poll = _poll(boss, changeable=False)["id"]
    assert viewer.do("vote", poll_id=poll, choices=[1])["poll"]["counts"] == [0, 1, 0]
    # The same again is no other vote.
    assert viewer.do("vote", poll_id=poll, choices=[1])["poll"]["votes"] == 1
    viewer.refused("vote", "already_voted", poll_id=poll, choices=[0])
    several = _poll(boss, multiple=True)["id"]
    found = viewer.do("vote", poll_id=several, choices=[2, 0])["poll"]
    assert (found["counts"], found["votes"]) == ([1, 0, 1], 1)
    found = viewer.do("vote", poll_id=several, choices=[1])["poll"]
    assert (found["counts"], found["votes"]) == ([0, 1, 0], 1)


def test_a_poll_is_drafted_opened_and_closed(stage: Stage) -> None:
    boss, viewer = stage.join("presenter"), stage.join("viewer")
    poll = _poll(boss, open=False)
    assert poll["status"] == "draft"
    assert viewer.snapshot()["polls"] == [] and boss.snapshot()["polls"] == [poll]
    viewer.refused("vote", "not_found", poll_id=poll["id"], choices=[0])
    opened = boss.do("open_poll", poll_id=poll["id"])["poll"]
    assert viewer.event("poll") == opened
    viewer.do("vote", poll_id=poll["id"], choices=[0])
    closed = boss.do("close_poll", poll_id=poll["id"])["poll"]
    assert (closed["status"], closed["counts"]) == ("closed", [1, 0, 0])
    viewer.refused("vote", "poll_closed", poll_id=poll["id"], choices=[1])
    error = viewer.refused("vote", "poll_closed", poll_id=poll["id"], choices=[0, 1])
    assert error["message"]
    assert viewer.snapshot()["polls"] == [closed]


def test_bad_votes_are_refused_by_name(stage: Stage) -> None:
    boss, viewer = stage.join("presenter"), stage.join("viewer")
    poll = _poll(boss)["id"]
    for choices, code in (
        ([3], "invalid_command"),
        ([0, 1], "invalid_command"),
        ([], "invalid_message"),
    ):
        error = viewer.refused("vote", code, poll_id=poll, choices=choices)
        assert error["field"] == "command.choices"
    other = "poll_ThisPollIsNotThereAtAll"
    assert (
        viewer.refused("vote", "not_found", poll_id=other, choices=[0])["field"]
        == "command.poll_id"
    )


def test_a_user_of_whatever_name_takes_part(stage: Stage) -> None:
    """An application's users may be called anything; one of them hides nothing from the others."""
    boss, name = stage.join("presenter"), "o\ndd\u2028 \x7f" + "n" * 120
    odd = stage.guest("viewer", user_id=name)
    me = {"id": f"user:{name}", "name": name, "role": "viewer"}
    odd.do("raise_hand")
    odd.do("ask", text="Why?")
    odd.do("chat", text="Hello")
    for what in ("questions", "messages"):
        answer = stage.http.get(f"{stage.path}/{what}")
        assert answer.status_code == 200, answer.text
        assert [one["from"] for one in answer.json()["data"]] == [me]
    boss.do("lower_hand", participant=me["id"])
    boss.do("hand_over", to=me["id"])
    assert stage.state()["driver"] == me["id"]


def test_questions_are_asked_wanted_and_answered(stage: Stage) -> None:
    boss, anna, bert = (
        stage.join("presenter"),
        stage.join("viewer", name="Anna"),
        stage.join("viewer"),
    )
    first = anna.do("ask", text="Will there be a recording?")["question"]
    assert first["from"] == {"id": anna.id, "name": "Anna", "role": "viewer"}
    assert boss.event("question") == first
    second = anna.do("ask", text="When?")["question"]
    bert.do("upvote", question_id=second["id"])
    assert bert.do("upvote", question_id=second["id"])["question"]["upvotes"] == 1
    assert anna.do("upvote", question_id=second["id"])["question"]["upvotes"] == 2
    listed = stage.http.get(f"{stage.path}/questions").json()["data"]
    assert [(one["text"], one["upvotes"]) for one in listed] == [
        ("When?", 2),
        ("Will there be a recording?", 0),
    ]
    withdrawn = bert.do("upvote", question_id=second["id"], on=False)["question"]
    assert withdrawn["upvotes"] == 1
    anna.refused("answer", "forbidden", question_id=first["id"])
    answered = boss.do("answer", question_id=first["id"], text="Yes.")["question"]
    assert (answered["status"], answered["answer"]) == ("answered", "Yes.")
    boss.do("dismiss", question_id=second["id"])
    assert [one["id"] for one in anna.snapshot()["questions"]] == [first["id"]]
    anna.refused("upvote", "not_found", question_id=second["id"])
    only = stage.http.get(f"{stage.path}/questions?status=dismissed").json()["data"]
    assert [one["id"] for one in only] == [second["id"]]


def test_parallel_upvotes_are_counted_exactly(stage: Stage) -> None:
    asked = stage.join("viewer").do("ask", text="Why?")["question"]["id"]
    many = [stage.join("viewer") for _ in range(10)]

    def twice(viewer: Participant) -> None:
        for _ in range(2):
            viewer.do("upvote", question_id=asked)

    with ThreadPoolExecutor(len(many)) as threads:
        list(threads.map(twice, many))
    listed = stage.http.get(f"{stage.path}/questions").json()["data"]
    assert listed[0]["upvotes"] == 10


def test_chat_is_told_kept_and_taken_away(stage: Stage) -> None:
    boss, viewer = stage.join("presenter"), stage.join("viewer", name="Anna")
    said = viewer.do("chat", text="Hello\neverybody")["message"]
    assert boss.event("chat") == said
    boss.do("chat", text="Welcome")
    listed = stage.http.get(f"{stage.path}/messages").json()["data"]
    assert [(one["id"], one["text"]) for one in listed] == [(2, "Welcome"), (1, "Hello\neverybody")]
    viewer.refused("remove_message", "forbidden", message_id=said["id"])
    boss.do("remove_message", message_id=said["id"])
    while not (told := viewer.event("chat"))["removed"]:
        pass
    assert (told["id"], told["text"]) == (said["id"], "")
    assert [one["text"] for one in viewer.snapshot()["messages"]] == ["", "Welcome"]
    error = boss.refused("remove_message", "not_found", message_id=99)
    assert error["field"] == "command.message_id"


def test_hands_go_up_and_down(stage: Stage) -> None:
    boss, anna, bert = stage.join("presenter"), stage.join("viewer"), stage.join("viewer")
    anna.do("raise_hand")
    anna.do("raise_hand")
    bert.do("raise_hand")
    first, second = boss.event("hand"), boss.event("hand")
    assert [(one["from"]["id"], one["raised"]) for one in (first, second)] == [
        (anna.id, True),
        (bert.id, True),
    ]
    assert [one["from"]["id"] for one in boss.snapshot()["hands"]] == [anna.id, bert.id]
    bert.refused("lower_hand", "forbidden", participant=anna.id)
    boss.do("lower_hand", participant=anna.id)
    lowered = boss.event("hand")
    assert (lowered["from"]["id"], lowered["raised"]) == (anna.id, False)
    bert.do("lower_hand")
    assert boss.snapshot()["hands"] == []


def test_reactions_and_cursors_pass(stage: Stage) -> None:
    boss, viewer = stage.join("presenter"), stage.join("viewer", name="Anna")
    viewer.do("react", reaction="👏")
    assert boss.event("reaction") == {"from": viewer.snapshot()["you"], "reaction": "👏"}
    viewer.do("cursor", point={"x": 0.5, "y": 0.5})
    assert boss.event("cursor")["point"] == {"x": 0.5, "y": 0.5}
    viewer.do("cursor", point=None)
    assert boss.event("cursor")["point"] is None
    # None of it is a change of the state.
    assert stage.state()["version"] == 0


def test_what_is_switched_off_is_for_presenters_only(stage: Stage) -> None:
    boss, viewer = stage.join("presenter"), stage.join("viewer")
    poll, asked = _poll(boss)["id"], boss.do("ask", text="Why?")["question"]["id"]
    off = dict.fromkeys(("reactions", "hands", "chat", "questions", "polls", "cursors"), False)
    assert stage.http.patch(stage.path, json={"settings": off}).status_code == 200
    for name, arguments in {
        "react": {"reaction": "!"},
        "raise_hand": {},
        "chat": {"text": "Hello"},
        "vote": {"poll_id": poll, "choices": [0]},
        "ask": {"text": "Why?"},
        "upvote": {"question_id": asked},
        "cursor": {"point": None},
    }.items():
        viewer.refused(name, "switched_off", **arguments)
        boss.do(name, **arguments)
