"""Taking in, altering and saving evidence for the screens: long work on the worker, every edit an action."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.errors import UserError
from cdd_desktop.store import EntryKey, evidence, rounds
from cdd_desktop.store.child import Unfit
from cdd_desktop.store.evidence import Evidence, Twin
from cdd_desktop.store.intake import files_in, read_file
from cdd_desktop.store.paper_pages import DrawnPage, draw_page
from cdd_desktop.store.prepared import Prepared, prepare
from cdd_desktop.store.proofs import likely_proof
from cdd_desktop.thai.clean import harmless
from cdd_desktop.ui.outside import OutsideCopies
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.worker import Task, Worker

MOST_FILES = 500
PASTED = "ภาพที่วาง.png"


@dataclass(frozen=True)
class Offer:
    """What a person hands over: files and folders, or a picture that lies on the clipboard."""

    paths: tuple[Path, ...] = ()
    image: QImage | None = None

    def __bool__(self) -> bool:
        return bool(self.paths) or self.image is not None


def offer_of(data: QMimeData | None) -> Offer:
    """Return what a drop or the clipboard holds for us; an empty offer where it is nothing of ours."""
    if data is None:
        return Offer()
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if paths:
        return Offer(paths)
    image = data.imageData() if data.hasImage() else None
    return Offer(image=image) if isinstance(image, QImage) and not image.isNull() else Offer()


@dataclass
class _Taken:
    ready: list[Prepared] = field(default_factory=list)
    refused: list[tuple[str, UserError]] = field(default_factory=list)
    more: bool = False


@dataclass(frozen=True)
class Report:
    """What came of an offer.

    Attributes:
        added: how many are new.
        repeated: names of files that the entry held already.
        refused: names and reasons.
        twins: new ones that were used elsewhere before, or look like it.
        moving: names of pictures of which only the first frame was kept.
        more: there were more than ``MOST_FILES``; the rest was left.
    """

    added: int
    repeated: tuple[str, ...]
    refused: tuple[tuple[str, UserError], ...]
    twins: tuple[Twin, ...]
    moving: tuple[str, ...]
    more: bool = False


class EvidenceDesk(QObject):
    """One for each window; the strips of all missions work with it.

    Signals:
        progress: a Task, how many files are done, how many there are.
        taken: a Task and its Report.
        said: a sentence about what was done, and whether to offer undo.
        failed: a UserError.
    """

    progress = Signal(object, int, int)
    taken = Signal(object, object)
    said = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, session: Session, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._worker = worker
        self._drawers = Worker(self)  # a page is looked at also while forty photos come in
        self._running = 0
        self._left: set[str] = set()  # files that a stopped taking in had kept already
        self.outside = OutsideCopies()

    # --- taking in -----------------------------------------------------------------------------------------------

    def take(self, indicator: Indicator, offer: Offer, proves: str = "") -> Task:
        """Make what is offered fit to keep, then add it to the mission in the open round.

        Args:
            proves: what it proves; "" guesses where only one thing can be meant.
        """
        session, key = self.session, self.session.key(indicator.id)
        keep_place = bool(session.setting(evidence.KEEP_PLACE, False))
        files = session.store.files

        def work(task: Task) -> _Taken:
            sources = list(_sources(offer, lambda: task.cancelled))
            taken, sources = _Taken(more=len(sources) > MOST_FILES), sources[:MOST_FILES]
            for done, (name, load) in enumerate(sources):
                if task.cancelled:
                    break
                self.progress.emit(task, done, len(sources))
                try:
                    ready = prepare(files, name, load(), keep_place=keep_place, stopped=lambda: task.cancelled)
                    taken.ready.append(ready)
                except Unfit as error:
                    taken.refused.append((name, error))
            if task.cancelled:
                self._left.update(name for item in taken.ready for name in (item.sha256, item.thumb) if name)
            return taken

        task = self._worker.run("กำลังเพิ่มหลักฐาน", work)
        self._running += 1
        task.done.connect(lambda taken: self._add(task, indicator, key, taken, proves))
        task.failed.connect(self.failed)
        # ``ended`` comes before ``done``, and what was kept is nobody's until it is added
        for over in (task.done, task.failed):
            over.connect(lambda _what: self._ended())
        task.ended.connect(lambda: self._ended() if task.cancelled else None)
        return task

    def _add(self, task: Task, indicator: Indicator, key: EntryKey, taken: _Taken, proves: str) -> None:
        store, held = self.session.store, evidence.held_by(self.of(key))
        fresh: list[Prepared] = []
        repeated: list[str] = []
        for item in taken.ready:
            if held & item.names:
                repeated.append(item.name)
            else:
                fresh.append(replace(item, proves=proves or likely_proof(indicator, item.kind)))
                held |= item.names
        twins: list[Twin] = []

        def write() -> None:
            twins.extend(evidence.twins(store, fresh, key=key))
            evidence.add(store, key, fresh, action=f"เพิ่มหลักฐาน {len(fresh)} รายการ ภารกิจ {indicator.no}")

        if self._write(indicator.id, write):
            moving = tuple(item.name for item in fresh if item.moving)
            found = (tuple(repeated), tuple(taken.refused), tuple(twins), moving)
            self.taken.emit(task, Report(len(fresh), *found, more=taken.more))
            if fresh:
                self.said.emit(f"เพิ่มหลักฐานแล้ว {len(fresh)} รายการ", True)

    def _ended(self) -> None:
        """Remove what a stopped taking in left on the disk, once no other is under way that may keep the same."""
        self._running -= 1
        if self._left and not self._running:
            with suppress(UserError):  # they do no harm, they only take room
                store = self.session.store
                store.files.discard(self._left, store.named_files())
            self._left.clear()

    # --- altering ------------------------------------------------------------------------------------------------

    def set_caption(self, item: Evidence, text: str) -> bool:
        """Give a caption; return whether it is kept."""
        return self._write(item.key.indicator, lambda: evidence.set_caption(self.session.store, item, text))

    def set_proves(self, items: Sequence[Evidence], proves: str) -> bool:
        """Say what some prove; return whether it is kept."""
        return self._alter(items, lambda: evidence.set_proves(self.session.store, items, proves))

    def move(self, item: Evidence, steps: int) -> bool:
        """Move one in the order; return whether that is kept."""
        return self._write(item.key.indicator, lambda: evidence.move(self.session.store, item.key, item, steps))

    def place(self, items: Sequence[Evidence], at: int) -> bool:
        """Put some before the one at a place; return whether that is kept."""
        return self._alter(items, lambda: evidence.place(self.session.store, items[0].key, items, at))

    def remove(self, items: Sequence[Evidence]) -> bool:
        """Remove some and offer undo; return whether they are removed."""
        removed = self._alter(items, lambda: evidence.remove(self.session.store, items))
        if removed:
            self.said.emit(f"ลบหลักฐานแล้ว {len(items)} รายการ", True)
        return removed

    def restore(self, item: Evidence) -> bool:
        """Bring a removed one back; return whether it is there again."""
        restored = self._write(item.key.indicator, lambda: evidence.restore(self.session.store, item))
        if restored:
            self.said.emit(f"นำหลักฐาน “{evidence.short(item)}” กลับมาแล้ว", True)
        return restored

    def save_copy(self, item: Evidence, out: Path) -> None:
        """Write a copy of one to where the person said."""
        try:
            out.write_bytes(self.read(item.sha256))
        except UserError as error:
            self.failed.emit(error)
        except OSError:
            hint = "เลือกโฟลเดอร์อื่น หรือตรวจว่าดิสก์ไม่เต็ม แล้วลองอีกครั้ง"
            self.failed.emit(UserError("บันทึกสำเนาไม่ได้ หลักฐานในโปรแกรมยังอยู่ครบ", hint))
        else:
            self.said.emit(f"บันทึกสำเนา {out.name} แล้ว", False)

    def of(self, key: EntryKey, *, removed: bool = False) -> list[Evidence]:
        """Return the evidence of an entry; nothing, and the reason told, where it cannot be read."""
        try:
            return evidence.evidence_of(self.session.store, key, removed=removed)
        except UserError as error:
            self.failed.emit(error)
            return []

    def read(self, name: str) -> bytes:
        """Return the content of a kept file; raises UserError."""
        return self.session.store.files.read(name)

    def state(self, item: Evidence) -> str:
        """Return what is wrong with a kept file and what to do, "" where it is whole."""
        try:
            self.read(item.sha256)
        except UserError as error:
            return str(error)
        return ""

    def draw_page(self, item: Evidence, page: int) -> Task:
        """Have a page of a PDF drawn; the task gives a DrawnPage."""

        def work(task: Task) -> DrawnPage:
            return draw_page(self.read(item.sha256), page, stopped=lambda: task.cancelled)

        return self._drawers.run("กำลังเปิดเอกสาร", work)

    def open_outside(self, item: Evidence) -> None:
        """Open a copy of one with another program."""
        try:
            self.outside.open(item, self.read(item.sha256))
        except UserError as error:
            self.failed.emit(error)
        else:
            self.said.emit(f"เปิดสำเนาของ “{evidence.short(item)}” แล้ว แก้ในสำเนาไม่เปลี่ยนหลักฐาน", False)

    def is_locked(self, key: EntryKey) -> bool:
        """Return whether the entry is submitted or its quarter over, so that its evidence stands still."""
        try:
            return self.session.closed or rounds.state(self.session.store, key).submission is not None
        except UserError as error:
            self.failed.emit(error)
            return True

    def _alter(self, items: Sequence[Evidence], write: Callable[[], object]) -> bool:
        return bool(items) and self._write(items[0].key.indicator, write)

    def _write(self, indicator_id: str, write: Callable[[], object]) -> bool:
        """Write what waits, then this, and tell that the mission changed; return whether it is on the disk."""
        session = self.session
        try:
            session.flush()
            write()
        except UserError as error:
            self.failed.emit(error)
            return False
        session.note_saved()
        session.changed.emit(Change(frozenset({indicator_id}), saving=True))
        return True


def _sources(offer: Offer, stopped: Callable[[], bool]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for path in files_in(offer.paths, MOST_FILES + 1, stopped):
        yield harmless(path.name), lambda path=path: read_file(path)  # type: ignore[misc]
    if offer.image is not None:
        image = offer.image
        yield PASTED, lambda: _png(image)


def _png(image: QImage) -> bytes:
    """Return a picture from the clipboard as a file; packed little, because it is read again at once."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 80)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
