"""Slips and traps that a pack may hold: each is refused at its file, line and entry, with no second-hand complaints."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cdd_desktop.criteria.loader import PackError, check_pack, load_pack, load_packs
from cdd_desktop.errors import UserError
from tests.criteria.test_loader import HEADER, ONE, write

SHARE = "percent: {part: done, whole: total}"
LABEL, PART = "label: ทั้งหมด", "part_of: total"
ABOVE = ONE[: ONE.index("levels:")]
YES = "{fact: held, is: true}"
A80, B50 = "{value: share, at_least: 80}", "{value: share, at_least: 50}"


def found(pack: Path) -> list[tuple[str, int, str]]:
    return [(problem.file, problem.line, problem.entry) for problem in check_pack(pack)]


def levels(*rows: str) -> str:
    """Return the good mission with these levels: conditions, best first, the last one ``otherwise`` where empty."""
    text = "".join(
        f"  - {{id: {name}, source: s, conditions: [{row}]}}\n" if row else f"  - {{id: {name}, otherwise: true}}\n"
        for name, row in zip("ABCD", rows, strict=False)
    )
    return f"{ABOVE}levels:\n{text}"


@pytest.mark.parametrize(
    "label",
    ["12", "1.5", "010", "1_000", "1:30", "2024-01-01", ".inf", "true", "FALSE", "null", "~", "[a]", "{a: b}", '""',
     "ก" * 121, '"ก\\u202eข"', '"ก\\u200bข"', '"ก\\x07"', '"ก\\x9b"', '"ก\\ue000"', '"ก\\nข"', '"ก\\tข"', "ก" + "่" * 9],
)  # fmt: skip
def test_a_text_is_one_line_of_readable_words(tmp_path: Path, label: str) -> None:
    one = ONE.replace(LABEL, f"label: {label}")
    assert found(write(tmp_path, one=one)) == [("one.yaml", 10, "facts[total].label")]


@pytest.mark.parametrize("label", ["no", "on", "y", '"12"', '"true"', "5 หมู่บ้าน", "“ก–ข” …", "กำ", "ก\\n"])
def test_words_that_yaml_would_take_for_something_else_stay_words(tmp_path: Path, label: str) -> None:
    pack = load_pack(write(tmp_path, one=ONE.replace(LABEL, f"label: {label}")))
    assert pack.indicators[0].fact_by_id["total"].label == label.strip('"')


@pytest.mark.parametrize(
    "number",
    ["+80", "80.", ".5", "0x50", "080", "8e1", "80%", "1_0", "1:20", "๘๐", '"80"', '"3/2"', ".nan", "-.inf", "9" * 19,
     "0.12345678901", "2024-01-01"],
)  # fmt: skip
def test_a_threshold_is_a_plain_number(tmp_path: Path, number: str) -> None:
    one = ONE.replace("at_least: 80", f"at_least: {number}")
    assert found(write(tmp_path, one=one)) == [("one.yaml", 21, "levels[A].conditions[2].at_least")]


@pytest.mark.parametrize(
    ("old", "new", "line", "entry"),
    [
        (PART, "part_of: done", 11, "facts[done]"),
        (PART, "part_of: held", 11, "facts[done]"),
        (PART, "part_of: [total, total]", 11, "facts[done].part_of[2]"),
        (PART, f"{PART}, minimum: 5, maximum: 3", 11, "facts[done]"),
        (PART, f"{PART}, minimum: -1", 11, "facts[done].minimum"),
        (PART, f"{PART}, months: true", 11, "facts[done]"),
        (PART, f"{PART}, months: yes", 11, "facts[done].months"),
        (PART, f"{PART}, improves: maybe", 11, "facts[done].improves"),
        (PART, f"{PART}, aggregate: all", 11, "facts[done]"),
        (PART, f"{PART}, default: -1", 11, "facts[done].default"),
        (PART, f"{PART}, default: 1.5", 11, "facts[done].default"),
        (PART, f'{PART}, default: "1"', 11, "facts[done].default"),
        (PART, f"{PART}, prefill: [1]", 11, "facts[done].prefill"),
        (PART, f"{PART}, maximum: 3, default: 4", 11, "facts[done]"),
        (PART, f"{PART}, choices: [{{id: a, label: ก}}]", 11, "facts[done]"),
        (LABEL, f"{LABEL}, minimum: 5, owner: me", 10, "facts[total].owner"),
        ("label: จัดแล้ว", "label: จัดแล้ว, default: yes", 9, "facts[held].default"),
        ("label: จัดแล้ว", "label: จัดแล้ว, minimum: 1", 9, "facts[held]"),
        ("label: จัดแล้ว", "label: จัดแล้ว, label: ซ้ำ", 9, "facts[held].label"),
        (SHARE, "percent: {part: share, whole: total}", 15, "measures[share].value.percent.part"),
        (SHARE, "percent: {part: done, whole: 0}", 15, "measures[share].value.percent"),
        (SHARE, "percent: {part: done, whole: done}", 15, "measures[share].value.percent"),
        (SHARE, "sum: []", 15, "measures[share].value.sum"),
        (SHARE, "sum: [done]", 15, "measures[share].value.sum"),
        (SHARE, "scale: {of: done, by: 0}", 15, "measures[share].value.scale.by"),
        (SHARE, 'scale: {of: done, by: "3/0"}', 15, "measures[share].value.scale.by"),
        (SHARE, "distinct: done", 15, "measures[share].value.distinct"),
        (SHARE, "least_of: done", 15, "measures[share].value.least_of"),
        (SHARE, f"{SHARE}, number: 1", 15, "measures[share].value"),
        ("label: สัดส่วน, unit: ร้อยละ, source: เรื่องที่ 1", "label: สัดส่วน", 15, "measures[share]"),
        ("{value: share, at_least: 80}", "{value: share, at_least: 80, readings: [R9]}", 21,
         "levels[A].conditions[2].readings"),
        ("{value: share, at_least: 80}", "{value: 5, at_least: 3}", 21, "levels[A].conditions[2].value"),
        ("{value: share, at_least: 80}", "{value: share, at_least: share}", 21, "levels[A].conditions[2].value"),
        ("[held, total, done]", "[held, total, done], columns: 0", 13, "form[1].columns"),
        ("form:\n", "form:\n  - {title: ว่าง}\n", 13, "form[1]"),
        ("short: ทดสอบ", "short: ทดสอบ\n<<: {a: b}", 5, ""),
        ("short: ทดสอบ", "short: ทดสอบ\n? [a]\n: b", 5, ""),
        ("id: one", "%YAML 1.1\n---\nid: one", 1, ""),
        ("id: one\n", "id: one\ngraded_at: [moon]\n", 2, "graded_at"),
        ("id: one\n", "id: one\nsubject: cat\n", 2, "subject"),
        ("id: one\n", "id: one\nweight: 101\n", 2, "weight"),
        ("id: one\n", "id: one\npoints: done\n", 2, "points"),
        ("id: one\n", "id: one\nnotes: {a: b}\n", 2, "notes"),
        ("id: one\n", "id: one\nreadings: [{id: R1, text: ก}, {id: R1, text: ข}]\n", 2, "readings[R1]"),
        ("id: one\n", "id: one\nlimits: [{parts: [done], whole: total, message: ก}]\n", 2, "limits[1]"),
        ("id: one\n", "id: one\ndeadlines: {2: {day: 2024-02-20}}\n", 2, "deadlines.2"),
        ("id: one\n", "id: one\ndeadlines: {1: {day: 2567-01-30}}\n", 2, "deadlines.1.day"),
        ("id: one\n", "id: one\ndeadlines: {1: {day: 2025-01-30}}\n", 2, "deadlines.1.day"),
        ("id: one\n", "id: one\ndeadlines: [2024-01-30]\n", 2, "deadlines"),
    ],
)  # fmt: skip
def test_one_slip_is_one_complaint_at_its_place(tmp_path: Path, old: str, new: str, line: int, entry: str) -> None:
    assert ONE.count(old) == 1
    assert found(write(tmp_path, one=ONE.replace(old, new))) == [("one.yaml", line, entry)]


@pytest.mark.parametrize(
    ("old", "new", "line", "entry"),
    [
        ("id: small", "id: a/b", 1, "id"),
        ("revision: 1", "revision: 0", 2, "revision"),
        ("revision: 1", "revision: 1.0", 2, "revision"),
        ("fiscal_year: 2567", "fiscal_year: 2568", 5, "period"),
        ("start: 2024-01-01", "start: 2024-01-02", 5, "period"),
        ("end: 2024-03-31", "end: 2024-03-30", 5, "period"),
        ("end: 2024-03-31", "end: 2024-12-31", 5, "period"),
        ("date: 2024-02-06", "date: 2567-02-06", 6, "letter.date"),
        ("date: 2024-02-06", "date: 6/2/2567", 6, "letter.date"),
        ("issuer: จังหวัดทดสอบ", "issuer: จังหวัดทดสอบ, signer: ก", 6, "letter.signer"),
        ("{day: 2024-01-30}", "{day: 2023-12-31}", 8, "rounds[1].deadline.day"),
        ("{day: 2024-01-30}", "{day: 2024-09-30}", 8, "rounds[1].deadline.day"),
        ("{day: 2024-01-30}", "2024-01-30", 8, "rounds[1].deadline"),
        ("{day: 2024-01-30}", "{day: 2024-01-30, at: 24:00}", 8, "rounds[1].deadline.at"),
        ("{id: 1, title", "{id: a b, title", 8, "rounds[a b].id"),
        ("months: 1", "months: 0", 8, "rounds[1].months"),
        ("rounds:\n", "rounds:\n  - {id: 0, title: ก, months: 2, deadline: {day: 2024-01-02}}\n", 9, "rounds[1]"),
        (
            "rounds:\n",
            "rounds:\n  - {id: 0, title: ก, months: 1, deadline: {day: 2024-01-31}}\n",
            9,
            "rounds[1].deadline",
        ),
        ("rounds:\n", "rounds:\n  - {id: 1, title: ก, months: 1, deadline: {day: 2024-01-02}}\n", 9, "rounds[1]"),
        ("กจ.: กองการเจ้าหน้าที่", "กจ.: กองการเจ้าหน้าที่, กข.: ", 9, "hosts.กข."),
        ("revision: 1", "revision: 1\nsurprise: 1", 3, "surprise"),
    ],
)
def test_a_head_out_of_order_is_one_complaint(tmp_path: Path, old: str, new: str, line: int, entry: str) -> None:
    assert HEADER.count(old) == 1
    assert found(write(tmp_path, header=HEADER.replace(old, new))) == [("pack.yaml", line, entry)]


@pytest.mark.parametrize(
    ("rows", "level"),
    [
        ((YES, f"{YES}, {A80}"), "B"),  # asks more than a better level
        ((f"{YES}, {B50}", f"{YES}, {A80}"), "B"),
        ((f"{YES}, {A80}", f"{A80}, {YES}"), "B"),
        ((f"{YES}, {A80}", f"{YES}, {{value: share, more_than: 80}}"), "B"),
        ((f"{YES}, {A80}", f"{YES}, {{value: share, less_than: 80}}", f"{YES}, {B50}"), "C"),  # two leave nothing
        ((f"{YES}, {A80}", YES, "{fact: held, is: false}", ""), "D"),
        ((f"{YES}, {A80}", B50, "{value: share, less_than: 50}", ""), "D"),
        ((f"{{any: [{YES}, {A80}]}}", YES, ""), "B"),
        ((f"{{all: [{YES}, {{value: share, at_least: 101}}]}}", YES), "A"),  # beyond what can be
        ((f"{YES}, {{value: share, less_than: 0}}", YES), "A"),
        ((f"{YES}, {{fact: held, is: false}}, {A80}", YES), "A"),
        ((f"{YES}, {{value: share, equal: 80}}, {{value: share, at_least: 90}}", YES), "A"),
        ((f"{YES}, {{value: share, at_least: 0}}", YES), "B"),
        ((f"{YES}, {YES}, {A80}", YES), "A"),  # the same condition twice
    ],
)
def test_a_level_that_can_never_be_given_is_refused(tmp_path: Path, rows: tuple[str, ...], level: str) -> None:
    line = 17 + "ABCD".index(level)
    assert found(write(tmp_path, one=levels(*rows))) == [("one.yaml", line, f"levels[{level}]")]


@pytest.mark.parametrize(
    "rows",
    [
        (f"{YES}, {A80}", f"{YES}, {B50}", YES),
        (f"{YES}, {A80}", f"{{any: [{YES}, {A80}]}}", ""),
        (f"{YES}, {{value: share, more_than: 80}}", f"{YES}, {A80}", ""),
        (f"{YES}, {{value: share, equal: 80}}", f"{YES}, {B50}", ""),
        (f"{YES}, {{value: share, at_least: 100}}", f"{{fact: held, is: false}}, {A80}", ""),
        (f"{YES}, {{value: done, at_least: 5}}", f"{YES}, {B50}", f"{YES}, {{value: done, at_least: 3}}", ""),
    ],
)
def test_a_level_that_can_be_given_passes(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert check_pack(write(tmp_path, one=levels(*rows))) == []


def bands(steps: str, otherwise: int = 25) -> str:
    return ONE.replace(SHARE, f"bands: {{of: {{{SHARE}}}, steps: [{steps}], otherwise: {otherwise}}}")


@pytest.mark.parametrize(
    "one",
    [
        bands("{less_than: 10, points: 100}, {less_than: 5, points: 75}"),
        bands("{less_than: 10, points: 100}, {less_than: 10, points: 75}"),
        bands("{less_than: 10, points: 100}, {at_least: 15, points: 75}"),
        bands("{less_than: 10, points: 100}, {less_than: 15, points: 120}"),
        bands("{less_than: 10, points: 100}, {less_than: 15, points: 25}"),
        bands("{less_than: 10, points: 100}, {less_than: 15, points: 75}", 90),
        bands("{less_than: 0, points: 100}, {less_than: 10, points: 75}"),
        bands("{at_least: 0, points: 100}"),
        bands("{more_than: 100, points: 100}, {more_than: 50, points: 75}"),
    ],
)
def test_bands_with_a_row_that_can_never_be_given_are_refused(tmp_path: Path, one: str) -> None:
    assert {(file, line) for file, line, _ in found(write(tmp_path, one=one))} == {("one.yaml", 15)}


def test_a_case_that_can_never_be_chosen_is_refused(tmp_path: Path) -> None:
    case = f"{{when: {YES}, use: total}}"
    one = ONE.replace(SHARE, f"choose: {{cases: [{case}, {case}], otherwise: done}}")
    assert found(write(tmp_path, one=one)) == [("one.yaml", 15, "measures[share]")]


TABLE = "    levels: [{id: A, source: s, conditions: [{value: share, at_least: 80}]}, {id: B, otherwise: true}]\n"


def tables(*whens: str, levels: str = TABLE) -> str:
    rows = [f"  - title: ตาราง {number}\n{when}{TABLE}" for number, when in enumerate(whens, start=1)]
    return f"{ABOVE}tables:\n{''.join(rows[:-1])}{rows[-1].replace(TABLE, levels)}"


WHEN = [f"    when: {{fact: held, is: {word}}}\n" for word in ("true", "false")]
STAFF = [f"    when: {{value: total, at_most: {number}, source: s}}\n" for number in (4, 2)]


def test_tables_picked_by_a_fact_load(tmp_path: Path) -> None:
    assert check_pack(write(tmp_path, one=tables(*WHEN))) == []


@pytest.mark.parametrize(
    ("one", "line", "entry"),
    [
        (tables(WHEN[0], WHEN[0]), 20, "tables[2]"),
        (tables(*WHEN, ""), 23, "tables[3]"),
        (tables(*STAFF, WHEN[0]), 20, "tables[2]"),
        (tables(STAFF[1].replace(", source: s", ""), WHEN[0]), 17, "tables[1]"),
        (tables(*WHEN, levels=TABLE.replace("id: A", "id: X").replace("id: B", "id: A")), 22, "tables[2].levels"),
        (tables(*WHEN).replace("ตาราง 2", "ตาราง 1"), 20, "tables[2]"),
    ],
)
def test_a_table_that_can_never_be_used_is_refused(tmp_path: Path, one: str, line: int, entry: str) -> None:
    assert found(write(tmp_path, one=one)) == [("one.yaml", line, entry)]


@pytest.mark.parametrize(
    "name", ["../one.yaml", "/one.yaml", "a\\one.yaml", "C:one.yaml", ".yaml", "one.yml", "pack.yaml", "nowhere.yaml"]
)
def test_only_files_of_the_folder_itself_are_read(tmp_path: Path, name: str) -> None:
    pack = write(tmp_path, header=HEADER.replace("[one.yaml]", f"[one.yaml, '{name}']"))
    assert found(pack) == [("pack.yaml", 10, "files[2]")]


def test_a_link_or_a_pipe_instead_of_the_header_is_not_opened(tmp_path: Path) -> None:
    pack = write(tmp_path)
    (pack / "pack.yaml").rename(tmp_path / "away.yaml")
    (pack / "pack.yaml").symlink_to(tmp_path / "away.yaml")
    assert found(pack) == [("pack.yaml", 1, "")]
    if hasattr(os, "mkfifo"):
        (pack / "pack.yaml").unlink()
        os.mkfifo(pack / "pack.yaml")
        assert found(pack) == [("pack.yaml", 1, "")]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 900_000,
        "x: " + "{a: " * 3000,
        "".join(" " * depth + "a:\n" for depth in range(1000)),
        "notes: [" + "n," * 100_000 + "]",
        "a: &a [" + "x," * 9 + "]\nb: &b [" + "*a," * 9 + "]\n",
    ],
)
def test_a_file_made_to_exhaust_the_reader_is_refused_unread(tmp_path: Path, text: str) -> None:
    assert {file for file, _, _ in found(write(tmp_path, one=text))} == {"one.yaml"}


@pytest.mark.parametrize("trap", ["\\e[2J", "\\u202e", "a\\nb", "x" * 5000])
def test_what_a_pack_holds_does_not_reach_the_terminal_as_it_is(tmp_path: Path, trap: str) -> None:
    one = ONE.replace("id: held", f'id: "{trap}"').replace("short: ทดสอบ", f'short: ทดสอบ\n"{trap}": 1')
    for problem in check_pack(write(tmp_path, one=one)):
        assert str(problem).isprintable()
        assert len(str(problem)) < 300


@pytest.mark.parametrize(
    "change",
    [str.strip, lambda text: text.replace("\n", "\r\n"), lambda text: f"\ufeff{text}", lambda text: f"{text}...\n"],
)
def test_line_ends_and_a_byte_order_mark_are_no_slips(tmp_path: Path, change: Callable[[str], str]) -> None:
    pack = write(tmp_path)
    (pack / "one.yaml").write_bytes(change(ONE).encode())
    assert check_pack(pack) == []


def test_two_missions_of_one_name_number_or_reading_are_refused(tmp_path: Path) -> None:
    reading = "readings: [{id: R1, text: ก}]\n"
    pack = write(tmp_path, header=HEADER.replace("[one.yaml]", "[one.yaml, two.yaml]"), one=ONE + reading)
    (pack / "two.yaml").write_text(ONE + reading, encoding="utf-8")
    assert found(pack) == [("two.yaml", 1, "id"), ("two.yaml", 2, "no"), ("two.yaml", 28, "readings[R1]")]


def test_two_packs_of_one_id_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    pack = write(tmp_path)
    (tmp_path / "copy").mkdir()
    for name in ("pack.yaml", "one.yaml"):
        (tmp_path / "copy" / name).write_bytes((pack / name).read_bytes())
    assert check_pack(tmp_path / "copy") == []
    with pytest.raises(PackError, match="small"):
        load_packs(tmp_path)
    with pytest.raises(UserError, match="nowhere"):
        load_packs(tmp_path / "nowhere")


def test_a_file_of_the_pack_stands_for_the_pack(tmp_path: Path) -> None:
    pack = write(tmp_path)
    assert check_pack(pack / "one.yaml") == []
    assert load_pack(pack / "one.yaml").id == "small"
