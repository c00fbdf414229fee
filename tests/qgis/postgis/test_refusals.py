"""What can go wrong with a database is told in a sentence, without the way in, and leaves the database as it was."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any

import psycopg2
import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject

from locatierisico.layers import postgis_writing
from locatierisico.registers.store import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[bool, dict[str, Any], Any]]
    Refuse = Callable[..., str]

HERE = '"Ons ""schema""; één"'
WITHIN = 'SET search_path = "Ons ""schema""; één", public'


@pytest.fixture
def refuse(in_background: Run, registers_file: Path, server: Any, schema: str) -> Refuse:
    """Write, see it refused, and give what was told."""

    def run(name: str, **more: Any) -> str:
        parameters = {"REGISTERS": str(registers_file), "CONNECTION": name, "SCHEMA": schema, **more}
        fine, _, feedback = in_background("writepostgis", parameters)
        told = feedback.textLog()
        assert not fine, told
        assert server.password not in told
        assert "Traceback" not in told
        assert "libpq" not in told
        return str(told)

    return run


@pytest.fixture
def written(in_background: Run, connect: Callable[..., str], registers_file: Path, schema: str) -> str:
    """A connection to a database that holds registers."""
    name = connect()
    fine, _, feedback = in_background(
        "writepostgis", {"REGISTERS": str(registers_file), "CONNECTION": name, "SCHEMA": schema}
    )
    assert fine, feedback.textLog()
    return name


def _held(server: Any) -> list[tuple[Any, ...]]:
    """Everything in the database that is not PostgreSQL's own, with the files it lies in."""
    return server.execute(
        "SELECT nspname, relname, relkind, c.oid, relfilenode, obj_description(c.oid) FROM pg_namespace n"
        " LEFT JOIN pg_class c ON c.relnamespace = n.oid"
        " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1, 2"
    )


def test_a_wrong_password(refuse: Refuse, connect: Callable[..., str]) -> None:
    word = secrets.token_hex(8)
    told = refuse(connect(password=word))
    assert "database gis on 127.0.0.1 does not accept this user name and password" in told
    assert word not in told


def test_no_password(refuse: Refuse, connect: Callable[..., str]) -> None:
    assert "asks for a password, and QGIS keeps none" in refuse(connect(password=""))


