"""Where health plugs in: the signals of the kernel."""

from brm.health.domain import everyday

PLUGGED_IN = (everyday,)
