"""The process that opens a foreign picture, so that what a hostile file does to it does nothing to the program.

One picture for each process: its bytes on stdin, on stdout one line of JSON and then the new picture and the small one.
What comes out was painted anew: no position, comment, maker's note or colour profile of the old file is in it. The
memory is capped before the first byte is read; the one who started us sees to the time.
"""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from PIL import Image

MEMORY: Final = 512 * 1024 * 1024
PIXELS: Final = 50_000_000
SIDE: Final = 1600
THUMBNAIL: Final = 320
PLACE_DIGITS: Final = 3  # of a degree: about a hundred metres

_QUALITY: Final = 82
_THUMBNAIL_QUALITY: Final = 78
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_LIKENESS: Final = 16  # rows and columns of the likeness
_FLAT: Final = 8  # of 256 greys: a picture with less contrast is like any other flat one
_ORIENTATION, _EXIF, _GPS, _PROFILE = 0x0112, 0x8769, 0x8825, "icc_profile"
_QUARTERS: Final = (6, 3, 8)  # orientations: a quarter, half and three quarters of a turn
_TAKEN: Final = (0x9003, 0x9004)  # original, digitised


class Refused(Exception):
    """The picture is not taken; the text is the reason's name."""


def main() -> int:
    """Answer one request and return the exit code; whatever goes wrong is an answer too, if it leaves us alive."""
    cap_memory()
    data = _stream(0, "rb").read()
    try:
        header, parts = painted(data)
    except MemoryError:
        header, parts = {"problem": "memory"}, []
    with _stream(1, "wb") as out:
        out.write(json.dumps(header).encode("ascii") + b"\n")
        out.writelines(parts)
    return 0


def _stream(number: int, mode: str) -> io.BufferedIOBase:
    """Return a standard stream by its number: a windowed build has no ``sys.stdin``."""
    return cast(io.BufferedIOBase, os.fdopen(number, mode))


