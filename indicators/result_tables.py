"""The tables of an assessment, from what was found per area type."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..safeguards.messages import note, say
from .aggregate import squared_correlation
from .area_table import area_states
from .coverage import State, Why, present_share
from .set_files import Role
from .wording import area_words, missing_words, preset_label, reason_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from .assessment import TypeResult
    from .measure import Measurement
    from .type_index import Index

INDEX_COLUMNS = ("risk_score", "risk_rank", "rank_p05", "rank_p95", "p_top_decile", "coverage")
EXTRA_COLUMNS = ("rank_median", "percentile", "class", "set_completeness")
WORDS = ("reasons_en", "reasons_nl", "missing_en", "missing_nl")


def units_table(
    formed: gpd.GeoDataFrame, found: Mapping[str, TypeResult], area_types: Sequence[str]
) -> gpd.GeoDataFrame:
    """Make the table of units; see `Assessment.units`.

    Values are laid on rows that were formed as eligible and on no other: a dwelling or cluster carries none,
    whatever was computed.
    """
    table = formed if "unit_id" in formed.columns else formed.reset_index(names="unit_id")
    table = table[table["area_type"].isin(area_types)].sort_values(["area_type", "unit_id"], ignore_index=True)
    names = _indicator_names(found, area_only=False)
    parts = [_of_units(result, names) for result in found.values()]
    numbers = [*INDEX_COLUMNS, *names, *EXTRA_COLUMNS]
    values = pd.concat(parts) if parts else pd.DataFrame(columns=["state", *numbers, *WORDS])
    eligible = table["state"] == "eligible"
    laid = values.reindex(table["unit_id"].where(eligible)).reset_index(drop=True)
    state = laid["state"].astype(object).where(laid["state"].notna(), State.INSUFFICIENT.value)
    made = table[["unit_id", "area_id", "area_type"]].copy()
    made["state"] = state.where(eligible, table["state"]).astype(object)
    made["contains_dwelling"] = table["contains_dwelling"].astype(bool)
    made = pd.concat([made, laid[numbers].astype("float64"), _texts(laid[list(WORDS)])], axis=1)
    return table[["geometry"]].join(made)[[*made.columns, "geometry"]]


def areas_table(found: Mapping[str, TypeResult], empty: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Make the table of areas; see `Assessment.areas`. `empty` is given back where there are none."""
    names = _indicator_names(found, area_only=True)
    parts = [_of_areas(result, names) for result in found.values() if len(result.areas.index)]
    return pd.concat(parts, ignore_index=True) if parts else empty


def scores_table(found: Mapping[str, TypeResult]) -> pd.DataFrame:
    """Make the table of scores; see `Assessment.scores`."""
    areas = [
        _scores("area", name, result.areas.index, result.area_index, result.measured_areas, result.area_rows)
        for name, result in found.items()
        if result.area_index is not None
    ]
    units = [
        _scores("unit", name, r.units.index, r.index, r.measured, np.arange(len(r.units.index)))
        for name, r in found.items()
    ]
    return _together(
        [*areas, *units], ["level", "area_type", "id", "indicator", "value", "score", "weight", "contribution"]
    )


def themes_table(found: Mapping[str, TypeResult]) -> pd.DataFrame:
    """Make the table of themes; see `Assessment.themes`. Only scored units are in it."""
    parts = []
    for area_type, result in found.items():
        for theme, index in result.themed.items():
            table = _index_columns(index)
            table.insert(0, "unit_id", result.units.index.to_numpy())
            table.insert(1, "area_type", area_type)
            table.insert(2, "theme", str(theme))
            parts.append(table[index.scored])
    made = _together(parts, ["unit_id", "area_type", "theme", *INDEX_COLUMNS, *EXTRA_COLUMNS])
    return made.sort_values(["area_type", "theme", "unit_id"], ignore_index=True)


def sets_table(found: Mapping[str, TypeResult]) -> pd.DataFrame:
    """Make the table of sets; see `Assessment.sets`."""
    return _together([_of_set(area_type, result) for area_type, result in found.items()], ["area_type"])


def why_message(result: TypeResult, name: str) -> Message | None:
    """Say why an indicator of a set does not weigh in this run; None where it does."""
    one = result.measured.get(name) or result.measured_areas[name]
    if one.lacking:
        return note("index_why_register_absent", registers=", ".join(one.lacking))
    why = result.index.why.get(name)
    if why is Why.LOW_COVERAGE:
        return note("index_why_low_coverage", percent=round(100 * present_share(one.scored)))
    if why is Why.FLAT:
        return note("index_why_flat")
    if one.entry.role is Role.WEIGHED and why is None:
        return note("index_why_no_weight", preset=preset_label(result.preset), theme=preset_label(str(result.theme)))
    return None


def _of_units(result: TypeResult, names: Sequence[str]) -> pd.DataFrame:
    index = result.index
    table = pd.DataFrame({"state": [str(state) for state in index.state]}, index=result.units.index)
    table = table.join(_index_columns(index).set_axis(result.units.index))
    shown = {n: result.measured[n].shown if n in result.measured else np.nan for n in names}
    table = table.join(pd.DataFrame(shown, index=result.units.index))
    for language in ("en", "nl"):
        table[f"reasons_{language}"] = reason_words(index, result.indicators, language)
        table[f"missing_{language}"] = missing_words(index, result.indicators, language)
    return table


