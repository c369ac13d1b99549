"""What a person sees of an error in the program itself: work goes on, and a report without values may be saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button

REPORT_NAME = "รายงานข้อผิดพลาด CDD Desktop.txt"


class CrashDialog(QDialog):
    """Names no blame and loses nothing."""

    def __init__(self, report: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setWindowTitle("โปรแกรมพบข้อผิดพลาด")
        self._report = report
        self.resize(560, 360)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(ThaiLabel("โปรแกรมทำคำสั่งนี้ไม่สำเร็จ", "heading"))
        column.addWidget(ThaiLabel("ข้อมูลที่บันทึกแล้วยังอยู่ครบ ทำงานต่อได้ ถ้าเกิดซ้ำให้ส่งรายงานนี้แก่ผู้ดูแล"))
        column.addWidget(ThaiLabel("รายงานบอกเพียงจุดที่เกิดเหตุในโปรแกรม ไม่มีข้อมูลที่ท่านกรอก", "note"))
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        column.addWidget(text, 1)
        row = QHBoxLayout()
        row.addWidget(button("คัดลอกรายงาน", icon="copy", on_click=self._copy))
        row.addWidget(button("บันทึกรายงาน…", icon="save", on_click=self._save))
        row.addStretch(1)
        go_on = button("ทำงานต่อ", "primary", on_click=self.accept)
        go_on.setDefault(True)
        row.addWidget(go_on)
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "บันทึกรายงาน", REPORT_NAME, "ข้อความ (*.txt)")
        if chosen:
            Path(chosen).write_text(self._report, encoding="utf-8")


def show_crash(report: str, parent: QWidget | None) -> None:
    """Show the dialog and come back when it is closed."""
    dialog = CrashDialog(report, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.exec()
