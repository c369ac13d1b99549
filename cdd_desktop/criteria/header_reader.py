"""The head of a pack: what letter it restates, for which period, rounds and bureaus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.indicator_reader import read_deadline, read_readings
from cdd_desktop.criteria.source import NO_DAY, Table, as_text
from cdd_desktop.criteria.vocabulary import MAX_LABEL
from cdd_desktop.criteria.yaml_reader import Value
from cdd_desktop.thai.dates import BUDDHIST_OFFSET

PACK_ID = "[a-z0-9][a-z0-9_-]{0,59}"
ROUND_ID = "[A-Za-z0-9][A-Za-z0-9_-]{0,19}"


def read_header(table: Table) -> m.Pack:
    """Return the pack without its indicators; everything wrong is added to the problems."""
    letter, period = _section(table, "letter"), _section(table, "period")
    pack = m.Pack(
        id=table.word("id", PACK_ID),
        revision=table.integer("revision", 1, 9999),
        title=table.text("title", needed=True, longest=160),
        fiscal_year=table.integer("fiscal_year", 2560, 2660),
        period_title=period.text("title", needed=True, longest=MAX_LABEL),
        period_start=period.day("start"),
        period_end=period.day("end"),
        letter=m.Letter(
            letter.text("no", needed=True, longest=60),
            letter.day("date"),
            letter.text("issuer", needed=True, longest=MAX_LABEL),
            letter.text("subject", longest=300),
            letter.text("refers_to", longest=MAX_LABEL),
        ),
        rounds=(),
        indicators=(),
        hosts=_hosts(table),
        readings=read_readings(table),
    )
    letter.finish()
    period.finish()
    _check_period(pack, period)
    return replace(pack, rounds=_rounds(table, pack))


def _section(table: Table, key: str) -> Table:
    found = table.need(key)
    return Table(found or Value(table.value.file, table.value.line, key, {}), table.problems)


def _check_period(pack: m.Pack, period: Table) -> None:
    start, end = pack.period_start, pack.period_end
    if NO_DAY in (start, end):
        return
    if end < start:
        period.problems.add(period.value, "วันสิ้นสุดอยู่ก่อนวันเริ่มต้น")
    elif start.day != 1 or (end + timedelta(days=1)).day != 1:
        period.problems.add(period.value, "ช่วงเวลาต้องเป็นเดือนเต็ม เริ่มวันที่ 1 และจบวันสิ้นเดือน")
    elif {_fiscal_year(start), _fiscal_year(end)} != {pack.fiscal_year}:
        period.problems.add(period.value, f"ช่วงเวลาไม่อยู่ในปีงบประมาณ {pack.fiscal_year}")


def _fiscal_year(day: date) -> int:
    return day.year + BUDDHIST_OFFSET + (day.month >= 10)


def _rounds(table: Table, pack: m.Pack) -> tuple[m.Round, ...]:
    rounds: list[m.Round] = []
    for row in table.tables("rounds", needed=True):
        deadline = row.get("deadline")
        made = m.Round(
            row.word("id", ROUND_ID),
            row.text("title", needed=True, longest=60),
            row.integer("months", 1, max(pack.months, 1)),
            None if deadline is None else read_deadline(Table(deadline, table.problems), pack),
        )
        row.finish()
        if made.id in {item.id for item in rounds}:
            table.problems.add(row.value, f"มีรอบ “{made.id}” ซ้ำ")
        if rounds and made.months < rounds[-1].months:
            table.problems.add(row.value, "จำนวนเดือนของรอบต้องไม่น้อยกว่ารอบก่อน")
        days = [item.deadline.day for item in (*rounds, made) if item.deadline is not None]
        if days != sorted(set(days)) and made.deadline is not None:
            table.problems.add(row.value.at("deadline"), "กำหนดส่งต้องอยู่หลังกำหนดของรอบก่อน")
        rounds.append(made)
    return tuple(rounds)


def _hosts(table: Table) -> Mapping[str, str]:
    found = table.need("hosts")
    if found is None:
        return {}
    if not isinstance(found.raw, dict) or not found.raw:
        table.problems.add(found, "ต้องเป็นรายการแบบ ชื่อย่อ: ชื่อเต็ม")
        return {}
    return {name: as_text(value, table.problems, MAX_LABEL) for name, value in found.raw.items()}
