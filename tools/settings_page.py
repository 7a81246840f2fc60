"""Writes docs/admin/settings.md from the registry of environment variables: ``python -m tools.settings_page``."""

from pathlib import Path

from brm.core.config import VARIABLES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "admin" / "settings.md"
_HEAD = """# Settings

<!-- Written by tools/settings_page.py (make fmt). Change brm/core/config.py, not this page. -->

Every setting is an environment variable. All are read and checked at start: wrong ones are named in one message, and
nothing starts. An empty value counts as not set. Instead of `NAME`, `NAME_FILE` may name a file that holds the value,
for secrets (`SMTP_PASSWORD_FILE`, `DATABASE_URL_FILE`, ...). Yes or no: `yes`, `no`, `true`, `false`, `1`, `0`, `on`,
`off`.

| Variable | Without it | What it is for |
|---|---|---|
"""


def text() -> str:
    """The page as it should be."""
    rows = (
        f"| `{variable.name}` | {f'`{variable.default}`' if variable.default else 'empty'} | {variable.about} |"
        for variable in VARIABLES
    )
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(text())
