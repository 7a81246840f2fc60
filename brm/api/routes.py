"""Where the parts put their resources; the address is /api/v1/<name>/."""

from rest_framework.routers import SimpleRouter

router = SimpleRouter()
