"""The process that draws one page of a foreign PDF: what a hostile file does to it does nothing to the program.

On stdin the page's number (from 0) as a line and the file; on stdout one line of JSON and the page as a JPEG. Who
starts us sees to the time.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from typing import Any, Final

LONGEST: Final = 2200  # points of the drawn page's longer side
DPI: Final = 150
_POINTS_PER_INCH: Final = 72
_QUALITY: Final = 88


def main(cap: Callable[[], None]) -> int:
    """Answer one request and return the exit code; whatever goes wrong is an answer too, if it leaves us alive.

    Args:
        cap: caps this process's memory (``picture_child.cap_memory``; this script can import nothing of ours).
    """
    cap()
    with os.fdopen(0, "rb") as source:
        page, data = int(source.readline()), source.read()
    try:
        header, image = drawn(data, page)
    except MemoryError:
        header, image = {"problem": "memory"}, b""
    with os.fdopen(1, "wb") as out:
        out.write(json.dumps(header).encode("ascii") + b"\n" + image)
    return 0


def drawn(data: bytes, page: int) -> tuple[dict[str, Any], bytes]:
    """Return how many pages there are and this one as a JPEG; a problem has neither."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
        sheet = document[min(max(page, 0), pages - 1)]
        longest = max(*sheet.get_size(), 1.0)
        image = sheet.render(scale=min(DPI / _POINTS_PER_INCH, LONGEST / longest)).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        return {"problem": "locked" if "assword" in str(error) else "unreadable"}, b""
    except MemoryError:
        return {"problem": "memory"}, b""
    except Exception:  # noqa: BLE001 - a reader raises anything on a damaged file
        return {"problem": "unreadable"}, b""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return {"pages": pages}, out.getvalue()
