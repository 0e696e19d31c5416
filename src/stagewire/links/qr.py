"""QR codes (ISO/IEC 18004) of an exact size in pixels, as SVG or PNG."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import segno

Matrix = Sequence[bytearray]


class QrStyle(NamedTuple):
    """``size`` is width and height, ``margin`` the quiet zone on each side, both in pixels;
    colours are ``#rrggbb``; ``error_correction`` is L, M, Q or H."""

    size: int = 300
    margin: int = 10
    color: str = "#000000"
    background: str = "#ffffff"
    error_correction: str = "M"


def style(config: Mapping[str, Any] | None) -> QrStyle:
    """The style a link's ``qrConfig`` asks for, with the defaults for what it leaves out."""
    given = dict(config or {})
    if "errorCorrection" in given:
        given["error_correction"] = given.pop("errorCorrection")
    return QrStyle(**given)


def room(look: QrStyle) -> int:
    """The pixels between the margins."""
    return look.size - 2 * look.margin


@lru_cache(maxsize=1024)
def modules(length: int, error_correction: str) -> int:
    """How many modules wide the code of a text of that many bytes is."""
    return len(_matrix("~" * length, error_correction))


def svg(text: str, look: QrStyle) -> bytes:
    """A standalone SVG. Modules scale freely, so the margin is exact."""
    matrix = _matrix(text, look.error_correction)
    scale = room(look) / len(matrix)
    path = "".join(
        f"M{x} {y}h{width}v1h-{width}z" for y, row in enumerate(matrix) for x, width in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{look.size}" height="{look.size}" '
        f'viewBox="0 0 {look.size} {look.size}">'
        f'<rect width="{look.size}" height="{look.size}" fill="{look.background}"/>'
        f'<path transform="translate({look.margin} {look.margin}) scale({scale:.6g})" '
        f'fill="{look.color}" shape-rendering="crispEdges" d="{path}"/></svg>'
    ).encode()


def png(text: str, look: QrStyle) -> bytes:
    """A PNG of two colours. Modules are whole pixels; what they leave over of the size is added
    to the margin, evenly."""
    matrix = _matrix(text, look.error_correction)
    scale = room(look) // len(matrix)
    before = (look.size - scale * len(matrix)) // 2
    blank = b"\0" * ((look.size + 7) // 8 + 1)
    rows = [blank] * before
    for row in matrix:
        bits = 0
        for x, width in _runs(row):
            end = before + (x + width) * scale
            bits |= ((1 << width * scale) - 1) << (len(blank) - 1) * 8 - end
        rows += [b"\0" + bits.to_bytes(len(blank) - 1, "big")] * scale
    rows += [blank] * (look.size - len(rows))
    palette = bytes.fromhex(look.background[1:] + look.color[1:])
    header = struct.pack(">IIBBBBB", look.size, look.size, 1, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", zlib.compress(b"".join(rows), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _matrix(text: str, error_correction: str) -> Matrix:
    # The level is what was asked for: a better one that fits would make PNG and SVG of the same
    # link differ in nothing, but the size of the code jump with the length of the text.
    made = segno.make_qr(text, error=error_correction, mode="byte", boost_error=False)
    return made.matrix


def _runs(row: bytearray) -> Iterator[tuple[int, int]]:
    """Where runs of dark modules begin and how long they are."""
    start = None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield start, x - start
            start = None


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
