"""Make the zip that the plugin site takes: the tracked files that ship, and the built translations."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

LARGEST_UPLOAD = 25_000_000
# The oldest moment a zip can hold: the same files always make the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)


def package(root: Path) -> Path:
    """Write `build/locatierisico.zip` from the tracked files as they stand now, and say where it is."""
    state = _git(root, "stash", "create").decode().strip() or "HEAD"
    archive = root / "build" / "tracked.zip"
    archive.parent.mkdir(exist_ok=True)
    archive.write_bytes(_git(root, "archive", "--format=zip", "--prefix=locatierisico/", state))
    target = root / "build" / "locatierisico.zip"
    beside = target.with_suffix(".part")
    with zipfile.ZipFile(archive) as tracked, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(name for name in tracked.namelist() if not name.endswith("/")):
            made.writestr(zipfile.ZipInfo(name, MOMENT), tracked.read(name), zipfile.ZIP_DEFLATED)
        for built in sorted((root / "i18n").glob("*.qm")):
            entry = zipfile.ZipInfo(f"locatierisico/i18n/{built.name}", MOMENT)
            made.writestr(entry, built.read_bytes(), zipfile.ZIP_DEFLATED)
    archive.unlink()
    if beside.stat().st_size > LARGEST_UPLOAD:
        sys.exit(f"{beside} is larger than the {LARGEST_UPLOAD:,} bytes the plugin site takes.")
    beside.replace(target)
    return target


def _git(root: Path, *words: str) -> bytes:
    return subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True).stdout  # noqa: S603, S607


if __name__ == "__main__":
    sys.stdout.write(f"{package(Path(sys.argv[1]))}\n")
