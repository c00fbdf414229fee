"""All checks on the registers of one municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..indicators.model import Text
from ..registers.own_tables import TABLES_OF
from ..safeguards.watch import Watch
from .catalogue import catalogue
from .given import Given
from .model import GRADES, Finding, Grade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..registers.tables import Registers
    from ..safeguards.messages import Message
    from .model import Check, Register

_UNWATCHED = Watch()
ABSENT = Text("this register was not given", "dit register is niet opgegeven")
_NO_TABLE = Text("the delivery holds no {table}", "de levering bevat geen {table}")
_NO_ROWS = Text("{table} holds no rows", "{table} bevat geen rijen")
_NOT_KEPT = Text(
    "what was told while loading was not kept with these registers; load them again",
    "wat bij het laden is gemeld, is niet bij deze registers bewaard; laad ze opnieuw",
)


@dataclass(frozen=True, eq=False)
class Checked:
    """One check as it was done, or why it was not.

    Attributes:
        check: The check.
        finding: What it found; None where it was not done.
        why: Why it was not done; None where it was.

    """

    check: Check
    finding: Finding | None
    why: Text | None = None

    @property
    def grade(self) -> Grade | None:
        """How severe the finding is; None where there is none."""
        if self.finding is None:
            return None
        grade = self.check.rule.grade(self.finding)
        return min(grade, Grade.NOTE, key=GRADES.index) if self.finding.artefact is not None else grade

    @property
    def asks(self) -> bool:
        """Whether there is something to ask of the keeper of the register."""
        is_artefact = self.finding is not None and self.finding.artefact is not None
        return self.grade not in (None, Grade.OK) and self.check.ask is not None and not is_artefact


@dataclass(frozen=True, eq=False)
class Examined:
    """The registers, and all that was checked of them, in the order of the catalogue."""

    given: Given
    checked: tuple[Checked, ...]

    def of(self, register: Register) -> list[Checked]:
        """Give what was checked of one register."""
        return [one for one in self.checked if one.check.register is register]

    def graded(self, grade: Grade) -> list[Checked]:
        """Give the findings of one grade."""
        return [one for one in self.checked if one.grade is grade]

    def worst(self, register: Register) -> Grade | None:
        """Give the most severe grade of a register; None where nothing was checked."""
        grades = [one.grade for one in self.of(register) if one.grade is not None]
        return max(grades, key=GRADES.index) if grades else None

    def is_present(self, register: Register) -> bool:
        """Tell whether any table of a register is there."""
        return any(name in self.given.tables for name in TABLES_OF[register])


def examine(registers: Registers, messages: Sequence[Message] = (), watch: Watch = _UNWATCHED) -> Examined:
    """Do every check that these registers allow.

    Args:
        registers: The canonical tables.
        messages: What was told while loading them; without any, checks that count repairs are not done.
        watch: Told the fraction done.

    Raises:
        CancelledError: The user cancelled.

    """
    given = Given(registers, tuple(messages))
    checks = list(catalogue().values())
    checked = []
    for done, check in enumerate(checks):
        watch.at(done / len(checks))
        why = _why_not(check, given)
        found = check.compute(given) if why is None else why
        checked.append(Checked(check, found) if isinstance(found, Finding) else Checked(check, None, found))
    watch.at(1)
    return Examined(given, tuple(checked))


def _why_not(check: Check, given: Given) -> Text | None:
    if not any(name in given.tables for name in TABLES_OF[check.register]):
        return ABSENT
    for name in check.needs:
        if name not in given.tables:
            return _about(_NO_TABLE, name)
        if not len(given.tables[name]):
            return _about(_NO_ROWS, name)
    return _NOT_KEPT if check.from_messages and not given.messages else None


def _about(why: Text, table: str) -> Text:
    return Text(why.en.format(table=table), why.nl.format(table=table))
