"""`generated/samples/<api>/<operationId>.{sh,py,go,ts}`: every operation's example, complete and
runnable, with `BASE_URL` and `API_KEY` from the environment.

What the WebSocket does is in `generated/samples/realtime-ws/<operation>.*`, with
`WS_URL` and `TOKEN`.

The values are the contract's own examples. A path parameter stands at the top as a variable (in
curl, as in any URL, inside it), so that a reader, and a test, can put one of theirs in its place.
"""

from __future__ import annotations

from codegen.ir import Contract
from codegen.render import format_python
from codegen.samples import curl, go, python, realtime, typescript
from codegen.samples.common import Sample

LANGUAGES = {"sh": curl, "py": python, "go": go, "ts": typescript}


def generate(contract: Contract) -> dict[str, bytes]:
    files: dict[str, str] = {}
    for operation in contract.operations():
        sample = Sample(contract, operation)
        for suffix, language in LANGUAGES.items():
            files[f"samples/{operation.api}/{operation.id}.{suffix}"] = language.render(sample)
    files |= realtime.generate(contract)
    scripts = {path: text for path, text in files.items() if path.endswith(".py")}
    # Narrow, for they are read in columns of a page.
    return {path: text.encode() for path, text in files.items()} | format_python(scripts, width=88)
