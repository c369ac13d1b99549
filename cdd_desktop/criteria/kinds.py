"""Kinds of facts: how each is typed, stored, checked and shown. TO ADD A KIND: one class here, one row in ``KINDS``,
one widget in ``ui/fields.py``, one case in ``tests/criteria/test_kinds.py`` (a test says so).

A value has three forms: what a person types (``parse``), what JSON holds (``from_json`` / ``to_json``) and the Python
value that rules see. Numbers are exact: int and Decimal, never float.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from cdd_desktop.thai.dates import parse_date, show_date
from cdd_desktop.thai.digits import to_arabic

FactValue = bool | int | Decimal | str | date | tuple[Any, ...]
"""bool, int (count), Decimal (baht, percent), str (choice), date, or a tuple of these; list places may be None."""

MAX_DIGITS = 30  # longer numbers are a slip of the hand or an attack, never a fact of an office


class ValueProblem(ValueError):
    """Why a text or a JSON value is not a value of the kind (Thai, for the person)."""


_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def _number(text: str, decimals: int, *, grouped: bool) -> Decimal:
    """Return the plain decimal number that ``text`` is, or raise ValueProblem."""
    plain = to_arabic(text)
    if plain.startswith(("-", "−")):
        raise ValueProblem("ค่าติดลบไม่ได้")
    if grouped and _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _PLAIN.fullmatch(plain):
        raise ValueProblem("อ่านเป็นตัวเลขไม่ได้")
    whole, _, fraction = plain.partition(".")
    if len(whole) + len(fraction) > MAX_DIGITS:
        raise ValueProblem(f"ตัวเลขยาวเกิน {MAX_DIGITS} หลัก")
    if fraction and decimals == 0:
        raise ValueProblem("ต้องเป็นจำนวนเต็ม ไม่มีทศนิยม")
    if len(fraction) > decimals:
        raise ValueProblem(f"มีทศนิยมได้ไม่เกิน {decimals} ตำแหน่ง")
    return Decimal(plain)


def _json_number(raw: object, decimals: int) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal | str):
        raise ValueProblem("ต้องเป็นตัวเลข")
    text = raw if isinstance(raw, str) else str(raw)
    return _number(text, decimals, grouped=False)


def _group(value: int | Decimal, decimals: int) -> str:
    return f"{value:,.{decimals}f}" if decimals else f"{value:,}"


class Kind:
    """One kind of fact; stateless. ``numeric`` kinds hold one number, ``listed`` kinds a tuple."""

    name: ClassVar[str]
    numeric: ClassVar[bool] = False
    listed: ClassVar[bool] = False
    decimals: ClassVar[int] = 0

    def parse(self, text: str) -> FactValue | None:
        """Return the value a person typed, None for an empty field; raise ValueProblem."""
        raise NotImplementedError

    def from_json(self, raw: object) -> FactValue:
        """Return the value that JSON holds (decimals may be Decimal or text); raise ValueProblem."""
        raise NotImplementedError

    def to_json(self, value: FactValue) -> Any:
        """Return what is stored: bool, int, text, or a list of these; decimals as text."""
        return value

    def show(self, value: FactValue) -> str:
        """Return the value as a person reads it, Arabic digits."""
        raise NotImplementedError

    def edit_text(self, value: FactValue) -> str:
        """Return the text an input field starts with; ``parse`` of it gives the value back."""
        return self.show(value)


@dataclass(frozen=True)
class BoolKind(Kind):
    """Yes or no, in the words that suit the fact."""

    yes: str = "มี"
    no: str = "ไม่มี"
    name: ClassVar[str] = "bool"

    def parse(self, text: str) -> FactValue | None:
        known = {"": None, "มี": True, "ใช่": True, "ไม่มี": False, "ไม่ใช่": False, "ไม่": False, "1": True, "0": False}
        known |= {self.yes: True, self.no: False}
        word = to_arabic(text.strip())
        if word not in known:
            raise ValueProblem(f"ตอบได้เพียง “{self.yes}” หรือ “{self.no}”")
        return known[word]

    def from_json(self, raw: object) -> FactValue:
        if not isinstance(raw, bool):
            raise ValueProblem("ต้องเป็น true หรือ false")
        return raw

    def show(self, value: FactValue) -> str:
        return self.yes if value else self.no


class CountKind(Kind):
    name = "count"
    numeric = True

    def parse(self, text: str) -> FactValue | None:
        stripped = text.strip()
        return int(_number(stripped, 0, grouped=True)) if stripped else None

    def from_json(self, raw: object) -> FactValue:
        return int(_json_number(raw, 0))

    def show(self, value: FactValue) -> str:
        assert isinstance(value, int)
        return _group(value, 0)


class BahtKind(Kind):
    name = "baht"
    numeric = True
    decimals = 2

    def parse(self, text: str) -> FactValue | None:
        stripped = text.strip()
        return _number(stripped, 2, grouped=True) if stripped else None

    def from_json(self, raw: object) -> FactValue:
        return _json_number(raw, 2)

    def to_json(self, value: FactValue) -> Any:
        return f"{value:f}"

    def show(self, value: FactValue) -> str:
        assert isinstance(value, Decimal)
        return _group(value, 2)

    def edit_text(self, value: FactValue) -> str:
        assert isinstance(value, Decimal)
        return _group(value, 2 if value % 1 else 0)


class PercentKind(Kind):
    """A percentage of heads, 0 to 100."""

    name = "percent"
    numeric = True
    decimals = 10

    def parse(self, text: str) -> FactValue | None:
        stripped = text.strip().removesuffix("%").strip()
        return self._bounded(_number(stripped, self.decimals, grouped=False)) if stripped else None

    def from_json(self, raw: object) -> FactValue:
        return self._bounded(_json_number(raw, self.decimals))

    def _bounded(self, value: Decimal) -> Decimal:
        if value > 100:
            raise ValueProblem("ร้อยละเกิน 100 ไม่ได้")
        return value

    def to_json(self, value: FactValue) -> Any:
        return f"{value:f}"

    def show(self, value: FactValue) -> str:
        assert isinstance(value, Decimal)
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class ListKind(Kind):
    """Numbers in places (months, activities); a place may be empty (None)."""

    item: Kind
    listed: ClassVar[bool] = True

    @property
    def name(self) -> str:  # type: ignore[override]
        return f"{self.item.name}_list"

    @property
    def decimals(self) -> int:  # type: ignore[override]
        return self.item.decimals

    def parse(self, text: str) -> FactValue | None:
        if not text.strip():
            return None
        return tuple(self.item.parse(part) for part in re.split(r"[\t;\n]", text))

    def from_json(self, raw: object) -> FactValue:
        if not isinstance(raw, list | tuple):
            raise ValueProblem("ต้องเป็นรายการ")
        return tuple(None if part is None else self.item.from_json(part) for part in raw)

    def to_json(self, value: FactValue) -> Any:
        assert isinstance(value, tuple)
        return [None if part is None else self.item.to_json(part) for part in value]

    def show(self, value: FactValue) -> str:
        assert isinstance(value, tuple)
        return ", ".join("–" if part is None else self.item.show(part) for part in value)

    def edit_text(self, value: FactValue) -> str:
        assert isinstance(value, tuple)
        return "; ".join("" if part is None else self.item.edit_text(part) for part in value)


@dataclass(frozen=True)
class ChoiceKind(Kind):
    """One out of the fact's choices, by id. ``options`` come from the pack; labels are the pack's too."""

    options: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    name: ClassVar[str] = "choice"

    def parse(self, text: str) -> FactValue | None:
        word = text.strip()
        if not word:
            return None
        return self.from_json(dict(zip(self.labels, self.options, strict=True)).get(word, word))

    def from_json(self, raw: object) -> FactValue:
        if not isinstance(raw, str) or raw not in self.options:
            raise ValueProblem("ไม่อยู่ในตัวเลือก")
        return raw

    def show(self, value: FactValue) -> str:
        return dict(zip(self.options, self.labels, strict=True)).get(str(value), str(value))


@dataclass(frozen=True)
class ChoicesKind(ChoiceKind):
    """Several out of the fact's choices, each once, kept in the pack's order."""

    name: ClassVar[str] = "choices"
    listed: ClassVar[bool] = True

    def parse(self, text: str) -> FactValue | None:
        if not text.strip():
            return None
        ids = dict(zip(self.labels, self.options, strict=True))
        words = [word.strip() for word in re.split(r"[,;\n\t]", text) if word.strip()]
        return self.from_json([ids.get(word, word) for word in words])

    def from_json(self, raw: object) -> FactValue:
        if not isinstance(raw, list | tuple):
            raise ValueProblem("ต้องเป็นรายการ")
        if any(not isinstance(item, str) or item not in self.options for item in raw):
            raise ValueProblem("มีรายการที่ไม่อยู่ในตัวเลือก")
        if len(set(raw)) != len(raw):
            raise ValueProblem("เลือกซ้ำ")
        return tuple(item for item in self.options if item in raw)

    def to_json(self, value: FactValue) -> Any:
        assert isinstance(value, tuple)
        return list(value)

    def show(self, value: FactValue) -> str:
        assert isinstance(value, tuple)
        return ", ".join(ChoiceKind.show(self, item) for item in value) or "ไม่มี"

    def edit_text(self, value: FactValue) -> str:
        assert isinstance(value, tuple)
        return ", ".join(ChoiceKind.show(self, item) for item in value)


class DateKind(Kind):
    """A day; typed and shown in the Buddhist era, stored as ISO."""

    name = "date"

    def parse(self, text: str) -> FactValue | None:
        if not text.strip():
            return None
        try:
            return parse_date(text)
        except ValueError as error:
            raise ValueProblem(str(error)) from error

    def from_json(self, raw: object) -> FactValue:
        if not isinstance(raw, str):
            raise ValueProblem("ต้องเป็นวันที่")
        try:
            return date.fromisoformat(raw)
        except ValueError as error:
            raise ValueProblem("ต้องเป็นวันที่แบบ ปี-เดือน-วัน (ค.ศ.)") from error

    def to_json(self, value: FactValue) -> Any:
        assert isinstance(value, date)
        return value.isoformat()

    def show(self, value: FactValue) -> str:
        assert isinstance(value, date)
        return show_date(value)


KINDS: dict[str, Kind] = {
    "bool": BoolKind(),
    "count": CountKind(),
    "baht": BahtKind(),
    "percent": PercentKind(),
    "count_list": ListKind(CountKind()),
    "percent_list": ListKind(PercentKind()),
    "baht_list": ListKind(BahtKind()),
    "choice": ChoiceKind(),
    "choices": ChoicesKind(),
    "date": DateKind(),
}
"""By the name a pack uses. The two kinds of choice get their options from the pack (``with_choices``)."""


def with_choices(kind: Kind, options: Sequence[str], labels: Sequence[str]) -> Kind:
    """Return a choice kind that knows its options; other kinds come back as they are."""
    if isinstance(kind, ChoiceKind):
        return type(kind)(tuple(options), tuple(labels))
    return kind
