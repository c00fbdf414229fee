"""Layers made by hand: panden on a row, with their verblijfsobjecten."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely

from locatierisico.registers.raw import Raw

RD = "EPSG:28992"
HOME, SHOP, WORKS = "woonfunctie", "winkelfunctie", "industriefunctie"


def pand(number: int) -> str:
    return f"0099100000{number:06d}"


def vbo(number: int) -> str:
    return f"0099010000{number:06d}"


def panden(n: int, apart: float = 100.0, **fields: Any) -> Raw:
    """Squares of 10 m, the middle of number i at x = 180005 + i * apart."""
    west = 180_000 + apart * np.arange(n)
    frame = pd.DataFrame({"identificatie": [pand(at) for at in range(n)]} | fields)
    return Raw("panden", frame, shapely.box(west, 500_000, west + 10, 500_010), RD)


def points(at: list[tuple[float, float]], **fields: Any) -> Raw:
    return Raw(
        "locaties",
        pd.DataFrame(fields, index=range(len(at))),
        shapely.points(np.array(at, dtype=float).reshape(-1, 2)),
        RD,
    )


def addresses(*uses: tuple[int, str], apart: float = 100.0, **fields: Any) -> Raw:
    """One verblijfsobject per (number of the pand, gebruiksdoel), in the pand."""
    held = [at for at, _ in uses]
    frame = pd.DataFrame(
        {
            "identificatie": [vbo(at) for at in range(len(uses))],
            "pand_identificatie": [pand(at) for at in held],
            "gebruiksdoel": [use for _, use in uses],
            "openbare_ruimte_naam": "Dorpsstraat",
            "huisnummer": np.arange(1, len(uses) + 1),
            "postcode": "9000 AB",
            "woonplaats_naam": "Waterlinge",
            "status": "Verblijfsobject in gebruik",
        }
        | fields
    )
    spots = np.column_stack([180_005 + apart * np.array(held), np.full(len(uses), 500_005.0)])
    return Raw("vbo", frame, shapely.points(spots), RD)
