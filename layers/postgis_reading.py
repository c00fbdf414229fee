"""Canonical tables out of a PostGIS schema, as they stood at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import shapely
from psycopg2 import sql

from ..registers.store import META, STORED, stored_table
from ..registers.tables import TABLES, Column, Shape
from ..safeguards.messages import refused
from .postgis_tables import GEOMETRY, KEY, SRID, listed, postgis_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..registers.store import Layer
    from ..safeguards.watch import Watch
    from .postgis import Session

_BATCH = 10_000  # rows between two looks at cancel
_NEEDED = ("panden", "verblijfsobjecten", META)
_META_COLUMNS = {"format", "peildatum", "simulated"}
_CASTS = {Column.TEXT: "{}::text", Column.NUMBER: "{}::double precision", Column.MOMENT: "{}::timestamp"}
_LISTS = ("text[]", "character varying[]")


class _Stored(NamedTuple):
    """A table as it stands in the database: its columns with their types, and how many rows it holds."""

    columns: Mapping[str, str]
    rows: int


def read_schema(session: Session, schema: str, watch: Watch) -> list[Layer]:
    """Read the tables that were written to a schema, in the order and with the rows in which they were.

    Args:
        session: Not open yet.
        schema: Name of the schema.
        watch: Told the fraction done.

    Raises:
        RefusedError: The schema holds no registers, or they are in another reference system than RD New.
        CancelledError: The user cancelled.

    """
    connection, called = session.open(for_reading=True), session.database.name
    watch.at(0)
    with connection.cursor() as cursor:
        postgis = postgis_schema(cursor, called)
        tables = {name: table for name, table in _tables(cursor, schema).items() if name in STORED}
        if not set(_NEEDED) <= set(tables) or not set(tables[META].columns) >= _META_COLUMNS or not tables[META].rows:
            elsewhere = [name for name in _schemas_with_registers(cursor) if name != schema]
            raise refused("postgis_no_registers", connection=called, schema=schema, found=listed(elsewhere) or "-")
    total, done, layers = sum(table.rows for table in tables.values()), 0, []
    for name in STORED:
        if name in tables:
            part = watch.part(done / total, (done + tables[name].rows) / total)
            layers.append(_layer(connection, postgis, sql.Identifier(schema, name), name, tables[name], part))
            done += tables[name].rows
    watch.at(1)
    return layers


def _tables(cursor: Any, schema: str) -> dict[str, _Stored]:
    cursor.execute(
        "SELECT c.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a"
        " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped"
        " ORDER BY c.relname, a.attnum",
        (schema,),
    )
    columns: dict[str, dict[str, str]] = {}
    for table, column, kind in cursor.fetchall():
        columns.setdefault(table, {})[column] = kind
    return {table: _Stored(held, _count(cursor, schema, table)) for table, held in columns.items() if table in STORED}


def _count(cursor: Any, schema: str, table: str) -> int:
    cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table)))
    return int(cursor.fetchone()[0])


def _schemas_with_registers(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relname = %s ORDER BY 1",
        (META,),
    )
    return [name for (name,) in cursor.fetchall()]


def _layer(connection: Any, postgis: str, table: sql.Identifier, name: str, stored: _Stored, watch: Watch) -> Layer:
    shape = TABLES[name].geometry if name in TABLES else Shape.NONE
    wanted = TABLES[name].columns if name in TABLES else [column for column in stored.columns if column != KEY]
    columns = [column for column in wanted if column in stored.columns]
    picked = [_picked(name, column, stored.columns[column]) for column in columns]
    if shape is not Shape.NONE:
        function = sql.Identifier(postgis, "st_asewkb")
        picked.append(sql.SQL("{}({})").format(function, sql.Identifier(GEOMETRY)))
    statement = sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(picked), table)
    if KEY in stored.columns:
        statement += sql.SQL(" ORDER BY {}").format(sql.Identifier(KEY))
    rows: list[tuple[Any, ...]] = []
    with connection.cursor(name="locatierisico") as cursor:
        cursor.execute(statement)
        while batch := cursor.fetchmany(_BATCH):
            rows += batch
            watch.at(min(len(rows) / stored.rows, 1))
    values = list(zip(*rows, strict=True)) if rows else [()] * len(picked)
    frame = {
        column: _series(name, column, held, stored.columns[column])
        for column, held in zip(columns, values, strict=False)
    }
    return stored_table(name, frame, None if shape is Shape.NONE else _geometries(name, values[-1]))


def _picked(table: str, column: str, kind: str) -> sql.Composed:
    named = sql.Identifier(column)
    if table not in TABLES:
        return sql.SQL("{}").format(named)
    if kind in _LISTS:
        return sql.SQL("array_to_json({})::text").format(named)
    return sql.SQL(_CASTS.get(TABLES[table].columns[column], "{}::text")).format(named)


def _series(table: str, column: str, values: tuple[Any, ...], kind: str) -> pd.Series:
    if table in TABLES and TABLES[table].columns[column] is Column.MOMENT:
        # By way of NumPy, which holds the year 1 as well.
        return pd.Series(np.array(values, dtype="datetime64[ms]"))
    return pd.Series(values, dtype="int64" if kind == "integer" and table not in TABLES else object)


def _geometries(table: str, values: tuple[Any, ...]) -> Any:
    geometry = shapely.from_wkb([bytes(value) if value is not None else None for value in values])
    systems = set(np.unique(shapely.get_srid(geometry[~shapely.is_missing(geometry)])).tolist())
    if not systems <= {0, SRID}:
        raise refused("postgis_other_system", table=table, srid=", ".join(map(str, sorted(systems))))
    return shapely.set_srid(geometry, 0)
