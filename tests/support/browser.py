"""The browser of the tests: Debian's Chromium, steered by playwright."""

import os
import shutil

from tests.support.services import missing

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Path of the browser: $CHROMIUM, or what is installed. Without one CI fails, others skip the test."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    found = found or shutil.which("google-chrome")
    if found is None:
        missing("no Chromium here: apt-get install chromium")
    assert found is not None
    return found
