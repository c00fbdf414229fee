"""Canonical tables in a PostGIS schema: what a table of the database looks like, and what already stands there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from psycopg2 import sql

from ..registers.store import META, STORED
from ..registers.tables import TABLES, Column, Shape
from ..safeguards.messages import refused
from .language import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from ..registers.store import Layer

KEY = "fid"  # the place of a row in its table, as in a GeoPackage
GEOMETRY = "geometry"
SRID = 28992
# With this the comment of every table of ours begins; a table without it is somebody else's, whatever its name.
MARK = "Locatierisico: "
_TYPES = {
    Column.TEXT: "text",
    Column.NUMBER: "double precision",
    Column.MOMENT: "timestamp(3) without time zone",
    Column.TUPLE: "text[]",
    Column.SET: "text[]",
}
_SHAPES = {Shape.AREA: "MultiPolygon", Shape.LINE: "LineString", Shape.POINT: "Point"}
_IDS = ("identificatie", "lokaal_id", "wozobjectnummer", "incident_id", "gebied_id", "wegvak_id", "buurtcode")
_MOST_NAMES = 8


class Standing(NamedTuple):
    """What a schema holds already.

    Attributes:
        exists: Whether there is a schema of this name.
        ours: Names of the tables we wrote.
        others: Names of everything else.

    """

    exists: bool
    ours: tuple[str, ...]
    others: tuple[str, ...]


def postgis_schema(cursor: Any, connection: str) -> str:
    """Find where in the database PostGIS stands.

    Raises:
        RefusedError: The extension is not there.

    """
    cursor.execute(
        "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'postgis'"
    )
    found = cursor.fetchone()
    if found is None:
        raise refused("postgis_no_extension", connection=connection)
    return str(found[0])


def standing(cursor: Any, schema: str) -> Standing:
    """Look what a schema holds."""
    cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", (schema,))
    exists = bool(cursor.fetchone()[0])
    cursor.execute(
        "SELECT c.relname, c.relkind IN ('r', 'p')"
        " AND coalesce(left(obj_description(c.oid, 'pg_class'), %s) = %s, false)"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY c.relname",
        (len(MARK), MARK, schema),
    )
    found = cursor.fetchall()
    ours = tuple(name for name, marked in found if marked and name in STORED)
    return Standing(exists, ours, tuple(name for name, _ in found if name not in ours))


def check_room(there: Standing, connection: str, schema: str, wanted: Iterable[str], *, overwrite: bool) -> None:
    """Refuse a schema that holds what we did not write, or, unless it may be overwritten, what we did.

    Raises:
        RefusedError: With what stands there.

    """
    values = {"connection": connection, "schema": schema}
    if META in there.ours:
        in_the_way = [name for name in there.others if name in set(wanted)]
        if in_the_way:
            raise refused("postgis_others_name", **values, tables=listed(in_the_way))
        if not overwrite:
            raise refused("postgis_exists", **values)
    elif there.ours or there.others:
        raise refused("postgis_others", **values, tables=listed([*there.ours, *there.others]))


def listed(names: Sequence[str]) -> str:
    """Name the first few."""
    return ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")


def columns_of(layer: Layer) -> dict[str, str]:
    """Give the columns of a table with their types in the database, the key and the geometry left out."""
    if layer.name in TABLES:
        return {column: _TYPES[kind] for column, kind in TABLES[layer.name].columns.items()}
    names = [str(name) for name in layer.frame.columns]
    return {name: "integer" if layer.frame[name].dtype.kind == "i" else "text" for name in names}


def create_statement(table: sql.Identifier, layer: Layer, postgis: str) -> sql.Composed:
    """Give the statement that makes the table."""
    columns = [sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in columns_of(layer).items()]
    if layer.shape is not Shape.NONE:
        kind = sql.SQL("{}.geometry({}, {})").format(
            sql.Identifier(postgis), sql.SQL(_SHAPES[layer.shape]), sql.Literal(SRID)
        )
        columns.append(sql.SQL("{} {}").format(sql.Identifier(GEOMETRY), kind))
    key = sql.SQL("{} integer PRIMARY KEY").format(sql.Identifier(KEY))
    return sql.SQL("CREATE TABLE {} ({})").format(table, sql.SQL(", ").join([key, *columns]))


def indexed(layer: Layer) -> dict[str, str]:
    """Give the columns that get an index, with its kind: geometry, lists of ids, and whatever objects are known by."""
    if layer.name not in TABLES:
        return {}
    kinds: dict[str, str] = {}
    for column, kind in TABLES[layer.name].columns.items():
        if kind in (Column.TUPLE, Column.SET):
            kinds[column] = "gin"
        elif column in _IDS or column.endswith("_identificatie"):
            kinds[column] = "btree"
    return kinds if layer.shape is Shape.NONE else {**kinds, GEOMETRY: "gist"}


def copied(layer: Layer, start: int, end: int) -> str:
    """Write rows as lines for COPY: the place of each in its table, its columns, its geometry."""
    rows = layer.frame.iloc[start:end]
    kinds = TABLES[layer.name].columns if layer.name in TABLES else {}
    columns = [[str(place) for place in range(start + 1, start + 1 + len(rows))]]
    columns += [_tokens(rows[name], kinds.get(name)) for name in columns_of(layer)]
    if layer.shape is not Shape.NONE:
        columns.append(_geometries(rows[GEOMETRY]))
    return "".join(f"{line}\n" for line in map("\t".join, zip(*columns, strict=True)))


def _tokens(values: pd.Series, kind: Column | None) -> list[str]:
    if kind is Column.NUMBER:
        # What is not equal to itself is missing.
        return [repr(value) if value == value else r"\N" for value in values.tolist()]  # noqa: PLR0124
    if kind is Column.MOMENT:
        return [
            moment if moment != "NaT" else r"\N" for moment in values.to_numpy().astype("datetime64[ms]").astype(str)
        ]
    if kind in (Column.TUPLE, Column.SET):
        return [_escaped(_array(text)) for text in values]
    return [r"\N" if value is None else _escaped(str(value)) for value in values]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _array(text: str) -> str:
    words = [word.replace("\\", "\\\\").replace('"', '\\"') for word in json.loads(text)]
    return "{" + ",".join(f'"{word}"' for word in words) + "}"


def _geometries(values: Any) -> list[str]:
    import shapely  # noqa: PLC0415  loads GEOS

    held = shapely.to_wkb(shapely.set_srid(values.to_numpy(), SRID), hex=True, include_srid=True)
    return [wkb if wkb is not None else r"\N" for wkb in held.tolist()]


def comment_of(name: str, simulated: frozenset[str]) -> str:
    """Say what a table holds, and whether it was made up."""
    about = _about()[name]
    return MARK + about + (" " + translate("layers", "(simulated)") if name in simulated else "")


def _about() -> dict[str, str]:
    return {
        "panden": translate("postgis", "buildings of the BAG that are in stock on the reference date"),
        "verblijfsobjecten": translate("postgis", "verblijfsobjecten of the BAG in stock, with use, area and address"),
        "ligplaatsen": translate("postgis", "ligplaatsen of the BAG, with address"),
        "standplaatsen": translate("postgis", "standplaatsen of the BAG, with address"),
        "mutaties": translate("postgis", "events in the history of BAG objects"),
        "woonplaatsen": translate("postgis", "woonplaatsen of the BAG"),
        "gemeentegrens": translate("postgis", "boundary of the municipality"),
        "wegdelen": translate("postgis", "road surfaces of the BGT"),
        "terreindelen": translate("postgis", "ground and water of the BGT"),
        "bouwwerken": translate("postgis", "other structures of the BGT"),
        "bgt_panden": translate("postgis", "buildings of the BGT, with their identification in the BAG"),
        "woz_objecten": translate("postgis", "WOZ objects, linked to the BAG"),
        "woz_waarden": translate("postgis", "WOZ values per object and waardepeildatum"),
        "incidenten": translate("postgis", "incidents with a place"),
        "incidenten_zonder_plek": translate("postgis", "incidents without a place, with the reason"),
        "gebieden": translate("postgis", "areas: industrial estates, shopping zones, countryside"),
        "wegvakken": translate("postgis", "road network between numbered junctions"),
        "buurten": translate("postgis", "neighbourhoods of the CBS"),
        "leegstand": translate("postgis", "objects that are vacant"),
        "vestigingen": translate("postgis", "establishments by BAG object, without names"),
        "lijsten": translate("postgis", "lists of the municipality by BAG object"),
        "register_meta": translate("postgis", "reference date and format of the registers in this schema"),
        "messages": translate("postgis", "what was told when the registers were loaded"),
        "message_objects": translate("postgis", "the objects these messages concern"),
    }
