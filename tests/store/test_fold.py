"""Several PCs, one record: nothing is lost in silence and everybody shows the same.

The model stands outside of the store: a list of all edits with what each author had seen. The heads that must stand are
the edits of a field that no other edit of it had seen.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from cdd_desktop.store import Store, check, log, projections
from cdd_desktop.store.driver import connect, transaction
from cdd_desktop.store.fold import fold, in_conflict, shown, values
from cdd_desktop.store.log import Body, Logged
from cdd_desktop.store.opening import DATABASE_NAME
from tests.store.kit import CLOCK, KEY, rows

FIELDS = ("a", "b", "c")


def made(
    replica: str, seq: int, fields: dict[str, int | None], ctx: dict[str, int], lamport: int, office: str = ""
) -> Logged:
    body = Body(fields, ("k",))
    return Logged(f"{replica}/1001", seq, "entry", "r", ctx, lamport, "", 0, "", office, "x", "", body)


def test_a_change_that_saw_another_takes_its_place() -> None:
    first = made("p", 1, {"a": 1}, {}, 1)
    second = made("q", 1, {"a": 2}, {"p/1001": 1}, 2)
    assert values(fold([second, first])) == {"a": 2}


def test_changes_that_did_not_see_each_other_both_stand() -> None:
    heads = fold([made("p", 1, {"a": 1}, {}, 1), made("q", 1, {"a": 2}, {}, 1)])["a"]
    assert {head.value for head in heads} == {1, 2}
    assert in_conflict(heads)


def test_the_same_value_written_twice_is_no_conflict() -> None:
    assert not in_conflict(fold([made("p", 1, {"a": 1}, {}, 1), made("q", 1, {"a": 1}, {}, 1)])["a"])


def test_edits_of_different_fields_never_conflict() -> None:
    folded = fold([made("p", 1, {"a": 1}, {}, 1), made("q", 1, {"b": 2}, {}, 1)])
    assert values(folded) == {"a": 1, "b": 2}


def test_one_who_has_seen_all_settles_a_conflict() -> None:
    changes = [made("p", 1, {"a": 1}, {}, 1), made("q", 1, {"a": 2}, {}, 1)]
    settled = made("p", 2, {"a": 3}, {"p/1001": 1, "q/1001": 1}, 2)
    assert [head.value for head in fold([*changes, settled])["a"]] == [3]


def test_of_several_values_the_owning_office_is_shown_before_later_ones() -> None:
    own = made("p", 1, {"a": 1}, {}, 1, office="1001")
    later = made("q", 1, {"a": 2}, {}, 9, office="10")
    assert shown(fold([own, later])["a"]) == 1
    assert shown(fold([replace(own, office="11"), later])["a"]) == 2


def test_clearing_against_editing_is_a_conflict_too() -> None:
    first = made("p", 1, {"a": 1}, {}, 1)
    seen = {"p/1001": 1}
    heads = fold([first, made("p", 2, {"a": None}, seen, 2), made("q", 1, {"a": 5}, seen, 2)])["a"]
    assert {head.value for head in heads} == {None, 5}


def test_a_change_whose_body_is_withheld_says_nothing_about_fields() -> None:
    stub = replace(made("p", 1, {"a": 1}, {}, 1), body=None)
    assert fold([stub]) == {}


@dataclass
class Edit:
    """One edit of the outside model; ``seen`` are the numbers of the edits its author had before the eyes."""

    number: int
    fields: dict[str, int]
    seen: frozenset[int]


@dataclass
class History:
    """Random edits on three PCs that pass changes on at random; the model beside the changes themselves."""

    random: random.Random
    edits: list[Edit] = field(default_factory=list)
    changes: list[Logged] = field(default_factory=list)
    known: list[set[int]] = field(default_factory=lambda: [set(), set(), set()])

    def edit(self, pc: int) -> None:
        number, known = len(self.edits), self.known[pc]
        names = self.random.sample(FIELDS, self.random.randint(1, 3))
        self.edits.append(Edit(number, {name: self.random.randint(0, 4) for name in names}, frozenset(known)))
        seen = [self.changes[item] for item in known]
        ctx: dict[str, int] = {}
        for change in seen:
            ctx[change.stream] = max(ctx.get(change.stream, 0), change.seq)
        lamport = 1 + max((change.lamport for change in seen), default=0)
        seq = 1 + ctx.get(f"pc{pc}/1001", 0)
        self.changes.append(made(f"pc{pc}", seq, dict(self.edits[-1].fields), ctx, lamport))
        known.add(number)

    def pass_on(self, source: int, target: int) -> None:
        self.known[target] |= self.known[source]

    def standing(self, numbers: Iterable[int], name: str) -> set[int]:
        """Return the values that must stand: those of edits which no other edit of the field had seen."""
        edits = [self.edits[number] for number in numbers if name in self.edits[number].fields]
        return {edit.fields[name] for edit in edits if not any(edit.number in other.seen for other in edits)}


@pytest.mark.parametrize("seed", range(200))
def test_no_edit_is_lost_in_any_history_and_no_order_of_arrival_matters(seed: int) -> None:
    history = History(random.Random(seed))
    for _ in range(40):
        pc = history.random.randrange(3)
        if history.random.random() < 0.6:
            history.edit(pc)
        else:
            history.pass_on(pc, history.random.randrange(3))
    for known in history.known:
        changes = [history.changes[number] for number in known]
        history.random.shuffle(changes)
        folded = fold(changes)
        for name in FIELDS:
            assert {head.value for head in folded.get(name, ())} == history.standing(known, name)
        history.random.shuffle(changes)
        assert fold(changes) == folded


def carry(source: Path, target: Path) -> None:
    """Bring every change that one database lacks over from another, and make its projections anew."""
    giving, taking = connect(source / DATABASE_NAME, readonly=True), connect(target / DATABASE_NAME)
    with transaction(taking):
        for change in list(log.all_changes(giving, order="lamport, stream, seq")):
            if not log.holds(taking, *change.place, change.hash):
                log.insert(taking, change)
                projections.refold(taking, change.record)
    giving.close()
    taking.close()


@pytest.mark.parametrize("seed", range(4))
def test_databases_that_exchange_their_logs_end_alike_and_whole(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folders = [tmp_path / name for name in ("p", "q", "r")]
    for folder in folders:
        Store.open(folder, CLOCK, person=folder.name, state_dir=tmp_path).close()
    for _ in range(40):
        folder, other = chance.sample(folders, 2)
        with Store.open(folder, CLOCK, person=folder.name, state_dir=tmp_path) as store:
            chance.choice((store.undo, store.redo, store.undo, lambda: None))()
            _random_edit(store, chance)
        if chance.random() < 0.3:
            carry(folder, other)
    for _ in range(2):
        for source in folders:
            for target in folders:
                carry(source, target)
    found = []
    for folder in folders:
        with Store.open_reader(folder, CLOCK) as store:
            found.append((store.facts(KEY), rows(folder, "SELECT * FROM head")))
        report = check(folder, CLOCK)
        assert report.ok, report.lines
    assert found[0] == found[1] == found[2]


def _random_edit(store: Store, chance: random.Random) -> None:
    store.set_facts(KEY, {name: chance.choice((None, 1, 2, 3)) for name in chance.sample(FIELDS, chance.randint(1, 3))})


def test_a_conflict_is_stored_until_an_edit_that_has_seen_it_settles_it(tmp_path: Path) -> None:
    for name, value in (("p", 1), ("q", 2)):
        with Store.open(tmp_path / name, CLOCK, state_dir=tmp_path) as store:
            store.set_facts(KEY, {"a": value, "b": 7})
    carry(tmp_path / "q", tmp_path / "p")
    assert sorted(row[0] for row in rows(tmp_path / "p", "SELECT value FROM head WHERE name = 'a'")) == ["1", "2"]
    assert rows(tmp_path / "p", "SELECT value FROM head WHERE name = 'b'") == []
    with Store.open(tmp_path / "p", CLOCK, state_dir=tmp_path) as store:
        shown_value = store.facts(KEY)["a"]
        store.set_facts(KEY, {"a": 3})
    assert shown_value in {1, 2}
    assert rows(tmp_path / "p", "SELECT value FROM head") == []
    assert check(tmp_path / "p", CLOCK).ok


def test_an_undo_leaves_alone_what_came_from_another_pc_meanwhile(tmp_path: Path) -> None:
    for name, value in (("p", 1), ("q", 2)):
        with Store.open(tmp_path / name, CLOCK, person="คนเดียวกัน", state_dir=tmp_path) as store:
            store.set_facts(KEY, {"a": value})
    carry(tmp_path / "p", tmp_path / "q")
    with Store.open(tmp_path / "q", CLOCK, person="คนเดียวกัน", state_dir=tmp_path) as store:
        assert store.undo().skipped == ("a",)
        assert store.undo_label() is None  # the other PC's action is none of this keyboard's
