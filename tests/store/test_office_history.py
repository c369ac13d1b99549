"""The office's history: every change with old and new, who, when and why; filtered, paged, exact under exchange."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from cdd_desktop.clock import FixedClock
from cdd_desktop.store import EntryKey, FieldChange, Filter, Meant, OfficeItem, Store, rounds
from cdd_desktop.store.duties import assign
from cdd_desktop.store.people import first_people, people, sign_in
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, OFFICE, OTHER
from tests.store.rounds_kit import KHOK, PACK, fill, submit
from tests.store.test_fold import carry


def told(items: list[OfficeItem]) -> list[tuple[str, dict[str, tuple[object, object]]]]:
    return [(item.label, {field.name: (field.old, field.new) for field in item.fields}) for item in items]


def test_every_change_is_told_newest_first_with_what_was_there_before(store: Store) -> None:
    store.set_facts(KEY, {"a": 1, "b": 2}, action="กรอก")
    store.set_facts(KEY, {"a": 3, "b": None}, action="แก้")
    store.undo()
    assert told(store.office_history()) == [
        ("แก้", {"a": (3, 1), "b": (None, 2)}),
        ("แก้", {"a": (1, 3), "b": (2, None)}),
        ("กรอก", {"a": (None, 1), "b": (None, 2)}),
    ]
    assert [item.undo for item in store.office_history()] == [True, False, False]
    assert store.office_history()[0].key == KEY.parts


def test_people_appear_by_name_and_an_unlock_with_its_reason(store: Store) -> None:
    store.set_office(OFFICE)
    first_people(store)
    sign_in(store, people(store)[0].id)
    fill(store)
    submit(store)
    rounds.unlock(store, KHOK, "จังหวัดส่งคืน")
    newest = store.office_history(Filter(mission="khok_nong_na"))
    assert [(item.label, item.name, item.reason) for item in newest] == [
        ("ปลดล็อกภารกิจ", OFFICE.head, "จังหวัดส่งคืน"),
        ("ส่งภารกิจ 1", OFFICE.head, ""),
        ("กรอก", OFFICE.head, ""),
    ]
    assert newest[0].wall == "2024-02-20T16:30:00+07:00"


def test_removing_and_restoring_are_told_as_such(store: Store) -> None:
    record = store.put("evidence", None, {"caption": "ก"}, action="แนบ", key=KEY.parts)
    store.remove("evidence", record, action="ลบ")
    store.restore("evidence", record, action="กู้คืน")
    assert [(item.label, item.removed, item.fields) for item in store.office_history()] == [
        ("กู้คืน", False, ()),
        ("ลบ", True, ()),
        ("แนบ", None, (FieldChange("caption", None, "ก"),)),
    ]


@pytest.fixture
def season(opened: Opener) -> Store:
    """Two people, three days, several kinds of record."""
    store = opened(clock=FixedClock(datetime(2024, 2, 1, 9, 0)))
    store.set_office(OFFICE)
    store.person = "คนที่หนึ่ง"
    store.set_facts(KEY, {"a": 1}, action="กรอกแรก")
    store.set_facts(EntryKey(*KEY.parts[:2], "3", *KEY.parts[3:]), {"a": 1}, action="กรอกรอบสาม")
    store.close()
    store = opened(clock=FixedClock(datetime(2024, 2, 2, 23, 59)))
    store.person = "คนที่สอง"
    store.set_facts(OTHER, {"a": 2}, action="วางข้อมูล 12 แถว")
    store.put("evidence", None, {"caption": "ก"}, action="แนบ", key=KEY.parts)
    assign(store, PACK, PACK.indicator_by_id["otop"], "คนที่หนึ่ง")
    store.close()
    store = opened(clock=FixedClock(datetime(2024, 2, 3, 0, 0)))
    store.set_note(KEY, "จบ")
    return store


@pytest.mark.parametrize(
    ("wanted", "labels"),
    [
        (Filter(mission="otop"), ["แก้บันทึกประกอบ", "กำหนดผู้รับผิดชอบ ภารกิจ 5", "แนบ", "กรอกรอบสาม", "กรอกแรก"]),
        (Filter(mission="otop", round="3"), ["กรอกรอบสาม"]),
        (Filter(mission="none"), []),
        (Filter(person="คนที่สอง"), ["กำหนดผู้รับผิดชอบ ภารกิจ 5", "แนบ", "วางข้อมูล 12 แถว"]),
        (Filter(start=date(2024, 2, 3)), ["แก้บันทึกประกอบ"]),
        (Filter(start=date(2024, 2, 2), end=date(2024, 2, 2), kinds=("entry",)), ["วางข้อมูล 12 แถว"]),
        (Filter(end=date(2024, 2, 1), kinds=("entry",)), ["กรอกรอบสาม", "กรอกแรก"]),
        (Filter(kinds=("evidence", "duty")), ["กำหนดผู้รับผิดชอบ ภารกิจ 5", "แนบ"]),
        (Filter(text="ข้อมูล 12"), ["วางข้อมูล 12 แถว"]),
        (Filter(kinds=("office",)), [""]),
        (Filter(text="'; DROP TABLE change; --"), []),
    ],
)
def test_each_filter_takes_its_own(season: Store, wanted: Filter, labels: list[str]) -> None:
    assert [item.label for item in season.office_history(wanted)] == labels
    assert season.office_history_count(wanted) == len(labels)


def test_pages_together_are_the_whole(season: Store) -> None:
    whole = season.office_history()
    pages = [item for offset in range(0, 9, 3) for item in season.office_history(offset=offset, limit=3)]
    assert pages == whole
    assert season.office_history_count() == len(whole) == 7


def test_the_old_value_is_what_the_author_saw_though_another_pc_wrote_meanwhile(tmp_path: Path) -> None:
    writes: list[tuple[str, Callable[[Store], object]]] = [
        ("p", lambda store: store.set_facts(KEY, {"a": 1}, action="p")),
        ("q", lambda store: store.set_facts(KEY, {"a": 2}, action="q")),
    ]
    for name, write in writes:
        with Store.open(tmp_path / name, CLOCK, state_dir=tmp_path) as store:
            write(store)
    carry(tmp_path / "p", tmp_path / "q")
    with Store.open(tmp_path / "q", CLOCK, state_dir=tmp_path) as store:
        seen = store.facts(KEY)["a"]
        store.set_facts(KEY, {"a": 3}, action="เลือก")
        found = told(store.office_history())
    assert found[0] == ("เลือก", {"a": (seen, 3)})
    assert sorted(item[1]["a"] for item in found[1:]) == [(None, 1), (None, 2)]  # type: ignore[type-var]


def test_what_one_action_did_to_many_records_stands_together(store: Store) -> None:
    other = KEY.__class__(*KEY.parts[:1], "another", *KEY.parts[2:])
    store.set_facts(KEY, {"a": 1}, action="กรอก")
    store.set_entries({KEY: {"a": 2}, other: {"b": 3}}, action="วางข้อมูล 2 แถว")
    acts = store.office_acts()
    assert [[(item.label, item.key[1]) for item in act] for act in acts] == [
        [("วางข้อมูล 2 แถว", KEY.parts[1]), ("วางข้อมูล 2 แถว", "another")],
        [("กรอก", KEY.parts[1])],
    ]
    assert store.office_page()[1] == 2
    assert store.office_acts(offset=1) == acts[1:]
    assert store.office_acts(limit=1) == acts[:1]


def test_taking_back_and_doing_again_are_told_apart(store: Store) -> None:
    store.set_facts(KEY, {"a": 1}, action="กรอก")
    for step in (store.undo, store.redo, store.undo, store.redo):
        step()
    told_so = [(act[0].undo, act[0].again) for act in store.office_acts()]
    assert told_so == [(True, True), (True, False), (True, True), (True, False), (False, False)]


def test_removals_and_words_are_found(store: Store) -> None:
    record = store.put("evidence", None, {"caption": "ตลาดนัด"}, action="แนบ", key=KEY.parts)
    store.put("evidence", None, {"caption": "แปลงผัก"}, action="แนบ", key=KEY.parts)
    store.remove("evidence", record, action="ลบ")
    assert [act[0].label for act in store.office_acts(Filter(removed=True))] == ["ลบ"]
    assert [act[0].record for act in store.office_acts(Filter(text="ตลาด"))] == [record]
    assert store.office_page(Filter(text="ไม่มีคำนี้"))[1] == 0


def test_a_text_is_found_by_what_it_may_mean_and_not_in_the_salt_or_the_key(store: Store) -> None:
    for number in range(40):
        store.set_facts(KEY, {"base": f"{number}250000.00"}, action=f"แก้ครั้งที่ {number}")
    store.person = "p1"
    store.set_facts(KEY, {"virtues": ["discipline"]}, action="เลือกคุณธรรม")
    assert store.office_page(Filter(text="otop"))[1] == 0
    assert store.office_page(Filter(text="7,250,000", meant=Meant(spellings=("7250000",))))[1] == 4
    assert store.office_page(Filter(text="คุณธรรมเป้าหมาย", meant=Meant(fields=("virtues",))))[1] == 1
    assert store.office_page(Filter(text="นางสาวตัวอย่าง", meant=Meant(people=("p1",))))[1] == 1


def test_what_stood_before_is_exact_over_two_pcs_whose_fields_crossed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "p", CLOCK, state_dir=tmp_path) as store:
        store.set_facts(KEY, {"a": 1, "b": 1}, action="p1")
        store.set_facts(KEY, {"b": 2}, action="p2")
    with Store.open(tmp_path / "q", CLOCK, state_dir=tmp_path) as store:
        store.set_facts(KEY, {"a": 5}, action="q1")
    carry(tmp_path / "p", tmp_path / "q")
    with Store.open(tmp_path / "q", CLOCK, state_dir=tmp_path) as store:
        store.set_facts(KEY, {"a": 7, "b": 7, "c": 7}, action="q2")
        store.set_facts(KEY, {"a": 8, "b": 8, "c": 8}, action="q3")
        found = dict(told(store.office_history()))
    assert found["q3"] == {"a": (7, 8), "b": (7, 8), "c": (7, 8)}
    assert found["q2"]["b"] == (2, 7)
    assert found["q2"]["c"] == (None, 7)
    assert found["q1"] == {"a": (None, 5)}
