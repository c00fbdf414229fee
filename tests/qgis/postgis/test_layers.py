"""Layers of a real PostGIS work like files: every type, every guise of geometry, and no table that ends too early."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsProcessingContext,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)

from locatierisico.layers.raw import Snapshot
from locatierisico.registers.store import read
from locatierisico.registers.tables import TABLES
from locatierisico.safeguards.messages import RefusedError
from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., tuple[bool, dict[str, Any], Any]]
    Opens = Callable[..., QgsVectorLayer]

TYPES = """
CREATE SCHEMA proef;
CREATE TABLE proef.soorten (
    id serial PRIMARY KEY, tekst text, lijst text[], getallen integer[], bedrag numeric(12, 2), groot numeric(16, 0),
    lang bigint, document json, gegevens jsonb, dag date, moment timestamp, instant timestamptz, tijd time,
    sleutel uuid, waar boolean, bytes bytea, vlak geometry(CurvePolygon, 28992), hoog geometry(PointZM, 28992),
    los geometry(Point, 0), bol geography(Point, 4326), allerlei geometry);
INSERT INTO proef.soorten VALUES
    (1, 'één', '{a,"b c","d,e"}', '{1,2}', 1250.50, 363010000000001, 363010000000002, '{"a": [1, "é"]}', '["x", "y"]',
    '2021-03-04', '2021-03-04 05:06:07.089', '2021-07-04 05:06:07.089Z', '05:06',
    'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', true, '\\xdead',
    'SRID=28992;CURVEPOLYGON(CIRCULARSTRING(131000 481000, 131010 481010, 131020 481000, 131010 480990,
    131000 481000))',
    'SRID=28992;POINT(131000 481000 3 4)', 'POINT(131000 481000)', 'POINT(5 52)',
    'SRID=28992;LINESTRINGM(131000 481000 1, 131001 481000 2)'),
    (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL);
CREATE TABLE proef.veel AS SELECT n AS id, 'x' || n AS tekst,
    ST_SetSRID(ST_MakePoint(131000 + n % 100, 481000 + n / 100), 28992)::geometry(Point, 28992) AS geom
    FROM generate_series(1, 20000) n;
