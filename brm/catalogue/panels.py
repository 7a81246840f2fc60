"""What parts above put on the page of a service: who has it, how it is judged. Registered from ``apps.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from brm.accounts.models import User
from brm.catalogue.models import Service
from brm.core.registry import Registry


@dataclass(frozen=True)
class ServicePanel:
    """A card on a service's page: its template, and what it asks for besides ``service``."""

    name: str
    template: str
    context: Callable[[User, Service], dict[str, Any]]


SERVICE_PANELS: Registry[ServicePanel] = Registry("panel on the page of a service")
