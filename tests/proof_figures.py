"""Where the full counts (``PROOF=1``) leave their figures: ``docs/proof/figures.json``, one entry per proof."""

import fcntl
import json
import os
from pathlib import Path
from typing import Any

PLACE = Path(__file__).resolve().parent.parent / "docs" / "proof" / "figures.json"


def full() -> bool:
    """Whether the full counts were asked for (make proof) rather than the fixed-seed slice (make test)."""
    return os.environ.get("PROOF", "") not in ("", "0")


def record(name: str, figures: dict[str, Any]) -> None:
    """Merge the figures of one proof into the file; nothing is written when only a slice ran."""
    if not full():
        return
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    with PLACE.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        kept = json.loads(file.read() or "{}")
        kept[name] = {**kept.get(name, {}), **figures}
        file.seek(0)
        file.truncate()
        file.write(json.dumps(kept, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
