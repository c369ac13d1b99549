"""Records of any kind: written, found by kind and key, removed, restored, undone, checked, exchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdd_desktop.store import Change, Json, Put, Store, check
from cdd_desktop.store.keys import natural_id
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, OFFICE, OTHER, change_behind
from tests.store.test_fold import carry


def test_a_record_comes_back_as_it_was_put_also_after_a_restart(opened: Opener) -> None:
    store = opened()
    fields: dict[str, Json] = {"name": "หนังสือนำ", "number": 7, "parts": ["ก", {"b": None}], "draft": False}
    record = store.put("document", None, fields, action="ลงทะเบียนหนังสือ", key=("1001", "2567"))
    store.close()
    store = opened()
    assert store.records("document") == {record: fields}
    found = store.record(record)
    assert found is not None
    assert (found.kind, found.key, found.fields) == ("document", ("1001", "2567"), fields)
    assert store.records("evidence") == {}
    assert store.record("unknown") is None


def test_only_the_given_fields_change_and_none_clears(store: Store) -> None:
    record = store.put("document", None, {"a": 1, "b": 2}, action="สร้าง")
    assert store.put("document", record, {"b": 3, "c": 4}, action="แก้") == record
    store.put("document", record, {"a": None}, action="แก้")
    assert store.records("document") == {record: {"b": 3, "c": 4}}


def test_writing_what_is_there_already_is_no_action(store: Store) -> None:
    record = store.put("template", None, {"a": 1}, action="สร้าง")
    store.put("template", record, {"a": 1}, action="ซ้ำ")
    assert store.undo_label() == "สร้าง"


def test_what_exists_once_is_one_record_on_every_pc(tmp_path: Path) -> None:
    record = natural_id("duty", "2567-q2", "otop", "1001")
    for name in ("p", "q"):
        with Store.open(tmp_path / name, CLOCK, person=name, state_dir=tmp_path) as store:
            store.put("duty", record, {"person": name}, action="มอบหมาย", key=("2567-q2", "otop", "1001"))
    carry(tmp_path / "q", tmp_path / "p")
    carry(tmp_path / "p", tmp_path / "q")
    shown = []
    for name in ("p", "q"):
        with Store.open_reader(tmp_path / name, CLOCK) as store:
            shown.append(store.records("duty"))
        report = check(tmp_path / name, CLOCK)
        assert report.ok, report.lines
    assert shown[0] == shown[1]
    assert list(shown[0]) == [record]


def test_records_are_found_under_the_beginning_of_their_key(store: Store) -> None:
    mine = store.put("evidence", None, {"caption": "ก"}, action="แนบ", key=KEY.parts)
    other = store.put("evidence", None, {"caption": "ข"}, action="แนบ", key=OTHER.parts)
    near = store.put("evidence", None, {"caption": "ค"}, action="แนบ", key=("2567-q22", *KEY.parts[1:]))
    assert list(store.records("evidence", under=KEY.parts)) == [mine]
    assert set(store.records("evidence", under=("2567-q2",))) == {mine, other}
    assert set(store.records("evidence")) == {mine, other, near}


def test_a_removed_record_can_be_listed_and_restored(store: Store) -> None:
    record = store.put("evidence", None, {"caption": "ก"}, action="แนบ")
    assert store.remove("evidence", record, action="ลบหลักฐาน")
    assert store.records("evidence") == {}
    assert store.records("evidence", deleted=True) == {record: {"caption": "ก"}}
    assert not store.remove("evidence", record, action="ลบอีก")
    assert store.restore("evidence", record, action="กู้คืน")
    assert store.records("evidence") == {record: {"caption": "ก"}}


def test_writing_to_a_removed_record_brings_it_back(store: Store) -> None:
    record = store.put("evidence", None, {"caption": "ก", "order": 1}, action="แนบ")
    store.remove("evidence", record, action="ลบ")
    store.put("evidence", record, {"caption": "ข"}, action="แก้")
    assert store.records("evidence") == {record: {"caption": "ข", "order": 1}}


def test_several_records_are_one_action(store: Store) -> None:
    first, second = store.put_many([Put("evidence", {"order": 1}), Put("evidence", {"order": 2})], action="แนบ 2 ไฟล์")
    store.put_many([Put("evidence", {"order": 2}, first), Put("evidence", {"order": 1}, second)], action="สลับลำดับ")
    assert store.undo().action == "สลับลำดับ"
    assert store.records("evidence") == {first: {"order": 1}, second: {"order": 2}}
    assert set(store.undo().records) == {first, second}
    assert store.records("evidence") == {}
    store.redo()
    store.redo()
    assert store.records("evidence") == {first: {"order": 2}, second: {"order": 1}}


def test_one_record_twice_in_one_action_is_a_bug(store: Store) -> None:
    record = store.put("evidence", None, {"order": 1}, action="แนบ")
    with pytest.raises(ValueError, match="twice"):
        store.put_many([Put("evidence", {"order": 2}, record), Put("evidence", {"order": 3}, record)])
    with pytest.raises(ValueError, match="is a evidence"):
        store.put("document", record, {"order": 2})


def test_removing_and_restoring_are_undone_like_every_edit(opened: Opener) -> None:
    store = opened()
    record = store.put("evidence", None, {"caption": "ก"}, action="แนบ")
    store.remove("evidence", record, action="ลบ")
    store.close()
    store = opened()
    assert store.undo().action == "ลบ"
    assert list(store.records("evidence")) == [record]
    store.redo()
    assert store.records("evidence") == {}


def test_an_action_without_a_name_is_no_step(store: Store) -> None:
    store.put("holiday", None, {"name": "ก"}, action="")
    assert store.undo_label() is None


def test_listeners_hear_of_every_record(store: Store) -> None:
    heard: list[Change] = []
    store.changed.append(heard.append)
    first, second = store.put_many([Put("holiday", {"name": "ก"}, key=("1",)), Put("holiday", {"name": "ข"})])
    assert [(change.kind, change.record, change.key, change.fields) for change in heard] == [
        ("holiday", first, ("1",), ("name",)),
        ("holiday", second, (), ("name",)),
    ]


def test_deleting_here_and_editing_there_is_a_conflict_that_shows_the_record(tmp_path: Path) -> None:
    with Store.open(tmp_path / "p", CLOCK, state_dir=tmp_path) as store:
        store.set_office(OFFICE)
        record = store.put("document", None, {"name": "ก"}, action="สร้าง")
    with Store.open(tmp_path / "q", CLOCK, state_dir=tmp_path) as store:
        store.set_office(OFFICE)
    carry(tmp_path / "p", tmp_path / "q")
    with Store.open(tmp_path / "p", CLOCK, state_dir=tmp_path) as store:
        store.remove("document", record, action="ลบ")
    with Store.open(tmp_path / "q", CLOCK, state_dir=tmp_path) as store:
        store.put("document", record, {"name": "ข"}, action="แก้")
    carry(tmp_path / "p", tmp_path / "q")
    carry(tmp_path / "q", tmp_path / "p")
    for name in ("p", "q"):
        with Store.open_reader(tmp_path / name, CLOCK) as store:
            assert store.records("document", deleted=True) == {record: {"name": "ข"}}
        assert check(tmp_path / name, CLOCK).ok


def test_check_names_a_record_changed_behind_the_programs_back(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.put("document", None, {"name": "ก"}, action="สร้าง")
    store.close()
    assert check(data_dir, CLOCK).ok
    change_behind(data_dir, "UPDATE record SET kind = 'evidence'")
    assert not check(data_dir, CLOCK).ok


def test_a_float_never_gets_in(store: Store) -> None:
    with pytest.raises(TypeError):
        store.put("document", None, {"share": 0.5})  # type: ignore[dict-item]
    assert store.records("document") == {}
