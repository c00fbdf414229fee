"""Simulated WOZ values, vacancy and establishments: for the made-up town, and to dress a real BAG."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.special import ndtr

from .names import GEMEENTECODE

if TYPE_CHECKING:
    from numpy.typing import NDArray

WAARDEPEILDATA = ("2024-01-01", "2025-01-01")
# kind of object -> gebruikscode, soortobjectcode, euro per m²
_OBJECTS = {
    "home": ("10", "1100", 3300.0),
    "mixed": ("11", "1150", 2500.0),
    "stay": ("12", "1210", 2600.0),
    "farm": ("20", "1310", 1150.0),
    "industriefunctie": ("30", "3510", 720.0),
    "kantoorfunctie": ("30", "3110", 1350.0),
    "winkelfunctie": ("30", "3210", 1900.0),
    "overige gebruiksfunctie": ("30", "3590", 560.0),
    "other": ("31", "3900", 1100.0),
}
_SBI = {
    "industriefunctie": ("45112", "4520", "25620", "49410", "46900", "33120", "52109", "4331"),
    "kantoorfunctie": ("6920", "7022", "6201", "7112", "6420"),
    "winkelfunctie": ("4711", "47711", "4721", "96021", "4776"),
    "bijeenkomstfunctie": ("56101", "5630", "56102"),
    "overige gebruiksfunctie": ("52109", "4520", "77111"),
}
_OTHER_SBI = ("8520", "93131", "86101")


def object_kind(doelen: NDArray[np.object_], farm: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Tell what the WOZ sees in each verblijfsobject, from its gebruiksdoelen as comma-separated text."""
    text = pd.Series(doelen, dtype="string").fillna("")
    lives = text.str.contains("woonfunctie", regex=False).to_numpy(dtype=bool)
    only = (text == "woonfunctie").to_numpy(dtype=bool)
    kind = np.full(len(text), "other", dtype=object)
    for name in ("overige gebruiksfunctie", "kantoorfunctie", "industriefunctie", "winkelfunctie"):
        kind[text.str.contains(name, regex=False).to_numpy(dtype=bool)] = name
    kind[text.str.contains("logiesfunctie", regex=False).to_numpy(dtype=bool)] = "stay"
    kind[lives] = "mixed"
    kind[only] = "home"
    kind[farm] = "farm"
    return kind


