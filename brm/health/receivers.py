"""Where health plugs in: the signals of the kernel."""

from brm.health.domain import everyday, risks

PLUGGED_IN = (everyday, risks)
