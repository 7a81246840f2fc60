"""Finds a Chromium for the journeys of the suite, or gets one (standard library only)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
"""Chromium without a window to draw: a page costs it a sixth of the work."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")


def on_path() -> str | None:
    """A Chromium of the machine's own."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def downloaded() -> bool:
    """Whether Playwright has one of its own that starts on this machine."""
    ask = (
        "from playwright.sync_api import sync_playwright as p\n"
        "with p() as s: s.chromium.launch(args=['--no-sandbox']).close()"
    )
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=False)
    return said.returncode == 0


def chinese_font() -> bool:
    """Whether Chinese words can be drawn: without one, pictures show boxes."""
    tool = shutil.which("fc-list")
    if tool:
        return bool(subprocess.run([tool, ":lang=zh-cn"], capture_output=True, text=True, check=False).stdout.strip())
    return any(Path("/usr/share/fonts").rglob("*CJK*"))


def ensure() -> str:
    """Empty when there is a browser; else what to do."""
    debian_root = os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get")
    if debian_root and not shutil.which(SHELL):
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", SHELL]
        subprocess.run(words, env=env, capture_output=True, check=False)  # where there is none, any Chromium will do
    if debian_root and not (on_path() and chinese_font()):
        print("Installing Chromium and a Chinese font (Debian's packages, once)...", flush=True)
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
        if subprocess.run(install, env=env, capture_output=True, check=False).returncode:
            subprocess.run(["apt-get", "update", "-qq"], env=env, capture_output=True, check=False)
            subprocess.run(install, env=env, capture_output=True, check=False)
    if on_path() or downloaded():
        return ""
    print("Downloading Chromium (Playwright's own, once)...", flush=True)
    said = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, text=True, check=False
    )
    if downloaded():
        return ""
    lines = [line.strip() for line in said.stderr.splitlines() if "rror" in line]
    reason = lines[0][:160] if lines else "it does not start here"
    return (
        f"The browser journeys need a Chromium and none could be fetched ({reason}): "
        "let an administrator run 'apt-get install chromium fonts-noto-cjk' (or the like), then run make test again."
    )


if __name__ == "__main__":
    sys.exit(ensure() or 0)
