"""What a person reads before a backup takes the place of today's data, and after it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget

from cdd_desktop.criteria.model import Pack
from cdd_desktop.store import BackupInfo, Restored
from cdd_desktop.store.glimpse import Glimpse
from cdd_desktop.ui.due import moment_text
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.widgets import Notice

_SHOWN = 3  # files that are named one by one
RESTORED = "restored"  # name of what this PC remembers until somebody has looked through the data


def question(info: BackupInfo, seen: Glimpse, packs: Mapping[str, Pack]) -> str:
    """Return what is in the backup, what is lost, and what is kept."""
    rounds = [f"{_round(packs, pack, name)} กรอก {count} ภารกิจ" for pack, name, count in seen.rounds]
    lines = [f"กลับไปใช้ข้อมูลของ {moment_text(info.wall, info.clock)}"]
    lines.append(f"ในสำเนา: {', '.join(rounds) if rounds else 'ยังไม่มีภารกิจที่กรอก'}")
    if seen.last is not None:
        lines.append(f"แก้ไขล่าสุดในสำเนา {moment_text(seen.last.wall, seen.last.clock)} โดย {seen.last.name}")
    lines.append(_lost(seen))
    lines.append("ก่อนกู้คืน โปรแกรมเก็บข้อมูลปัจจุบันไว้ในโฟลเดอร์ replaced ทั้งหมด ปุ่มเลิกทำใช้กับการกู้คืนไม่ได้")
    return "\n".join(lines)


def _lost(seen: Glimpse) -> str:
    if not seen.lost:
        return "ไม่มีการแก้ไขหลังสำเนานี้ จึงไม่มีอะไรหายไป"
    such = f" เช่น {', '.join(seen.examples)}" if seen.examples else ""
    return f"จะหายไป: การแก้ไข {seen.lost:,} รายการหลังสำเนานี้ โดย {', '.join(seen.by)}{such}"


def _round(packs: Mapping[str, Pack], pack_id: str, round_id: str) -> str:
    pack = packs.get(pack_id)
    found = next((item.title for item in pack.rounds if item.id == round_id), round_id) if pack else round_id
    return f"{pack.period_title} {found}" if pack else found


def done_words(done: Restored) -> str:
    """Return what was restored, and where what was there lies now."""
    kept = f" ข้อมูลก่อนหน้านั้นเก็บไว้ที่โฟลเดอร์ {done.aside.name}" if done.aside else ""
    made = moment_text(done.backup.wall, done.backup.clock)
    words = f"ข้อมูลนี้กู้คืนจากสำเนาของ {made} สิ่งที่แก้หลังจากนั้นไม่อยู่ ตรวจแต่ละภารกิจก่อนส่ง{kept}"
    old = [] if done.passwords else ["อ่านรหัสผ่านปัจจุบันจากไฟล์ที่เสียหายไม่ได้ จึงใช้รหัสผ่านที่อยู่ในสำเนา ตรวจและตั้งรหัสผ่านใหม่"]
    return "\n".join([words, *_broken(done.broken), *old])


def began_words(done: Restored) -> str:
    """Return what a PC on which nothing was goes on with."""
    made = moment_text(done.backup.wall, done.backup.clock)
    words = (
        f"เปิดข้อมูลจากสำเนาของ {made} แล้ว ต่อจากนี้งานในเครื่องนี้กับเครื่องเดิมไม่รวมกันเอง"
        " บันทึกในเครื่องเดียว หรือทำสำเนาใหม่ทุกครั้งก่อนเปลี่ยนเครื่อง"
    )
    return "\n".join([words, *_broken(done.broken)])


def _broken(files: Sequence[str]) -> list[str]:
    """Return which files are not whole in the backup either."""
    if not files:
        return []
    more = f" และอีก {len(files) - _SHOWN:,} ไฟล์" if len(files) > _SHOWN else ""
    return [f"แนบอีกครั้ง เพราะในสำเนาไม่มีฉบับสมบูรณ์: {', '.join(files[:_SHOWN])}{more}"]


class RestoredBanner(Notice):
    """Stays over every page, from start to start, until somebody says that the data was looked through."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("restoredBanner")
        self._session = session
        self.action_pressed.connect(lambda: session.remember(RESTORED, None))

    def show_restored(self) -> None:
        """Show what was restored, where nobody has said yet that it was looked through."""
        text = self._session.local(RESTORED)
        if isinstance(text, str) and text:
            self.say(text, tone="warn", action="ตรวจแล้ว")
            self.close_button.hide()


def put_over(content: QWidget | None, session: Session) -> RestoredBanner:
    """Put the banner under the header of a window's content."""
    banner = RestoredBanner(session)
    layout = content.layout() if content is not None else None
    if isinstance(layout, QBoxLayout):
        layout.insertWidget(2, banner)
        banner.show_restored()
    return banner
