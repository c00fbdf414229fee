"""A PostgreSQL server with PostGIS of the tests' own, on loopback, in a folder that is gone afterwards."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg2
import pytest
from qgis.core import QgsProviderRegistry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_KEEPER = "keeper"
_SYSTEM_USER = "postgres"  # PostgreSQL refuses to run as root
_EXTENSIONS, _CONTROL = Path("/usr/share/postgresql"), "extension/postgis.control"


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        programs: Folder with initdb and pg_ctl.
        folder: Where it keeps its data.
        port: On 127.0.0.1.
        password: Of the keeper.

    """

    programs: Path
    folder: Path
    port: int
    password: str

    def run(self, program: str, *words: str) -> None:
        """Run one of its programs as the user who owns its data."""
        as_user = ["runuser", "-u", _SYSTEM_USER, "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(self.programs / program), "-D", str(self.folder / "data"), *words]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, timeout=60)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "fsync": "off",
            "lc_messages": "C",
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once, breaking off whatever is connected."""
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")

    def execute(self, *statements: str, database: str = "gis") -> list[tuple[Any, ...]]:
        """Run statements as the keeper, each in a transaction of its own, and give the rows of the last."""
        connection = psycopg2.connect(
            host="127.0.0.1", port=self.port, user=_KEEPER, password=self.password, dbname=database
        )
        connection.autocommit = True
        rows: list[tuple[Any, ...]] = []
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows

    def add_user(self, name: str) -> str:
        """Make a user without any rights, and give the password."""
        word = secrets.token_hex(8)
        self.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{word}'")
        return word

    def break_off(self) -> None:
        """Break every connection with the database, as a network does."""
        self.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'gis'", database="postgres"
        )

    def address(self, *, user: str = _KEEPER, password: str | None = None, database: str = "gis") -> str:
        """Give what QGIS connects with."""
        secret = self.password if password is None else password
        given = f" password='{secret}'" if secret else ""
        return f"dbname='{database}' host=127.0.0.1 port={self.port} user='{user}'{given} sslmode=disable"


def _programs() -> Path | None:
    """Find the newest server for which PostGIS is installed as well."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    found = [path.parent for path in versions if (_EXTENSIONS / path.parts[4] / _CONTROL).is_file()]
    return found[-1] if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server with a database `gis`, which has PostGIS, and one `plain`, which has not."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL with PostGIS is not installed; ./dev test installs it")
    folder = Path(tempfile.mkdtemp(prefix="locatierisico-postgres-"))
    made = Server(programs, folder, _free_port(), secrets.token_hex(8))
    word = folder / "word"
    word.write_text(made.password, encoding="utf-8")
    if os.geteuid() == 0:
        for path in (folder, word):
            shutil.chown(path, _SYSTEM_USER)
    try:
        made.run("initdb", "-U", _KEEPER, "-A", "scram-sha-256", "--pwfile", str(word), "-E", "UTF8", "--locale=C")
        made.start()
        try:
            made.execute("CREATE DATABASE gis", "CREATE DATABASE plain", database="postgres")
            made.execute("CREATE EXTENSION postgis")
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def connect(provider: Any, server: Server) -> Iterator[Callable[..., str]]:  # noqa: ARG001  QGIS must run
    """Store connections in QGIS, as a user does in the Browser panel; gives the name."""
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    made: list[str] = []
    kept = {"saveUsername": True, "savePassword": True}

    def store(name: str = "proef é", **way_in: Any) -> str:
        metadata.saveConnection(metadata.createConnection(server.address(**way_in), kept), name)
        made.append(name)
        return name

    yield store
    for name in made:
        metadata.deleteConnection(name)


@pytest.fixture
def schema(server: Server) -> Iterator[str]:
    """The name of a schema that does not exist yet, with all that makes a name hard to quote."""
    name = 'Ons "schema"; één'
    yield name
    server.execute('DROP SCHEMA IF EXISTS "Ons ""schema""; één" CASCADE')
