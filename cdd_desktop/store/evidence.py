"""Evidence of an entry: photos and files, what they prove, in which order; every change of it is an action.

A record of the kind "evidence" has the entry's key. It points at the kept file and, of a picture, at a small one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from cdd_desktop.errors import UserError
from cdd_desktop.store import projections
from cdd_desktop.store.intake import Kind
from cdd_desktop.store.keys import EVIDENCE, EntryKey, entry_of
from cdd_desktop.store.prepared import Prepared
from cdd_desktop.store.records import Put
from cdd_desktop.thai.clean import RefusedText, clean_text, harmless

if TYPE_CHECKING:
    from cdd_desktop.store.canonical import Json
    from cdd_desktop.store.store import Store

KEEP_PLACE: Final = "evidence_place"  # an office setting: keep where photos were taken
CAPTION_LENGTH: Final = 200


@dataclass(frozen=True)
class Evidence:
    """One photo or file of an entry.

    Attributes:
        id: of the record, "" before it was added.
        key: the entry.
        sha256, thumb: names in ``Store.files``; ``thumb`` is "" of a file that is no picture.
        proves: fact id or ``c:`` text (``proofs.Proof.id``), "" where nobody has said yet.
        order: place among the entry's evidence; equal ones (two PCs) are told apart by the id.
        taken: when the camera says it was taken (ISO, no zone), "" where it does not.
        place: "latitude,longitude" rounded, only where the office keeps it.
        name: the file's own name; ``size`` bytes as it is kept; ``width`` and ``height`` of a picture.
        source: SHA-256 of the file as it came; ``likeness`` what near copies of a picture share.
    """

    key: EntryKey
    sha256: str
    kind: Kind
    name: str
    id: str = ""
    thumb: str = ""
    proves: str = ""
    caption: str = ""
    order: int = 0
    taken: str = ""
    place: str = ""
    size: int = 0
    width: int = 0
    height: int = 0
    source: str = ""
    likeness: str = ""

    @property
    def taken_at(self) -> datetime | None:
        """Return when it was taken, None where nobody knows or another PC wrote no time."""
        try:
            return datetime.fromisoformat(self.taken)
        except ValueError:
            return None

    def to_fields(self) -> dict[str, Json]:
        """Return the fields of the record; the entry is its key."""
        fields = {name: value for name, value in vars(self).items() if name not in {"id", "key"}}
        return {name: value if value not in {"", 0} else None for name, value in fields.items()} | {"order": self.order}


@dataclass(frozen=True)
class Twin:
    """What is added was there before: the same picture or file, or (``near``) almost the same picture."""

    new: Prepared
    old: Evidence
    near: bool


# --- reading -----------------------------------------------------------------------------------------------------


def evidence_of(store: Store, key: EntryKey, *, removed: bool = False) -> list[Evidence]:
    """Return the evidence of an entry in its order (or what was removed of it); raises UserError."""
    found = store.records(EVIDENCE, under=key.parts, deleted=removed)
    return sorted((_evidence(record, key, fields) for record, fields in found.items()), key=_place)


def evidence_in(store: Store, pack: str, round_id: str) -> list[Evidence]:
    """Return the evidence of every entry of a round, in no order of its own; raises UserError."""
    found = [(EntryKey(*item.key), item) for item in store.listed(EVIDENCE, under=(pack,))]
    return [_evidence(item.id, key, item.fields) for key, item in found if key.round == round_id]


def proved_in(store: Store, pack: str, round_id: str) -> dict[EntryKey, frozenset[str]]:
    """Return what is proved (ids of ``proofs.Proof``) in every entry of a round, by one query; raises UserError."""
    found: dict[EntryKey, set[str]] = {}
    for key, proof in store.read(lambda connection: projections.values_of(connection, EVIDENCE, "proves", (pack,))):
        entry = entry_of(EVIDENCE, key)
        if entry is not None and entry.round == round_id:
            found.setdefault(entry, set()).add(str(proof))
    return {entry: frozenset(proofs) for entry, proofs in found.items()}


def _place(item: Evidence) -> tuple[int, str]:
    return (item.order, item.id)


def _evidence(record: str, key: EntryKey, fields: Mapping[str, Json]) -> Evidence:
    """Return the evidence that a record holds; fields that are not there are empty."""
    return Evidence(
        key=key,
        id=record,
        kind="picture" if fields.get("kind") == "picture" else "file",
        sha256=_text(fields, "sha256"),
        name=harmless(_text(fields, "name")),  # of another PC, or from before names were cleaned
        thumb=_text(fields, "thumb"),
        proves=_text(fields, "proves"),
        caption=_text(fields, "caption"),
        order=_number(fields, "order"),
        taken=_text(fields, "taken"),
        place=_text(fields, "place"),
        size=_number(fields, "size"),
        width=_number(fields, "width"),
        height=_number(fields, "height"),
        source=_text(fields, "source"),
        likeness=_text(fields, "likeness"),
    )


def _text(fields: Mapping[str, Json], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _number(fields: Mapping[str, Json], name: str) -> int:
    value = fields.get(name)
    return value if isinstance(value, int) else 0


def held_by(items: Sequence[Evidence]) -> set[str]:
    """Return the hashes that tell whether a new file is one of these, as it came or as it is kept."""
    return {name for item in items for name in (item.sha256, item.source) if name}


def twins(store: Store, new: Sequence[Prepared], *, key: EntryKey | None = None) -> list[Twin]:
    """Return which of the new files were used before, in whatever entry; one twin for each, the same before the near.

    Args:
        key: the entry that they are for; a twin there is told before one elsewhere.
    """
    known = store.records(EVIDENCE)
    found: list[Twin] = []
    for item in new:
        same = [name for name, fields in known.items() if _same(item, fields)]
        near = [name for name, fields in known.items() if not same and item.is_like(_text(fields, "likeness"))]
        old = _nearest(store, same or near, known, key)
        if old is not None:
            found.append(Twin(item, old, near=not same))
    return found


def _same(item: Prepared, fields: Mapping[str, Json]) -> bool:
    return bool(item.names & {fields.get("sha256"), fields.get("source")})


def _nearest(
    store: Store, names: list[str], known: Mapping[str, Mapping[str, Json]], key: EntryKey | None
) -> Evidence | None:
    found: Evidence | None = None
    for name in names:
        record = store.record(name)
        if record is not None and len(record.key) == len(EntryKey("", "", "").parts):
            item = _evidence(name, EntryKey(*record.key), known[name])
            if item.key == key:
                return item
            found = found or item
    return found


# --- writing -----------------------------------------------------------------------------------------------------


def add(store: Store, key: EntryKey, new: Sequence[Prepared], *, proves: str = "", action: str = "") -> list[str]:
    """Add files at the end of an entry's evidence, as one action, and return their ids.

    What the entry holds already (the same picture or file) is not added again.

    Args:
        proves: what those prove that do not say so themselves.
        action: what the person did (Thai).

    Raises:
        UserError: nothing was added (the entry is submitted, the disk is full ...).
    """
    there = evidence_of(store, key)
    held = held_by(there)
    after = max((item.order for item in there), default=0)
    puts: list[Put] = []
    for item in new:
        if held & item.names:
            continue
        held |= item.names
        fields = _new(item, key, item.proves or proves, after + len(puts) + 1).to_fields()
        puts.append(Put(EVIDENCE, fields, key=key.parts))
    return store.put_many(puts, action=action or f"เพิ่มหลักฐาน {len(puts)} รายการ") if puts else []


def _new(item: Prepared, key: EntryKey, proves: str, order: int) -> Evidence:
    made = Evidence(
        key, item.sha256, item.kind, item.name, thumb=item.thumb, proves=proves, caption=item.caption, order=order,
        size=item.size, source=item.source, likeness=item.likeness,
    )  # fmt: skip
    picture = item.picture
    if picture is None:
        return made
    return replace(made, taken=picture.taken, place=picture.place, width=picture.width, height=picture.height)


def set_caption(store: Store, item: Evidence, text: str) -> None:
    """Give a caption ("" takes it away); raises UserError, also for a text that cannot be kept."""
    try:
        plain = " ".join(clean_text(text, CAPTION_LENGTH).split())
    except RefusedText as error:
        raise UserError(f"คำบรรยายภาพใช้ไม่ได้ เพราะ{error} คำบรรยายเดิมไม่เปลี่ยน", "แก้คำบรรยาย แล้วลองอีกครั้ง") from None
    store.put(EVIDENCE, item.id, {"caption": plain or None}, action=f"แก้คำบรรยาย “{short(item)}”")


def set_proves(store: Store, items: Sequence[Evidence], proves: str) -> None:
    """Say what one or several prove; raises UserError."""
    puts = [Put(EVIDENCE, {"proves": proves or None}, item.id) for item in items]
    store.put_many(puts, action=f"ระบุข้อที่หลักฐานยืนยัน {_named(items)}")


def move(store: Store, key: EntryKey, item: Evidence, steps: int) -> None:
    """Move one within its entry's order by so many places (below zero: towards the front); raises UserError."""
    there = evidence_of(store, key)
    at = next((at for at, one in enumerate(there) if one.id == item.id), None)
    if at is not None:
        place(store, key, [item], max(at + steps + (steps > 0), 0))


