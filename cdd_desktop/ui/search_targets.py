"""Everything that Ctrl+K finds: missions, commands, rounds, papers, people, evidence, letters, help, fields."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import documents, people
from cdd_desktop.store.evidence import Evidence, evidence_in
from cdd_desktop.store.people import role_name
from cdd_desktop.thai.dates import show_date
from cdd_desktop.ui import help as texts
from cdd_desktop.ui.commands import keys_text
from cdd_desktop.ui.page import DOCUMENTS, SETTINGS
from cdd_desktop.ui.search import Target

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow


def search_targets(window: MainWindow) -> list[Target]:
    """Return everything that can be found, in the order in which equals stand."""
    parts = (_missions, _commands, _rounds, _papers, _people, _fields, _help, _stored)
    return [target for part in parts for target in part(window)]


def _missions(window: MainWindow) -> Iterator[Target]:
    for item in window.session.indicators:
        yield Target(
            f"{item.no} {item.short}", "ภารกิจ", partial(window.go, item.id), item.host, f"{item.title} {item.id}", 3
        )


def _commands(window: MainWindow) -> Iterator[Target]:
    for group in window.groups:
        for command in group.commands:
            if command is not None and command.offered:
                yield Target(command.text.rstrip("…"), "คำสั่ง", command.run, keys_text(command), command.words, 2)


def _rounds(window: MainWindow) -> Iterator[Target]:
    """Yield the rounds of every quarter; those of the open one are offered unasked."""
    session = window.session
    for pack in sorted(session.packs.values(), key=lambda one: one.period_start, reverse=True):
        for item in pack.rounds:
            here = pack is session.pack
            if not here or item.id != session.round_id:
                go = partial(session.open_round, item.id, pack.id)
                yield Target(item.title, "รอบ", go, pack.period_title, "ไตรมาส", weight=int(here))


def _papers(window: MainWindow) -> Iterator[Target]:
    from cdd_desktop.ui import documents_page

    paper, session = window.act.paper, window.session
    for which, name, note in documents_page.ROUND_PAPERS:
        yield Target(name, "เอกสาร", partial(paper, "preview", which), session.round.title, f"{note} พิมพ์ PDF")
    for form, name, note in documents_page.LETTERS:
        yield Target(name, "เอกสาร", partial(window.pages.open_letter, form), session.round.title, note)
    for item in session.indicators:
        name = f"รายงานภารกิจที่ {item.no} {item.short}"
        yield Target(name, "เอกสาร", partial(paper, "preview", item.id), words=f"{item.title} พิมพ์ PDF", weight=-1)


def _people(window: MainWindow) -> Iterator[Target]:
    """Yield who can take the keyboard, and everybody's place in the settings."""
    store = window.session.store
    for person in people.people(store, inactive=True):
        about = role_name(person.role) if person.active else "เลิกใช้งานแล้ว"
        if person.active and person.id != store.person:
            yield Target(person.name, "ผู้ใช้งาน", partial(window.persons.choose, person.id), "เปลี่ยนมาใช้ชื่อนี้", about)
        show = partial(_show_in, window, SETTINGS, f"edit_{person.id}", "people")
        yield Target(person.name, "ผู้ใช้งาน", show, f"{about} · ตั้งค่า", f"{person.position} รหัสผ่าน", weight=-1)


def _fields(window: MainWindow) -> Iterator[Target]:
    for item in window.session.indicators:
        for fact in item.facts:
            go = partial(window.act.open_fact, item.id, fact.id)
            yield Target(fact.label, "ช่อง", go, f"{item.no} {item.short}", fact.short)


def _help(window: MainWindow) -> Iterator[Target]:
    for name in texts.contents().topics:
        topic = texts.topic(name)
        yield Target(topic.title, "วิธีใช้", partial(window.act.show_topic, name), words=topic.words, weight=-2)


def _stored(window: MainWindow) -> Iterator[Target]:
    """Yield captions of the round's evidence and the register; a folder that cannot be read is told elsewhere."""
    session = window.session
    named = {item.id: item for item in session.indicators}
    with suppress(UserError):
        for item in evidence_in(session.store, session.pack.id, session.round_id):
            mission = named.get(item.key.indicator)
            if mission is not None:
                go = partial(_show_evidence, window, mission.id, item)
                text = item.caption or item.name
                yield Target(text, "หลักฐาน", go, f"{mission.no} {mission.short}", item.name, weight=-1)
        for line in documents.documents(session.store):
            show = partial(_show_number, window, str(line.number))
            about = f"{show_date(line.day)} เรียน {line.to}"
            yield Target(
                f"เลขที่ {line.number} {line.subject}", "ทะเบียนหนังสือ", show, about, str(line.day.year + 543), weight=-1
            )


# --- going there ---------------------------------------------------------------------------------------------------


def _show_in(window: MainWindow, place: str, *names: str) -> None:
    """Go to a page and put the focus on the first of these controls that is there, in sight."""
    window.go(place)
    page = window.shown_page()
    if page is None:
        return
    found = [widget for name in names for widget in page.findChildren(QWidget, name) if widget.isVisibleTo(page)]
    area = page.findChild(QScrollArea)
    if found and area is not None:
        found[0].setFocus(Qt.FocusReason.OtherFocusReason)
        area.ensureWidgetVisible(found[0], 0, 80)


def _show_number(window: MainWindow, number: str) -> None:
    from cdd_desktop.ui.documents_page import DocumentsPage

    window.go(DOCUMENTS)
    page = window.shown_page()
    if isinstance(page, DocumentsPage) and (area := page.findChild(QScrollArea)) is not None:
        page.register.search.setText(number)
        page.register.search.setFocus(Qt.FocusReason.OtherFocusReason)
        area.ensureWidgetVisible(page.register, 0, 80)


def _show_evidence(window: MainWindow, mission: str, evidence: Evidence) -> None:
    window.go(mission)
    page = window.mission_page()
    if page is not None:
        page.evidence.strip.tiles.choose(evidence)
        page.form_scroll.ensureWidgetVisible(page.evidence.strip, 0, 60)
