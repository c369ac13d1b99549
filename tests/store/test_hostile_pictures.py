"""Hostile, broken and odd files: refused in Thai words or kept small and clean, within time and memory."""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path

import pytest

from cdd_desktop.store import intake, pictures
from cdd_desktop.store.child import Unfit
from cdd_desktop.store.files import Files
from cdd_desktop.store.intake import clean_name, files_in, read_file
from cdd_desktop.store.prepared import Prepared, keep, prepare
from tests.store import hostile
from tests.store.hostile import CORPUS, EITHER, JPEGS, REFUSED, TAKEN, mutations, upright_and_clean
from tests.store.pictures_kit import photo

FULL = bool(os.environ.get("CDD_FULL_TESTS"))
MUTATIONS = 300 if FULL else 30
SLOW = {"ten-thousand-passes.jpg", "16-bit-7000.png", "interlaced-7000.png", "one-high-50-million.png"}
NAMES = [name for name in CORPUS if FULL or name not in SLOW]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


def outcome(files: Files, name: str, data: bytes) -> str:
    """Take a file in as a person would; fail on anything but a clean picture, a file or a refusal in words."""
    try:
        made = prepare(files, name, data)
    except Unfit as error:
        unfit = error
    else:
        return _kept(files, made)
    assert all(re.search("[ก-๙]", words) for words in (unfit.message, unfit.hint))
    assert list(files.all()) == []
    return REFUSED


def _kept(files: Files, made: Prepared) -> str:
    assert made.picture is not None
    image = upright_and_clean(files.read(made.sha256))
    assert image.size == (made.picture.width, made.picture.height)
    assert max(upright_and_clean(files.read(made.thumb)).size) <= 320
    return TAKEN


def test_the_corpus_is_broad() -> None:
    assert len(CORPUS) >= 100
    assert len(JPEGS) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_each_hostile_file_is_refused_in_words_or_kept_clean(files: Files, name: str) -> None:
    expected, make = CORPUS[name]
    came = outcome(files, name, make())
    assert expected in {came, EITHER}


def test_good_pictures_with_altered_bytes_are_refused_in_words_or_kept_clean(tmp_path: Path) -> None:
    came = {outcome(Files(tmp_path / name), "a.jpg", data) for name, data in mutations(MUTATIONS)}
    assert came == {REFUSED, TAKEN}


def test_a_picture_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Unfit, match="ไม่เสร็จ"):
        pictures.read_picture(hostile.scans(10_000), seconds=0.5)


def test_a_telephones_picture_says_how_to_send_it(files: Files) -> None:
    with pytest.raises(Unfit, match="HEIC") as refused:
        prepare(files, "IMG_1.HEIC", CORPUS["phone.HEIC"][1]())
    assert "LINE" in refused.value.hint
    assert "iPhone" in refused.value.hint


# --- what lies on the disk -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("ภาพกิจกรรมวันที่ ๑ ก.พ. 🌱.jpg", "ภาพกิจกรรมวันที่ ๑ ก.พ. 🌱.jpg"),
        ("ภาพ\u202egnp.exe.jpg", "ภาพgnp.exe.jpg"),
        ("a\u2066b\u200fc.jpg", "abc.jpg"),
        ("line\r\nbreak\x1b[31m.jpg", "linebreak[31m.jpg"),
        ("CON.jpg", "CON.jpg"),
        ("ภาพ\u2028ที่\u200b๑\x9b.jpg", "ภาพที่๑.jpg"),
        ("\u202e", "ไม่มีชื่อ"),
        ("ก" * 400 + ".jpg", "ก" * 116 + ".jpg"),
        ("  . .jpg. ", "jpg"),
    ],
)
def test_odd_names_are_kept_readable_and_harmless(files: Files, name: str, kept: str) -> None:
    assert clean_name(name) == kept
    assert keep(files, name, b"%PDF-").name == kept


def test_a_folder_with_a_pictures_name_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").mkdir()
    (tmp_path / "x.jpg" / "in.jpg").write_bytes(photo())
    assert [path.name for path in files_in([tmp_path / "x.jpg"], 9)] == ["in.jpg"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_ordinary_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "a.jpg").symlink_to(tmp_path / "b.jpg")
    (tmp_path / "b.jpg").symlink_to(tmp_path / "a.jpg")
    (tmp_path / "zero.jpg").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "socket.jpg"))
        for name in ("pipe.jpg", "a.jpg", "zero.jpg", "socket.jpg"):
            with pytest.raises(Unfit, match="ไฟล์ธรรมดา"):
                read_file(tmp_path / name)
    assert files_in([tmp_path], 9) == []


def test_a_path_that_the_system_will_not_speak_of_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without permission, a network drive that is gone: whoever runs the tests may read everything."""

    def denied(_path: Path, **_more: object) -> os.stat_result:
        raise PermissionError(13, "denied")

    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.jpg").write_bytes(photo())
    monkeypatch.setattr(Path, "stat", denied)
    assert files_in([inside / "a.jpg"], 9) == [inside / "a.jpg"]
    with pytest.raises(Unfit, match="อ่านไฟล์ไม่ได้"):
        read_file(inside / "a.jpg")
    assert intake._in_folder(inside, 9, lambda: False) == []


def test_a_name_longer_than_the_system_allows_is_refused_in_words() -> None:
    (path,) = files_in([Path("x" * 5000 + ".jpg")], 9)
    with pytest.raises(Unfit, match="ไฟล์"):
        read_file(path)


def test_looking_through_a_whole_disk_can_be_stopped(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.jpg").write_bytes(b"x")
    asked: list[int] = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) > 2

    assert len(files_in([tmp_path], 99, stopped)) == 1
