"""How results are said in Thai; screen, paper, workbook and command line share these words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from cdd_desktop.criteria.figures import plain
from cdd_desktop.criteria.model import Fact, Indicator
from cdd_desktop.criteria.result import BELOW, LevelResult, Outcome, Reason, Result, Step, Truth

OPS = {
    "at_least": "ไม่น้อยกว่า",
    "more_than": "มากกว่า",
    "at_most": "ไม่เกิน",
    "less_than": "น้อยกว่า",
    "equal": "เท่ากับ",
}
_MARKS = {Truth.MET: "✓", Truth.NOT_MET: "✗", Truth.UNKNOWN: "?"}
UNDECIDED = "ยังตัดสินไม่ได้"
REFUSED = "ข้อมูลขัดแย้งกัน"
NO_BASE = "ฐานเป็นศูนย์"
_WORDS = {Truth.MET: "ผ่าน", Truth.NOT_MET: "ไม่ผ่าน", Truth.UNKNOWN: "ยังไม่ทราบ"}


def truth_mark(truth: Truth) -> str:
    return _MARKS[truth]


def truth_word(truth: Truth) -> str:
    return _WORDS[truth]


def level_state(level: LevelResult, result: Result) -> str:
    """Return in a few words how a level stands beside what came out.

    A level under the one that is given is not called met: its text may say what is not so any more ("less than 70").
    """
    if result.outcome is Outcome.GRADED and result.grade is not None:
        order = [item.id for item in result.levels]
        if level.id == result.grade:
            return "ได้ระดับนี้"
        if order.index(level.id) > order.index(result.grade):
            return "ได้ระดับที่ดีกว่า"
    return "เมื่อไม่ผ่านระดับที่ดีกว่า" if level.otherwise else truth_word(level.truth)


def level_text(indicator: Indicator, level: str) -> str:
    """Return a level in words: "ระดับ A", "ระดับ 5", the level's own label, or "ไม่ถึงระดับ D"."""
    if level == BELOW:
        return f"ไม่ถึง{level_text(indicator, indicator.level_ids[-1])}"
    label = indicator.level_label(level)
    return f"ระดับ {label}" if label == level else label


def grade_text(result: Result, indicator: Indicator) -> str:
    """Return the grade, or what stands in its place, in a few words."""
    match result.outcome:
        case Outcome.GRADED | Outcome.BELOW:
            return level_text(indicator, result.reachable[0])
        case Outcome.REFUSED:
            return REFUSED
        case _:
            return UNDECIDED


def outcome_text(result: Result, indicator: Indicator) -> str:
    """Return one sentence: what came out and, where it is open, why and what is certain at least."""
    if result.recorded:
        return f"{grade_text(result, indicator)} ตามที่บันทึกไว้ตอนส่ง แสดงเหตุผลไม่ได้ เพราะไฟล์เกณฑ์ของตอนนั้นหายหรือเสียหาย"
    match result.outcome:
        case Outcome.GRADED:
            return f"ได้{level_text(indicator, result.reachable[0])} ตามเกณฑ์"
        case Outcome.BELOW:
            return f"ข้อมูลที่มียังไม่ผ่านเงื่อนไขของระดับใด จึง{level_text(indicator, BELOW)}"
        case Outcome.INCOMPLETE:
            names = ", ".join(_short(indicator.fact_by_id[fact]) for fact in result.needed)
            return f"ยังขาด {names} {open_text(result, indicator)}"
        case Outcome.NO_BASE:
            names = ", ".join(_short(indicator.fact_by_id[fact]) for fact in result.zero)
            return f"{NO_BASE} ({names}) จึงคิดร้อยละไม่ได้ {open_text(result, indicator)}"
        case Outcome.REFUSED:
            return "มีข้อมูลที่เป็นไปไม่ได้ แก้ช่องที่ทำเครื่องหมายไว้ก่อน จึงจะตัดสินระดับได้"


def open_text(result: Result, indicator: Indicator) -> str:
    """Return what may still come out: "ยังเป็นไปได้ A B C อย่างน้อยได้ระดับ C"."""
    labels = " ".join(indicator.level_label(level) for level in result.reachable if level != BELOW)
    worst = result.reachable[-1]
    least = f"อย่างน้อยได้{level_text(indicator, worst)}" if worst != BELOW else f"หรือ{level_text(indicator, BELOW)}"
    return f"ยังเป็นไปได้ {labels} {least}"


def threshold_text(op: str, shown: str, unit: str) -> str:
    """Return a threshold in words: "ไม่น้อยกว่าร้อยละ 80", "มากกว่า 0 บาท"."""
    if unit == "ร้อยละ":
        return f"{OPS[op]}ร้อยละ {shown}"
    return f"{OPS[op]} {shown} {unit}".rstrip()


def value_text(reason: Reason) -> str:
    """Return the measured value with its unit, "ยังไม่ทราบ" when nothing is known."""
    if not reason.shown:
        return f"คิดไม่ได้ ({NO_BASE})" if reason.zero and not reason.missing else "ยังไม่ทราบ"
    if reason.unit == "ร้อยละ":
        return f"ร้อยละ {reason.shown}"
    return f"{reason.shown} {reason.unit}".rstrip()


def requirement_text(reason: Reason) -> str:
    """Return what the condition asks: "ร้อยละของผู้นำไปใช้ ไม่น้อยกว่าร้อยละ 80"."""
    match reason.kind:
        case "is":
            return f"{reason.label}: {reason.threshold_shown}"
        case "every":
            return f"{reason.label} ทุกรายการ {threshold_text(reason.op, reason.threshold_shown, reason.unit)}"
        case "compare":
            return f"{reason.label} {threshold_text(reason.op, reason.threshold_shown, reason.unit)}".strip()
        case _:
            joint = " และ " if reason.kind == "all" else " หรือ "
            return reason.label or joint.join(requirement_text(child) for child in reason.children)


def reason_text(reason: Reason) -> str:
    """Return the condition with what was found: "… ไม่น้อยกว่าร้อยละ 80 — ได้ ร้อยละ 76.92"."""
    if reason.kind in ("all", "any"):
        return requirement_text(reason)
    return f"{requirement_text(reason)} — ได้ {value_text(reason)}"


def step_text(step: Step, indicator: Indicator) -> str:
    """Return the advice: "อีก 3 คนจะได้ระดับ B" with the fact it is about."""
    fact = indicator.fact_by_id[step.fact]
    level = level_text(indicator, step.grade)
    if isinstance(step.change, bool):
        return f"ถ้า “{_short(fact)}” เป็น “{fact.kind.show(step.value)}” จะได้{level}"
    if isinstance(step.change, tuple):
        return f"ถ้า “{_short(fact)}” เป็น {fact.kind.show(step.value)} จะได้{level}"
    return f"“{_short(fact)}” {_amount(step, fact)} จะได้{level}"


def _amount(step: Step, fact: Fact) -> str:
    assert isinstance(step.change, int | Decimal)
    if fact.choices:
        return f"อีก {step.change} ประการ"
    change = Fraction(step.change)
    number = plain(abs(change), 2 if change.denominator != 1 else 0)
    return f"{'อีก' if change > 0 else 'ลดลง'} {number} {fact.unit}".rstrip()


def _short(fact: Fact) -> str:
    return fact.short or fact.label
