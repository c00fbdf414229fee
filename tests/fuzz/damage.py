"""Ways in which a delivery arrives damaged: on its bytes, in its columns, in its values, in its container."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.random import Generator

    Damage = Callable[[Path, Generator], None]

FORMULA = "=cmd|'/c calc'!A1"
CELL = 10 * 1024**2
ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b"]>"
)
ODD = (
    *(
        "",
        "0",
        "-1",
        "9" * 40,
        "NaN",
        "1e400",
        "31-02-2021",
        "0000-00-00",
        "€",
        "\x00",
        "é" * 30,
        "{}",
        "[1,2",
        "'; --",
    ),
    *(FORMULA, "../../x", "<script>", "NULL", "1.2.3", "true"),
)


def flip(path: Path, rng: Generator) -> None:
    """Change some bytes."""
    held = bytearray(path.read_bytes())
    for at in rng.integers(0, len(held), rng.integers(1, 40)):
        held[at] = rng.integers(0, 256)
    path.write_bytes(held)


def truncate(path: Path, rng: Generator) -> None:
    """Cut the file off."""
    held = path.read_bytes()
    path.write_bytes(held[: int(rng.integers(0, len(held)))])


def repeat(path: Path, rng: Generator) -> None:
    """Put a piece of the file into it a second time."""
    held = path.read_bytes()
    start, end = sorted(rng.integers(0, len(held), 2).tolist())
    path.write_bytes(held[:end] + held[start:end][:50_000] + held[end:])


def blank(path: Path, rng: Generator) -> None:
    """Overwrite a stretch with zeros."""
    held = bytearray(path.read_bytes())
    start = int(rng.integers(0, len(held)))
    length = min(int(rng.integers(1, 4000)), len(held) - start)
    held[start : start + length] = bytes(length)
    path.write_bytes(held)


def words(path: Path, rng: Generator) -> None:
    """Rename, swap or drop the names and values of a text file, keeping its structure."""
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    found = sorted(set(re.findall(r"[A-Za-z_][A-Za-z0-9_.]{2,}", text)))
    if len(found) < 2:
        return
    one, other = rng.choice(found, 2, replace=False).tolist()
    kind = rng.integers(0, 4)
    if kind == 0:
        text = text.replace(one, f"{one}_oud")
    elif kind == 1:
        text = text.replace(one, "\x01").replace(other, one).replace("\x01", other)
    elif kind == 2:
        text = text.replace(one, "")
    else:
        numbers = sorted(set(re.findall(r"\d{2,}(?:\.\d+)?", text)))
        if numbers:
            text = text.replace(str(rng.choice(numbers)), str(rng.choice(ODD)))
    path.write_text(text, encoding="utf-8", errors="surrogateescape")


def encoding(path: Path, rng: Generator) -> None:
    """Write a text file in another encoding than it had."""
    text = path.read_text(encoding="utf-8", errors="replace")
    chosen = str(rng.choice(["utf-16", "cp1252", "utf-8-sig", "cp850", "utf-16-be"]))
    path.write_bytes(text.encode(chosen, errors="replace"))


def large_cell(path: Path, rng: Generator) -> None:
    """Make one value ten megabytes long."""
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    found = list(re.finditer(r"\d{2,}", text))
    if not found:
        return
    match = found[int(rng.integers(0, len(found)))]
    path.write_text(text[: match.start()] + "7" * CELL + text[match.end() :], "utf-8", errors="surrogateescape")


def entities(path: Path, _: Generator) -> None:
    """Let XML declare entities that grow a billionfold."""
    held = path.read_bytes()
    start = re.search(rb"<[A-Za-z]", held)
    if start is None:
        return
    body = re.sub(rb">([^<>\s]+)<", rb">&j;<", held[start.start() :], count=1)
    path.write_bytes(held[: start.start()] + ENTITIES + body)


def csv_columns(path: Path, rng: Generator) -> None:
    """Drop, double or shuffle columns of a CSV, or put formulas and odd values in its cells."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    rows = [line.split(";" if ";" in lines[0] else ",") for line in lines if line]
    width = len(rows[0])
    order = {
        0: np.delete(np.arange(width), rng.integers(0, width)),
        1: rng.permutation(width),
        2: np.append(np.arange(width), rng.integers(0, width)),
        3: np.arange(width),
    }[int(rng.integers(0, 4))]
    made = [[row[at] if at < len(row) else "" for at in order.tolist()] for row in rows]
    for _ in range(int(rng.integers(0, 60))):
        row = int(rng.integers(0, len(made)))
        if made[row]:
            made[row][int(rng.integers(0, len(made[row])))] = str(rng.choice(ODD))
    path.write_text("\n".join(";".join(row) for row in made), encoding="utf-8")


