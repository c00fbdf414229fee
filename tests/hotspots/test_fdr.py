from __future__ import annotations

import numpy as np

from locatierisico.hotspots.fdr import benjamini_hochberg

# The fifteen p-values of Benjamini & Hochberg 1995.
PUBLISHED = np.array(
    [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.759, 1]
)


def test_the_published_example() -> None:
    adjusted = benjamini_hochberg(PUBLISHED)
    assert (adjusted <= 0.05).sum() == 4
    np.testing.assert_allclose(adjusted[:4], [0.0015, 0.0030, 0.0095, 0.035625])
    # .0278 x 15/6 = .0695 gives way to .0298 x 15/7.
    np.testing.assert_allclose(adjusted[5:7], 0.0298 * 15 / 7)


def test_order_and_missing_change_nothing() -> None:
    order = np.random.default_rng(1).permutation(15)
    np.testing.assert_array_equal(benjamini_hochberg(PUBLISHED[order]), benjamini_hochberg(PUBLISHED)[order])
    with_gaps = np.insert(PUBLISHED, [0, 4, 15], np.nan)
    adjusted = benjamini_hochberg(with_gaps)
    np.testing.assert_array_equal(adjusted[~np.isnan(with_gaps)], benjamini_hochberg(PUBLISHED))
    assert np.isnan(adjusted[np.isnan(with_gaps)]).all()
    assert np.isnan(benjamini_hochberg(np.full(3, np.nan))).all()
    assert benjamini_hochberg(np.zeros(0)).shape == (0,)
