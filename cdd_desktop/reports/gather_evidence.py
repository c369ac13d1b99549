"""From the store to the evidence book of a round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cdd_desktop.reports.content import MissionInput, OfficeText, Options
from cdd_desktop.reports.content_evidence import PerPage
from cdd_desktop.reports.content_evidence_book import EvidenceBook, Wanted, evidence_book
from cdd_desktop.reports.gather import entry_key
from cdd_desktop.reports.gather_round import stored_sheets
from cdd_desktop.store import Store
from cdd_desktop.store.evidence import evidence_of
from cdd_desktop.store.proofs import missing_evidence, wanted_evidence


def stored_book(
    store: Store,
    entries: Sequence[MissionInput],
    office: OfficeText,
    printed_on: date,
    options: Options,
    *,
    per_page: PerPage = 6,
) -> EvidenceBook:
    """Return the evidence book of these missions as they stand in the store; pictures are read when it is written."""
    parts = [
        (stored_sheets(store, entry, office, printed_on, options, per_page=per_page), _wanted(store, entry))
        for entry in entries
    ]
    return evidence_book(parts, options)


def _wanted(store: Store, entry: MissionInput) -> list[Wanted]:
    kept = evidence_of(store, entry_key(store, entry.pack, entry.indicator, entry.round.id))
    missing = {proof.id for proof in missing_evidence(entry.indicator, kept, entry.facts)}
    numbered = list(enumerate((item for item in kept if item.kind == "picture"), 1))
    return [
        Wanted(
            f"{proof.about}: {proof.text}" if proof.about else proof.text,
            tuple(number for number, item in numbered if item.proves == proof.id),
            tuple(item.caption or item.name for item in kept if item.kind == "file" and item.proves == proof.id),
            proof.id in missing,
        )
        for proof in wanted_evidence(entry.indicator)
    ]
