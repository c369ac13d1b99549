"""Files that mean harm, or that cameras and old programs got wrong: each under the name it would come with.

Made when asked for, one at a time: some are of many megabytes.
"""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from PIL import Image

from tests.store.pictures_kit import SECRET, XMP, chunk, photo, png_bomb, saved, scene, text_bomb

Make = Callable[[], bytes]
REFUSED, TAKEN, EITHER = "refused", "taken", "either"
PNG_START = b"\x89PNG\r\n\x1a\n"


# --- JPEG ------------------------------------------------------------------------------------------------------------


def segment(marker: int, data: bytes) -> bytes:
    """Return one segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def within(*segments: bytes, source: bytes = b"") -> bytes:
    """Return a JPEG with more segments after its start."""
    whole = source or saved(scene(), quality=85)
    return whole[:2] + b"".join(segments) + whole[2:]


def exif(body: bytes) -> bytes:
    """Return a JPEG whose EXIF data begin with this directory."""
    return within(segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0" + body))


def frame(width: int, height: int, *, marker: int = 0xC0, source: bytes = b"") -> bytes:
    """Return a JPEG that claims another size or another way of packing."""
    whole = source or saved(scene())
    at = whole.index(b"\xff\xc0")
    return (
        whole[:at]
        + bytes((0xFF, marker))
        + whole[at + 2 : at + 5]
        + struct.pack(">HH", height, width)
        + whole[at + 9 :]
    )


def scans(count: int) -> bytes:
    """Return a progressive JPEG whose last pass is repeated."""
    whole = saved(scene(4000, 4000), progressive=True)
    last = whole.rfind(b"\xff\xda")
    return whole[: whole.rfind(b"\xff\xd9")] + (whole[last : last + 14] + b"\0") * count + b"\xff\xd9"


def profile_parts(count: int, size: int) -> bytes:
    """Return a JPEG whose colour profile comes in many parts of nonsense."""
    parts = (segment(0xE2, b"ICC_PROFILE\0" + bytes((at + 1, count)) + b"p" * size) for at in range(count))
    return within(*parts)


def two_pictures() -> bytes:
    """Return what a camera with two lenses writes."""
    return saved(scene(), "MPO", save_all=True, append_images=[scene(turn=2)])


def hidden_thumbnail() -> bytes:
    """Return a JPEG that carries another, with a position of its own, in its side data."""
    return within(
        segment(0xE1, b"Exif\0\0" + photo(size=(160, 120))[:60_000]), segment(0xFE, SECRET), segment(0xE1, XMP)
    )


JPEGS: dict[str, tuple[str, Make]] = {
    "no-height.jpg": (REFUSED, lambda: frame(640, 0)),
    "no-width.jpg": (REFUSED, lambda: frame(0, 480)),
    "claims-65500.jpg": (REFUSED, lambda: frame(65_500, 65_500)),
    "claims-more-rows.jpg": (EITHER, lambda: frame(640, 2000)),
    "claims-fewer-rows.jpg": (EITHER, lambda: frame(640, 8)),
    "arithmetic.jpg": (EITHER, lambda: frame(640, 480, marker=0xC9)),
    "lossless.jpg": (REFUSED, lambda: frame(640, 480, marker=0xC3)),
    "hierarchical.jpg": (REFUSED, lambda: frame(640, 480, marker=0xC5)),
    "start-and-end.jpg": (REFUSED, lambda: b"\xff\xd8\xff\xd9"),
    "start-only.jpg": (REFUSED, lambda: b"\xff\xd8\xff\xe0"),
    "truncated.jpg": (REFUSED, lambda: photo()[: len(photo()) // 2]),
    "without-end.jpg": (EITHER, lambda: photo()[:-2]),
    "ten-thousand-passes.jpg": (EITHER, lambda: scans(10_000)),
    "giant-exif.jpg": (EITHER, lambda: within(*[segment(0xE1, b"Exif\0\0II*\0" + b"\xff" * 65_000)] * 250)),
    "giant-profile.jpg": (TAKEN, lambda: profile_parts(255, 65_000)),
    "broken-profile.jpg": (TAKEN, lambda: saved(scene(), icc_profile=b"\0\0\1\0appl" + b"\xff" * 400)),
    "profile-out-of-order.jpg": (TAKEN, lambda: within(segment(0xE2, b"ICC_PROFILE\0\x09\x02xx"))),
    "exif-circle.jpg": (TAKEN, lambda: exif(struct.pack("<HHHIIHHIII", 2, 0x8769, 4, 1, 8, 0x8825, 4, 1, 8, 8))),
    "exif-65535-entries.jpg": (TAKEN, lambda: exif(struct.pack("<H", 65_535) + b"\x12\x01\x03\0" * 4000)),
    "exif-beyond-the-end.jpg": (TAKEN, lambda: exif(struct.pack("<HHHIII", 1, 0x8769, 4, 1, 0xFFFFFFF0, 0))),
    "exif-huge-count.jpg": (TAKEN, lambda: exif(struct.pack("<HHHIII", 1, 0x9003, 2, 0xFFFFFFFF, 8, 0))),
    "exif-turn-0.jpg": (TAKEN, lambda: photo(orientation=0)),
    "exif-turn-9.jpg": (TAKEN, lambda: photo(orientation=9)),
    "exif-turn-65535.jpg": (TAKEN, lambda: photo(orientation=65_535)),
    "exif-turn-text.jpg": (TAKEN, lambda: exif(struct.pack("<HHHI4sI", 1, 0x0112, 2, 4, b"six\0", 0))),
    "exif-no-tiff.jpg": (TAKEN, lambda: within(segment(0xE1, b"Exif\0\0not a directory"))),
    "hidden-thumbnail.jpg": (TAKEN, hidden_thumbnail),
    "two-lenses.jpg": (TAKEN, two_pictures),
    "cmyk.jpg": (TAKEN, lambda: saved(scene(mode="CMYK"))),
    "grey.jpg": (TAKEN, lambda: saved(scene(mode="L"))),
    "no-tables.jpg": (EITHER, lambda: saved(scene()).replace(b"\xff\xc4", b"\xff\xfe")),
    "tables-of-zeros.jpg": (EITHER, lambda: within(segment(0xDB, b"\0" * 65), segment(0xC4, b"\0" * 17))),
    "segment-of-length-0.jpg": (EITHER, lambda: within(b"\xff\xe5\0\0")),
    "zip-behind.jpg": (TAKEN, lambda: photo() + b"PK\x03\x04" + SECRET + b"PK\x05\x06" + b"\0" * 18),
    "page-in-comment.jpg": (TAKEN, lambda: within(segment(0xFE, b"<html><script>SECRET</script>"))),
    "program-behind.jpg": (TAKEN, lambda: photo() + b"MZ" + SECRET * 2000),
}


# --- PNG -------------------------------------------------------------------------------------------------------------


def png(width: int, height: int, *middle: bytes, depth: int = 8, colour: int = 2, interlaced: int = 0) -> bytes:
    """Return a PNG made of these chunks."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return PNG_START + chunk(b"IHDR", head) + b"".join(middle) + chunk(b"IEND", b"")


