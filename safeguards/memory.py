"""How much memory this machine still has, to refuse what would not fit before any of it is taken."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_TOLD = Path("/proc/meminfo")


def free_memory() -> int | None:
    """Give the bytes that can still be taken without pushing others to disk; None where the machine does not tell.

    Linux and Windows tell what is free. macOS tells only what there is in all, which is a limit too.
    """
    if sys.platform == "win32":
        return _of_windows()
    try:
        found = re.search(r"^MemAvailable:\s*(\d+) kB", _TOLD.read_text(encoding="ascii"), re.MULTILINE)
    except OSError:
        found = None
    if found:
        return int(found[1]) * 1024
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return None


if sys.platform == "win32":
    import ctypes

    class _Status(ctypes.Structure):
        """MEMORYSTATUSEX."""

        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("physical", ctypes.c_ulonglong),
            ("free", ctypes.c_ulonglong),
            ("page_file", ctypes.c_ulonglong),
            ("free_page_file", ctypes.c_ulonglong),
            ("virtual", ctypes.c_ulonglong),
            ("free_virtual", ctypes.c_ulonglong),
            ("free_extended", ctypes.c_ulonglong),
        )

    def _of_windows() -> int | None:
        status = _Status(length=ctypes.sizeof(_Status))
        return int(status.free) if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else None
