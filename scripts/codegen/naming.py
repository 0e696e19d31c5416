"""One name of the contract, written as each language writes names."""

from __future__ import annotations

import re

from stagewire.contract.binding import argument_name, snake_case

__all__ = [
    "argument_name",
    "camel",
    "go_name",
    "go_variable",
    "pascal",
    "snake_case",
    "word_set",
    "words",
]


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def words(name: str) -> list[str]:
    """`exists[deletedAt]` → exists, deleted, at."""
    return snake_case(name).split("_")


# Names that Go writes in capitals throughout (https://go.dev/wiki/CodeReviewComments#initialisms).
_INITIALISMS = word_set(
    "api css html http https id ip iri json jwt png qr sdp svg tcp tls ttl turn udp uri url utm "
    "uuid"
)
_GO_WORDS = word_set(
    "break case chan const continue default defer else fallthrough for func go goto if import "
    "interface map package range return select struct switch type var any append body cap ctx "
    "error len make new opts params string"
)


def camel(name: str) -> str:
    """`sort[id]` → sortId."""
    first, *rest = words(name)
    return first + "".join(word.capitalize() for word in rest)


def pascal(name: str) -> str:
    """`getLinkQr` → GetLinkQr. Names that are PascalCase already stay as they are."""
    if re.fullmatch(r"[A-Z][A-Za-z0-9]*", name):
        return name
    return "".join(word.capitalize() for word in words(name))


def go_name(name: str) -> str:
    """`sort[id]` → SortID."""
    return "".join(
        word.upper() if word in _INITIALISMS else word.capitalize() for word in words(name)
    )


def go_variable(name: str) -> str:
    """`app_id` → appID."""
    first, *rest = words(name)
    made = first + "".join(
        word.upper() if word in _INITIALISMS else word.capitalize() for word in rest
    )
    return made + "_" if made in _GO_WORDS else made
