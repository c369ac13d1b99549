"""Undo and redo by action: against a plain model outside of the store, and across restarts and persons."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cdd_desktop.store import Store, check
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, OFFICE, OTHER


def test_undo_and_redo_go_back_and_forth_over_several_actions_and_restarts(opened: Opener) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1, "b": [1]}, action="หนึ่ง")
    store.set_facts(KEY, {"a": 2}, action="สอง")
    store.set_facts(OTHER, {"a": 9}, action="สาม")
    store.close()
    store = opened()
    assert [store.undo().action for _ in range(2)] == ["สาม", "สอง"]
    assert (store.facts(KEY), store.facts(OTHER)) == ({"a": 1, "b": [1]}, {})
    store.close()
    store = opened()
    assert (store.undo_label(), store.redo_label()) == ("หนึ่ง", "สอง")
    assert store.undo().records == (KEY.record_id,)
    assert (store.facts(KEY), store.undo_label()) == ({}, None)
    assert [store.redo().action for _ in range(3)] == ["หนึ่ง", "สอง", "สาม"]
    assert (store.facts(KEY), store.facts(OTHER)) == ({"a": 2, "b": [1]}, {"a": 9})
    assert store.redo_label() is None


def test_with_nothing_to_undo_nothing_happens(store: Store) -> None:
    assert not store.undo().action
    assert not store.redo().action
    assert store.entries("2567-q2", "2") == {}


def test_a_new_action_ends_what_could_be_redone(store: Store) -> None:
    store.set_facts(KEY, {"a": 1})
    store.undo()
    store.set_facts(KEY, {"b": 1})
    assert store.redo_label() is None
    store.undo()
    assert store.facts(KEY) == {}


def test_each_person_undoes_only_own_actions(store: Store) -> None:
    store.person = "คนที่หนึ่ง"
    store.set_facts(KEY, {"a": 1}, action="ของหนึ่ง")
    store.person = "คนที่สอง"
    assert store.undo_label() is None
    store.set_facts(KEY, {"b": 2}, action="ของสอง")
    store.person = "คนที่หนึ่ง"
    assert store.undo().action == "ของหนึ่ง"
    assert store.facts(KEY) == {"b": 2}


def test_fields_that_somebody_else_changed_since_are_left_alone_and_named(store: Store) -> None:
    store.person = "คนที่หนึ่ง"
    store.set_facts(KEY, {"a": 1, "b": 1, "c": 1})
    store.person = "คนที่สอง"
    store.set_facts(KEY, {"b": 2, "c": None})
    store.person = "คนที่หนึ่ง"
    undone = store.undo()
    assert undone.skipped == ("b", "c")
    assert store.facts(KEY) == {"b": 2}
    assert store.redo().skipped == ()
    assert store.facts(KEY) == {"a": 1, "b": 2}


def test_an_undo_that_finds_everything_changed_still_is_a_step(store: Store) -> None:
    store.person = "คนที่หนึ่ง"
    store.set_facts(OTHER, {"a": 1}, action="เดิม")
    store.set_facts(KEY, {"a": 1}, action="ใหม่")
    store.person = "คนที่สอง"
    store.set_facts(KEY, {"a": 2})
    store.person = "คนที่หนึ่ง"
    undone = store.undo()
    assert (undone.action, undone.records, undone.skipped) == ("ใหม่", (), ("a",))
    assert store.undo_label() == "เดิม"
    assert store.facts(KEY) == {"a": 2}


def test_what_another_person_took_back_again_is_no_obstacle(store: Store) -> None:
    store.person = "คนที่หนึ่ง"
    store.set_facts(KEY, {"a": 1})
    store.person = "คนที่สอง"
    store.set_facts(KEY, {"a": 2})
    store.undo()
    store.person = "คนที่หนึ่ง"
    assert store.undo().skipped == ()
    assert store.facts(KEY) == {}


def test_setting_up_the_office_is_no_step_but_correcting_it_is(store: Store) -> None:
    store.set_office(OFFICE)
    assert store.undo_label() is None
    store.set_office(OFFICE.__class__(**{**vars(OFFICE), "head": "คนใหม่"}))
    store.undo()
    assert store.office() == OFFICE


def test_notes_and_settings_are_undone_like_facts(store: Store) -> None:
    store.set_note(KEY, "ก")
    store.set_setting("thai_digits", False)
    store.undo()
    assert store.setting("thai_digits", True) is True
    store.undo()
    assert store.note(KEY) == ""


@dataclass
class Model:
    """One person's editor, as simple as can be: whole states on two stacks."""

    values: dict[str, int] = field(default_factory=dict)
    done: list[dict[str, int]] = field(default_factory=list)
    undone: list[dict[str, int]] = field(default_factory=list)

    def put(self, edits: dict[str, int | None]) -> None:
        after = {name: value for name, value in {**self.values, **edits}.items() if value is not None}
        if after != self.values:
            self.done.append(self.values)
            self.values, self.undone = after, []

    def undo(self) -> None:
        if self.done:
            self.undone.append(self.values)
            self.values = self.done.pop()

    def redo(self) -> None:
        if self.undone:
            self.done.append(self.values)
            self.values = self.undone.pop()


_EDITS = st.dictionaries(st.sampled_from("abc"), st.one_of(st.none(), st.integers(0, 3)), min_size=1, max_size=3)
_STEPS = st.lists(st.one_of(_EDITS, st.sampled_from(["undo", "redo", "undo", "restart"])), max_size=30)


@settings(max_examples=60, deadline=None)
@given(_STEPS)
def test_undo_and_redo_do_what_a_plain_editor_does(steps: list[dict[str, int | None] | str]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="cdd-undo-"))
    store, model = Store.open(folder / "data", CLOCK, state_dir=folder), Model()
    for step in steps:
        if step == "restart":
            store.close()
            store = Store.open(folder / "data", CLOCK, state_dir=folder)
        elif step == "undo":
            store.undo()
            model.undo()
        elif step == "redo":
            store.redo()
            model.redo()
        else:
            assert isinstance(step, dict)
            store.set_facts(KEY, step)
            model.put(step)
        assert store.facts(KEY) == model.values
        assert (store.undo_label() is None) == (not model.done)
        assert (store.redo_label() is None) == (not model.undone)
    store.close()
    report = check(folder / "data", CLOCK)
    assert report.ok, report.lines
    shutil.rmtree(folder)


def test_an_undo_says_which_entries_it_is_about_before_and_after(store: Store) -> None:
    store.set_entries({KEY: {"a": 1}, OTHER: {"b": 2}}, action="หลายรายการ")
    store.put("evidence", None, {"name": "ภาพ"}, key=KEY.parts, action="เพิ่มหลักฐาน")
    store.set_setting("x", 1)
    assert [(store.undo_ahead() or (None,))[1], store.undo().entries] == [(), ()]
    ahead = store.undo_ahead()
    assert ahead is not None
    assert ahead.entries == store.undo().entries == (KEY,)
    assert store.undo().entries == (KEY, OTHER)
    again = store.redo_ahead()
    assert again is not None
    assert (again.label, again.entries) == ("หลายรายการ", (KEY, OTHER))
    assert store.undo_ahead() is None
