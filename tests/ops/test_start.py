"""What every process of the portal costs before it has done anything."""

import os
import subprocess
import sys

from django.conf import settings

from tests.servers import BASE

_START = """
import django
django.setup()
import brm.urls, gc, sys
from pathlib import Path
resident = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line)
print(resident, gc.isenabled(), "pypinyin" in sys.modules)
"""


def test_a_process_is_far_from_the_memory_at_which_a_worker_is_replaced():
    """A worker above it is replaced after every task, and forking is all that it does from then on."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "brm.settings_test"}
    made = subprocess.run([sys.executable, "-c", _START], cwd=BASE, env=env, capture_output=True, text=True, check=True)

    resident, collects, spells = made.stdout.split()
    assert int(resident) * 1.5 < settings.CELERY_WORKER_MAX_MEMORY_PER_CHILD
    assert (collects, spells) == ("True", "False")