def zeros(count: int) -> bytes:
    """Return so many zeros, packed."""
    packer = zlib.compressobj(9)
    whole, rest = divmod(count, 1 << 20)
    return (
        b"".join(packer.compress(b"\0" * (1 << 20)) for _ in range(whole))
        + packer.compress(b"\0" * rest)
        + packer.flush()
    )


def inside(*more: bytes) -> bytes:
    """Return a good PNG with more chunks behind its head."""
    whole = saved(scene(200, 150), "PNG")
    return whole[:33] + b"".join(more) + whole[33:]


def frames(count: int) -> bytes:
    """Return a moving PNG that claims many pictures and holds the controls of them."""
    control = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 200, 150, 0, 0, 1, 100, 0, 0))
    return inside(chunk(b"acTL", struct.pack(">II", count, 0)), *[control] * 2000)


PNGS: dict[str, tuple[str, Make]] = {
    "12000-squared.png": (REFUSED, lambda: png_bomb(12_000)),
    "50000-squared.png": (REFUSED, lambda: png(50_000, 50_000, chunk(b"IDAT", zeros(1 << 20)))),
    "interlaced-12000.png": (REFUSED, lambda: png(12_000, 12_000, chunk(b"IDAT", zeros(9 << 20)), interlaced=1)),
    "interlaced-7000.png": (
        TAKEN,
        lambda: png(7000, 7000, chunk(b"IDAT", zeros(7000 * 21_000 + 40_000)), interlaced=1),
    ),
    "16-bit-7000.png": (EITHER, lambda: png(7000, 7000, chunk(b"IDAT", zeros(7000 * 56_001)), depth=16, colour=6)),
    "more-rows-than-said.png": (TAKEN, lambda: png(64, 64, chunk(b"IDAT", zeros(400 << 20)))),
    "one-wide-50-million.png": (EITHER, lambda: png(1, 49_000_000, chunk(b"IDAT", zeros(1 << 20)))),
    "one-high-50-million.png": (EITHER, lambda: png(49_000_000, 1, chunk(b"IDAT", zeros(49_000_000 * 3 + 1)))),
    "size-2-billion.png": (REFUSED, lambda: png(2**31 - 1, 2**31 - 1, chunk(b"IDAT", b""))),
    "text-bomb.png": (REFUSED, text_bomb),
    "itxt-bomb.png": (EITHER, lambda: inside(chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zeros(400 << 20)))),
    "profile-bomb.png": (EITHER, lambda: inside(chunk(b"iCCP", b"p\0\0" + zeros(400 << 20)))),
    "no-rows.png": (REFUSED, lambda: png(200, 150, chunk(b"IDAT", b""))),
    "no-data.png": (REFUSED, lambda: png(200, 150)),
    "rows-that-are-none.png": (REFUSED, lambda: png(200, 150, chunk(b"IDAT", b"\0" * 500))),
    "palette-missing.png": (EITHER, lambda: png(64, 64, chunk(b"IDAT", zeros(64 * 65)), colour=3)),
    "palette-odd.png": (EITHER, lambda: png(64, 64, chunk(b"PLTE", b"\1\2"), chunk(b"IDAT", zeros(64 * 65)), colour=3)),
    "transparency-odd.png": (EITHER, lambda: inside(chunk(b"tRNS", b"\0"))),
    "depth-3.png": (REFUSED, lambda: png(64, 64, chunk(b"IDAT", zeros(9999)), depth=3)),
    "two-heads.png": (EITHER, lambda: inside(chunk(b"IHDR", struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)))),
    "chunk-of-4-gigabytes.png": (REFUSED, lambda: PNG_START + b"\xff\xff\xff\xffIHDR" + b"\0" * 99),
    "wrong-sum.png": (EITHER, lambda: saved(scene(), "PNG").replace(b"IDAT", b"IDAT\x01", 1)),
    "exif-nonsense.png": (TAKEN, lambda: inside(chunk(b"eXIf", b"II*\0\x08\0\0\0" + b"\xff" * 900))),
    "a-billion-frames.png": (EITHER, lambda: frames(1 << 30)),
    "wide-and-thin.png": (TAKEN, lambda: saved(Image.new("RGB", (40_000, 3)), "PNG")),
    "one-point.png": (TAKEN, lambda: saved(Image.new("RGB", (1, 1)), "PNG")),
    "grey-16.png": (TAKEN, lambda: saved(Image.new("I;16", (90, 60), 30_000), "PNG")),
    "truncated.png": (REFUSED, lambda: saved(scene(), "PNG")[:3000]),
}


