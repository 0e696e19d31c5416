"""`stagewire licenses`: what can be done with a licence file without a server."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

_PUBLIC = 32
"""Bytes of an Ed25519 public key."""

licenses = typer.Typer(no_args_is_help=True, help="Licence files.")


@licenses.callback()
def _group() -> None:
    """Licence files."""


@licenses.command()
def verify(
    file: Annotated[str, typer.Argument(help="The licence file, or - for standard input.")],
    key: Annotated[
        str, typer.Option(help="A file with the application's key set, or one public key.")
    ],
    fingerprint: Annotated[str | None, typer.Option(help="The device's fingerprint.")] = None,
    license_key: Annotated[
        str | None,
        typer.Option(envvar="LICENSE_KEY", help="The licence key, to decrypt."),
    ] = None,
    app: Annotated[str | None, typer.Option(help="The application it must be for.")] = None,
) -> None:
    """Verify a licence file without the network; print what it says, or exit 1 with the reason."""
    from stagewire.licenses.offline import LicenseFileError, verify_license_file

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text()
    except (OSError, ValueError) as error:
        sys.exit(f"stagewire: {file}: {error}")
    try:
        found = verify_license_file(
            text, _keys(key), fingerprint=fingerprint, license_key=license_key, app_id=app
        )
    except LicenseFileError as error:
        sys.exit(f"stagewire: {error.code}: {error}")
    print(json.dumps(found.claims, indent=2, ensure_ascii=False))


def _keys(key: str) -> Any:
    """The key set of a file, or the public key itself."""
    from stagewire.licenses.offline import from_base64url

    path = Path(key)
    if not path.is_file():
        with suppress(ValueError):
            if len(from_base64url(key)) == _PUBLIC:
                return key
        sys.exit(f"stagewire: --key: {key} is neither a file nor a public key")
    try:
        found = json.loads(path.read_text())
        if all(isinstance(one["kid"] + one["x"], str) for one in found["keys"]):
            return found
    except (OSError, ValueError, KeyError, TypeError):
        pass
    sys.exit(f'stagewire: --key: {key} is no key set: {{"keys": [{{"kid": …, "x": …}}]}}')
