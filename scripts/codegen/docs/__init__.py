"""The docs: `generated/docs/`, served at `/docs` and as llms.txt. How it is made: README.md."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from codegen import samples as sample_generator
from codegen.docs.agents import agents
from codegen.docs.portal import apis, pages
from codegen.docs.reference import reference
from codegen.docs.samples import Samples
from codegen.docs.websocket import Socket
from codegen.ir import Contract

HERE = Path(__file__).parent
COMMITTED = HERE.parent.parent.parent / "generated" / "docs" / "assets"


def generate(contract: Contract) -> dict[str, bytes]:
    """Every file of the docs, by path under `generated/`."""
    assert contract.source is not None
    source = contract.source
    samples = Samples(sample_generator.generate(contract))
    found = apis(source)
    socket = Socket(contract.realtime) if contract.realtime else None
    files = {f"assets/{path.name}": path.read_bytes() for path in (HERE / "static").iterdir()}
    files |= bundle()
    for api in found:
        content = reference(source, api.document, api.operations, samples)
        files[f"reference/{api.name}.json"] = content
    files |= pages(source, contract.version, found, socket, samples, files)
    files |= agents(source, found, socket, samples)
    return {f"docs/{path}": files[path] for path in sorted(files)}


def bundle() -> dict[str, bytes]:
    """The reference bundle as it was committed; only `refresh-assets` makes another."""
    found = {}
    for name, digest in json.loads((HERE / "assets.json").read_text()).items():
        path = COMMITTED / name
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != digest:
            raise SystemExit(
                f"generated/docs/assets/{name} is not what assets.json says: "
                "run scripts/codegen/docs/refresh-assets"
            )
        found[f"assets/{name}"] = content
    return found
