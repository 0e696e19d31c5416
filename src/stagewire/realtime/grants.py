"""What a client token says: whose it is and what its holder may do in which rooms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from stagewire.access.tokens import user_of
from stagewire.contract.types import ApiError

ACTIONS = ("subscribe", "publish", "presence", "history", "signal")
_DEFAULT = (("*", ("subscribe", "presence", "history", "signal")),)
_MOST_PATTERNS = 100
_LONGEST = 128
_ROLES = ("presenter", "controller", "viewer")

Rules = tuple[tuple[str, tuple[str, ...]], ...]


class Grants:
    """Rooms by pattern: ``*`` stands for any run of characters. What any fitting pattern allows
    is allowed."""

    __slots__ = ("_rules",)

    def __init__(self, rules: Rules) -> None:
        self._rules = tuple((_Pattern(pattern), frozenset(actions)) for pattern, actions in rules)

    def allows(self, action: str, room: str) -> bool:
        # Asked for every message: a generator would cost more than what it looks at.
        for pattern, actions in self._rules:  # noqa: SIM110
            if action in actions and pattern.fits(room):
                return True
        return False


class Identity(NamedTuple):
    """A valid token's content. ``publisher`` is whose idempotency keys are one: the user's, or,
    of a token without one, the token's. ``presentations`` are roles by presentation;
    ``device_id`` says that the holder was paired with one."""

    app_id: str
    user_id: str | None
    expires_at: float
    grants: Grants
    publisher: str
    presentations: Mapping[str, str] = MappingProxyType({})
    device_id: str | None = None


def identify(claims: dict[str, Any]) -> Identity:
    """ApiError 401 when `user_id`, `rooms` or `presentations` cannot be understood: a right that
    was meant otherwise is no right."""
    user_id = user_of(claims)
    publisher = f"u:{user_id}" if user_id is not None else f"t:{claims['jti']}"
    grants = _grants(_rules(claims.get("rooms")))
    identity = Identity(claims["app_id"], user_id, float(claims["exp"]), grants, publisher)
    if "presentations" not in claims:
        return identity
    device_id = claims.get("device_id")
    if device_id is not None and not isinstance(device_id, str):
        raise _unclear("`device_id` must be a string")
    return identity._replace(presentations=_roles(claims["presentations"]), device_id=device_id)


def _roles(presentations: Any) -> Mapping[str, str]:
    if not isinstance(presentations, dict) or len(presentations) > _MOST_PATTERNS:
        raise _unclear("`presentations` must map at most 100 presentations to roles")
    if not all(role in _ROLES for role in presentations.values()):
        raise _unclear(f"`presentations` must map presentations to one of {', '.join(_ROLES)}")
    return presentations


def _rules(rooms: Any) -> Rules:
    if rooms is None:
        return _DEFAULT
    if not isinstance(rooms, dict) or len(rooms) > _MOST_PATTERNS:
        raise _unclear("`rooms` must map at most 100 room patterns to lists of actions")
    for pattern, actions in rooms.items():
        if len(pattern) > _LONGEST or not isinstance(actions, list):
            raise _unclear("`rooms` must map room patterns to lists of actions")
        if not all(action in ACTIONS for action in actions):
            raise _unclear(f"`rooms` must list {', '.join(ACTIONS)}")
    return tuple((pattern, tuple(sorted(actions))) for pattern, actions in rooms.items())


# Most tokens of an application say the same: thousands of connections share one object.
@lru_cache(maxsize=1024)
def _grants(rules: Rules) -> Grants:
    return Grants(rules)


class _Pattern:
    """Pieces between stars, found one after the other: linear, whatever the pattern."""

    __slots__ = ("_first", "_inner", "_last", "_least", "_whole")

    def __init__(self, pattern: str) -> None:
        pieces = pattern.split("*")
        self._whole = pattern if len(pieces) == 1 else None
        self._first, self._last = pieces[0], pieces[-1]
        self._inner = tuple(filter(None, pieces[1:-1]))
        self._least = len(self._first) + len(self._last)

    def fits(self, room: str) -> bool:
        if self._whole is not None:
            return room == self._whole
        end = len(room) - len(self._last)
        if len(room) < self._least or not room.startswith(self._first):
            return False
        at = len(self._first)
        for piece in self._inner:
            found = room.find(piece, at, end)
            if found < 0:
                return False
            at = found + len(piece)
        return room.endswith(self._last)


def _unclear(message: str) -> ApiError:
    return ApiError(401, "invalid_token", f"The token cannot be used here: {message}.")
