"""What the town is worth and how it is used: WOZ, vacancy, establishments and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from . import stock, values

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray


def registers(
    panden: pd.DataFrame,
    vbo: pd.DataFrame,
    traits: dict[str, NDArray[np.float64]],
    peildatum: date,
    rng: np.random.Generator,
) -> tuple[dict[str, pd.DataFrame], NDArray[np.bool_]]:
    """Make the WOZ, leegstand, vestigingen and lists of the town.

    Args:
        panden: The panden in stock.
        vbo: The verblijfsobjecten in stock; `pand` is the position of their pand.
        traits: Normal scores of the panden.
        peildatum: The end of the registers.
        rng: Where chance comes from.

    Returns:
        Canonical name -> table; (n,) which verblijfsobjecten are vacant.

    """
    pand = vbo["pand"].to_numpy()
    zone = panden["zone"].to_numpy()[pand]
    farm = np.char.startswith(zone.astype(str), "farm")
    rows = pd.DataFrame(
        {
            "object": _woz_objects(panden, pand, farm),
            "id": vbo["identificatie"],
            "pand_id": panden["identificatie"].to_numpy()[pand],
            "kind": values.object_kind(vbo["gebruiksdoel"].to_numpy(), farm),
            "oppervlakte": vbo["oppervlakte"],
            "x": vbo["x"],
            "y": vbo["y"],
        }
    )
    objecten, waarden = values.woz(rows, traits["value"][pand], traits["jump"][pand], rng)
    empty = stock.vacant(panden, vbo, traits["vacancy"], rng)
    business = (vbo["rank"] < panden["business"].to_numpy()[pand]).to_numpy()
    at = np.flatnonzero(business)
    ids, doelen = vbo["identificatie"].to_numpy(), vbo["gebruiksdoel"].to_numpy()
    day = pd.Timestamp(peildatum)
    house = np.flatnonzero(farm & ~vbo["pand"].duplicated().to_numpy())
    stops = house[rng.random(len(house)) < 1 / (1 + np.exp(1.7 - traits["value"][pand[house]]))]
    checked = rng.choice(at, max(3, len(at) // 60), replace=False)
    lists = pd.DataFrame(
        {
            "lijst": np.repeat(["stoppers", "eerdere controle"], [len(stops), len(checked)]),
            "adresseerbaar_object_identificatie": ids[np.concatenate([stops, checked])],
            "datum": day - pd.to_timedelta(rng.integers(20, 1500, len(stops) + len(checked)), unit="D"),
            "bron": np.repeat(["gemeente", "toezicht"], [len(stops), len(checked)]),
        }
    )
    tables = {
        "woz_objecten": objecten,
        "woz_waarden": waarden,
        "leegstand": values.leegstand(ids[empty], day, rng),
        "vestigingen": values.vestigingen(ids[at], doelen[at], empty[at], traits["turnover"][pand[at]], day, rng),
        "lijsten": lists,
    }
    return tables, empty


def _woz_objects(panden: pd.DataFrame, pand: NDArray[np.int64], farm: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Number the WOZ object of each verblijfsobject: a farm is one, and so is a building let by one owner."""
    whole = np.isin(panden["kind"].to_numpy()[pand], ["hall", "unit", "office"])
    number = np.where(farm, -1 - panden["group"].to_numpy()[pand], np.arange(len(pand)))
    made: NDArray[np.int64] = np.where(whole, len(pand) + pand, number)
    return made
