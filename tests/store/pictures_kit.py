"""Pictures and files for the tests: ordinary ones, and ones that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image, ImageDraw

SECRET = b"SECRET-COMMENT"
XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET-XMP</x:xmpmeta>"


def scene(width: int = 640, height: int = 480, *, turn: int = 0, mode: str = "RGB") -> Image.Image:
    """Return a picture whose top left quarter is red; ``turn`` gives others."""
    image = Image.new("RGB", (width, height), (240, 240, 230))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(220, 20, 20))
    for at in range(12):
        left = (at * 37 + turn * 53) % width
        draw.ellipse((left, height // 2 + (at * 29 + turn * 17) % (height // 3), left + 60, height - 10), fill=at * 20)
    return image.convert(mode)


def office_file(*names: str) -> bytes:
    """Return a file of an office program, as far as its content is looked at: a zip with these names in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, b"")
    return out.getvalue()


def saved(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """Return a picture as a file's content."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photo(
    *, turn: int = 0, orientation: int = 1, taken: str = "2024:02:10 09:30:15", size: tuple[int, int] = (640, 480)
) -> bytes:
    """Return a telephone's JPEG: time, position, orientation, comment, XMP and a maker's note."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRET-MAKER"
    exif[0x013B] = "SECRET-ARTIST"
    details = exif.get_ifd(0x8769)
    details[0x9003] = taken
    details[0x927C] = b"SECRET-NOTE"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (13.0, 41.0, 24.5), "E", (101.0, 4.0, 12.5)
    return saved(scene(*size, turn=turn), exif=exif, comment=SECRET, xmp=XMP, quality=90)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bare_png(width: int, height: int, *more: bytes, rows: bytes = b"") -> bytes:
    """Return a PNG of any size in its header, with the rows given (zeros of the right length where small enough)."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", rows or zlib.compress(b"\0" * ((width + 1) * min(height, 4))))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + body + chunk(b"IEND", b"")


def png_bomb(side: int) -> bytes:
    """Return a small PNG that unpacks to ``side`` times ``side`` grey points."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" * (side + 1)) for _ in range(side)) + packer.flush()
    return bare_png(side, side, rows=rows)


def text_bomb() -> bytes:
    """Return a PNG whose comment unpacks to hundreds of megabytes."""
    packer = zlib.compressobj(9)
    text = b"".join(packer.compress(b"a" * (1 << 20)) for _ in range(300)) + packer.flush()
    return bare_png(8, 8, chunk(b"zTXt", b"Comment\0\0" + text))
