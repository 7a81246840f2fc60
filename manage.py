#!/usr/bin/env python
"""The door for administrators' commands."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brm.settings")
    execute_from_command_line(sys.argv)
