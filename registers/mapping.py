"""Which column plays which role, said once by the user and remembered by the names of the columns."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..safeguards.door import is_personal
from ..safeguards.messages import RefusedError, Severity, note, refused, warn
from . import areas, incidents, lists, woz
from .columns import find, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ..safeguards.messages import Message
    from .raw import Raw

# Register -> role -> the names a column of that role goes by, the first of which it is given.
ROLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "INCIDENTS": incidents.ROLES,
    "WOZ": woz.ROLES,
    **lists.ROLES,
    "AREAS": areas.ROLES,
}
_KIND = "locatierisico column mapping"
_VERSION = 1
_LARGEST = 1 << 20  # bytes of a file with a mapping
_SHORT = 16  # letters of a hash that tell sets of columns apart


@dataclass(frozen=True)
class ColumnMapping:
    """Which delivered column plays which role in one register.

    Attributes:
        register: A key of `ROLES`.
        columns: Names of all columns of the table it was made for, as delivered.
        roles: Role -> column as delivered; a role that is not here has no column, whatever the names say.
        ignored: Columns that are left out.
        made: The day it was made, in words for the user.
        name: The file it was read from.
        sha256: Of that file.
        remembered: Whether it stems from a folder of mappings, of which only those that fit are used.

    """

    register: str
    columns: tuple[str, ...]
    roles: Mapping[str, str]
    ignored: tuple[str, ...] = ()
    made: str = ""
    name: str = ""
    sha256: str = ""
    remembered: bool = False

    def fingerprint(self) -> str:
        """Give what all tables with the same column names share."""
        return fingerprint(self.columns)

    def absent(self, columns: Iterable[str]) -> list[str]:
        """Name the columns with a role that are not among these."""
        there = {_plain(column) for column in columns}
        return [column for column in dict.fromkeys(self.roles.values()) if _plain(column) not in there]


def fingerprint(columns: Iterable[str]) -> str:
    """Give what tables with the same column names share, whatever their order and case."""
    names = "\n".join(sorted({_plain(column) for column in columns}))
    return hashlib.sha256(names.encode()).hexdigest()[:_SHORT]


def _plain(column: object) -> str:
    return " ".join(str(column).split()).casefold()


def proposed(columns: Sequence[str], register: str) -> dict[str, str]:
    """Give the roles as the register itself would hand them out, by the names of the columns.

    Args:
        columns: Names as delivered.
        register: A key of `ROLES`.

    """
    roles: dict[str, str] = {}
    for role, aliases in ROLES[register].items():
        left = [column for column in columns if column not in roles.values()]
        column = find(left, *aliases)
        if column is not None:
            roles[role] = column
    return roles


def chosen(mappings: Iterable[ColumnMapping], register: str, columns: Sequence[str]) -> ColumnMapping | None:
    """Choose the mapping for a table: one made for just these columns, else the one that says most of them."""
    mark = fingerprint(columns)
    fitting = [one for one in mappings if one.register == register and not one.absent(columns)]
    order = [(one.fingerprint() == mark, not one.remembered, len(one.roles)) for one in fitting]
    return fitting[order.index(max(order))] if fitting else None


def applied(mapping: ColumnMapping, raw: Raw) -> Raw:
    """Give a table whose columns bear the names that the reader of its register looks for first.

    A column that would be taken for a role it does not have is left out, so that the mapping decides.

    Raises:
        RefusedError: The mapping names a column that is not there.

    """
    columns = [str(column) for column in raw.frame.columns]
    if absent := mapping.absent(columns):
        raise refused(
            "mapping_column_absent",
            mapping=mapping.name or mapping.register,
            file=raw.name,
            columns=", ".join(absent),
            found=", ".join(columns),
        )
    there = {_plain(column): column for column in reversed(columns)}
    roles = ROLES[mapping.register]
    of_role = {role: there[_plain(column)] for role, column in mapping.roles.items()}
    renamed = {roles[role][0]: raw.frame[column] for role, column in of_role.items()}
    ignored = {_plain(column) for column in mapping.ignored} | {key(name) for name in renamed}
    kept = {
        column: raw.frame[column]
        for column in columns
        if _plain(column) not in ignored
        and key(column) not in ignored
        and all(of_role.get(role) == column for role, names in roles.items() if find([column], *names))
    }
    frame = raw.frame.iloc[:, :0].assign(**renamed, **kept)
    return replace(raw, frame=frame)


def mapped(
    mappings: Sequence[ColumnMapping], register: str, raws: Sequence[Raw]
) -> tuple[list[Raw], list[ColumnMapping], list[Message]]:
    """Apply to every table of a register the mapping that fits it.

    Returns:
        The tables, the mappings that were used, and what to tell.

    Raises:
        RefusedError: A mapping that was given by name fits none of the tables.

    """
    made: list[Raw] = []
    used: list[ColumnMapping] = []
    messages: list[Message] = []
    for raw in raws:
        mapping = chosen(mappings, register, list(raw.frame.columns))
        if mapping is None:
            made.append(raw)
            continue
        made.append(applied(mapping, raw))
        used.append(mapping)
        messages.append(note("mapping_used", file=raw.name, mapping=mapping.name, made=mapping.made or "-"))
    for mapping in mappings:
        if mapping.register == register and not mapping.remembered and mapping not in used and raws:
            applied(mapping, min(raws, key=lambda raw: len(mapping.absent(raw.frame.columns))))
            messages.append(note("mapping_unused", mapping=mapping.name, register=register))
    return made, [one for at, one in enumerate(used) if one not in used[:at]], messages


def read_mappings(paths: Iterable[Path]) -> tuple[list[ColumnMapping], list[Message]]:
    """Read files with mappings, and folders of them.

    Args:
        paths: Of a file the mapping must fit; of a folder those that fit are used, and files that hold no mapping
            are told and passed over.

    Raises:
        RefusedError: A file is not there or holds no mapping.

    """
    mappings: list[ColumnMapping] = []
    messages: list[Message] = []
    for path in paths:
        if not path.is_dir():
            mappings.append(read_mapping(path))
            continue
        for held in sorted(path.glob("*.json")):
            try:
                mappings.append(replace(read_mapping(held), remembered=True))
            except RefusedError as error:
                messages.append(warn("mapping_passed_over", file=held.name))
                messages.append(replace(error.message, severity=Severity.WARNING))
    return mappings, messages


def read_mapping(path: Path) -> ColumnMapping:
    """Read one mapping.

    Raises:
        RefusedError: It is not there, is no mapping, names an unknown register or role, or a column about persons.

    """
    if not path.is_file():
        raise refused("files_absent", file=path.name)
    bytes_held = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    try:
        held = json.loads(bytes_held.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refused("mapping_unreadable", file=path.name) from error
    if not _is_mapping(held):
        raise refused("mapping_unreadable", file=path.name)
    known = ROLES.get(held["register"])
    strange = [role for role in held["roles"] if known is not None and role not in known]
    if known is None or strange:
        what = ", ".join(strange) or held["register"]
        raise refused("mapping_unknown", file=path.name, what=what, known=", ".join(known or ROLES))
    mapping = ColumnMapping(
        held["register"],
        tuple(held["columns"]),
        held["roles"],
        tuple(held.get("ignored", ())),
        str(held.get("made", "")),
        path.name,
        hashlib.sha256(bytes_held).hexdigest(),
    )
    if personal := [column for column in mapping.roles.values() if is_personal(column)]:
        raise refused("mapping_personal", file=path.name, columns=", ".join(personal))
    if absent := mapping.absent(mapping.columns):
        raise refused(
            "mapping_column_absent",
            mapping=path.name,
            file=path.name,
            columns=", ".join(absent),
            found=", ".join(mapping.columns),
        )
    return mapping


def _is_mapping(held: Any) -> bool:
    def are_texts(values: Any) -> bool:
        return isinstance(values, list) and all(isinstance(value, str) for value in values)

    return (
        isinstance(held, dict)
        and held.get("kind") == _KIND
        and held.get("version") == _VERSION
        and isinstance(held.get("register"), str)
        and are_texts(held.get("columns"))
        and isinstance(held.get("roles"), dict)
        and are_texts(list(held["roles"].values()))
        and are_texts(held.get("ignored", []))
    )


def write_mapping(mapping: ColumnMapping, path: Path) -> None:
    """Write a mapping as a file that users can pass to each other."""
    held = {
        "kind": _KIND,
        "version": _VERSION,
        "register": mapping.register,
        "made": mapping.made,
        "columns": list(mapping.columns),
        "roles": dict(mapping.roles),
        "ignored": list(mapping.ignored),
    }
    path.write_text(json.dumps(held, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
