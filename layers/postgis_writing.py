"""Canonical tables to a PostGIS schema, in one transaction."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from psycopg2 import sql

from ..registers.store import META
from ..registers.tables import decode_list
from ..safeguards.messages import refused
from .postgis_tables import (
    check_room,
    comment_of,
    copied,
    create_statement,
    indexed,
    postgis_schema,
    standing,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..registers.store import Layer
    from ..safeguards.watch import Watch
    from .postgis import Session

_BATCH = 10_000  # rows between two looks at cancel
_LOCK_TIMEOUT = "15s"
_COPYING = 0.8  # share of the time; the rest goes to indices
_NEW = "_new_"  # short, for PostgreSQL cuts names of more than 63 bytes


def write_schema(session: Session, schema: str, layers: Sequence[Layer], watch: Watch, *, overwrite: bool) -> None:
    """Write tables to a schema, in a transaction that is left open: nothing stands until it is committed.

    The tables are made beside those that stand there, which others can go on reading until the very last.

    Args:
        session: Not open yet.
        schema: Name of the schema, in any spelling; made where there is none.
        layers: The tables.
        watch: Told the fraction done.
        overwrite: Whether registers that we wrote there before may be replaced.

    Raises:
        RefusedError: The schema holds something else, there is no PostGIS, or somebody else is writing there.
        CancelledError: The user cancelled.

    """
    connection, called = session.open(for_reading=False), session.database.name
    watch.at(0)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = %s", (_LOCK_TIMEOUT,))
        postgis = postgis_schema(cursor, called)
        _check_alone(cursor, called, schema)
        there = standing(cursor, schema)
        check_room(there, called, schema, [layer.name for layer in layers], overwrite=overwrite)
        if not there.exists:
            cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        _fill(cursor, schema, layers, postgis, watch.part(0, _COPYING))
        part = watch.part(_COPYING, 1)
        for done, layer in enumerate(layers):
            for column, method in indexed(layer).items():
                part.at(done / len(layers))
                cursor.execute(
                    sql.SQL("CREATE INDEX {} ON {} USING {} ({})").format(
                        sql.Identifier(_NEW + _index(layer, column)),
                        sql.Identifier(schema, _NEW + layer.name),
                        sql.SQL(method),
                        sql.Identifier(column),
                    )
                )
        for name in there.ours:
            cursor.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(schema, name)))
        _rename(cursor, schema, layers)
    watch.at(1)


def _check_alone(cursor: Any, connection: str, schema: str) -> None:
    cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s), hashtext(%s))", ("locatierisico", schema))
    if not cursor.fetchone()[0]:
        raise refused("postgis_being_written", connection=connection, schema=schema)


def _fill(cursor: Any, schema: str, layers: Sequence[Layer], postgis: str, watch: Watch) -> None:
    meta = next(layer.frame for layer in layers if layer.name == META)
    simulated = frozenset(decode_list(meta["simulated"].iloc[0]))
    rows, done = sum(len(layer.frame) for layer in layers), 0
    for layer in layers:
        table = sql.Identifier(schema, _NEW + layer.name)
        cursor.execute(create_statement(table, layer, postgis))
        comment = sql.Literal(comment_of(layer.name, simulated))
        cursor.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(table, comment))
        copy = sql.SQL("COPY {} FROM STDIN").format(table).as_string(cursor)
        for start in range(0, len(layer.frame), _BATCH):
            watch.at(done / rows)
            cursor.copy_expert(copy, io.StringIO(copied(layer, start, start + _BATCH)))
            done += min(_BATCH, len(layer.frame) - start)
        cursor.execute(sql.SQL("ANALYZE {}").format(table))


def _rename(cursor: Any, schema: str, layers: Sequence[Layer]) -> None:
    for layer in layers:
        indices = [_index(layer, column) for column in indexed(layer)]
        for name in indices:
            cursor.execute(
                sql.SQL("ALTER INDEX {} RENAME TO {}").format(sql.Identifier(schema, _NEW + name), sql.Identifier(name))
            )
        cursor.execute(
            sql.SQL("ALTER TABLE {} RENAME CONSTRAINT {} TO {}").format(
                sql.Identifier(schema, _NEW + layer.name),
                sql.Identifier(f"{_NEW}{layer.name}_pkey"),
                sql.Identifier(f"{layer.name}_pkey"),
            )
        )
        cursor.execute(
            sql.SQL("ALTER TABLE {} RENAME TO {}").format(
                sql.Identifier(schema, _NEW + layer.name), sql.Identifier(layer.name)
            )
        )


def _index(layer: Layer, column: str) -> str:
    return f"{layer.name}_{column}_idx"
