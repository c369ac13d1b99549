"""Facts, notes, drafts, the office and settings, as the screens use them."""

from __future__ import annotations

import dataclasses

import pytest

from cdd_desktop.store import Change, EntryKey, Store, projections
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, OFFICE, OTHER


def test_facts_come_back_as_they_were_set_also_after_a_restart(opened: Opener) -> None:
    values = {"count": 12, "baht": "1234.50", "yes": False, "list": [1, None, "3.5"], "choice": "ข้อ ก", "big": 10**29}
    first = opened()
    first.set_facts(KEY, values)
    first.close()
    assert opened().facts(KEY) == values


def test_an_entry_that_was_never_touched_is_empty(store: Store) -> None:
    assert store.facts(KEY) == {}
    assert store.note(KEY) == ""
    assert store.drafts(KEY) == {}


def test_none_clears_a_fact_and_leaves_the_others(store: Store) -> None:
    store.set_facts(KEY, {"a": 1, "b": 2})
    store.set_facts(KEY, {"a": None})
    assert store.facts(KEY) == {"b": 2}


def test_only_what_differs_is_written(store: Store) -> None:
    store.set_facts(KEY, {"a": 1, "b": 2})
    assert store.set_facts(KEY, {"a": 1, "b": 3}).fields == ("b",)
    assert not store.set_facts(KEY, {"a": 1, "b": 3, "c": None})
    assert store.undo_label() is not None


def test_true_is_not_one_and_text_is_not_a_number(store: Store) -> None:
    store.set_facts(KEY, {"a": 1, "b": "1"})
    assert store.set_facts(KEY, {"a": True, "b": 1}).fields == ("a", "b")
    assert store.facts(KEY) == {"a": True, "b": 1}
    assert store.facts(KEY)["a"] is True


@pytest.mark.parametrize("value", [1.5, [1, 2.0], {"x": 0.1}])
def test_a_float_is_refused_and_nothing_is_written(store: Store, value: object) -> None:
    with pytest.raises(TypeError):
        store.set_facts(KEY, {"a": 1, "b": value})  # type: ignore[dict-item]
    assert store.facts(KEY) == {}
    store.set_facts(KEY, {"a": 2})  # and the store goes on
    assert store.facts(KEY) == {"a": 2}


def test_half_a_letter_is_refused_before_anything_is_written(store: Store) -> None:
    with pytest.raises(ValueError, match="surrogates"):
        store.set_facts(KEY, {"a": 1, "b": "\ud800"})
    assert store.facts(KEY) == {}


def test_a_round_gives_every_entry_of_it_and_of_no_other(store: Store) -> None:
    store.set_facts(KEY, {"a": 1})
    store.set_note(OTHER, "มีแต่บันทึก")
    drafted = dataclasses.replace(KEY, indicator="food_security")
    store.set_draft(drafted, "a", "สิบกว่า")
    store.set_facts(dataclasses.replace(KEY, round="3"), {"a": 3})
    store.set_facts(dataclasses.replace(KEY, pack="2568-q1"), {"a": 4})
    assert store.entries("2567-q2", "2") == {KEY: {"a": 1}, OTHER: {}, drafted: {}}


def test_a_round_is_one_query(store: Store) -> None:
    for number in range(11):
        store.set_facts(dataclasses.replace(KEY, indicator=f"m{number}"), {"a": 1, "b": 2})
    asked: list[str] = []
    store._link._ready().set_trace_callback(asked.append)
    assert len(store.entries("2567-q2", "2")) == 11
    assert len(asked) == 1


def test_two_offices_and_two_persons_have_their_own_entries(store: Store) -> None:
    subjects = [("office", "1001"), ("office", "1002"), ("person", "x")]
    keys = [EntryKey("p", "i", "1", kind, subject) for kind, subject in subjects]
    for number, key in enumerate(keys):
        store.set_facts(key, {"a": number})
    assert store.entries("p", "1") == {key: {"a": number} for number, key in enumerate(keys)}
    assert len({key.record_id for key in keys}) == 3


def test_the_same_form_has_the_same_id_on_every_pc() -> None:
    assert KEY.record_id == EntryKey(*KEY.parts).record_id == "8eea74e6-950e-519d-a7e9-161c529b9f5d"


def test_a_note_is_kept_and_cleared_apart_from_the_facts(store: Store) -> None:
    store.set_note(KEY, "จัดกิจกรรม 2 ครั้ง\nมีภาพถ่าย")
    assert store.note(KEY) == "จัดกิจกรรม 2 ครั้ง\nมีภาพถ่าย"
    assert store.facts(KEY) == {}
    store.set_note(KEY, "")
    assert store.entries("2567-q2", "2") == {}


