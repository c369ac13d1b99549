"""The only SQL: change log, projections, undo, check, backup."""

from cdd_desktop.store.answers import Action, Ahead, Change, Undone
from cdd_desktop.store.backup import BackupInfo
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.check import Report, check
from cdd_desktop.store.history import HistoryItem
from cdd_desktop.store.keys import EntryKey, Office
from cdd_desktop.store.office_history import FieldChange, Filter, Meant, OfficeItem
from cdd_desktop.store.problems import Damaged
from cdd_desktop.store.projections import Record
from cdd_desktop.store.records import Put
from cdd_desktop.store.restore import Restored, restore
from cdd_desktop.store.store import Store

__all__ = [
    "Action",
    "Ahead",
    "BackupInfo",
    "Change",
    "Damaged",
    "EntryKey",
    "FieldChange",
    "Filter",
    "HistoryItem",
    "Json",
    "Meant",
    "Office",
    "OfficeItem",
    "Put",
    "Record",
    "Report",
    "Restored",
    "Store",
    "Undone",
    "check",
    "restore",
]