def test_what_a_server_says_in_dutch_and_in_a_code_page(
    refuse: Refuse, connect: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = 'FATAAL:  wachtwoordauthenticatie geweigerd voor gebruiker "één"'.encode("cp1252")

    def refusing(**_way_in: Any) -> None:
        said.decode()

    name = connect()
    monkeypatch.setattr(psycopg2, "connect", refusing)
    assert "does not accept this user name and password" in refuse(name)


def test_a_database_that_is_not_there(refuse: Refuse, connect: Callable[..., str]) -> None:
    assert 'The server says: database "elders" does not exist' in refuse(connect(database="elders"))


def test_a_database_without_postgis(refuse: Refuse, connect: Callable[..., str]) -> None:
    assert "this database has no PostGIS. Ask its manager to run CREATE EXTENSION" in refuse(connect(database="plain"))


def test_a_server_that_does_not_answer(refuse: Refuse, connect: Callable[..., str], server: Any) -> None:
    name = connect()
    server.stop()
    try:
        assert "the server 127.0.0.1 cannot be reached" in refuse(name)
    finally:
        server.start()


def test_a_user_without_rights(refuse: Refuse, connect: Callable[..., str], server: Any) -> None:
    word = server.add_user("lezer")
    before = _held(server)
    told = refuse(connect(user="lezer", password=word))
    assert "you have no rights for this in the database (permission denied for database gis)" in told
    assert word not in told
    assert _held(server) == before


def test_a_schema_of_ones_own_is_right_enough(
    in_background: Run, connect: Callable[..., str], server: Any, schema: str, registers_file: Path
) -> None:
    word = server.add_user("schrijver")
    server.execute(f"CREATE SCHEMA {HERE} AUTHORIZATION schrijver")
    name = connect(user="schrijver", password=word)
    for overwrite in (False, True):
        parameters = {"REGISTERS": str(registers_file), "CONNECTION": name, "SCHEMA": schema, "OVERWRITE": overwrite}
        fine, _, feedback = in_background("writepostgis", parameters)
        assert fine, feedback.textLog()


def test_tables_of_somebody_else_are_named_and_stay(refuse: Refuse, connect: Callable[..., str], server: Any) -> None:
    server.execute(f"CREATE SCHEMA {HERE}", f'CREATE TABLE {HERE}."Bomen" (id int)', f"CREATE TABLE {HERE}.panden ()")
    before = _held(server)
    for overwrite in (False, True):
        assert "holds tables that are not ours: Bomen, panden." in refuse(connect(), OVERWRITE=overwrite)
    assert _held(server) == before


def test_public_is_never_written_over(refuse: Refuse, connect: Callable[..., str], server: Any) -> None:
    before = _held(server)
    assert "spatial_ref_sys" in refuse(connect(), SCHEMA="public", OVERWRITE=True)
    assert _held(server) == before


def test_registers_that_stand_there_stay_until_asked(refuse: Refuse, written: str, server: Any) -> None:
    before = _held(server)
    assert "already holds registers. Switch on overwriting" in refuse(written)
    assert _held(server) == before


def test_overwriting_touches_no_table_but_ours(
    in_background: Run, refuse: Refuse, written: str, server: Any, schema: str, registers_file: Path
) -> None:
    server.execute(WITHIN, "CREATE TABLE notities AS SELECT 'van ons' AS tekst")
    parameters = {"REGISTERS": str(registers_file), "CONNECTION": written, "SCHEMA": schema, "OVERWRITE": True}
    fine, _, feedback = in_background("writepostgis", parameters)
    assert fine, feedback.textLog()
    assert server.execute(WITHIN, "SELECT tekst FROM notities") == [("van ons",)]
    server.execute(WITHIN, "DROP TABLE leegstand", "CREATE TABLE leegstand AS SELECT 1 AS mine")
    before = _held(server)
    assert "under names that are needed: leegstand." in refuse(written, OVERWRITE=True)
    assert _held(server) == before


def test_a_view_on_our_tables_is_named_and_stays(refuse: Refuse, written: str, server: Any) -> None:
    server.execute(WITHIN, "CREATE VIEW oude_panden AS SELECT * FROM panden WHERE bouwjaar < 1960")
    before = _held(server)
    told = refuse(written, OVERWRITE=True)
    assert "is made from the tables that would be replaced" in told
    assert "oude_panden" in told
    assert _held(server) == before


def test_tables_in_use_by_somebody_else(
    refuse: Refuse, written: str, server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgis_writing, "_LOCK_TIMEOUT", "300ms")
    before = _held(server)
    other = psycopg2.connect(server.address())
    with other.cursor() as cursor:
        cursor.execute(WITHIN)
        cursor.execute("SELECT count(*) FROM panden")
        assert "somebody else is using the tables" in refuse(written, OVERWRITE=True)
    other.close()
    assert _held(server) == before


def test_somebody_else_who_writes_the_same_schema(
    refuse: Refuse, connect: Callable[..., str], server: Any, schema: str
) -> None:
    other = psycopg2.connect(server.address())
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('locatierisico'), hashtext(%s))", (schema,))
        assert "is being written by somebody else at this moment" in refuse(connect())
    other.close()


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_server_that_goes_away_in_the_middle(
    refuse: Refuse,
    written: str,
    server: Any,
    monkeypatch: pytest.MonkeyPatch,
    overwrite: bool,  # noqa: FBT001  a case
) -> None:
    before = _held(server)
    copied = postgis_writing.copied

    def broken(layer: Any, start: int, end: int) -> str:
        if layer.name == "incidenten":
            server.break_off()
        return copied(layer, start, end)

    monkeypatch.setattr(postgis_writing, "copied", broken)
    where = {"OVERWRITE": True} if overwrite else {"SCHEMA": "ander schema"}
    assert "the connection with the database was lost on the way" in refuse(written, **where)
    assert _held(server) == before


class _Impatient(QgsProcessingFeedback):
    """Cancels as soon as some of the work is done."""

    def __init__(self, after: float) -> None:
        super().__init__(False)  # noqa: FBT003  Qt takes positions
        self.after = after
        self.progressChanged.connect(self._weigh)

    def _weigh(self, percent: float) -> None:
        if percent >= self.after:
            self.cancel()