# --- WEBP and all the rest -------------------------------------------------------------------------------------------


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a WEBP made of these chunks."""
    body = b"".join(kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def lossless_head(side: int) -> bytes:
    return b"\x2f" + struct.pack("<I", (side - 1) | (side - 1) << 14) + b"\0" * 200


def gif(count: int) -> bytes:
    """Return a GIF that claims 65535 squared and holds many pictures."""
    image = b",\0\0\0\0" + struct.pack("<HH", 65_535, 65_535) + b"\0\x08\x02\x84\x51\0"
    return b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0x80, 0, 0) + b"\0" * 6 + image * count + b";"


def tiff(pages: int) -> bytes:
    """Return a TIFF of many pages, each leading to the one before."""
    page = struct.pack("<HHHIII", 1, 0x0100, 4, 1, 0xFFFFFFFF, 8)
    return b"II*\0\x08\0\0\0" + page * pages


def windows_metafile() -> bytes:
    return b"\xd7\xcd\xc6\x9a" + b"\0" * 18 + b"\1\0\x09\0\0\3" + b"\x26\x06" * 50


MOVING: dict[str, Any] = {"save_all": True, "append_images": [scene(turn=at) for at in range(1, 4)]}
SVG = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg onload='x'>&x;</svg>"
BOX = b"\0\0\0\x20ftyp%s\0\0\0\0mif1miaf" + b"\0" * 60

OTHERS: dict[str, tuple[str, Make]] = {
    "canvas-16384.webp": (
        EITHER,
        lambda: webp((b"VP8X", b"\0\0\0\0\xff\x3f\0\xff\x3f\0"), (b"VP8L", lossless_head(99))),
    ),
    "lossless-16384.webp": (REFUSED, lambda: webp((b"VP8L", lossless_head(16_384)))),
    "moving.webp": (TAKEN, lambda: saved(scene(), "WEBP", **MOVING)),
    "moving.png": (TAKEN, lambda: saved(scene(), "PNG", **MOVING)),
    "side-data.webp": (
        TAKEN,
        lambda: saved(scene(), "WEBP", xmp=XMP, exif=b"Exif\0\0II*\0\xff\xff", icc_profile=SECRET),
    ),
    "wrong-length.webp": (EITHER, lambda: b"RIFF\xff\xff\xff\x7f" + saved(scene(), "WEBP")[8:]),
    "truncated.webp": (REFUSED, lambda: saved(scene(), "WEBP")[:900]),
    "many.gif": (REFUSED, lambda: gif(5000)),
    "gif-inside.jpg": (REFUSED, lambda: gif(3)),
    "many-pages.tif": (REFUSED, lambda: tiff(20_000)),
    "tiff-inside.jpg": (REFUSED, lambda: tiff(2)),
    "big-endian.tiff": (REFUSED, lambda: b"MM\0*" + b"\xff" * 400),
    "jpeg2000.jp2": (REFUSED, lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 200),
    "jpeg2000-inside.jpg": (REFUSED, lambda: b"\xff\x4f\xff\x51" + b"\0" * 200),
    "icon.ico": (REFUSED, lambda: saved(scene(64, 64), "ICO")),
    "bitmap.bmp": (REFUSED, lambda: saved(scene(), "BMP")),
    "phone.HEIC": (REFUSED, lambda: BOX % b"heic"),
    "phone-inside.jpg": (REFUSED, lambda: BOX % b"mif1"),
    "phone-moving.jpg": (REFUSED, lambda: BOX % b"hevc"),
    "new.avif": (REFUSED, lambda: BOX % b"avif"),
    "film-inside.jpg": (REFUSED, lambda: BOX % b"mp42"),
    "layers.psd": (REFUSED, lambda: b"8BPS\0\1" + b"\0" * 6 + b"\0\3" + b"\xff" * 40),
    "layers-inside.jpg": (REFUSED, lambda: b"8BPS\0\1" + b"\0" * 6 + b"\0\3" + b"\xff" * 40),
    "drawing.eps": (REFUSED, lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n"),
    "drawing-inside.jpg": (REFUSED, lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    "drawing.svg": (REFUSED, lambda: SVG),
    "drawing-inside.png": (REFUSED, lambda: SVG),
    "metafile.wmf": (REFUSED, windows_metafile),
    "metafile-inside.jpg": (REFUSED, windows_metafile),
    "paper.jpg": (REFUSED, lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
    "program.jpg": (REFUSED, lambda: b"MZ\x90\0" + b"\0" * 900 + b"This program cannot be run in DOS mode."),
    "program.exe": (REFUSED, lambda: b"MZ\x90\0" + b"\0" * 900),
    "script.jpg": (REFUSED, lambda: b"#!/bin/sh\nrm -rf ~\n"),
    "shortcut.lnk": (REFUSED, lambda: b"L\0\0\0\x01\x14\x02\0" + b"\0" * 90),
    "page.html": (REFUSED, lambda: b"<html><script>alert(1)</script></html>"),
    "archive.jpg": (REFUSED, lambda: b"PK\x03\x04" + b"\0" * 200),
    "macros.xlsm": (REFUSED, lambda: b"PK\x03\x04" + b"\0" * 200),
    "empty.jpg": (REFUSED, lambda: b""),
    "empty.pdf": (REFUSED, lambda: b""),
    "one-byte.png": (REFUSED, lambda: b"\x89"),
    "zeros.jpg": (REFUSED, lambda: b"\0" * 4096),
    "noise.jpg": (REFUSED, lambda: b"\xff\xd8\xff\xe0" + random.Random(7).randbytes(60_000)),
    "too-large.jpg": (REFUSED, lambda: photo() + b"\0" * (25 << 20)),
}

CORPUS: dict[str, tuple[str, Make]] = JPEGS | PNGS | OTHERS


def mutations(count: int, seed: int = 2567) -> Iterator[tuple[str, bytes]]:
    """Yield good pictures in which bytes were altered, cut out, doubled or cut off, each with a name to find it by."""
    dice = random.Random(seed)
    good = (
        photo(),
        saved(scene(160, 120), "PNG"),
        saved(scene(320, 240), progressive=True),
        saved(scene(160, 120, mode="P"), "PNG"),
    )
    for number in range(count):
        data = bytearray(dice.choice(good))
        for _ in range(dice.randint(1, 12)):
            at, size = dice.randrange(len(data)), dice.randint(1, 40)
            match dice.randrange(5):
                case 0:
                    data[at] ^= 1 << dice.randrange(8)
                case 1:
                    data[at : at + size] = dice.randbytes(size)
                case 2:
                    del data[at : at + size]
                case 3:
                    data[at:at] = data[at : at + size]
                case _:
                    data[at : at + 2] = dice.choice((b"\xff\xff", b"\0\0", b"\x7f\xff", b"\xff\xd9", b"\xff\xda"))
            if not data:
                break
        if dice.random() < 0.2:
            del data[dice.randrange(len(data) + 1) :]
        yield f"{seed}-{number}", bytes(data)


def upright_and_clean(kept: bytes) -> Image.Image:
    """Return a kept picture; fails where it is not small, or carries more than points."""
    image = Image.open(io.BytesIO(kept))
    image.load()
    assert image.format == "JPEG"
    assert image.mode == "RGB"
    assert max(image.size) <= 1600
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for word in (b"SECRET", b"Exif", b"GPS", b"http://ns", b"ICC_PROFILE", b"Photoshop", b"PK\x03\x04", b"2024:02:10"):
        assert word not in kept
    return image
