"""The colours of classes, the same on the map, on paper and in a workbook; told apart by colour-blind readers."""

from __future__ import annotations

# Sequential (ColorBrewer OrRd, Purples; Brewer & Harrower 2003).
ATTENTION = ("#fef0d9", "#fdcc8a", "#fc8d59", "#e34a33", "#b30000")
ATTENTION_FROM = (0.0, 20.0, 40.0, 60.0, 80.0)  # score from which each colour holds
SHARES = ("#f2f0f7", "#cbc9e2", "#9e9ac8", "#756bb1", "#54278f")
SHARES_FROM = (0.0, 0.1, 0.2, 0.3, 0.4)  # a fifth is what every area would have if none differed
