"""Photos from outside: small, upright, clean, or refused in words."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from cdd_desktop.store import picture_child, pictures
from cdd_desktop.store.child import Unfit
from cdd_desktop.store.pictures import alike, read_picture
from tests.store.pictures_kit import SECRET, bare_png, chunk, photo, png_bomb, saved, scene, text_bomb


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_no_side_data_of_a_photo_come_out() -> None:
    source = photo()
    for word in (SECRET, b"SECRET-XMP", b"SECRET-MAKER", b"SECRET-ARTIST", b"SECRET-NOTE", b"Exif", b"2024:02:10"):
        assert word in source
    picture = read_picture(source)
    for made in (picture.data, picture.thumbnail):
        for word in (b"SECRET", b"Exif", b"GPS", b"xmp", b"xap", b"2024:02:10", b"ICC_PROFILE", b"Photoshop"):
            assert word not in made
        assert not opened(made).getexif()
        assert set(opened(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_side_data_of_png_and_webp_do_not_come_out_either() -> None:
    exif = Image.Exif()
    exif[0x013B] = "SECRET-ARTIST"
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Comment", "SECRET-TEXT")
    notes.add_itxt("XML:com.adobe.xmp", "SECRET-XMP")
    for source in (
        saved(scene(), "PNG", exif=exif, pnginfo=notes),
        saved(scene(), "WEBP", exif=exif, xmp=b"SECRET-XMP"),
    ):
        assert b"SECRET" in source
        assert b"SECRET" not in read_picture(source).data


def test_what_hangs_after_the_picture_does_not_come_out() -> None:
    assert b"SECRET" not in read_picture(photo() + b"SECRET-TAIL PK\x03\x04").data


def test_the_day_it_was_taken_is_kept_as_a_field() -> None:
    assert read_picture(photo()).taken == "2024-02-10T09:30:15"


@pytest.mark.parametrize(
    ("camera", "taken"),
    [
        ("2567:02:10 09:30:15", "2024-02-10T09:30:15"),
        ("0000:00:00 00:00:00", ""),
        ("1970:01:01 00:00:00", ""),
        ("2567:02:29 10:00:00", ""),
        ("2024:02:10 09:30:15\0", "2024-02-10T09:30:15"),
        ("yesterday", ""),
        (None, ""),
    ],
)
def test_a_camera_may_say_anything_of_the_time(camera: object, taken: str) -> None:
    assert picture_child.taken_of(camera) == taken


def test_the_place_is_kept_only_where_the_office_wants_it_and_then_rounded() -> None:
    assert read_picture(photo()).place == ""
    assert read_picture(photo(), keep_place=True).place == "13.690,101.070"


@pytest.mark.parametrize(
    "gps",
    [
        {},
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {1: "N", 2: (900.0, 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)},
        {1: "N", 2: (float("nan"), 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)},
        {1: "N", 2: (13.0,), 3: "E", 4: (1.0, 0.0, 0.0)},
        {1: "N", 2: 13, 3: "E", 4: 101},
        {1: "N", 2: ("x", "y", "z"), 3: "E", 4: (1.0, 0.0, 0.0)},
    ],
)
def test_an_impossible_place_is_none(gps: object) -> None:
    assert picture_child.place_of(gps) == ""


def test_south_and_west_are_below_zero() -> None:
    gps = {1: "S", 2: (13.0, 30.0, 0.0), 3: "W", 4: (101.0, 15.0, 0.0)}
    assert picture_child.place_of(gps) == "-13.500,-101.250"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_it_was_held(orientation: int) -> None:
    """What a viewer that obeys the orientation shows is what is kept."""
    from PIL import ImageOps

    source = photo(orientation=orientation)
    shown = ImageOps.exif_transpose(opened(source)).convert("RGB")
    kept = opened(read_picture(source).data)
    assert kept.size == shown.size
    for corner in ((40, 40), (kept.width - 40, 40), (40, kept.height - 40), (kept.width - 40, kept.height - 40)):
        assert max(abs(a - b) for a, b in zip(kept.getpixel(corner), shown.getpixel(corner), strict=True)) < 40


def test_a_large_photo_is_made_small_and_a_small_one_is_left_at_its_size() -> None:
    large = read_picture(photo(size=(4000, 3000)))
    assert (large.width, large.height) == (1600, 1200) == opened(large.data).size
    assert opened(large.thumbnail).size == (320, 240)
    small = read_picture(photo(size=(200, 100)))
    assert (small.width, small.height) == (200, 100) == opened(small.thumbnail).size


def test_the_same_file_gives_the_same_picture() -> None:
    assert read_picture(photo()) == read_picture(photo())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "PA", "CMYK", "1", "I;16", "I"])
def test_every_sort_of_colours_is_taken(mode: str, form: str) -> None:
    image = Image.new("I;16", (300, 200), 40000) if mode == "I;16" else scene(300, 200, mode=mode)
    try:
        source = saved(image, form)
    except (OSError, KeyError, ValueError):
        pytest.skip(f"{form} has no {mode}")
    kept = opened(read_picture(source).data)
    assert (kept.mode, kept.size) == ("RGB", (300, 200))


def test_colours_stay_what_they_were() -> None:
    for form, mode in (("PNG", "P"), ("PNG", "RGBA"), ("JPEG", "CMYK"), ("WEBP", "RGB")):
        red = opened(read_picture(saved(scene(300, 200, mode=mode), form)).data).getpixel((20, 20))
        assert max(abs(a - b) for a, b in zip(red, (220, 20, 20), strict=True)) < 45, (form, mode, red)
    grey = opened(read_picture(saved(Image.new("I;16", (60, 60), 32768), "PNG")).data).getpixel((30, 30))
    assert all(abs(part - 128) < 4 for part in grey)


def test_what_is_transparent_becomes_white_paper() -> None:
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    palette = Image.new("P", (100, 100), 0)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    for source in (saved(image, "PNG"), saved(image, "WEBP", lossless=True), saved(palette, "PNG", transparency=0)):
        assert opened(read_picture(source).data).getpixel((50, 50)) == (255, 255, 255)


def test_of_a_moving_picture_the_first_is_kept_and_that_is_known() -> None:
    frames = [scene(200, 100, turn=at) for at in range(3)]
    for form in ("PNG", "WEBP"):
        kept = read_picture(saved(frames[0], form, save_all=True, append_images=frames[1:]))
        assert kept.moving
        assert opened(kept.data).getpixel((20, 20))[0] > 180
    assert not read_picture(photo()).moving


def test_a_name_means_nothing_the_content_decides() -> None:
    assert read_picture(saved(scene(), "PNG")).width == 640


BROKEN = {
    "nothing": (b"", "เสีย|ไม่ใช่ภาพ"),
    "text": (b"this is no picture" * 100, "ไม่ใช่ภาพ"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>", "ไม่ใช่ภาพ"),
    "only a start": (b"\xff\xd8\xff\xe0", "ไม่ใช่ภาพ|เสีย|ไม่ครบ"),
    "half a jpeg": (photo()[:9000], "ไม่ครบ|เสีย"),
    "half a png": (saved(scene(), "PNG")[:2000], "ไม่ครบ|เสีย"),
    "half a webp": (saved(scene(), "WEBP")[:2000], "เสีย|ไม่ครบ|ไม่ใช่ภาพ"),
    "no width": (bare_png(0, 0), "เสีย|ไม่ใช่ภาพ"),
    "no height": (bare_png(10, 0), "เสีย|ไม่ใช่ภาพ"),
    "rows that are no rows": (bare_png(100, 100, rows=b"\x00" * 50), "เสีย|ไม่ครบ"),
    "12000 squared": (png_bomb(12_000), "50 ล้านจุด"),
    "200000 squared in its header": (bare_png(200_000, 200_000, rows=b"x"), "50 ล้านจุด"),
    "gif": (saved(scene(mode="P"), "GIF"), "ไม่ใช่ภาพ"),
    "tiff": (saved(scene(), "TIFF"), "ไม่ใช่ภาพ"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "ไม่ใช่ภาพ"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_hostile_and_broken_pictures_are_refused_in_thai(name: str) -> None:
    data, words = BROKEN[name]
    with pytest.raises(Unfit) as refused:
        read_picture(data)
    assert re.search(words, refused.value.message), refused.value.message
    assert refused.value.hint


def test_bombs_in_side_data_are_refused_too() -> None:
    whole = saved(scene(200, 200), "PNG")
    packed = zlib.compress(b"a" * (300 << 20), 9)
    for source in (whole[:33] + chunk(b"iCCP", b"p\0\0" + packed) + whole[33:], text_bomb()):
        with pytest.raises(Unfit):
            read_picture(source)


def test_a_file_over_25_mb_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_ask", lambda *_: pytest.fail("opened"))
    with pytest.raises(Unfit, match="25 MB"):
        read_picture(b"\xff" * (25 * 1024 * 1024 + 1))


def test_the_largest_picture_that_is_taken_needs_less_than_the_cap() -> None:
    picture = read_picture(saved(Image.new("RGB", (7071, 7071), "teal"), "PNG"), seconds=300)
    assert (picture.width, picture.height) == (1600, 1600)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say what ended processes had")
def test_the_greediest_picture_that_is_taken_stays_under_the_cap() -> None:
    program = (
        "import resource, sys; from cdd_desktop.store.pictures import read_picture\n"
        "read_picture(sys.stdin.buffer.read()); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    source = saved(Image.new("RGBA", (7000, 7000)), "PNG")
    ran = subprocess.run([sys.executable, "-c", program], input=source, capture_output=True, check=True)
    assert int(ran.stdout) <= picture_child.MEMORY // 1024


def test_a_jpeg_of_thousands_of_passes_ends_in_time() -> None:
    whole = saved(scene(4000, 4000), progressive=True)
    last = whole.rfind(b"\xff\xda")
    passes = (whole[last : last + 14] + b"\0") * 3000
    picture = read_picture(whole[: whole.rfind(b"\xff\xd9")] + passes + b"\xff\xd9")
    assert picture.width == 1600


def test_side_data_that_lead_in_a_circle_are_passed_over() -> None:
    plain = saved(scene())
    loop = struct.pack("<HHHIIHHIII", 2, 0x8769, 4, 1, 8, 0x8825, 4, 1, 8, 8)
    side = b"Exif\0\0II*\0" + struct.pack("<I", 8) + loop
    source = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(side) + 2) + side + plain[2:]
    assert read_picture(source).taken == ""


def test_a_thin_strip_keeps_a_width() -> None:
    picture = read_picture(saved(Image.new("RGB", (20_000, 2)), "PNG"))
    assert (picture.width, picture.height) == (1600, 1)


def test_a_child_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(Unfit, match="ไม่เสร็จ"):
        read_picture(photo(), seconds=0.3)


def test_a_child_that_is_not_wanted_any_more_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(Unfit, match="หยุด"):
        read_picture(photo(), stopped=lambda: True)


@pytest.mark.parametrize("program", ["import os; os._exit(9)", "import os; os.abort()", "print('{\"parts\": [5, 5]')"])
def test_a_child_that_dies_is_a_picture_refused(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(pictures, "_command", lambda: [sys.executable, "-c", program])
    with pytest.raises(Unfit):
        read_picture(photo())


@pytest.mark.skipif(sys.platform == "win32", reason="the cap is a job object there")
def test_the_child_cannot_have_more_memory_than_its_cap() -> None:
    greedy = "from cdd_desktop.store.picture_child import *; cap_memory(MEMORY); bytearray(600 << 20)"
    ran = subprocess.run([sys.executable, "-c", greedy], capture_output=True, text=True, check=False)
    assert "MemoryError" in ran.stderr


def test_the_built_program_starts_itself_as_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert pictures._command() == [sys.executable, pictures.CHILD_ARGUMENT]


def test_the_program_with_the_hidden_word_is_the_child() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "cdd_desktop", pictures.CHILD_ARGUMENT], input=photo(), capture_output=True, check=False
    )
    head, _, body = ran.stdout.partition(b"\n")
    assert b'"parts"' in head, ran.stderr
    assert body.startswith(b"\xff\xd8")


# --- likeness --------------------------------------------------------------------------------------------------------


def likeness(image: Image.Image, form: str = "JPEG", **options: object) -> str:
    return read_picture(saved(image, form, **options)).likeness


def test_a_copy_saved_again_smaller_or_brighter_is_alike() -> None:
    first = likeness(scene(1200, 900))
    for copy in (
        likeness(scene(1200, 900), quality=30),
        likeness(scene(1200, 900).resize((600, 450))),
        likeness(scene(1200, 900), "PNG"),
        likeness(scene(1200, 900).point(lambda value: min(255, int(value * 1.05)))),
    ):
        assert alike(first, copy)


def test_another_picture_is_not_alike() -> None:
    prints = [likeness(scene(900, 700, turn=at)) for at in range(4)]
    for at, one in enumerate(prints):
        for other in prints[at + 1 :]:
            assert not alike(one, other)


def test_flat_pictures_are_like_nothing() -> None:
    assert likeness(Image.new("RGB", (300, 200), "white")) == ""
    assert not alike("", "")
    assert not alike("no hexadecimal", "0")


# --- whatever the bytes ----------------------------------------------------------------------------------------------


SOURCES = (
    photo(),
    saved(scene(160, 120), "PNG"),
    saved(scene(160, 120), "WEBP"),
    saved(scene(160, 120, mode="P"), "PNG"),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    source=st.sampled_from(SOURCES),
    cuts=st.lists(st.tuples(st.integers(0, 2**16), st.binary(min_size=1, max_size=6)), max_size=8),
    end=st.integers(0, 2**16),
)
def test_damaged_bytes_never_surprise(source: bytes, cuts: list[tuple[int, bytes]], end: int) -> None:
    """In this process, so that many can be tried: an answer comes, and it is a picture or a known reason."""
    data = bytearray(source)
    for at, piece in cuts:
        data[at % len(data) : at % len(data) + len(piece)] = piece
    header, parts = picture_child.painted(bytes(data[: len(data) - end % (len(data) // 2)] if end % 3 == 0 else data))
    if "problem" in header:
        assert header["problem"] in pictures._REASONS
        assert not parts
    else:
        assert opened(parts[0]).size == tuple(header["size"])
