"""The canonical tables in one GeoPackage, and back: the same bytes for the same registers."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataSourceError

from ..safeguards.messages import Message, Severity, refused, say
from ..safeguards.watch import Watch
from .files import check_present, read_file
from .tables import TABLES, Column, Registers, Shape, canonical, decode_list, encode_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from .raw import Raw

_UNWATCHED = Watch()
META = "register_meta"
MESSAGES = "messages"
OBJECTS = "message_objects"
STORED = (*TABLES, META, MESSAGES, OBJECTS)  # in this order
_FORMAT = "2"
_GEOMETRY = {Shape.AREA: "MultiPolygon", Shape.LINE: "LineString", Shape.POINT: "Point"}
# QGIS 3.40 reads version 1.3 without a warning.
_CREATION = {"VERSION": "1.3"}


class Layer(NamedTuple):
    """One table as it is stored, in whatever kind of store: a canonical table, or one of those about them.

    Attributes:
        name: Of the table.
        frame: Its columns; lists as JSON arrays, geometry, where it has any, in a column `geometry`.
        shape: Of its geometry.

    """

    name: str
    frame: pd.DataFrame
    shape: Shape


def write(registers: Registers, path: Path, messages: Sequence[Message] = ()) -> None:
    """Write every table that is present as a layer of its own name, beside the target, and put it in place.

    Args:
        registers: The canonical tables.
        path: The GeoPackage to make; an existing one is replaced.
        messages: Also written, as a table of sentences, and as one of the objects they concern.

    Raises:
        RefusedError: The folder is absent, or the file is in use.

    """
    write_layers(list(layers_of(registers, messages)), registers.peildatum, path)


def write_layers(layers: Sequence[Layer], peildatum: date, path: Path, watch: Watch = _UNWATCHED) -> None:
    """Write tables as they are stored, in the order given.

    Args:
        layers: What `read_layers` and `layers_of` give.
        peildatum: Their reference date.
        path: The GeoPackage to make; an existing one is replaced.
        watch: Told the fraction of the tables done.

    Raises:
        RefusedError: The folder is absent, or the file is in use.
        CancelledError: The user cancelled.

    """
    if not path.parent.is_dir():
        raise refused("store_folder_absent", folder=str(path.parent.name), file=path.name)
    beside = path.with_name(f".{path.stem}.part.gpkg")
    beside.unlink(missing_ok=True)
    # GDAL stamps the hour of writing on every layer; the peildatum makes the bytes repeatable.
    stamp = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{peildatum.isoformat()}T00:00:00.000Z"})
    try:
        for done, layer in enumerate(layers):
            watch.at(done / len(layers))
            _write_layer(layer, beside)
        watch.at(1)
        beside.replace(path)
    except (OSError, DataSourceError) as error:
        raise refused("store_in_use", file=path.name) from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": stamp})
        beside.unlink(missing_ok=True)


def read(path: Path, only: frozenset[str] = frozenset(TABLES)) -> Registers:
    """Read registers that `write` wrote.

    Args:
        path: Of the GeoPackage.
        only: The tables that are wanted; the others stay unread, and are not in what comes back.

    Raises:
        RefusedError: No such file, or a GeoPackage that is not one of registers.

    """
    raws = _stored(path, only | {"panden", "verblijfsobjecten", META})
    meta = raws[META].frame.iloc[0]
    tables = {
        name: canonical(name, _decoded(name, raws[name].frame), raws[name].geometry)
        for name in TABLES
        if name in raws and name in only
    }
    return Registers(
        peildatum=date.fromisoformat(str(meta["peildatum"])),
        simulated=frozenset(decode_list(meta["simulated"])),
        **tables,
    )


def read_layers(path: Path) -> list[Layer]:
    """Read the tables that `write` wrote as they are stored, in the order in which they are.

    Raises:
        RefusedError: No such file, or a GeoPackage that is not one of registers.

    """
    raws = _stored(path)
    return [stored_table(name, raws[name].frame, raws[name].geometry) for name in STORED if name in raws]


def _stored(path: Path, only: frozenset[str] = frozenset(STORED)) -> dict[str, Raw]:
    check_present(path)
    raws = {raw.layer: raw for raw in read_file(path, unread=lambda layer: layer not in only)}
    if META not in raws or not {"panden", "verblijfsobjecten"} <= set(raws):
        raise refused("store_not_registers", file=path.name, layers=", ".join(list(raws)[:8]))
    return raws


def stored_table(name: str, columns: Mapping[str, pd.Series] | pd.DataFrame, geometry: Any = None) -> Layer:
    """Make a table of columns that came out of a store, typed as it is stored; the tables about them are as they are.

    Args:
        name: Of the table.
        columns: Column name -> values; lists as JSON arrays.
        geometry: Array of shapely geometries in RD New, for a table that has geometry.

    """
    if name not in TABLES:
        return Layer(name, pd.DataFrame(columns), Shape.NONE)
    table = canonical(name, _decoded(name, columns), geometry)
    return Layer(name, _encoded(name, table), TABLES[name].geometry)


def peildatum_of(layers: Sequence[Layer]) -> date:
    """Give the reference date of stored registers."""
    (meta,) = (layer.frame for layer in layers if layer.name == META)
    return date.fromisoformat(str(meta["peildatum"].iloc[0]))


def read_messages(path: Path) -> tuple[Message, ...]:
    """Read back what was told when the registers were loaded, with the objects concerned.

    Raises:
        RefusedError: No such file, or one that cannot be read.

    """
    check_present(path)
    frames = {raw.layer: raw.frame for raw in read_file(path)}
    # Format 1 kept the sentences only: without their values nothing can be counted from them.
    if MESSAGES not in frames or "values" not in frames[MESSAGES]:
        return ()
    empty_one = pd.DataFrame({"number": [], "identificatie": []})
    objects = frames.get(OBJECTS, empty_one).groupby("number")["identificatie"].agg(tuple).to_dict()
    told = frames[MESSAGES]
    told = told.assign(register=told.get("register", ""))
    return tuple(
        Message(code, json.loads(values), Severity(severity), objects.get(number, ()), register or "")
        for number, code, severity, register, values in zip(
            *(told[column] for column in ("number", "code", "severity", "register", "values")), strict=True
        )
    )


def layers_of(registers: Registers, messages: Sequence[Message]) -> Iterator[Layer]:
    """Give the tables of registers as they are stored, and those about them."""
    for name, table in registers.tables().items():
        yield Layer(name, _encoded(name, table), TABLES[name].geometry)
    meta = {
        "format": [_FORMAT],
        "peildatum": [registers.peildatum.isoformat()],
        "simulated": [encode_list(registers.simulated)],
    }
    yield Layer(META, pd.DataFrame(meta), Shape.NONE)
    if messages:
        yield Layer(MESSAGES, _sentences(messages), Shape.NONE)
        yield Layer(OBJECTS, _objects(messages), Shape.NONE)


def _sentences(messages: Sequence[Message]) -> pd.DataFrame:
    rows = [
        {
            "number": number,
            "code": message.code,
            "severity": message.severity.value,
            "register": message.register,
            "en": say(message, "en"),
            "nl": say(message, "nl"),
            "values": json.dumps(dict(message.values), ensure_ascii=False, sort_keys=True, default=str),
        }
        for number, message in enumerate(messages, start=1)
    ]
    return pd.DataFrame(rows)


def _objects(messages: Sequence[Message]) -> pd.DataFrame:
    rows = [(number, one) for number, message in enumerate(messages, start=1) for one in message.objects]
    return pd.DataFrame(rows, columns=["number", "identificatie"]).astype({"number": "int64", "identificatie": object})


def _encoded(name: str, table: pd.DataFrame) -> pd.DataFrame:
    lists = [column for column, kind in TABLES[name].columns.items() if kind in (Column.TUPLE, Column.SET)]
    return table.assign(**{column: table[column].map(encode_list) for column in lists}) if lists else table


def _decoded(name: str, frame: Mapping[str, pd.Series] | pd.DataFrame) -> dict[str, pd.Series]:
    kinds = TABLES[name].columns
    return {
        column: frame[column].map(decode_list) if kinds[column] in (Column.TUPLE, Column.SET) else frame[column]
        for column in kinds
        if column in frame
    }


def _write_layer(layer: Layer, path: Path) -> None:
    if layer.shape is Shape.NONE:
        pyogrio.write_dataframe(layer.frame, path, layer=layer.name, driver="GPKG", dataset_options=_CREATION)
        return
    pyogrio.write_dataframe(
        gpd.GeoDataFrame(layer.frame),
        path,
        layer=layer.name,
        driver="GPKG",
        geometry_type=_GEOMETRY[layer.shape],
        dataset_options=_CREATION,
    )
