"""What the tests of the store share."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cdd_desktop.clock import FixedClock
from cdd_desktop.store import EntryKey, Office
from cdd_desktop.store.driver import connect, transaction
from cdd_desktop.store.opening import DATABASE_NAME

ROOT = Path(__file__).parent.parent.parent
CLOCK = FixedClock(datetime(2024, 2, 20, 16, 30))
KEY = EntryKey("2567-q2", "otop", "2", "office", "1001")
OTHER = EntryKey("2567-q2", "thai_fabric", "2", "office", "1001")
OFFICE = Office(
    code="1001",
    name="สำนักงานพัฒนาชุมชนตัวอย่าง",
    province="จังหวัดตัวอย่าง",
    district="อำเภอตัวอย่าง",
    head="นางสาวตัวอย่าง หนึ่ง",
    head_position="พัฒนาการอำเภอ",
    officers=("นายตัวอย่าง สอง", "นางตัวอย่าง สาม"),
)


def change_behind(data_dir: Path, *statements: str) -> None:
    """Change a closed database behind the store's back."""
    connection = connect(data_dir / DATABASE_NAME)
    with transaction(connection):
        for statement in statements:
            connection.execute(statement)
    connection.close()


def rows(data_dir: Path, query: str) -> list[tuple[object, ...]]:
    """Ask a database directly."""
    connection = connect(data_dir / DATABASE_NAME, readonly=True)
    found = connection.execute(query).fetchall()
    connection.close()
    return found
