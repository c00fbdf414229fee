"""A plan as its files hold it, what it comes to, and what changed since the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from qgis.core import NULL, QgsFeature, QgsPointXY, QgsVectorLayer

from ..layers.language import figure, translate
from ..layers.route_results import ROUTES_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_KM = 1000
_FEW = 3  # stops that are named
_PIN_FIELDS = (
    "field=stop_id:string&field=team:string&field=day:string&field=number:integer&field=pinned:boolean"
    "&field=left_out:boolean"
)


class Trip(NamedTuple):
    """One team on one day; `day` is yyyy-mm-dd."""

    team: str
    day: str


class Pin(NamedTuple):
    """A stop that stays where the planner put it, or that nobody visits.

    Attributes:
        stop_id: Its id.
        trip: Who visits it, and when.
        number: Its place in the order; 0 where the order is free.
        left_out: Whether nobody visits it.

    """

    stop_id: str
    trip: Trip
    number: int = 0
    left_out: bool = False


@dataclass(frozen=True)
class PlannedStop:
    """A stop, visited or not; what is not known is empty."""

    stop_id: str
    name: str
    trip: Trip | None
    number: int
    arrival: str
    waiting: float
    service: float
    reason: str
    mandatory: bool
    pinned: bool
    window: str
    point: QgsPointXY


class Totals(NamedTuple):
    """What a plan comes to."""

    stops: int
    served: int
    minutes: float
    metres: float
    waiting: float


@dataclass(frozen=True)
class PlanRows:
    """Everything the page of a plan shows.

    Attributes:
        stops: All stops, in the order of their routes.
        trips: All teams on all days, also those that visit nothing, with their shift in words.

    """

    stops: tuple[PlannedStop, ...]
    trips: dict[Trip, str]
    totals: Totals


def read_plan(folder: Path) -> PlanRows:
    """Read the files of a plan.

    Args:
        folder: Of the run.

    """
    stops = sorted(
        (_stop(row) for row in _rows(folder, "stops")), key=lambda stop: (stop.trip or ("", ""), stop.number)
    )
    teams = {Trip(row["team"], row["day"]): f"{row['shift_from']}-{row['shift_to']}" for row in _rows(folder, "teams")}
    routes = list(_rows(folder, "routes"))
    totals = Totals(
        len(stops),
        sum(stop.trip is not None for stop in stops),
        sum(_number(row["minutes"]) for row in routes),
        sum(_number(row["metres"]) for row in routes),
        sum(stop.waiting for stop in stops),
    )
    return PlanRows(tuple(stops), teams, totals)


def pin_layer(pins: Iterable[Pin]) -> QgsVectorLayer:
    """Make the table of fixed stops that planning takes."""
    layer = QgsVectorLayer(f"NoGeometry?{_PIN_FIELDS}", translate("ui", "Fixed stops"), "memory")
    made = []
    for pin in pins:
        feature = QgsFeature(layer.fields())
        number = pin.number or NULL
        feature.setAttributes([pin.stop_id, pin.trip.team, pin.trip.day, number, not pin.left_out, pin.left_out])
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    return layer


def total_words(totals: Totals) -> list[str]:
    """Put what a plan comes to in words: stops, minutes, kilometres, waiting."""
    return [
        translate("ui", "{n} of {total} stops").format(n=totals.served, total=totals.stops),
        translate("ui", "{n} min under way").format(n=round(totals.minutes)),
        translate("ui", "{n} km").format(n=figure(totals.metres / _KM)),
        translate("ui", "{n} min waiting").format(n=round(totals.waiting)),
    ]


def changed_words(before: PlanRows, after: PlanRows) -> str:
    """Say in a sentence what the new plan does differently."""
    then = {stop.stop_id: stop for stop in before.stops}
    now = {stop.stop_id: stop for stop in after.stops}
    both = [(old, now[name]) for name, old in then.items() if name in now]
    counted = (
        (
            [new.name for old, new in both if old.trip and new.trip and old.trip != new.trip],
            translate("ui", "stops that went to another team or day: {n}"),
        ),
        (
            [new.name for old, new in both if old.trip and old.trip == new.trip and old.number != new.number],
            translate("ui", "stops with another number in the order: {n}"),
        ),
        (
            [new.name for old, new in both if new.trip and not old.trip],
            translate("ui", "stops that are planned now: {n}"),
        ),
        (
            [new.name for old, new in both if old.trip and not new.trip],
            translate("ui", "stops that no longer fit: {n}"),
        ),
        (
            [old.name for name, old in then.items() if name not in now],
            translate("ui", "stops taken out: {n}"),
        ),
        (
            [new.name for name, new in now.items() if name not in then],
            translate("ui", "stops put back: {n}"),
        ),
    )
    parts = [text.format(n=_counted(names)) for names, text in counted if names]
    parts += [_difference(before.totals.minutes, after.totals.minutes)]
    sentence = "; ".join(part for part in parts if part)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else translate("ui", "Nothing changed.")


def _counted(names: Sequence[str]) -> str:
    """Count stops, and name them where they are few."""
    return f"{len(names)} ({', '.join(names)})" if len(names) <= _FEW else str(len(names))


def _difference(before: float, after: float) -> str:
    n = round(after) - round(before)
    if not n:
        return ""
    text = translate("ui", "{n} min longer under way") if n > 0 else translate("ui", "{n} min less under way")
    return text.format(n=abs(n))


def _rows(folder: Path, name: str) -> Sequence[QgsFeature]:
    layer = QgsVectorLayer(f"{folder / ROUTES_FILE}|layername={name}", name, "ogr")
    return list(layer.getFeatures()) if layer.isValid() else []


def _stop(row: QgsFeature) -> PlannedStop:
    served = bool(_known(row["served"]))
    point = row.geometry().asPoint() if not row.geometry().isNull() else QgsPointXY()
    return PlannedStop(
        stop_id=str(row["stop_id"]),
        name=_known(row["name"]) or str(row["stop_id"]),
        trip=Trip(row["team"], _known(row["day"]) or "") if served else None,
        number=int(_number(row["number"])),
        arrival=_known(row["arrival"]) or "",
        waiting=_number(row["waiting_minutes"]),
        service=_number(row["service_minutes"]),
        reason=_known(row["reason"]) or "",
        mandatory=bool(_known(row["mandatory"])),
        pinned=bool(_known(row["pinned"])),
        window=_known(row["window"]) or "",
        point=point,
    )


def _known(value: Any) -> Any:
    return None if value is None or value == NULL else value


def _number(value: Any) -> float:
    known = _known(value)
    return float(known) if known is not None else 0.0
