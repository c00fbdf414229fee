"""Keeps i18n/locatierisico_nl.ts in step with the sources: new texts come in as unfinished, gone ones leave.

Run `./dev run /usr/bin/python3 .ci/translations.py`, then translate in Qt Linguist or a text editor. PyQt's own
pylupdate5 overlooks texts that run over several lines, so the sources are parsed with `ast`.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
TS = ROOT / "i18n" / "locatierisico_nl.ts"
PLACES = ("plugin.py", "algorithms", "layers", "sheets", "ui")
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="nl" sourcelanguage="en">'

Texts = dict[tuple[str, str], str]


def sources(root: Path = ROOT) -> list[tuple[str, str]]:
    """Find every `translate("context", "text")`, as (context, text), sorted."""
    files = [file for place in PLACES for file in ([root / place] if "." in place else (root / place).glob("*.py"))]
    found: set[tuple[str, str]] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "translate":
                found.add(_literals(node, file))
    return sorted(found)


def translations(file: Path = TS) -> Texts:
    """Read (context, text) -> translation; an unfinished one is empty."""
    held: Texts = {}
    if not file.exists():
        return held
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314  our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            spoken = message.find("translation")
            done = spoken is not None and spoken.get("type") is None
            held[name, message.findtext("source", "")] = (spoken.text or "") if done else ""
    return held


def write(texts: Texts, file: Path = TS) -> None:
    """Write the .ts file, without line numbers, so that it changes only when texts do."""
    lines = [HEAD]
    for context in sorted({context for context, _ in texts}):
        lines += ["<context>", f"    <name>{escape(context)}</name>"]
        for (_, source), spoken in sorted(item for item in texts.items() if item[0][0] == context):
            mark = "" if spoken else ' type="unfinished"'
            lines += ["    <message>", f"        <source>{escape(source)}</source>"]
            lines += [f"        <translation{mark}>{escape(spoken)}</translation>", "    </message>"]
        lines.append("</context>")
    file.write_text("\n".join([*lines, "</TS>", ""]), encoding="utf-8")


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literals(node: ast.Call, file: Path) -> tuple[str, str]:
    values = [ast.literal_eval(argument) for argument in node.args]
    if [type(value) for value in values] != [str, str]:
        message = f"{file}:{node.lineno}: translate takes a context and a text, both literal."
        raise TypeError(message)
    return values[0], values[1]


def main() -> int:
    """Update the file and say how many texts wait for a translation."""
    known = translations()
    made = {key: known.get(key, "") for key in sources()}
    write(made)
    waiting = sum(not spoken for spoken in made.values())
    sys.stdout.write(f"{len(made)} texts, {waiting} without translation\n")
    return int(waiting > 0)


if __name__ == "__main__":
    sys.exit(main())
