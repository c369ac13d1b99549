"""Undo with submissions between: two persons at one keyboard against a plain model outside of the store."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, check, rounds
from cdd_desktop.store.submissions import Phase
from tests.store.kit import CLOCK
from tests.store.rounds_kit import KHOK, OTOP, PACK, paper

PEOPLE = ("หนึ่ง", "สอง")
NAMES = {"learners_total": KHOK, "learners_applied": KHOK, "products_new": OTOP}
Values = dict[str, int]


@dataclass
class Step:
    """One action: for each field what was there before (None: nothing) and what it made of it."""

    before: dict[str, int | None]
    after: dict[str, int | None]


@dataclass
class Model:
    """One entry that may be submitted, one that never is, and two stacks for each person."""

    values: Values = field(default_factory=dict)
    submitted: bool = False
    done: dict[str, list[Step]] = field(default_factory=lambda: {name: [] for name in PEOPLE})
    undone: dict[str, list[Step]] = field(default_factory=lambda: {name: [] for name in PEOPLE})
    frozen_values: Values = field(default_factory=dict)

    def put(self, person: str, name: str, value: int | None) -> bool:
        """Return False where the entry stands still."""
        if self.values.get(name) == value:
            return True
        if self.submitted and NAMES[name] == KHOK:
            return False
        self.done[person].append(Step({name: self.values.get(name)}, {name: value}))
        self.undone[person].clear()
        self._set(name, value)
        return True

    def turn(self, source: list[Step], target: list[Step]) -> None:
        """Take the last step of ``source`` back and put what was really done on ``target``."""
        if not source:
            return
        step, made = source.pop(), Step({}, {})
        for name, value in step.before.items():
            stands = self.values.get(name) == step.after[name]
            if stands and not (self.submitted and NAMES[name] == KHOK):
                made.before[name], made.after[name] = step.after[name], value
                self._set(name, value)
        target.append(made)

    def _set(self, name: str, value: int | None) -> None:
        if value is None:
            self.values.pop(name, None)
        else:
            self.values[name] = value


def _numbers() -> st.SearchStrategy[tuple[str, int | None]]:
    """Every value is written once only, so that whether a field still stands can be told from its value."""
    return st.tuples(st.sampled_from(sorted(NAMES)), st.booleans()).map(lambda pair: (pair[0], 0 if pair[1] else None))


_STEPS = st.lists(
    st.one_of(_numbers(), st.sampled_from(["undo", "redo", "undo", "other", "submit", "withdraw", "restart"])),
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(_STEPS)
def test_undo_and_redo_with_submissions_between_do_what_a_plain_editor_does(
    steps: list[tuple[str, int | None] | str],
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="cdd-undo-"))
    person, model = PEOPLE[0], Model()
    store = Store.open(folder / "data", CLOCK, person=person, state_dir=folder)
    for number, step in enumerate(steps, start=1):
        if step == "restart":
            store.close()
            store = Store.open(folder / "data", CLOCK, person=person, state_dir=folder)
        elif step == "other":
            person = PEOPLE[1 - PEOPLE.index(person)]
            store.person = person
        elif step == "undo":
            store.undo()
            model.turn(model.done[person], model.undone[person])
        elif step == "redo":
            store.redo()
            model.turn(model.undone[person], model.done[person])
        elif isinstance(step, str):
            _submit_or_withdraw(store, model, person, step)
        else:
            name, value = step[0], None if step[1] is None else number
            assert _saved(store, name, value) == model.put(person, name, value)
        _compare(store, model, person)
    store.close()
    report = check(folder / "data", CLOCK)
    assert report.ok, report.lines
    shutil.rmtree(folder)


def _submit_or_withdraw(store: Store, model: Model, person: str, step: str) -> None:
    if step == "withdraw" and model.submitted:
        rounds.withdraw(store, KHOK)
        model.submitted = False
    elif step == "submit" and not model.submitted and not rounds.obstacles(store, KHOK, PACK).barred:
        rounds.submit(store, KHOK, PACK, pdf=paper, allow_incomplete=True)
        model.submitted = True
        model.frozen_values = {name: value for name, value in model.values.items() if NAMES[name] == KHOK}
    else:
        return
    model.undone[person].clear()  # whatever else is done ends what could be redone


def _saved(store: Store, name: str, value: int | None) -> bool:
    try:
        store.set_facts(NAMES[name], {name: value})
    except UserError:
        return False
    return True


def _compare(store: Store, model: Model, person: str) -> None:
    assert {**store.facts(KHOK), **store.facts(OTOP)} == model.values
    assert (store.undo_label() is None) == (not model.done[person])
    assert (store.redo_label() is None) == (not model.undone[person])
    state = rounds.state(store, KHOK)
    assert (state.phase is not Phase.OPEN) == model.submitted
    if state.submission is not None:
        assert state.submission.facts == model.frozen_values == store.facts(KHOK)
        assert rounds.submitted_pdf(store, state.submission)