ALTER TABLE proef.veel ADD PRIMARY KEY (id);
CREATE TABLE proef.leeg (id integer PRIMARY KEY, geom geometry(Point, 28992));
"""


def _never() -> bool:
    return False


@pytest.fixture
def opened(provider: Any, server: Any, new_project: QgsProject) -> Iterator[Opens]:  # noqa: ARG001  QGIS must run
    """Make the tables, and open one as a layer of the project, as the Browser panel does."""
    server.execute(TYPES)

    def open_layer(table: str, geometry: str | None, *, schema: str = "proef", key: str = "id") -> QgsVectorLayer:
        column = f" ({geometry})" if geometry else ""
        source = f'{server.address()} key=\'{key}\' table="{schema}"."{table}"{column}'
        layer = QgsVectorLayer(source, table, "postgres")
        assert layer.isValid()
        new_project.addMapLayer(layer)
        return layer

    yield open_layer
    server.execute("DROP SCHEMA proef CASCADE")


def test_every_type_comes_over_and_missing_is_missing(opened: Opens) -> None:
    raw = Snapshot.of(opened("soorten", "vlak")).read(_never)
    first, second = (raw.frame.iloc[row].to_dict() for row in (0, 1))
    assert first == {
        "id": 1,
        "tekst": "één",
        "lijst": '["a", "b c", "d,e"]',
        "getallen": "[1, 2]",
        "bedrag": 1250.5,
        "groot": 363010000000001.0,
        "lang": 363010000000002,
        "document": '{"a": [1, "é"]}',
        "gegevens": '["x", "y"]',
        "dag": date(2021, 3, 4),
        "moment": pd.Timestamp("2021-03-04T05:06:07.089"),
        "instant": pd.Timestamp("2021-07-04T07:06:07.089"),  # in Amsterdam it was summer
        "tijd": time(5, 6),
        "sleutel": "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "waar": True,
        "bytes": b"\xde\xad",
        "bol": "POINT(5 52)",
    }
    assert [name for name, value in second.items() if not pd.isna(value)] == ["id"]


@pytest.mark.parametrize(
    ("column", "crs", "kind"),
    [
        ("vlak", "EPSG:28992", "Polygon"),
        ("hoog", "EPSG:28992", "Point"),
        ("los", None, "Point"),
        ("allerlei", "EPSG:28992", "LineString"),
        (None, None, None),
    ],
)
def test_each_geometry_column_is_a_layer_of_its_own(
    opened: Opens, column: str | None, crs: str | None, kind: str | None
) -> None:
    raw = Snapshot.of(opened("soorten", column)).read(_never)
    assert raw.crs == crs
    assert not {"vlak", "hoog", "los", "allerlei"} & set(raw.frame.columns)
    if kind is None:
        assert raw.geometry is None
        return
    assert raw.geometry is not None
    assert [None if shape is None else shape.geom_type for shape in raw.geometry] == [kind, None]
    if column == "vlak":
        assert raw.geometry[0].area == pytest.approx(314.16, rel=0.001)  # a circle with radius 10
    else:
        assert shapely.get_coordinates(raw.geometry)[0].tolist() == [131000, 481000]


def test_a_filter_is_kept_and_a_join_comes_along(opened: Opens, new_project: QgsProject) -> None:
    layer = opened("veel", "geom")
    assert layer.setSubsetString("id <= 7 AND tekst <> 'x3'")
    names_layer = QgsVectorLayer("NoGeometry?field=nummer:integer&field=naam:string", "namen", "memory")
    new_project.addMapLayer(names_layer)
    feature = QgsFeature(names_layer.fields())
    feature.setAttributes([5, "vijf"])
    names_layer.dataProvider().addFeature(feature)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(names_layer)
    join.setJoinFieldName("nummer")
    join.setTargetFieldName("id")
    join.setPrefix("n_")
    assert layer.addJoin(join)
    raw = Snapshot.of(layer).read(_never)
    assert raw.frame["id"].tolist() == [1, 2, 4, 5, 6, 7]
    assert raw.frame["n_naam"].tolist() == [None, None, None, "vijf", None, None]


def test_a_view_is_read_by_its_key(opened: Opens, server: Any) -> None:
    server.execute("CREATE VIEW proef.paar AS SELECT id AS nummer, tekst, geom FROM proef.veel WHERE id < 4")
    assert len(Snapshot.of(opened("paar", "geom", key="nummer")).read(_never).frame) == 3


def test_an_empty_table_is_empty(opened: Opens) -> None:
    raw = Snapshot.of(opened("leeg", "geom")).read(_never)
    assert (len(raw.frame), len(raw.geometry)) == (0, 0)
    assert list(raw.frame.columns) == ["id"]


def test_a_connection_that_breaks_on_the_way_is_no_shorter_table(opened: Opens, server: Any) -> None:
    snapshot = Snapshot.of(opened("veel", "geom"))
    asked = 0

    def broken() -> bool:
        nonlocal asked
        asked += 1
        if asked == 2:
            server.break_off()
        return False

    with pytest.raises(RefusedError, match=r"veel: \d+ objects were read where 20000 are held now"):
        snapshot.read(broken)
    assert len(snapshot.read(_never).frame) == 20_000


def test_a_server_that_is_gone_is_no_empty_table(opened: Opens, server: Any) -> None:
    layer = opened("veel", "geom")
    server.stop()
    try:
        with pytest.raises(RefusedError, match="veel: this layer gives no objects") as refusal:
            Snapshot.of(layer).read(_never)
    finally:
        server.start()
    assert server.password not in str(refusal.value)
    assert server.password not in repr(Snapshot.of(layer))


def test_a_table_that_was_dropped_is_no_empty_table(opened: Opens, server: Any) -> None:
    layer = opened("veel", "geom")
    server.execute("DROP TABLE proef.veel")
    with pytest.raises(RefusedError, match="veel: this layer gives no objects"):
        Snapshot.of(layer).read(_never)


def test_a_layer_that_cannot_be_opened_is_refused_before_the_run(
    opened: Opens, server: Any, new_project: QgsProject, tmp_path: Path
) -> None:
    good_layer = opened("veel", "geom")
    lost_layer = QgsVectorLayer(f'{server.address()} key=\'id\' table="proef"."weg" (geom)', "weg", "postgres")
    new_project.addMapLayer(lost_layer)
    context = QgsProcessingContext()
    context.setProject(new_project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:loadregisters")
    for given in ([good_layer.id(), lost_layer.id()], [lost_layer], "weg"):
        parameters = {"BAG_LAYERS": given, "OUTPUT": str(tmp_path / "r.gpkg")}
        fine, sentence = algorithm.checkParameterValues(parameters, context)
        assert not fine
        assert sentence.startswith("weg: this layer of the project cannot be opened.")
        assert server.password not in sentence


def test_the_schema_we_wrote_is_a_delivery_as_layers(
    in_background: Run,
    connect: Callable[..., str],
    server: Any,
    schema: str,
    new_project: QgsProject,
    tmp_path: Path,
) -> None:
    town = deliver(make_town(2000, 8), tmp_path / "town")
    file, back = tmp_path / "registers.gpkg", tmp_path / "back.gpkg"
    keys = ("BAG", "BGT", "WOZ", "INCIDENTS", "ROADS", "BUURTEN", "LEEGSTAND", "VESTIGINGEN", "LISTS")
    given = {key: [str(town[key])] for key in keys} | {"BAG": [str(town["BAG_EXTRACT"])], "PEILDATUM": "2026-01-01"}
    fine, _, feedback = in_background("loadregisters", given | {"OUTPUT": str(file)})
    assert fine, feedback.textLog()
    fine, _, feedback = in_background(
        "writepostgis", {"REGISTERS": str(file), "CONNECTION": connect(), "SCHEMA": schema}
    )
    assert fine, feedback.textLog()
    tables = {
        "BAG": ("panden", "verblijfsobjecten", "ligplaatsen", "standplaatsen", "woonplaatsen", "mutaties"),
        "BGT": ("wegdelen", "terreindelen", "bouwwerken", "bgt_panden"),
        "WOZ": ("woz_objecten", "woz_waarden"),
        "INCIDENTS": ("incidenten", "incidenten_zonder_plek"),
        "ROADS": ("wegvakken",),
        "BUURTEN": ("buurten",),
        "LEEGSTAND": ("leegstand",),
        "VESTIGINGEN": ("vestigingen",),
        "LISTS": ("lijsten",),
    }
    registers = read(file)
    chosen: dict[str, list[str]] = {}
    for source, names in tables.items():
        for name in set(names) & set(registers.tables()):
            column = " (geometry)" if "geometry" in registers.tables()[name] else ""
            quoted = schema.replace('"', '\\"')
            layer = QgsVectorLayer(
                f'{server.address()} key=\'fid\' table="{quoted}"."{name}"{column}', name, "postgres"
            )
            assert layer.isValid(), name
            new_project.addMapLayer(layer)
            chosen.setdefault(f"{source}_LAYERS", []).append(layer.id())
    fine, _, feedback = in_background("loadregisters", {**chosen, "PEILDATUM": "2026-01-01", "OUTPUT": str(back)})
    assert fine, feedback.textLog()
    again = read(back)
    assert again.tables().keys() == registers.tables().keys()
    for name, table in registers.tables().items():
        columns = [column for column in TABLES[name].columns if (name, column) != ("incidenten", "match_score")]
        one, other = (
            pd.DataFrame(held)[columns].astype(str).sort_values(columns, ignore_index=True)
            for held in (table, again.tables()[name])
        )
        pd.testing.assert_frame_equal(one, other, obj=name)
        if "geometry" in table:
            assert (
                np.sort(table.geometry.to_wkb(hex=True)).tolist()
                == np.sort(again.tables()[name].geometry.to_wkb(hex=True)).tolist()
            )
