from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from locatierisico.hotspots.fdr import CORRECTIONS, adjusted, benjamini_hochberg
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The fifteen p-values of Benjamini & Hochberg 1995.
PUBLISHED = np.array(
    [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.759, 1]
)


def test_the_published_example() -> None:
    rates = benjamini_hochberg(PUBLISHED)
    assert (rates <= 0.05).sum() == 4
    np.testing.assert_allclose(rates[:4], [0.0015, 0.0030, 0.0095, 0.035625])
    # .0278 x 15/6 = .0695 gives way to .0298 x 15/7.
    np.testing.assert_allclose(rates[5:7], 0.0298 * 15 / 7)


def test_order_and_missing_change_nothing() -> None:
    order = np.random.default_rng(1).permutation(15)
    np.testing.assert_array_equal(benjamini_hochberg(PUBLISHED[order]), benjamini_hochberg(PUBLISHED)[order])
    with_gaps = np.insert(PUBLISHED, [0, 4, 15], np.nan)
    rates = benjamini_hochberg(with_gaps)
    np.testing.assert_array_equal(rates[~np.isnan(with_gaps)], benjamini_hochberg(PUBLISHED))
    assert np.isnan(rates[np.isnan(with_gaps)]).all()
    assert np.isnan(benjamini_hochberg(np.full(3, np.nan))).all()
    assert benjamini_hochberg(np.zeros(0)).shape == (0,)


def test_corrections_of_the_published_example() -> None:
    assert (adjusted(PUBLISHED, "bonferroni") <= 0.05).sum() == 3
    np.testing.assert_allclose(adjusted(PUBLISHED, "bonferroni")[:4], [0.0015, 0.006, 0.0285, 0.1425])
    assert adjusted(PUBLISHED, "bonferroni").max() == 1
    assert (adjusted(PUBLISHED, "fdr") <= 0.05).sum() == 4
    assert (adjusted(PUBLISHED, "none") <= 0.05).sum() == 9


def test_what_was_not_tested_stays_missing_and_does_not_count() -> None:
    with_gaps = np.insert(PUBLISHED, [0, 4, 15], np.nan)
    for correction in CORRECTIONS:
        found = adjusted(with_gaps, correction)
        np.testing.assert_array_equal(found[~np.isnan(with_gaps)], adjusted(PUBLISHED, correction))
        assert np.isnan(found[np.isnan(with_gaps)]).all()
        assert np.isnan(adjusted(np.full(2, np.nan), correction)).all()


def test_another_correction_is_refused() -> None:
    with pytest.raises(RefusedError, match="none, bonferroni, fdr"):
        adjusted(PUBLISHED, "holm")


@given(p=arrays(np.float64, st.integers(0, 30), elements=st.floats(0, 1)))
def test_stricter_corrections_give_higher_p(p: NDArray[np.float64]) -> None:
    none, fdr, bonferroni = (adjusted(p, correction) for correction in ("none", "fdr", "bonferroni"))
    assert ((none <= fdr + 1e-15) & (fdr <= bonferroni + 1e-15)).all()