def place(store: Store, key: EntryKey, items: Sequence[Evidence], at: int) -> None:
    """Put some of an entry's evidence, as they follow each other, before the one that is at this place now.

    Args:
        at: from 0; as many as there are (or more) puts them last.

    Raises:
        UserError: nothing was moved.
    """
    there, chosen = evidence_of(store, key), {item.id for item in items}
    orders = [one.order for one in there]
    if len(set(orders)) < len(orders):  # two PCs gave the same one
        orders = list(range(1, len(there) + 1))
    before = [one for one in there[:at] if one.id not in chosen]
    after = [one for one in there[at:] if one.id not in chosen]
    following = [*before, *(one for one in there if one.id in chosen), *after]
    puts = [Put(EVIDENCE, {"order": to}, one.id) for to, one in zip(orders, following, strict=True) if one.order != to]
    if puts:
        store.put_many(puts, action=f"เรียงลำดับหลักฐาน {_named(items)}")


def remove(store: Store, items: Sequence[Evidence]) -> None:
    """Remove one or several as one action; they can be restored. Raises UserError."""
    if len(items) == 1:
        store.remove(EVIDENCE, items[0].id, action=f"ลบหลักฐาน “{short(items[0])}”")
    elif items:
        store.put_many([Put(EVIDENCE, {"_del": True}, item.id) for item in items], action=f"ลบหลักฐาน {_named(items)}")


def restore(store: Store, item: Evidence) -> None:
    """Bring a removed one back; raises UserError."""
    store.restore(EVIDENCE, item.id, action=f"นำหลักฐาน “{short(item)}” กลับมา")


def short(item: Evidence | Prepared) -> str:
    """Return the caption or the file's name, short enough for a menu."""
    text = getattr(item, "caption", "") or item.name
    return text if len(text) <= 30 else f"{text[:29]}…"


def _named(items: Sequence[Evidence]) -> str:
    return f"“{short(items[0])}”" if len(items) == 1 else f"{len(items)} รายการ"
