"""What an archive file of a round holds: papers one behind another, and the data they were made of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from cdd_desktop.criteria.grading import result_json
from cdd_desktop.reports.content import MissionInput, OfficeText
from cdd_desktop.store.submissions import Act, State

Relation = Literal["Source", "Data", "Alternative", "Supplement"]

DATA_FORMAT = "cdd-desktop round"
DATA_VERSION = 1


@dataclass(frozen=True)
class ArchivePaper:
    """A finished PDF, and what it is called in the archive's table of contents."""

    title: str
    pdf: bytes


@dataclass(frozen=True)
class AttachedFile:
    """A file carried inside the archive; ``relation`` is what it is to the pages (PDF/A-3's AFRelationship)."""

    name: str
    content: bytes
    mime: str
    description: str
    relation: Relation


@dataclass(frozen=True)
class ArchiveParts:
    """An archive file: its title and author, the day it was made, papers in order, files attached."""

    title: str
    author: str
    day: date
    papers: tuple[ArchivePaper, ...]
    attached: tuple[AttachedFile, ...] = ()


def round_data(inputs: Sequence[MissionInput], states: Mapping[str, State], office: OfficeText, day: date) -> bytes:
    """Return the facts, results and submissions of a round as JSON text; equal input gives equal bytes.

    Args:
        inputs: the missions of one round, at least one.
        states: how each stands, by the mission's id.
    """
    pack, current = inputs[0].pack, inputs[0].round
    data = {
        "format": DATA_FORMAT,
        "version": DATA_VERSION,
        "made_on": day.isoformat(),
        "office": {"name": office.name, "district": office.district, "province": office.province},
        "pack": {
            "id": pack.id,
            "revision": pack.revision,
            "title": pack.title,
            "criteria_hash": pack.criteria_hash,
            "letter": {"no": pack.letter.no, "date": pack.letter.date.isoformat(), "issuer": pack.letter.issuer},
        },
        "round": {"id": current.id, "title": current.title, "months": current.months},
        "missions": [_mission(item, states.get(item.indicator.id, State())) for item in inputs],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _mission(entry: MissionInput, state: State) -> dict[str, Any]:
    facts = entry.indicator.fact_by_id
    sent = state.submission
    return {
        "id": entry.indicator.id,
        "no": entry.indicator.no,
        "title": entry.indicator.title,
        "facts": {name: facts[name].kind.to_json(value) for name, value in sorted(entry.facts.items())},
        "unreadable": sorted({*entry.drafts, *entry.problems}),
        "note": entry.note,
        "pack_revision": entry.pack.revision,  # that of its time where it is submitted, not that of the round above
        "criteria_hash": entry.pack.criteria_hash,
        "result": _without_floats(result_json(entry.result, entry.indicator)),
        "state": state.phase.value,
        "submission": sent
        and {
            "number": sent.number,
            "by": sent.name or sent.person,
            "at": sent.at,
            "pack_revision": sent.pack_revision,
            "criteria_hash": sent.criteria_hash,
            "facts": dict(sent.facts),
            "result": dict(sent.result),
            "pdf_sha256": sent.pdf,
            "incomplete": sent.incomplete,
        },
        "certification": state.certification and _act(state.certification),
        "unlocks": [_act(act) for act in state.unlocks],
        "withdrawals": [_act(act) for act in state.withdrawals],
    }


def _act(act: Act) -> dict[str, Any]:
    return {"by": act.name or act.person, "position": act.position, "at": act.at, "reason": act.reason}


def _without_floats(value: Any) -> Any:
    """Return JSON data with numbers that have decimals as text: readers must not round them."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {name: _without_floats(item) for name, item in value.items()}
    return [_without_floats(item) for item in value] if isinstance(value, list) else value
