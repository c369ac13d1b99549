"""What a mission's reporting channel asks for, value by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cdd_desktop.criteria.kinds import FactValue, Kind, ListKind
from cdd_desktop.criteria.model import Fact, Indicator
from cdd_desktop.ui.mission_form import month_captions
from cdd_desktop.ui.session import Session


@dataclass(frozen=True)
class Piece:
    """One value to be copied; a list has one for each place. ``text`` is "" where nothing is filled in."""

    fact: Fact
    label: str
    text: str
    shown: str
    last: bool


def pieces(session: Session, indicator: Indicator) -> list[Piece]:
    """Return what the channel asks for, in its order; numbers without separators, as forms take them."""
    facts = session.entry(indicator.id).facts
    asked = sorted((fact for fact in indicator.facts if fact.channel_order), key=lambda fact: fact.channel_order)
    months = month_captions(session.pack, session.months())
    return [piece for fact in asked for piece in _pieces(fact, facts.get(fact.id), months)]


def _pieces(fact: Fact, value: FactValue | None, months: Sequence[str]) -> list[Piece]:
    if not isinstance(fact.kind, ListKind) or not isinstance(value, tuple) or not value:
        text = "" if value is None else _plain(fact.kind, value)
        return [Piece(fact, fact.label, text, _shown(fact, fact.kind, value), last=True)]
    names = months if fact.months else [f"ที่ {at}" for at in range(1, len(value) + 1)]
    item = fact.kind.item
    return [
        Piece(
            fact,
            f"{fact.label} {name}",
            "" if part is None else _plain(item, part),
            _shown(fact, item, part),
            last=at == len(value) - 1,
        )
        for at, (name, part) in enumerate(zip(names, value, strict=False))
    ]


def _plain(kind: Kind, value: FactValue) -> str:
    text = kind.edit_text(value)
    return text.replace(",", "") if kind.numeric else text


def _shown(fact: Fact, kind: Kind, value: FactValue | None) -> str:
    return "ยังไม่ได้กรอก" if value is None else f"{kind.show(value)} {fact.unit}".rstrip()
