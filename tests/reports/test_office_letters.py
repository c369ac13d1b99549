"""The office's own wording over the bundled templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cdd_desktop.clock import FixedClock
from cdd_desktop.demo import MOMENT, make_demo
from cdd_desktop.errors import UserError
from cdd_desktop.reports.content_letter import Letterhead
from cdd_desktop.reports.office_letters import (
    add_template,
    forget_template,
    is_own,
    keep_letterhead,
    keep_template,
    letterhead,
    number_prefix,
    templates,
)
from cdd_desktop.reports.template import Template
from cdd_desktop.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    make_demo(tmp_path / "data")
    with Store.open(tmp_path / "data", FixedClock(MOMENT), state_dir=tmp_path / "state") as opened:
        yield opened


def memo(store: Store) -> Template:
    return next(item for item in templates(store) if item.id == "memo-report")


def test_the_office_words_a_template_and_goes_back_to_the_bundled_one(store: Store) -> None:
    bundled = memo(store)
    keep_template(store, replace(bundled, subject="ขอรายงาน {รอบ}"))
    assert memo(store).subject == "ขอรายงาน {รอบ}"
    assert memo(store).paragraphs == bundled.paragraphs
    assert is_own(store, bundled.id)
    forget_template(store, bundled)
    assert memo(store) == bundled


def test_a_place_that_nobody_knows_is_not_kept(store: Store) -> None:
    with pytest.raises(UserError, match="รอบบ"):
        keep_template(store, replace(memo(store), subject="ขอรายงาน {รอบบ}"))
    assert not is_own(store, "memo-report")


def test_the_letterhead_is_kept_with_its_picture_and_can_be_undone(store: Store) -> None:
    keep_letterhead(store, Letterhead(unit="ที่ทำการปกครองอำเภอ", place=("ที่ว่าการอำเภอ",), garuda=b"picture"), "ฉช 0019")
    head = letterhead(store)
    assert (head.unit, head.place, head.garuda) == ("ที่ทำการปกครองอำเภอ", ("ที่ว่าการอำเภอ",), b"picture")
    assert number_prefix(store) == "ฉช 0019"
    assert head.garuda
    assert set(store.files.all()) <= store.named_files()
    store.undo()
    assert letterhead(store).garuda == b""


def test_an_added_template_stands_beside_the_bundled_ones(store: Store) -> None:
    bundled = templates(store)
    made = add_template(store, memo(store), "บันทึกของสำนักงาน")
    assert [item.id for item in templates(store)] == [*(item.id for item in bundled), made]
    keep_template(store, replace(templates(store)[-1], subject="เรื่องใหม่"))
    assert templates(store)[-1].subject == "เรื่องใหม่"
    assert memo(store) == bundled[[item.id for item in bundled].index("memo-report")]
    forget_template(store, templates(store)[-1])
    assert templates(store) == bundled
    with pytest.raises(UserError, match="ชื่อแม่แบบ"):
        add_template(store, memo(store), " ")
