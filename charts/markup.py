"""HTML and SVG as nested elements: whatever is not made here is text, and is escaped."""

from __future__ import annotations

from html import escape
from typing import Any

_VOID = frozenset({"meta", "br", "rect", "line", "path", "circle", "polyline", "polygon"})


class Markup(str):
    """Text that was made by `element`, and so stands as it is."""

    __slots__ = ()


def element(tag: str, *children: Any, **attributes: Any) -> Markup:
    """Make an element; children and values of attributes that are no `Markup` are escaped.

    An attribute `class_` is `class`, and `aria_label` is `aria-label`; one that is None is left out.
    """
    names = {name: name.rstrip("_").replace("_", "-") for name in attributes}
    held = "".join(f' {names[name]}="{escape(str(value))}"' for name, value in attributes.items() if value is not None)
    if tag in _VOID and not children:
        return Markup(f"<{tag}{held}/>")
    return Markup(f"<{tag}{held}>{joined(*children)}</{tag}>")


def joined(*children: Any) -> Markup:
    """Put parts one after another; lists are taken apart, None is nothing."""
    parts: list[str] = []
    for child in children:
        if isinstance(child, list | tuple):
            parts.append(joined(*child))
        elif isinstance(child, Markup):
            parts.append(child)
        elif child is not None:
            parts.append(escape(str(child)))
    return Markup("".join(parts))
