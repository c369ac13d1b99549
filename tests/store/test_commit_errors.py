"""An error of COMMIT does not mean that nothing was saved: the answer must be true either way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, check
from cdd_desktop.store import connection as link_module
from tests.store.kit import CLOCK, KEY


class Failing:
    """A connection whose COMMIT reports an error, after or before it was carried out."""

    def __init__(self, real: Any, *, durable: bool, error: Callable[[], Exception]) -> None:
        self._real = real
        self._durable = durable
        self._error = error

    def execute(self, statement: str, *values: Any) -> Any:
        if statement != "COMMIT":
            return self._real.execute(statement, *values)
        if self._durable:
            self._real.execute(statement)
        else:
            self._real.rollback()
        raise self._error()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def sql_error(name: str) -> Callable[[], Exception]:
    def make() -> Exception:
        error = dbapi2.OperationalError("disk I/O error")
        error.sqlite_errorcode = {"SQLITE_IOERR": 10, "SQLITE_FULL": 13, "SQLITE_BUSY": 5}[name]
        error.sqlite_errorname = name
        return error

    return make


def fail_next_commit(store: Store, *, durable: bool, error: Callable[[], Exception]) -> None:
    store._link._connection = Failing(store._link._ready(), durable=durable, error=error)  # type: ignore[assignment]


@pytest.mark.parametrize("name", ["SQLITE_IOERR", "SQLITE_FULL"])
def test_what_is_on_the_disk_in_spite_of_the_error_counts_as_saved(store: Store, data_dir: Path, name: str) -> None:
    store.set_facts(KEY, {"a": 1})
    fail_next_commit(store, durable=True, error=sql_error(name))
    assert store.set_facts(KEY, {"a": 2}, action="แก้").label == "แก้"
    assert store.facts(KEY) == {"a": 2}
    assert len(store.history(KEY, "a")) == 2  # once, not twice
    assert store.undo().action == "แก้"
    assert check(data_dir, CLOCK).ok


@pytest.mark.parametrize("name", ["SQLITE_IOERR", "SQLITE_FULL", "SQLITE_BUSY"])
def test_what_is_not_on_the_disk_is_told_and_can_be_saved_again(store: Store, data_dir: Path, name: str) -> None:
    store.set_facts(KEY, {"a": 1})
    heard: list[object] = []
    store.changed.append(heard.append)
    fail_next_commit(store, durable=False, error=sql_error(name))
    with pytest.raises(UserError, match="ยังไม่ได้บันทึก"):
        store.set_facts(KEY, {"a": 2})
    assert heard == []
    assert store.facts(KEY) == {"a": 1}
    store.set_facts(KEY, {"a": 2})
    assert (store.facts(KEY), len(heard)) == ({"a": 2}, 1)
    assert check(data_dir, CLOCK).ok


@pytest.mark.parametrize("durable", [True, False])
def test_drafts_and_local_settings_are_answered_as_truly(store: Store, durable: bool) -> None:
    for work in (lambda: store.set_draft(KEY, "a", "ราว 5"), lambda: store.set_local("x", 1)):
        fail_next_commit(store, durable=durable, error=sql_error("SQLITE_IOERR"))
        if durable:
            work()
        else:
            with pytest.raises(UserError, match="ยังไม่ได้บันทึก"):
                work()
    assert (store.drafts(KEY), store.local("x")) == (({"a": "ราว 5"}, 1) if durable else ({}, None))


def test_when_the_file_cannot_be_asked_nothing_is_claimed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.set_facts(KEY, {"a": 1})

    def unreachable(*_: object, **__: object) -> None:
        raise sql_error("SQLITE_IOERR")()

    with monkeypatch.context() as patch:
        patch.setattr(link_module, "connect", unreachable)
        fail_next_commit(store, durable=True, error=sql_error("SQLITE_IOERR"))
        with pytest.raises(UserError, match="ยืนยันไม่ได้"):
            store.set_facts(KEY, {"a": 2})
        with pytest.raises(UserError):
            store.facts(KEY)
    assert store.facts(KEY) == {"a": 2}  # it was there; trying again changes nothing
    assert not store.set_facts(KEY, {"a": 2})


def test_an_error_that_is_a_bug_stays_visible_and_nothing_is_half_written(store: Store) -> None:
    store.set_facts(KEY, {"a": 1})
    store._link._ready().execute("CREATE TEMP TRIGGER bug BEFORE INSERT ON fact BEGIN SELECT raise(ABORT, 'bug'); END")
    with pytest.raises(dbapi2.Error, match="bug"):
        store.set_facts(KEY, {"a": 2})
    assert store.facts(KEY) == {"a": 1}
    store.set_facts(KEY, {"a": 3})
    assert len(store.history(KEY, "a")) == 2
