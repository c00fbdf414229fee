"""A drawing in the colours of the house."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..charts.canvas import Lettering
from ..charts.markup import Markup
from .house import House

if TYPE_CHECKING:
    from ..charts.canvas import Canvas


def in_colours(canvas: Canvas, house: House) -> Canvas:
    """Give a drawing with the colours of a house in the place of ours, in its headings as in its charts."""
    ours = House()
    others = {ours.colour: house.colour, ours.accent: house.accent}
    if all(ours == theirs for ours, theirs in others.items()):
        return canvas
    return replace(canvas, parts=[_in_colours(part, others) for part in canvas.parts])


def _in_colours(part: Markup | Lettering, others: dict[str, str]) -> Markup | Lettering:
    if isinstance(part, Lettering):
        return part._replace(fill=others.get(part.fill, part.fill))
    made = str(part)
    for at, (ours, theirs) in enumerate(others.items()):
        # By way of a sign of its own: the one colour may be the other of ours.
        made = made.replace(f'"{ours}"', f'"\0{at}"') if theirs != ours else made
    for at, theirs in enumerate(others.values()):
        made = made.replace(f'"\0{at}"', f'"{theirs}"')
    return Markup(made)
