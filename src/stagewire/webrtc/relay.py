"""Runs a coturn beside the server, as `stagewire relay` does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from stagewire.settings import Settings
from stagewire.webrtc.coturn import configuration


def prepare(settings: Settings, address: str, port: int) -> tuple[str, Path]:
    """The program and a configuration file that only this user can read.
    FileNotFoundError: coturn is not installed. ValueError: no address."""
    program = shutil.which("turnserver")
    if program is None:
        raise FileNotFoundError("coturn is not installed (`turnserver`)")
    folder = settings.data_dir.resolve() / "relay"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = configuration(settings, address, port, folder)
    path = folder / "turnserver.conf"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    return program, path
