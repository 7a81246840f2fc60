from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from brm.ui.navigation import NAV, NavEntry


class DashboardConfig(AppConfig):
    name = "brm.dashboard"
    verbose_name = _("Today")

    def ready(self) -> None:
        import brm.dashboard.domain.reckoning  # noqa: F401 - registers the kernel's figures

        NAV.register(
            "today",
            NavEntry(
                "today",
                _("Today"),
                "sun",
                "dashboard:today",
                0,
                show=lambda user: user.is_insider,
                phone=True,
                keys="g t",
                active_for=("dashboard",),
            ),
        )
