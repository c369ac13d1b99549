"""Pictures on paper: opened with care, without transparency, no larger than they are printed."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

from cdd_desktop.errors import UserError

_MOST_PIXELS = 60_000_000
_DOTS_PER_INCH = 220  # what an office's laser printer can show of a photo
_QUALITY = 85


def photo(data: bytes, name: str, width: float, height: float) -> ImageReader:
    """Return a photo ready to be drawn into a box of ``width`` x ``height`` points, stored as JPEG.

    Raises:
        UserError: no picture, broken or far too large; ``name`` says which.
    """
    image = _opened(data, name)
    image.thumbnail(_pixels(width, height), Image.Resampling.LANCZOS)
    packed = BytesIO()
    image.save(packed, "JPEG", quality=_QUALITY)
    packed.seek(0)
    return ImageReader(packed)


def drawing(data: bytes, name: str, width: float, height: float) -> ImageReader:
    """Return a line drawing (an emblem) as ``photo`` does, stored without loss and at twice the fineness."""
    image = _opened(data, name)
    image.thumbnail(_pixels(2 * width, 2 * height), Image.Resampling.LANCZOS)
    return ImageReader(image)


def _pixels(width: float, height: float) -> tuple[int, int]:
    return max(int(width / 72 * _DOTS_PER_INCH), 1), max(int(height / 72 * _DOTS_PER_INCH), 1)


def _opened(data: bytes, name: str) -> Image.Image:
    """Return the picture upright, in grey or colour, what is transparent made white."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # looked at below, by our own limit
            image: Image.Image = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
        if image.width * image.height > _MOST_PIXELS:
            raise UserError(f"รูป {name} ใหญ่เกินไป", "ย่อรูปแล้วลองใหม่")
        image = ImageOps.exif_transpose(image)
        if image.mode in {"L", "RGB"}:
            return image
        if image.mode == "1":
            return image.convert("L")
        return _on_white(image)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UserError(f"เปิดรูป {name} ไม่ได้", "ใช้รูป PNG หรือ JPEG ที่เปิดดูได้") from error


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "CMYK":
        return image.convert("RGB")
    clear = image.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")
