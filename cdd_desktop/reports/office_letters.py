"""An office's own wording of memos and letters and what heads them, kept in the store over the bundled ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cdd_desktop import paths
from cdd_desktop.reports.content_letter import Letterhead
from cdd_desktop.reports.gather import office_code
from cdd_desktop.reports.template import Template, load_templates, read_template
from cdd_desktop.store import Store
from cdd_desktop.store.keys import TEMPLATE, natural_id
from cdd_desktop.store.records import Put
from cdd_desktop.thai.sorting import sort_key

_ADDED = "added:"  # no template file has such a name either
_HEAD = "letterhead"  # no template file has this name
_LINES = ("place", "motto")
_WORDS = ("unit", "phone", "email", "signer", "signer_position")


def templates(store: Store) -> tuple[Template, ...]:
    """Return the bundled templates, worded as the office has worded them, then those that it has added.

    Raises UserError where a bundled one is damaged.
    """
    bundled = [_worded(store, item) for item in load_templates(paths.resources() / "documents")]
    added = [
        read_template(_ADDED + name, _without(fields, "added"))
        for name, fields in store.records(TEMPLATE).items()
        if fields.get("added")
    ]
    return (*bundled, *sorted(added, key=lambda item: sort_key(item.title)))


def is_own(store: Store, template: str) -> bool:
    """Return whether the office has worded this template itself, or added it."""
    return bool(_fields(store, template))


def is_added(template: str) -> bool:
    """Return whether the office has added this template, which stands for no bundled one."""
    return template.startswith(_ADDED)


def add_template(store: Store, like: Template, title: str) -> str:
    """Add a template of the office's own, worded like another one, and return its id; raises UserError."""
    fields = read_template("", replace(like, title=title).to_fields()).to_fields()
    return _ADDED + store.put(TEMPLATE, None, fields | {"added": True}, action=f"เพิ่มแม่แบบ {title}")


def keep_template(store: Store, template: Template) -> None:
    """Keep the office's wording; raises UserError for a place nobody knows, or that nothing was saved."""
    fields = read_template(template.id, template.to_fields()).to_fields()
    action = f"แก้ข้อความ {template.title}"
    if is_added(template.id):
        store.put(TEMPLATE, _id(store, template.id), fields, action=action)
    else:
        store.write([_put(store, template.id, fields)], action=action)


def forget_template(store: Store, template: Template) -> None:
    """Go back to the bundled wording, or take away a template that was added; raises UserError."""
    if is_own(store, template.id):
        what = "ลบแม่แบบ" if is_added(template.id) else "ใช้ข้อความเดิมของ"
        store.remove(TEMPLATE, _id(store, template.id), action=f"{what} {template.title}")


def letterhead(store: Store) -> Letterhead:
    """Return what is printed on the office's letters: without a telephone of their own, they bear the office's.

    Raises UserError where the office's Garuda picture is lost.
    """
    head, office = own_letterhead(store), store.office()
    return head if head.phone or office is None else replace(head, phone=office.phone)


def own_letterhead(store: Store) -> Letterhead:
    """Return what the office has given for its letters alone; raises UserError where its Garuda picture is lost."""
    fields = _fields(store, _HEAD)
    kept: dict[str, Any] = {name: fields.get(name) or "" for name in _WORDS}
    kept |= {name: tuple(fields.get(name) or ()) for name in _LINES}
    kept["catch_words"] = bool(fields.get("catch_words"))
    picture = store.files.read(str(fields["sha256"])) if fields.get("sha256") else b""
    return Letterhead(**kept, garuda=picture)


def number_prefix(store: Store) -> str:
    """Return what stands before every document number ("ฉช 0019")."""
    return str(_fields(store, _HEAD).get("prefix") or "")


def keep_letterhead(store: Store, head: Letterhead, prefix: str) -> None:
    """Keep what the office prints on its letters, its picture among the store's files; raises UserError."""
    fields: dict[str, Any] = {name: getattr(head, name) for name in _WORDS}
    fields |= {name: list(getattr(head, name)) for name in _LINES}
    fields |= {
        "prefix": prefix,
        "catch_words": head.catch_words,
        "sha256": store.files.add(head.garuda) if head.garuda else None,
    }
    store.write([_put(store, _HEAD, fields)], action="แก้หัวหนังสือ")


def _worded(store: Store, bundled: Template) -> Template:
    fields = _fields(store, bundled.id)
    return read_template(bundled.id, fields) if fields else bundled


def _without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}


def _id(store: Store, name: str) -> str:
    return name.removeprefix(_ADDED) if is_added(name) else natural_id(TEMPLATE, office_code(store), name)


def _put(store: Store, name: str, fields: dict[str, Any]) -> Put:
    return Put(TEMPLATE, fields, _id(store, name), (office_code(store), name))


def _fields(store: Store, name: str) -> dict[str, Any]:
    found = store.record(_id(store, name))
    return {} if found is None or found.fields.get("_del") else dict(found.fields)
