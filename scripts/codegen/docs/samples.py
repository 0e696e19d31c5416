"""The samples of every operation, as the client generator writes them to `generated/samples/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol


class Language(NamedTuple):
    """``lexer`` is Pygments' name of it, ``lang`` OpenAPI's ``x-codeSamples`` one."""

    extension: str
    label: str
    lang: str
    lexer: str


class Sampled(Protocol):
    """What has samples: an operation of an API, or of the WebSocket."""

    @property
    def api(self) -> str: ...

    @property
    def id(self) -> str: ...


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

    def of(self, one: Sampled) -> Iterator[tuple[Language, str]]:
        """The operation's samples in every language that has one."""
        for language in LANGUAGES:
            content = self._files.get(f"samples/{one.api}/{one.id}.{language.extension}")
            if content is None:
                continue
            source = content.decode().strip()
            # Where a shell's sample is no curl, it must not be called so.
            known = language.label != "curl" or source.startswith("curl")
            yield (language if known else language._replace(label="Shell")), source

    def curl(self, one: Sampled) -> str:
        return next((text for language, text in self.of(one) if language.label == "curl"), "")
