"""QR codes have the size, margin and colours asked for, and can be read."""

from __future__ import annotations

import re
import struct
import zlib

import pytest
import segno

from stagewire.links.qr import QrStyle, modules, png, style, svg

TEXT = "https://clq.sh/k7Bx2"
Image = list[list[int]]


def pixels(data: bytes) -> tuple[int, int, bytes, Image]:
    """Width, height, palette and the colour index of each pixel of a two-colour PNG."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length) == (zlib.crc32(kind + body),)
        chunks[kind] = body
        at += 12 + length
    width, height, depth, colour, *_ = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (depth, colour) == (1, 3)
    raw = zlib.decompress(chunks[b"IDAT"])
    stride = (width + 7) // 8 + 1
    assert len(raw) == stride * height
    image = []
    for y in range(height):
        row = raw[y * stride : (y + 1) * stride]
        assert row[0] == 0
        bits = "".join(f"{byte:08b}" for byte in row[1:])
        image.append([int(bit) for bit in bits[:width]])
    return width, height, chunks[b"PLTE"], image


def expected(text: str, level: str) -> Image:
    made = segno.make_qr(text, error=level, mode="byte", boost_error=False)
    return [list(row) for row in made.matrix]


@pytest.mark.parametrize(
    "look",
    [
        QrStyle(),
        QrStyle(size=301, margin=0),
        QrStyle(size=64, margin=5, error_correction="L"),
        QrStyle(size=999, margin=100, error_correction="H"),
    ],
)
def test_png_is_the_code_scaled_to_whole_pixels(look: QrStyle) -> None:
    width, height, palette, image = pixels(png(TEXT, look))
    assert (width, height) == (look.size, look.size)
    assert palette == b"\xff\xff\xff\x00\x00\x00"
    matrix = expected(TEXT, look.error_correction)
    scale = (look.size - 2 * look.margin) // len(matrix)
    before = (look.size - scale * len(matrix)) // 2
    assert before >= look.margin
    for y, row in enumerate(image):
        for x, colour in enumerate(row):
            mx, my = (x - before) // scale, (y - before) // scale
            inside = 0 <= mx < len(matrix) and 0 <= my < len(matrix)
            assert colour == (matrix[my][mx] if inside else 0)


def test_png_colours() -> None:
    look = QrStyle(color="#102030", background="#fafbfc")
    assert pixels(png(TEXT, look))[2] == bytes.fromhex("fafbfc102030")


def test_svg_has_the_size_the_margin_and_every_module() -> None:
    look = QrStyle(size=400, margin=25, color="#aa0000", background="#ffeeee")
    text = svg(TEXT, look).decode()
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" ')
    assert 'fill="#aa0000"' in text and 'fill="#ffeeee"' in text
    matrix = expected(TEXT, "M")
    moved = re.search(r"translate\(25 25\) scale\(([\d.]+)\)", text)
    assert moved and float(moved[1]) * len(matrix) == pytest.approx(350, abs=0.01)
    drawn = [[0] * len(matrix) for _ in matrix]
    path = re.search(r' d="([^"]+)"', text)
    assert path
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path[1]):
        for i in range(int(x), int(x) + int(width)):
            drawn[int(y)][i] = 1
    assert drawn == matrix


def test_style_fills_in_the_defaults() -> None:
    assert style(None) == QrStyle()
    assert style({"size": 500, "errorCorrection": "H"}) == QrStyle(size=500, error_correction="H")


def test_modules_say_how_wide_a_code_becomes() -> None:
    for level in "LMQH":
        assert modules(len(TEXT), level) == len(expected(TEXT, level))
