"""Doors to third parties."""

from django.utils.translation import gettext_lazy as _

from brm.parties.enums import Kind
from brm.parties.views.kinds import KindPages

app_name = "thirdparty"
urlpatterns = KindPages(
    kind=Kind.THIRD_PARTY,
    namespace=app_name,
    icon="building-bank",
    title=_("Third parties"),
    new=_("New third party"),
    nobody=_("No third parties yet"),
    advice=_("A third party sets rules, pays, partners or advises. Register the first one, or import a list."),
).doors()