def json_values(path: Path, rng: Generator) -> None:
    """Change types, drop keys or nest without end in a JSON."""
    held = json.loads(path.read_text(encoding="utf-8"))
    for _ in range(int(rng.integers(1, 15))):
        _change(held, rng)
    text = json.dumps(held)
    if rng.random() < 0.1:
        text = text[:-1] + ',"deep":' + "[" * 5000 + "]" * 5000 + "}"
    path.write_text(text, encoding="utf-8")


def _change(held: Any, rng: Generator) -> None:
    if isinstance(held, dict) and "features" in held and rng.random() < 0.9:
        held = held["features"]
    if not isinstance(held, dict | list):
        return
    while True:
        keys = list(held) if isinstance(held, dict) else list(range(len(held)))
        if not keys:
            return
        key = keys[int(rng.integers(0, len(keys)))]
        if isinstance(held[key], dict | list) and rng.random() < 0.85:
            held = held[key]
            continue
        kind = rng.integers(0, 5)
        if kind == 0:
            del held[key]
        elif kind == 1:
            held[key] = None
        elif kind == 2:
            held[key] = str(rng.choice(ODD))
        elif kind == 3:
            held[key] = [held[key], {"a": 1}]
        else:
            held[key] = float(rng.choice([0, -1, 1e300, 5.1, 52.0, 181156.9]))
        return


def gpkg_tables(path: Path, rng: Generator) -> None:
    """Rename or drop a column, change values or the reference system, or empty a table of a GeoPackage."""
    with sqlite3.connect(path) as database:
        tables = [row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")]
        table = str(rng.choice(tables))
        columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
        column = str(rng.choice(columns))
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        statements = [
            f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "{column}_oud"',
            f'UPDATE "{table}" SET "{column}" = ? WHERE rowid % 3 = 0',  # noqa: S608
            f'UPDATE "{table}" SET "{column}" = NULL',  # noqa: S608
            f'DELETE FROM "{table}"',  # noqa: S608
            f"UPDATE gpkg_geometry_columns SET srs_id = {rng.choice([4326, 0, -1, 28992, 31370])}",  # noqa: S608
            f'UPDATE "{table}" SET "{column}" = x\'47500001e6100000ff\'',  # noqa: S608
            "DROP TABLE gpkg_geometry_columns",
            f'DROP TABLE "{table}"',
        ]
        statement = str(rng.choice(statements))
        try:
            database.execute(statement, (str(rng.choice(ODD)),) if "?" in statement else ())
        except sqlite3.Error:
            database.execute(f'DELETE FROM "{table}" WHERE rowid % 2 = 0')  # noqa: S608
    database.close()


def zip_members(path: Path, rng: Generator) -> None:
    """Damage a file inside a zip, point one outside, or put in one that unpacks to far more."""
    held = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            held[name] = archive.read(name)
    victim = str(rng.choice(list(held)))
    kind = int(rng.integers(0, 5))
    if kind == 0:
        held[f"../../../tmp/fuzz-{victim.rpartition('/')[2]}"] = held[victim]
    elif kind == 1:
        held[victim] = held[victim][: len(held[victim]) // 2]
    elif kind == 2:
        held[victim] = b" " * (60 * 1024**2)
    elif kind == 3:
        held["/etc/fuzz.xml"] = ENTITIES + b"<x>&j;</x>"
    else:
        changed = bytearray(held[victim])
        for at in rng.integers(0, max(len(changed), 1), 20):
            changed[at % max(len(changed), 1)] = int(rng.integers(0, 256))
        held[victim] = bytes(changed)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    path.write_bytes(made.getvalue())


ANY = (flip, flip, truncate, repeat, blank)
BY_ENDING: dict[str, tuple[Damage, ...]] = {
    ".csv": (*ANY, csv_columns, csv_columns, words, words, encoding, large_cell),
    ".json": (*ANY, json_values, json_values, json_values, words, large_cell),
    ".geojson": (*ANY, json_values, json_values, json_values, words, large_cell),
    ".gpkg": (*ANY, gpkg_tables, gpkg_tables, gpkg_tables, gpkg_tables),
    ".gml": (*ANY, words, words, words, entities, large_cell, encoding),
    ".xml": (*ANY, words, words, words, entities, large_cell, encoding),
    ".zip": (*ANY, zip_members, zip_members),
    ".xlsx": (*ANY, zip_members, zip_members, zip_members),
    ".shp": ANY,
}
