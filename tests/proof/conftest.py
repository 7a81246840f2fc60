"""One installation for all faults: starting one takes longer than most of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.smtp import mail_server
from tests.proof.installation import Installation
from tests.proof_figures import full

MEETINGS, MISSED = (200, 20) if full() else (40, 5)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Running, with daily meetings whose reminders are due at eight in the morning."""
    folder: Path = tmp_path_factory.mktemp("proof")
    with mail_server(use=False) as box, Installation(folder, box) as running:
        running.build(MEETINGS, MISSED)
        yield running