def test_an_unreadable_text_is_kept_beside_the_value_and_never_logged(opened: Opener) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.set_draft(KEY, "a", "๑๒ กว่า ๆ")
    assert store.facts(KEY) == {"a": 1}
    assert len(store.history(KEY, "a")) == 1
    store.close()
    again = opened()
    assert again.drafts(KEY) == {"a": "๑๒ กว่า ๆ"}
    again.set_draft(KEY, "a", None)
    assert again.drafts(KEY) == {}


def test_a_text_takes_the_place_of_a_value_and_back_in_one_step(store: Store) -> None:
    store.set_facts(KEY, {"count": 12, "other": 3})
    store.set_entry(KEY, {"count": None}, {"count": "สิบสอง"}, action="แก้")
    assert (store.facts(KEY), store.drafts(KEY)) == ({"other": 3}, {"count": "สิบสอง"})
    assert not store.set_entry(KEY, {"count": None}, {"count": "ราวสิบสอง"}, action="แก้")  # the value was gone before
    assert store.drafts(KEY) == {"count": "ราวสิบสอง"}
    assert store.set_entry(KEY, {"count": 13}, {"count": None}, action="แก้").fields == ("count",)
    assert (store.facts(KEY), store.drafts(KEY)) == ({"count": 13, "other": 3}, {})


def test_neither_text_nor_value_is_lost_where_the_write_breaks_off(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_given: object) -> None:
        raise KeyboardInterrupt

    store.set_entry(KEY, {}, {"count": "สิบสอง"})
    with monkeypatch.context() as patch:
        patch.setattr(projections, "set_draft", breaks)
        with pytest.raises(KeyboardInterrupt):
            store.set_entry(KEY, {"count": 12}, {"count": None})
    assert (store.facts(KEY), store.drafts(KEY)) == ({}, {"count": "สิบสอง"})


def test_the_office_comes_back_and_may_be_corrected(opened: Opener) -> None:
    store = opened()
    assert store.office() is None
    store.set_office(OFFICE)
    store.close()
    store = opened()
    assert store.office() == OFFICE
    renamed = dataclasses.replace(OFFICE, head="นายตัวอย่าง ใหม่", officers=())
    assert store.set_office(renamed).fields == ("head", "officers")
    assert store.office() == renamed


def test_an_office_with_another_code_is_another_office(store: Store) -> None:
    store.set_office(OFFICE)
    moved = dataclasses.replace(OFFICE, code="1002", name="สำนักงานอื่น", head="")
    store.set_office(moved)
    assert store.office() == moved


def test_a_setting_made_before_the_office_was_set_up_still_holds(store: Store) -> None:
    assert store.setting("thai_digits", True) is True
    store.set_setting("thai_digits", False)
    store.set_office(OFFICE)
    assert store.setting("thai_digits", True) is False
    store.set_setting("thai_digits", True)
    assert store.setting("thai_digits") is True


def test_what_this_pc_keeps_for_itself_is_not_logged(opened: Opener) -> None:
    store = opened()
    store.set_local("window", {"x": 1, "size": [800, 600]})
    assert store.undo_label() is None
    store.close()
    assert opened().local("window") == {"x": 1, "size": [800, 600]}


def test_listeners_hear_what_changed_after_it_was_saved(opened: Opener) -> None:
    store = opened()
    heard: list[tuple[Change, dict[str, object]]] = []
    store.changed.append(lambda change: heard.append((change, dict(store.facts(KEY)))))
    store.set_facts(KEY, {"a": 1})
    store.set_facts(KEY, {"a": 1})
    store.undo()
    assert heard == [
        (Change("entry", KEY.record_id, KEY.parts, ("a",)), {"a": 1}),
        (Change("entry", KEY.record_id, KEY.parts, ("a",)), {}),
    ]


def test_a_reader_beside_an_open_window_sees_each_save_and_cannot_write(store: Store, data_dir: object) -> None:
    with Store.open_reader(data_dir, CLOCK) as reader:  # type: ignore[arg-type]
        store.set_facts(KEY, {"a": 1})
        assert reader.facts(KEY) == {"a": 1}
        store.set_facts(KEY, {"a": 2})
        assert reader.facts(KEY) == {"a": 2}
        with pytest.raises(TypeError):
            reader.set_facts(KEY, {"a": 3})
    assert store.facts(KEY) == {"a": 2}
