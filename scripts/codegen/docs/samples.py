"""The samples of every operation, as the client generator writes them to `generated/samples/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from codegen.docs.facts import Facts


class Language(NamedTuple):
    """``lexer`` is Pygments' name of it, ``lang`` OpenAPI's ``x-codeSamples`` one."""

    extension: str
    label: str
    lang: str
    lexer: str


LANGUAGES = (
    Language("sh", "curl", "curl", "bash"),
    Language("py", "Python", "python", "python"),
    Language("ts", "TypeScript", "typescript", "typescript"),
    Language("go", "Go", "go", "go"),
)


class Samples:
    """``files`` are those of `generated/`, by path."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def of(self, one: Facts) -> Iterator[tuple[Language, str]]:
        """The operation's samples in every language that has one."""
        for language in LANGUAGES:
            content = self._files.get(f"samples/{one.api}/{one.id}.{language.extension}")
            if content is not None:
                yield language, content.decode().strip()

    def curl(self, one: Facts) -> str:
        return next((text for language, text in self.of(one) if language.label == "curl"), "")
