"""The passwords of a folder that is not encrypted outlive a restore, whatever the backup knows of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdd_desktop.store import Store, keyring, passwords, restore
from cdd_desktop.store.keyring import Login
from cdd_desktop.store.opening import DATABASE_NAME
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY

HEAD, CLERK = "person-1", "person-2"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch less: what is tested is which password holds, not how long guessing takes."""
    monkeypatch.setattr(keyring, "MEMORY", 1 << 20)
    monkeypatch.setattr(keyring, "OPS", 1)


@pytest.fixture
def backed_up(store: Store) -> Store:
    """A store of whose backup the clerk alone has a password, and the window locks itself late."""
    store.set_facts(KEY, {"a": 1})
    passwords.keep(store, Login(CLERK, "", "the clerk's first"))
    store.set_local(passwords.LOCK_MINUTES, 30)
    store.set_local("theme", "dark")
    store.back_up()
    return store


def test_a_restore_takes_no_password_and_brings_none_back(backed_up: Store, opened: Opener, data_dir: Path) -> None:
    passwords.keep(backed_up, Login(HEAD, "", "the head's own"))
    passwords.drop(backed_up, CLERK)
    backed_up.set_local(passwords.LOCK_MINUTES, 5)
    backed_up.set_local("theme", "light")
    backed_up.close()
    assert restore(data_dir, CLOCK).passwords
    store = opened()
    assert passwords.who_has(store, [HEAD, CLERK]) == {HEAD}
    assert passwords.matches(store, HEAD, "the head's own")
    assert not passwords.matches(store, HEAD, "")
    assert store.local(passwords.LOCK_MINUTES) == 5
    assert store.local("theme") == "dark"
    assert store.facts(KEY) == {"a": 1}


def test_where_the_passwords_of_today_cannot_be_read_that_is_said(
    backed_up: Store, opened: Opener, data_dir: Path
) -> None:
    backed_up.close()
    (data_dir / DATABASE_NAME).write_bytes(b"damaged" * 1000)
    assert not restore(data_dir, CLOCK).passwords
    assert passwords.matches(opened(), CLERK, "the clerk's first")


def test_a_folder_without_data_takes_the_passwords_of_the_backup(
    backed_up: Store, opened: Opener, tmp_path: Path
) -> None:
    info = backed_up.back_up()
    done = restore(tmp_path / "new", CLOCK, name=str(info.path))
    assert done.passwords
    assert passwords.who_has(opened(tmp_path / "new"), [CLERK]) == {CLERK}
