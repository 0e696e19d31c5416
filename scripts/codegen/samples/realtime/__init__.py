"""`generated/samples/realtime-ws/<operation>.{sh,py,go,ts}`: what a client does on the WebSocket,
complete and runnable, with `WS_URL` (`ws://…`) and `TOKEN` from the environment."""

from __future__ import annotations

from codegen.ir import Contract
from codegen.samples.realtime import go, python, shell, typescript
from codegen.samples.realtime.common import samples

FOLDER = "samples/realtime-ws"
LANGUAGES = {"sh": shell, "py": python, "go": go, "ts": typescript}


def generate(contract: Contract) -> dict[str, str]:
    """The texts, by path; Python is still to be formatted."""
    return {
        f"{FOLDER}/{sample.id}.{suffix}": language.render(sample)
        for sample in samples(contract)
        for suffix, language in LANGUAGES.items()
    }
