"""The realtime connection of the Go client: its package `realtime`, on `coder/websocket`.

It is a package of its own, so that who uses HTTP alone compiles nothing but the standard library.
"""

from __future__ import annotations

import json

from codegen import repeats
from codegen.build import CodegenError
from codegen.go import FOLDER, MODULE, Writer, comment
from codegen.ir import Choice, Contract, Exchange, Field, Message, Model, Realtime, Ref, parts
from codegen.naming import go_name, word_set
from codegen.render import environment

_FILES = (
    *("doc.go", "errors.go", "messages.go", "options.go", "realtime.go", "room.go", "session.go"),
    "tokens.go",
)
# Names that the runtime files declare.
_TAKEN = word_set(
    "CloseCode CloseCodes ClosedError Connect ConnectionError Do ErrNoToken ErrQueueFull Gap "
    "OnError OnMessage OnState Option Realtime RecoverFrom Recovered Request RequestError "
    "Room RoomMessage ServerMessage StateChange StaticToken Status StatusClosed "
    "StatusConnected StatusReconnecting SubscribeOption TokenError TokenFunc TokenSource "
    "WithBackoff WithConnectTimeout WithHTTPClient WithMaxQueue WithMaxWaiting "
    "WithOpenTimeout WithPing WithState WithTimeout WithoutPresence"
)


def generate(contract: Contract) -> dict[str, bytes]:
    realtime = contract.realtime
    if realtime is None:
        return {}
    quoted = json.dumps
    templates = environment("go/realtime", comment=comment, go_name=go_name, quoted=quoted)
    values = {
        "contract": contract,
        "realtime": realtime,
        "module": MODULE,
        "writer": _Writer(contract, realtime),
    }
    files = {}
    for name in _FILES:
        text = templates.get_template(name + ".j2").render(values)
        files[f"{FOLDER}/realtime/{name}"] = (text.rstrip("\n") + "\n").encode()
    return files


class _Writer(Writer):
    """Messages as Go source. The objects inside them are aliases of the module's own."""

    def __init__(self, contract: Contract, realtime: Realtime) -> None:
        super().__init__(contract)
        self._realtime = realtime
        self._exchanges = {one.request.name: one for one in realtime.exchanges}
        seen = set(_TAKEN)
        for name in [*map(self.type_name, realtime.messages), *self.aliases()]:
            if name in seen:
                raise CodegenError(f"the Go client's realtime cannot have two things called {name}")
            seen.add(name)

    def type_name(self, message: Message) -> str:
        return go_name(message.name)

    def exchange(self, message: Message) -> Exchange | None:
        return self._exchanges.get(message.name)

    def keyed(self, message: Message) -> bool:
        return repeats.keyed(message)

    def repeatable(self, message: Message) -> bool:
        return repeats.repeatable(message)

    def unasked(self) -> list[Message]:
        return [one for one in self._realtime.messages if one.from_server]

    def of_rooms(self) -> list[Message]:
        """What a room's reader may meet: notices about it, and that it is no longer followed."""
        found = [
            one
            for one in self._realtime.notices
            if any(field.name == "room" for field in one.model.fields)
        ]
        return found + [one for one in self.unasked() if one.type == "unsubscribed"]

    def aliases(self) -> list[str]:
        """The module's types that messages name."""
        found: set[str] = set()
        for one in self._fields():
            for part in parts(one.type):
                worded = isinstance(part, Choice) and isinstance(part.values[0], str)
                if isinstance(part, Ref) or (isinstance(part, Choice) and worded):
                    found.add(go_name(part.name))
        return sorted(found)

    def field_type(self, one: Field, model: Model) -> str:
        written = super().field_type(one, model)
        return f"stagewire.{written}" if self.three_states(one, model) else written

    def message_times(self) -> bool:
        return self.uses_time([one.type for one in self._fields()])

    def close_code(self, name: str) -> int:
        return next(one.code for one in self._realtime.close_codes if one.name == name)

    def _fields(self) -> list[Field]:
        return [one for message in self._realtime.messages for one in message.model.fields]
