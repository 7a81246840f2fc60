"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brm.settings")

application = get_wsgi_application()

# What was loaded stays: collecting garbage looks at it no more, and not after every few hundred objects of a page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
