"""Farm buildings that may have lost their farm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...safeguards.messages import note
from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..units import Place, Units

AGRARIAN = "20"  # WOZ gebruikscode boerderij


def compute(units: Units, *, list_name: str = "stoppers") -> Measured:
    """1 if an address of the erf is on the list of stoppers, or by the WOZ no farm is (left) on it; else 0.

    By the WOZ: an object of the erf went from gebruikscode 20 to 1x, or none of its objects has gebruikscode 20.
    NaN where the erf has no WOZ object with a code and is not on the list; where there is no WOZ the list decides.

    Args:
        units: The units.
        list_name: Name of the list of farmers who stop, in `lijsten`.

    """
    place = units.place
    lists, objects = place.registers.lijsten, place.registers.woz_objecten
    named = None if lists is None else lists[lists["lijst"].fillna("").str.strip().str.lower() == list_name]
    if (named is None or not len(named)) and objects is None:
        return unknown(units.index, note("catalogue_vab_needs", list=list_name))
    first = units.panden.drop_duplicates("unit")
    erf = np.full(len(units.index), -1, dtype=np.int64)
    erf[first["unit"].to_numpy()] = first["erf"].to_numpy()
    stops = np.zeros(len(erf), dtype=bool)
    if named is not None:
        listed = place.vbo["identificatie"].isin(named["adresseerbaar_object_identificatie"])
        stops = (erf >= 0) & np.isin(erf, place.vbo.loc[listed, "erf"])
    if objects is None:
        return Measured(units.series(np.where(erf >= 0, stops, np.nan)))
    farmless = _by_woz(place).reindex(erf).to_numpy(dtype="float64")
    return Measured(units.series(np.where(stops, 1.0, np.where(erf >= 0, farmless, np.nan))))


def _by_woz(place: Place) -> pd.Series:
    """Give per erf 1 where no farm is left by the WOZ, else 0; an erf without a code is not in it."""
    objects = place.registers.woz_objecten
    if objects is None:
        return pd.Series(dtype="float64")
    latest, was_farm = _codes(place)
    numbers = objects["wozobjectnummer"]
    code = objects["gebruikscode"].where(objects["gebruikscode"].notna(), numbers.map(latest))
    stopped = numbers.isin(was_farm) & code.str.startswith("1").fillna(value=False).astype(bool)
    facts = pd.DataFrame({"farm": code == AGRARIAN, "stopped": stopped, "known": code.notna()})
    links = pd.concat(
        [
            _erf_of(objects["adresseerbaar_object_identificaties"], place.vbo),
            _erf_of(objects["pand_identificaties"], place.panden),
        ]
    )
    joined = facts.loc[links.index].assign(erf=links.to_numpy(dtype="int64"))
    per_erf = joined[joined["known"] & (joined["erf"] >= 0)].groupby("erf")[["farm", "stopped"]].any()
    return (per_erf["stopped"] | ~per_erf["farm"]).astype("float64")


def _codes(place: Place) -> tuple[pd.Series, NDArray[np.object_]]:
    """Give the last gebruikscode of each object up to the peildatum, and the objects that once were a farm."""
    values = place.registers.woz_waarden
    if values is None:
        return pd.Series(dtype=object), np.empty(0, dtype=object)
    past = values["gebruikscode"].notna() & (values["waardepeildatum"] <= pd.Timestamp(place.peildatum))
    dated = values[past].sort_values(["wozobjectnummer", "waardepeildatum"])
    latest = dated.drop_duplicates("wozobjectnummer", keep="last").set_index("wozobjectnummer")["gebruikscode"]
    farms: NDArray[np.object_] = dated.loc[dated["gebruikscode"] == AGRARIAN, "wozobjectnummer"].unique()
    return latest, farms


def _erf_of(identificaties: pd.Series, table: pd.DataFrame) -> pd.Series:
    """Give the erf behind each identificatie of each WOZ object, on the index of the objects."""
    erf = table.drop_duplicates("identificatie").set_index("identificatie")["erf"]
    return identificaties.explode().map(erf).astype("float64").dropna()


INDICATOR = Indicator(
    id="vab_candidate",
    label=Text("Farm that may have stopped", "Mogelijk gestopte boerderij"),
    formula=Text(
        en=(
            "1 if on the list of stoppers, or a WOZ gebruikscode of the erf went from 20 to 1x, or no object of"
            " the erf has gebruikscode 20"
        ),
        nl=(
            "1 als op de lijst van stoppers, of een WOZ-gebruikscode van het erf van 20 naar 1x ging, of geen "
            "object van het erf gebruikscode 20 heeft"
        ),
    ),
    unit="0/1",
    level=Level.UNIT,
    kind=Kind.BINARY,
    rollup=Rollup.SHARE,
    themes=frozenset({Theme.DRUGS, Theme.UITBUITING, Theme.VASTGOED}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"verblijfsobjecten": ("identificatie",)},
    evidence=Evidence.C,
    source="ShintoLabs, buitengebied; VNG on vrijkomende agrarische bebouwing",
    innocent=Text(
        en="A hobby farm, or a firm that was never a farm.",
        nl="Een hobbyboer, of een bedrijf dat nooit een boerderij was.",
    ),
    compute=compute,
)
