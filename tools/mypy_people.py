"""Tells the type checker what the middleware guarantees: who reaches a page that reads ``request.user`` is signed in.

Pages are closed by default and the few open ones ask ``is_authenticated`` first; without this every line of every page
would have to rule out the anonymous again.
"""

from collections.abc import Callable

from mypy.nodes import MypyFile, TypeInfo
from mypy.plugin import AttributeContext, Plugin
from mypy.types import AnyType, Instance, Type, TypeOfAny

MODULE = "brm.accounts.models.people"
PACKAGES = {"brm", "customers", "suppliers", "thirdparty", "surveys"}
READERS = {"views", "api", "ui", "forms", "admin", "middleware", "portal", "pages", "feeds"}


def _any(_context: AttributeContext) -> Type:
    return AnyType(TypeOfAny.special_form)


def _user(context: AttributeContext) -> Type:
    module = getattr(context.api, "modules", {}).get(MODULE)
    found = module.names.get("User") if module else None
    if found is None or not isinstance(found.node, TypeInfo):
        return context.default_attr_type
    return Instance(found.node, [])


class People(Plugin):
    """One rule for one attribute."""

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """The person of a request; and the fields of a form, each of a class of its own that nobody can know."""
        if fullname.endswith(".fields") and ".forms." in fullname and not fullname.endswith(".Meta.fields"):
            return _any
        return (
            _user
            if fullname in {"django.http.request.HttpRequest.user", "rest_framework.request.Request.user"}
            else None
        )

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """Whatever reads a request needs the people read first."""
        ours = file.fullname.split(".")[0] in PACKAGES
        return [(10, MODULE, -1)] if ours and READERS & set(file.fullname.split(".")) else []


def plugin(_version: str) -> type[Plugin]:
    """Where mypy finds it."""
    return People