def _of_areas(result: TypeResult, names: Sequence[str]) -> gpd.GeoDataFrame:
    areas, top = result.areas, result.top
    table = areas.table[["name", "geometry"]].rename_axis("area_id").reset_index()
    table["area_type"] = areas.area_type
    table["state"] = [str(state) for state in area_states(top.units, result.index.state)]
    position = areas.index.get_indexer(result.units.table["area_id"])
    table["n_units"] = np.bincount(position[position >= 0], minlength=len(table)).astype("float64")
    table["share_top_fifth"], table["share_low"], table["share_high"] = top.share, top.low, top.high
    shown = {n: result.measured_areas[n].shown if n in result.measured_areas else np.nan for n in names}
    table = pd.concat([table, pd.DataFrame(shown, index=table.index, dtype="float64")], axis=1)
    table["n_scored"] = top.units.astype("float64")
    table["top_fifth_units"] = np.where(top.units > 0, top.k, np.nan)
    for language in ("en", "nl"):
        table[f"words_{language}"] = area_words(top, language)
    for column in INDEX_COLUMNS:
        table[column] = np.nan
    if result.area_index is not None:
        own = _index_columns(result.area_index).set_axis(result.area_rows)
        table.update(own[list(INDEX_COLUMNS)])
    first = ["area_id", "name", "area_type", "state", "n_units", "share_top_fifth", "share_low", "share_high"]
    rest = [column for column in table.columns if column not in {*first, "geometry"}]
    return table[[*first, *rest, "geometry"]].sort_values("area_id", ignore_index=True)


def _of_set(area_type: str, result: TypeResult) -> pd.DataFrame:
    index = result.index
    weights = dict(zip(index.used, index.weights, strict=True))
    seen = np.where(index.scored[:, None], index.scores, np.nan)
    steers = dict(zip(index.used, squared_correlation(seen, index.total), strict=True))
    rows = []
    for entry in result.chosen.entries:
        one = result.measured.get(entry.id) or result.measured_areas[entry.id]
        why = why_message(result, entry.id)
        low, high = entry.goalposts or (np.nan, np.nan)
        rows.append(
            {
                "area_type": area_type,
                "set_name": result.chosen.name,
                "preset": result.preset,
                "theme": str(result.theme),
                "normalisation": result.method.normalisation,
                "aggregation": result.method.aggregation,
                "set_completeness": index.standing.set_completeness,
                "indicator": entry.id,
                "dimension": entry.dimension or None,
                "status": status(result, entry.id),
                "why": why.code.removeprefix("index_why_") if why else None,
                "why_en": say(why, "en") if why else None,
                "why_nl": say(why, "nl") if why else None,
                "direction": str(one.direction),
                "evidence": str(one.indicator.evidence),
                "nominal_weight": index.nominal.get(entry.id, np.nan),
                "effective_weight": weights.get(entry.id, np.nan),
                "squared_correlation": steers.get(entry.id, np.nan),
                "present": present_share(one.shown) if one.shown.size else np.nan,
                "goalpost_low": low,
                "goalpost_high": high,
                "parameters": json.dumps(dict(entry.parameters or {}), sort_keys=True),
            }
        )
    return pd.DataFrame(rows)


def status(result: TypeResult, name: str) -> str:
    """Say what an indicator did in this run: "used", "left out", "context" or "area only"."""
    one = result.measured.get(name) or result.measured_areas[name]
    if one.lacking:
        return "left out"
    if one.entry.role is Role.AREA_ONLY:
        return "area only"
    if name not in result.index.why:
        return "context"
    return "used" if name in result.index.used else "left out"


def _index_columns(index: Index) -> pd.DataFrame:
    """Give the columns of an index; a rank is never given without its interval."""
    nothing = np.full(len(index.total), np.nan)
    interval = index.interval
    return pd.DataFrame(
        {
            "risk_score": index.total,
            "risk_rank": nothing if interval is None else index.rank,
            "rank_p05": nothing if interval is None else interval.p05,
            "rank_p95": nothing if interval is None else interval.p95,
            "p_top_decile": nothing if interval is None else interval.p_top_decile,
            "coverage": index.coverage if index.standing.is_enough else nothing,
            "rank_median": nothing if interval is None else interval.median,
            "percentile": index.percentile,
            "class": index.grade,
            "set_completeness": np.full(len(index.total), index.standing.set_completeness),
        }
    )


def _scores(
    level: str,
    area_type: str,
    ids: pd.Index,
    index: Index,
    measured: Mapping[str, Measurement],
    at: NDArray[np.int64],
) -> pd.DataFrame:
    """Make the scores of one area type; the rows of `index` are those of `ids` and `measured` at `at`."""
    held = ids.to_numpy(dtype=object)[at]
    rows = np.flatnonzero(index.scored)
    rows = rows[np.argsort(held[rows], kind="stable")]
    columns = np.array(sorted(range(len(index.used)), key=lambda column: index.used[column]), dtype=np.int64)
    names = np.array([index.used[column] for column in columns], dtype=object)
    values = [measured[name].shown[at[rows]] for name in names]
    table = pd.DataFrame(
        {
            "level": level,
            "area_type": area_type,
            "id": np.repeat(held[rows], len(names)),
            "indicator": np.tile(names, len(rows)),
            "value": np.column_stack(values).ravel() if values else [],
            "score": index.scores[np.ix_(rows, columns)].ravel(),
            "weight": index.effective[np.ix_(rows, columns)].ravel(),
            "contribution": index.contributions[np.ix_(rows, columns)].ravel(),
        }
    )
    return table[table["score"].notna()]


def _indicator_names(found: Mapping[str, TypeResult], *, area_only: bool) -> list[str]:
    return sorted({e.id for r in found.values() for e in r.chosen.entries if area_only or e.role is not Role.AREA_ONLY})


def _texts(table: pd.DataFrame) -> pd.DataFrame:
    held = table.astype(object)
    return held.where(held.notna(), None)


def _together(parts: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(columns))
