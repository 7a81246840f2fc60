"""Where found service events lead."""

from brm.matters.models import MatterKind
from brm.search.kernel import MATTER_PAGES

MATTER_PAGES[MatterKind.SERVICE_EVENT] = "customers:service_event"
