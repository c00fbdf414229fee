"""A PostgreSQL database as QGIS knows it: one connection, one transaction, and its errors in words."""

from __future__ import annotations

import importlib.util
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qgis.core import QgsDataSourceUri, QgsProviderRegistry

from ..safeguards.messages import RefusedError, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PROVIDER = "postgres"
# A server that went away is noticed within a minute; libpq by itself waits for hours.
_PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "20",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
_CLOSING = 2.0  # seconds that a broken-off transaction gets to be undone before we go on
_SENTENCES = {
    "25006": "postgis_read_only",
    "2BP01": "postgis_depended_on",
    "42501": "postgis_no_rights",
    "53100": "postgis_disk_full",
    "55P03": "postgis_locked",
    "57014": "postgis_stopped",
}
_GONE = ("08", "57P")  # how the codes begin that say the connection or the server is gone
# An attempt to connect has no code, only the words of the server in the language of the server.
_PASSWORD = ("password", "wachtwoord", "passwort", "authentication", "authenticatie")
_NONE_GIVEN = ("no password supplied", "fe_sendauth")
_OF_SERVER = ("FATAL:", "FATAAL:")
_LONGEST_NAME = 63  # bytes; PostgreSQL cuts a longer name without a word
_RESERVED = ("pg_", "information_schema")


@dataclass(frozen=True)
class Database:
    """Where a connection of QGIS leads; how one gets in there is never shown.

    Attributes:
        name: Of the connection, as the user gave it.
        way_in: What libpq needs, the password included.
        role: Role to take on once connected; empty is none.

    """

    name: str
    way_in: Mapping[str, str] = field(repr=False)
    role: str = ""


def has_driver() -> bool:
    """Tell whether psycopg2 is there; it comes with every QGIS, but a Linux distribution may leave it out."""
    return importlib.util.find_spec("psycopg2") is not None


def find_database(name: str) -> Database:
    """Look up a connection of QGIS, on the main thread: a stored authentication is opened here.

    Raises:
        RefusedError: No connection of that name, no driver, or an authentication that cannot be opened.

    """
    if not has_driver():
        raise refused("postgis_no_driver")
    import psycopg2.extensions  # noqa: PLC0415  not at start

    metadata = QgsProviderRegistry.instance().providerMetadata(_PROVIDER)
    known = metadata.connections(False) if metadata else {}  # noqa: FBT003  QGIS takes positions
    if name not in known:
        raise refused("postgis_no_connection", connection=name, known=", ".join(sorted(known)) or "-")
    address = QgsDataSourceUri(known[name].uri())
    try:
        way_in = psycopg2.extensions.parse_dsn(address.connectionInfo(True))  # noqa: FBT003  QGIS takes positions
    except psycopg2.Error:
        raise refused("postgis_bad_connection", connection=name) from None
    return Database(name, {**_PATIENCE, **way_in}, address.param("session_role"))


def check_schema_name(name: str) -> None:
    """Refuse a name that PostgreSQL keeps for itself or would cut.

    Raises:
        RefusedError: The name is empty, too long or reserved.

    """
    if not name.strip() or "\x00" in name or len(name.encode()) > _LONGEST_NAME or name.startswith(_RESERVED):
        raise refused("postgis_schema_name", schema=name, longest=_LONGEST_NAME)


class Session:
    """One connection with one transaction; what is not committed never was."""

    def __init__(self, database: Database) -> None:
        """Start without a connection: opening one may take long, and is part of the work."""
        self.database = database
        self._connection: Any = None

    def open(self, *, for_reading: bool) -> Any:
        """Connect, in the thread that does the work; reading sees one moment of the whole database.

        Raises:
            RefusedError: The server cannot be reached, or does not let us in.

        """
        import psycopg2  # noqa: PLC0415  not at start
        from psycopg2 import extensions, sql  # noqa: PLC0415  not at start

        try:
            self._connection = psycopg2.connect(**self.database.way_in, application_name="Locatierisico")
        except psycopg2.Error as error:
            raise _not_let_in(self.database, str(error)) from None
        except UnicodeDecodeError as error:
            # On Windows server and libpq speak in the code page of their country.
            raise _not_let_in(self.database, error.object.decode("cp1252", errors="replace")) from None
        level = extensions.ISOLATION_LEVEL_REPEATABLE_READ if for_reading else extensions.ISOLATION_LEVEL_READ_COMMITTED
        self._connection.set_session(isolation_level=level, readonly=for_reading)
        self._connection.set_client_encoding("UTF8")
        if self.database.role:
            with self._connection.cursor() as cursor:
                cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(self.database.role)))
        return self._connection

    def commit(self) -> None:
        """Let everything stand, at once."""
        self._connection.commit()

    def close(self) -> None:
        """End the connection; a transaction that was not committed is undone, a query that still runs is broken off.

        The server does the undoing, also where we cannot reach it any more; so there is a limit to the waiting.
        """
        if self._connection is None:
            return
        closing = threading.Thread(target=self._close, name="locatierisico-close", daemon=True)
        closing.start()
        closing.join(_CLOSING)

    def _close(self) -> None:
        import psycopg2  # noqa: PLC0415  not at start

        with suppress(psycopg2.Error):
            self._connection.cancel()
        with suppress(psycopg2.Error):
            self._connection.close()


@contextmanager
def session(database: Database) -> Iterator[Session]:
    """Give a session that is closed in the end; what the database says is put in words.

    Raises:
        RefusedError: With what is wrong and what to do, and never with the way in.

    """
    import psycopg2  # noqa: PLC0415  not at start

    held = Session(database)
    try:
        yield held
    except psycopg2.Error as error:
        raise _in_words(database, error) from None
    finally:
        held.close()


def _in_words(database: Database, error: Any) -> RefusedError:
    code = error.pgcode or ""
    said = _one_line(error.diag.message_primary)
    if not code or code.startswith(_GONE):
        return refused("postgis_lost", connection=database.name)
    if code in _SENTENCES:
        detail = _one_line(error.diag.message_detail)
        return refused(_SENTENCES[code], connection=database.name, said=said, detail=detail)
    return refused("postgis_other", connection=database.name, code=code, said=said)


def _not_let_in(database: Database, told: str) -> RefusedError:
    where = database.way_in.get("host") or database.way_in.get("service") or "localhost"
    values = {"connection": database.name, "server": where, "database": database.way_in.get("dbname", "-")}
    lower = told.lower()
    if any(words in lower for words in _NONE_GIVEN):
        return refused("postgis_no_password", **values)
    if any(words in lower for words in _PASSWORD):
        return refused("postgis_wrong_password", **values)
    for mark in _OF_SERVER:
        if mark in told:
            return refused("postgis_not_let_in", **values, said=_one_line(told.split(mark)[-1]))
    return refused("postgis_not_reached", **values)


def _one_line(text: str | None) -> str:
    return " ".join((text or "-").split())
