from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from locatierisico.indicators.catalogue.value_jump import compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Units

PANDEN = [
    {"id": "P1", "box": (0, 0, 10, 10)},
    {"id": "P2", "box": (20, 0, 30, 10)},
    {"id": "P3", "box": (40, 0, 50, 10)},
]


def _object(change: float, pand: str = "P2", **more: Any) -> Any:
    return {"vorige_waarde": 1000, "waarde": 1000 * np.exp(change), "pand_id": pand, "soortobjectcode": "A1", **more}


# Changes .00 … .10: median .05, MAD .03, so 3 x 1.4826 x .03 = .133.
COMMON = [_object(i / 100) for i in range(11)]


def test_other_than_the_common_change(make_units: Callable[..., Units]) -> None:
    # Two more, at .05 + .30 and .05 - .30, leave median and MAD: distances 0 1 1 2 2 3 3 4 4 5 5 30 30, median 3.
    woz = [*COMMON, _object(0.35, "P1"), _object(-0.25, "P1"), _object(0.05, "P1")]
    share = compute(make_units(PANDEN, woz=woz))
    assert share.values.to_list() == pytest.approx([2 / 3, 0, np.nan], nan_ok=True)


def test_other_dates_take_no_part(make_units: Callable[..., Units]) -> None:
    late = {"vorige_datum": "2019-01-01"}
    share = compute(make_units(PANDEN, woz=[*COMMON, _object(3, "P1", **late), _object(0, "P3", vorige_waarde=np.nan)]))
    assert np.isnan(share.values["P1"])
    assert [message.values["n"] for message in share.messages] == [1]


def test_one_date_only(make_units: Callable[..., Units]) -> None:
    woz = [{**row, "vorige_waarde": np.nan, "vorige_datum": None} for row in COMMON]
    assert compute(make_units(PANDEN, woz=woz)).values.isna().all()
