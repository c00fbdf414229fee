"""Dialogs and panels; no formulas."""
