"""The realtime connection of the Python client: `stagewire_client.realtime`, on `websockets`."""

from __future__ import annotations

from codegen import repeats
from codegen.build import CodegenError
from codegen.ir import Contract, Exchange, Message, Realtime
from codegen.naming import pascal, word_set
from codegen.python import PACKAGE, Writer
from codegen.render import environment, format_python

_FILES = (
    *("__init__.py", "_connection.py", "_room.py", "_session.py", "_settings.py", "_tokens.py"),
    *("errors.py", "messages.py"),
)
# Names that the runtime files export.
_TAKEN = word_set(
    "CloseCode Gap Realtime RealtimeClosedError RealtimeConnectionError RealtimeError "
    "RealtimeQueueFullError RealtimeRequestError RealtimeTimeoutError RealtimeTokenError "
    "Recovered Request Room RoomMessage ServerMessage StateChange Status Token"
)


def generate(contract: Contract) -> dict[str, bytes]:
    realtime = contract.realtime
    if realtime is None:
        return {}
    templates = environment("python/realtime", literal=repr)
    values = {
        "contract": contract,
        "realtime": realtime,
        "messages": realtime.messages,
        "writer": _Writer(contract, realtime),
    }
    files = {
        f"{PACKAGE}/realtime/{name}": templates.get_template(name + ".j2").render(values)
        for name in _FILES
    }
    return format_python(files)


class _Writer(Writer):
    """Messages as Python source."""

    def __init__(self, contract: Contract, realtime: Realtime) -> None:
        super().__init__(contract)
        self._realtime = realtime
        self._exchanges = {one.request.name: one for one in realtime.exchanges}
        for name in _TAKEN.intersection(self.class_names()):
            raise CodegenError(f"the realtime part of the Python client has a {name} already")

    def class_name(self, message: Message) -> str:
        return pascal(message.name)

    def class_names(self) -> list[str]:
        return [self.class_name(one) for one in self._realtime.messages]

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

    def imports(self) -> list[str]:
        """The shared models that messages name."""
        found: set[str] = set()
        for message in self._realtime.messages:
            for one in message.model.fields:
                found.update(self.model_names(one.type))
        return sorted(found)

    def close_code(self, name: str) -> int:
        return next(one.code for one in self._realtime.close_codes if one.name == name)
