from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from locatierisico.registers.editions import ended, newest, years

DAY = date(2021, 10, 15)


def test_a_year_however_it_is_written() -> None:
    said = pd.Series(["2020", 2021, 2019.0, "2020BU03630001", "2018-01-01", "v1900", "\ufffd1950", None, "20200101"])
    assert years(said).tolist() == pytest.approx([2020, 2021, 2019, 2020, 2018, *[np.nan] * 4], nan_ok=True)


def test_the_newest_of_each_thing_and_of_the_whole() -> None:
    year, thing = pd.Series([2019.0, 2021, 2023, 2018, 2022, np.nan]), pd.Series(["a", "a", "a", "b", "c", "d"])
    assert newest(year, DAY).tolist() == [False, True, False, False, False, True]
    assert newest(year, DAY, of=thing).tolist() == [False, True, False, True, True, True]


def test_one_edition_is_kept_whatever_its_year() -> None:
    assert newest(pd.Series([2030.0, 2030, np.nan]), DAY).all()
    assert newest(pd.Series([np.nan, np.nan]), DAY).all()


def test_what_ended_on_the_peildatum_has_ended() -> None:
    frame = pd.DataFrame({"objectEindTijd": ["2021-10-15", "2021-10-16", None, "0000/00/00", "2019-01-01T00:00:00"]})
    assert ended(frame, DAY).tolist() == [True, False, False, False, True]
    assert not ended(pd.DataFrame({"naam": ["a"]}), DAY).any()