@pytest.mark.parametrize(("after", "overwrite"), [(1, False), (45, False), (45, True), (100, True)])
def test_a_write_that_is_cancelled_leaves_the_database_as_it_was(
    written: str,
    server: Any,
    schema: str,
    registers_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    after: float,
    overwrite: bool,  # noqa: FBT001  a case
) -> None:
    before = _held(server)
    copied = postgis_writing.copied

    def slowly(layer: Any, start: int, end: int) -> str:
        time.sleep(0.15)
        return copied(layer, start, end)

    monkeypatch.setattr(postgis_writing, "copied", slowly)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:writepostgis")
    context, feedback = QgsProcessingContext(), _Impatient(after)
    context.setProject(QgsProject.instance())
    where = {"SCHEMA": schema, "OVERWRITE": True} if overwrite else {"SCHEMA": "ander schema"}
    results, _ = algorithm.run({"REGISTERS": str(registers_file), "CONNECTION": written, **where}, context, feedback)
    assert results == {}
    assert feedback.isCanceled()
    assert _held(server) == before


@pytest.mark.parametrize("name", ["pg_mijn", "information_schema", "x" * 64, "é" * 32, " "])
def test_names_no_schema_can_bear(connect: Callable[..., str], registers_file: Path, name: str) -> None:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:writepostgis")
    parameters = {"REGISTERS": str(registers_file), "CONNECTION": connect(), "SCHEMA": name}
    fine, sentence = algorithm.checkParameterValues(parameters, QgsProcessingContext())
    assert not fine
    assert "cannot be the name of a schema" in sentence


def test_a_connection_qgis_does_not_have(connect: Callable[..., str], registers_file: Path, tmp_path: Path) -> None:
    connect("kaartserver")
    for name, more in (
        ("writepostgis", {"REGISTERS": str(registers_file)}),
        ("readpostgis", {"OUTPUT": str(tmp_path / "r.gpkg")}),
    ):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"locatierisico:{name}")
        parameters = {"CONNECTION": "nergens", "SCHEMA": "x", **more}
        fine, sentence = algorithm.checkParameterValues(parameters, QgsProcessingContext())
        assert not fine
        assert sentence.startswith("QGIS has no PostgreSQL connection named nergens. It has: kaartserver.")


def test_reading_a_schema_without_registers_names_those_that_have_them(
    in_background: Run, written: str, schema: str, tmp_path: Path
) -> None:
    target = tmp_path / "terug" / "registers.gpkg"
    for name in ("public", "nergens"):
        fine, _, feedback = in_background("readpostgis", {"CONNECTION": written, "SCHEMA": name, "OUTPUT": str(target)})
        assert not fine
        assert (
            f"holds no registers that Write registers to PostGIS wrote. Schemas that do: {schema}."
            in feedback.textLog()
        )
    assert not target.parent.exists()


def test_tables_that_were_changed_in_the_database_are_read_as_they_are_now(
    in_background: Run, written: str, server: Any, schema: str, tmp_path: Path
) -> None:
    target = tmp_path / "registers.gpkg"
    server.execute(
        WITHIN,
        "ALTER TABLE panden ALTER bouwjaar TYPE integer USING bouwjaar::integer, DROP COLUMN status",
        "UPDATE verblijfsobjecten SET gebruiksdoelen = '{winkelfunctie}' WHERE fid = 1",
        "ALTER TABLE verblijfsobjecten ALTER pand_identificaties TYPE jsonb USING to_jsonb(pand_identificaties)",
    )
    fine, _, feedback = in_background("readpostgis", {"CONNECTION": written, "SCHEMA": schema, "OUTPUT": str(target)})
    assert fine, feedback.textLog()
    registers = read(target)
    assert registers.panden["bouwjaar"].tolist() == [1950.0 + n for n in range(42)]
    assert registers.panden["status"].isna().all()
    assert registers.verblijfsobjecten["gebruiksdoelen"].iloc[0] == frozenset({"winkelfunctie"})
    assert registers.verblijfsobjecten["pand_identificaties"].iloc[1] == ("0001100000000001",)
    server.execute(
        WITHIN,
        "ALTER TABLE panden ALTER geometry TYPE geometry(MultiPolygon, 4326) USING ST_Transform(geometry, 4326)",
    )
    fine, _, feedback = in_background("readpostgis", {"CONNECTION": written, "SCHEMA": schema, "OUTPUT": str(target)})
    assert not fine
    assert "Table panden is in another reference system (SRID 4326)" in feedback.textLog()