def woz(
    rows: pd.DataFrame,
    score: NDArray[np.float64],
    unrest: NDArray[np.float64],
    rng: np.random.Generator,
    days: tuple[str, str] = WAARDEPEILDATA,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Value objects on two waardepeildata.

    Args:
        rows: One row per verblijfsobject or unaddressed pand: `object` (rows with one number are one WOZ object),
            `id` (adresseerbaar object, None for none), `pand_id`, `kind` (as `object_kind` gives it),
            `oppervlakte`, `x`, `y`.
        score: (n,) normal scores; higher is a lower value per m². Of an object the first row counts.
        unrest: (n,) normal scores; higher is a greater chance that the value jumped between the two.
        rng: Where chance comes from.
        days: The two waardepeildata, the earlier first.

    Returns:
        `woz_objecten` and `woz_waarden` in canonical columns.

    """
    made = rows.assign(score=score, unrest=unrest)
    first = made.drop_duplicates("object").sort_values("object", kind="stable").reset_index(drop=True)
    n = len(first)
    position = pd.Series(np.arange(n), index=first["object"])
    at = position.loc[made["object"]].to_numpy()
    area = np.bincount(at, weights=made["oppervlakte"].fillna(60).to_numpy(dtype="float64"), minlength=n)
    price = np.array([_OBJECTS[k][2] for k in first["kind"]])
    place = 0.08 * np.sin(first["x"].to_numpy() / 900) + 0.08 * np.cos(first["y"].to_numpy() / 700)
    noise = rng.normal(0, 0.1, n) - 0.32 * first["score"].to_numpy()
    value = area * price * np.exp(place + noise) * np.clip(area / 90, 0.4, 3) ** -0.03
    jumps = rng.random(n) < ndtr(-2.4 + 1.3 * first["unrest"].to_numpy())  # rebuilt, or an objection upheld
    jump = np.where(jumps, rng.choice([-1, 1], n) * rng.uniform(0.15, 0.6, n), 0)
    later = value * np.exp(0.045 + rng.normal(0, 0.025, n) + jump)
    number = np.char.add(GEMEENTECODE, np.char.zfill(np.arange(1, n + 1).astype(str), 8)).astype(object)
    code = np.array([_OBJECTS[k][0] for k in first["kind"]], dtype=object)
    stopped = (code == "20") & (rng.random(n) < 1 / (1 + np.exp(2.3 - first["score"].to_numpy())))
    code_now = np.where(stopped, "10", code)
    objecten = pd.DataFrame(
        {
            "wozobjectnummer": number,
            "adresseerbaar_object_identificaties": _tuples(made["id"], at, n),
            "pand_identificaties": _tuples(made["pand_id"], at, n),
            "gebruikscode": code_now,
            "soortobjectcode": [_OBJECTS[k][1] for k in first["kind"]],
            "oppervlakte": area,
        }
    )
    waarden = pd.concat(
        [
            pd.DataFrame(
                {
                    "wozobjectnummer": number,
                    "waardepeildatum": pd.Timestamp(day),
                    "vastgestelde_waarde": np.maximum(1000, np.round(worth, -3)),
                    "gebruikscode": codes,
                }
            )
            for day, worth, codes in zip(days, (value, later), (code, code_now), strict=True)
        ],
        ignore_index=True,
    )
    return objecten, waarden


def _tuples(ids: pd.Series, at: NDArray[np.int64], n: int) -> list[tuple[str, ...]]:
    """Gather the ids of each object into a sorted tuple without doubles."""
    pairs = pd.DataFrame({"at": at, "id": ids.to_numpy(dtype=object)}).dropna().drop_duplicates()
    pairs = pairs.sort_values(["at", "id"], kind="stable")
    cuts = np.cumsum(np.bincount(pairs["at"], minlength=n))[:-1]
    start, stop = np.r_[0, cuts], np.r_[cuts, len(pairs)]
    held = pairs["id"].to_list()
    return [tuple(held[a:b]) for a, b in zip(start.tolist(), stop.tolist(), strict=True)]


def leegstand(ids: NDArray[np.object_], peildatum: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """Date the vacancy of objects; of some the date is not known."""
    days = np.round(rng.gamma(1.2, 260, len(ids)) + 5).astype("timedelta64[D]")
    since = pd.Series(np.datetime64(peildatum) - days)
    return pd.DataFrame(
        {"adresseerbaar_object_identificatie": ids, "leeg_sinds": since.where(rng.random(len(ids)) > 0.15)}  # noqa: PLR2004 - share without date
    )


def vestigingen(
    ids: NDArray[np.object_],
    doelen: NDArray[np.object_],
    empty: NDArray[np.bool_],
    score: NDArray[np.float64],
    peildatum: pd.Timestamp,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Let establishments come and go in business objects; a higher score is more coming and going.

    Args:
        ids: (n,) business adresseerbare objecten.
        doelen: (n,) their gebruiksdoelen.
        empty: (n,) which are vacant: they hold no establishment now.
        score: (n,) normal scores.
        peildatum: The end of the register.
        rng: Where chance comes from.

    Returns:
        Rows of `vestigingen`: each establishment that was there in the last ten years.

    """
    n = len(ids)
    gaps = 1 + rng.poisson(0.13 * np.exp(0.9 * score) * 10, n)  # changes in ten years, and the first arrival
    owner = np.repeat(np.arange(n), gaps)
    moment = np.sort(rng.random(len(owner)) * 3650 + owner * 10_000) - owner * 10_000
    first = np.r_[True, owner[1:] != owner[:-1]]
    moment = np.where(first, moment - rng.gamma(1.5, 1500, len(owner)), moment)
    last = np.r_[first[1:], True]
    leaves = np.where(last, np.nan, np.r_[moment[1:], 0])
    gone = last & empty[owner]
    leaves = np.where(gone, np.maximum(moment + 30, rng.uniform(2400, 3640, len(owner))), leaves)
    start = np.datetime64(peildatum) - np.timedelta64(3650, "D")
    sbi = np.array([_OTHER_SBI[k % len(_OTHER_SBI)] for k in range(len(owner))], dtype=object)
    for doel, codes in _SBI.items():
        here = pd.Series(doelen[owner], dtype="string").str.contains(doel, regex=False).to_numpy(dtype=bool)
        sbi[here] = rng.choice(np.array(codes, dtype=object), here.sum())
    return pd.DataFrame(
        {
            "adresseerbaar_object_identificatie": ids[owner],
            "sbi": sbi,
            "datum_vestiging": start + np.round(moment).astype("timedelta64[D]"),
            "datum_opheffing": pd.Series(start + np.nan_to_num(np.round(leaves)).astype("timedelta64[D]")).where(
                ~np.isnan(leaves)
            ),
        }
    )