def painted(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return what is known of a picture, and the new picture and its small one; a problem has neither."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged side data that is dropped anyway
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _painted(data)
        except Refused as refused:
            return {"problem": str(refused)}, []
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            return {"problem": "pixels"}, []
        except UnidentifiedImageError:
            return {"problem": "unreadable"}, []
        except MemoryError:
            return {"problem": "memory"}, []
        except Exception as error:  # noqa: BLE001 - a decoder raises anything on a damaged file
            return {"problem": "truncated" if "truncated" in str(error) else "damaged"}, []


def _painted(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
        if min(opened.size) < 1:
            raise Refused("damaged")
        if opened.width * opened.height > PIXELS:
            raise Refused("pixels")
        size = list(opened.size)
        opened.draft(None, (SIDE, SIDE))  # a JPEG is unpacked at an eighth, a quarter or half of its size
        opened.load()  # before anything is asked of it: a PNG asked for its side data loads, and then hides its damage
        header = {"original": size, **_told(opened)}
        small = _reduced(opened)
    fresh = Image.new("RGB", small.size, "white")
    fresh.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    thumbnail = fresh.copy()
    thumbnail.thumbnail((THUMBNAIL, THUMBNAIL), reducing_gap=2.0)
    parts = [_jpeg(fresh, _QUALITY), _jpeg(thumbnail, _THUMBNAIL_QUALITY)]
    header |= {"size": list(fresh.size), "likeness": _likeness(fresh), "parts": [len(part) for part in parts]}
    header["turned"] = [_likeness(_upright(thumbnail, turn)) for turn in _QUARTERS]
    return header, parts


def _told(opened: Image.Image) -> dict[str, Any]:
    """Return what the file says of itself; side data that cannot be read say nothing."""
    told: dict[str, Any] = {"taken": "", "place": "", "moving": False}
    with suppress(Exception):
        told["moving"] = opened.format in {"PNG", "WEBP"} and getattr(opened, "n_frames", 1) > 1
    with suppress(Exception):
        exif = opened.getexif()
        details = exif.get_ifd(_EXIF)
        told["taken"] = next(filter(None, (taken_of(details.get(tag)) for tag in _TAKEN)), "")
        told["place"] = place_of(exif.get_ifd(_GPS))
    return told


def taken_of(text: object) -> str:
    """Return when a camera says that it took the picture (ISO, no zone), "" where that cannot be."""
    try:
        moment = datetime.strptime(str(text).strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - cameras have none
        if moment.year >= 2400:  # a camera set to Buddhist years
            moment = moment.replace(year=moment.year - 543)
    except ValueError:
        return ""
    return moment.isoformat() if 1990 <= moment.year < 2100 else ""


def place_of(gps: Any) -> str:
    """Return "latitude,longitude" rounded to about a hundred metres, "" where there is none."""
    try:
        north, east = (_degrees(gps[at + 1], str(gps[at])) for at in (1, 3))
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return ""
    if not (-90 <= north <= 90 and -180 <= east <= 180) or (north, east) == (0, 0):
        return ""
    return f"{north:.{PLACE_DIGITS}f},{east:.{PLACE_DIGITS}f}"


def _degrees(parts: Any, side: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    found = degrees + minutes / 60 + seconds / 3600
    return -found if side.strip("\0 ").upper() in {"S", "W"} else found


def _reduced(opened: Image.Image) -> Image.Image:
    """Return the picture upright in RGB or RGBA, no side longer than ``SIDE``; made small as early as possible."""
    orientation = _orientation(opened)
    profile = opened.info.get(_PROFILE)
    image = _plain_mode(opened)
    image.thumbnail((SIDE, SIDE), reducing_gap=2.0)
    image = _upright(_true_colours(image, profile), orientation)
    if image.mode not in {"RGB", "RGBA"}:
        image = image.convert("RGBA" if image.mode in {"LA", "La", "RGBa", "PA"} else "RGB")
    return image


def _plain_mode(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be made smaller without changing its colours."""
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in image.info and image.mode in {"L", "RGB", "1"}:
        return image.convert("RGBA")
    return image.convert("L") if image.mode == "1" else image


def _true_colours(image: Image.Image, profile: object) -> Image.Image:
    """Return the picture in the screen's colours; a profile that cannot be read is passed over."""
    if not isinstance(profile, bytes) or image.mode not in {"RGB", "CMYK"}:
        return image
    from PIL import ImageCms

    with suppress(Exception):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        return image if shown is None else shown
    return image


def _orientation(image: Image.Image) -> int:
    with suppress(Exception):
        return int(image.getexif().get(_ORIENTATION, 1))
    return 1


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    from PIL.Image import Transpose as Turn

    turns = {
        2: Turn.FLIP_LEFT_RIGHT,
        3: Turn.ROTATE_180,
        4: Turn.FLIP_TOP_BOTTOM,
        5: Turn.TRANSPOSE,
        6: Turn.ROTATE_270,
        7: Turn.TRANSVERSE,
        8: Turn.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _likeness(image: Image.Image) -> str:
    """Return 256 bits, in hexadecimal, that near copies of a picture share; "" of a picture without contrast."""
    grey = image.convert("L")
    darkest, lightest = cast(tuple[int, int], grey.getextrema())
    if lightest - darkest < _FLAT:
        return ""
    cells = grey.resize((_LIKENESS + 1, _LIKENESS)).tobytes()
    width = _LIKENESS + 1
    bits = 0
    for row in range(_LIKENESS):
        for at in range(row * width, row * width + _LIKENESS):
            bits = bits << 1 | (cells[at] > cells[at + 1])
    return f"{bits:0{_LIKENESS * _LIKENESS // 4}x}"


# --- the cap on memory -----------------------------------------------------------------------------------------------


def cap_memory(limit: int = MEMORY) -> None:
    """Let this process have no more than ``limit`` bytes; where the system cannot do that, go on without."""
    with suppress(Exception):
        (_cap_windows if sys.platform == "win32" else _cap_posix)(limit)


def _cap_posix(limit: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _cap_windows(limit: int) -> None:
    """Put this process into a job of its own; the structure is JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""
    import ctypes

    class _Limits(ctypes.Structure):
        _fields_ = (
            ("per_process_time", ctypes.c_int64),
            ("per_job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_uint32),
            ("scheduling", ctypes.c_uint32),
            ("io_counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    process_memory, one_process, extended = 0x100, 0x8, 9
    kernel: Any = ctypes.CDLL("kernel32")
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = _Limits(flags=process_memory | one_process, processes=1, process_memory=limit)
    kernel.SetInformationJobObject(job, extended, ctypes.byref(limits), ctypes.sizeof(limits))
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))


if __name__ == "__main__":
    sys.exit(main())
