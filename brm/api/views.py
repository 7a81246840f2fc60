"""Bases of the API: read what the person may read, write through the domain, answer refusals as problems."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, cast

from django.conf import settings
from django.db import models
from django.http import Http404
from django.utils import translation
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.throttling import UserRateThrottle

from brm.accounts.models import User
from brm.api.authentication import MayCall, PageAuthentication, TokenAuthentication
from brm.api.filters import Filters
from brm.api.once import HEADER, answer_once
from brm.api.paging import KeysetPagination
from brm.ui.keyset import Sort


class Throttle(UserRateThrottle):
    """So many calls a minute per person, whichever of their tokens they use."""

    def get_rate(self) -> str | None:
        """As the settings say; None is without end."""
        return settings.API_RATE or None

    def wait(self) -> float:
        """Seconds until the next call is worth trying: said in Retry-After, never less than one."""
        return max(super().wait() or 1.0, 1.0)


def insiders(user: User) -> bool:
    """Everybody of ours."""
    return bool(user.is_insider)


def keepers(user: User) -> bool:
    """Those who keep relationships: managers, leads, executives."""
    return bool(user.keeps_relationships)


class Desk(viewsets.GenericViewSet[Any]):
    """What every resource has: who is calling, how often they may, in which language they are answered."""

    authentication_classes = [TokenAuthentication, PageAuthentication]
    permission_classes = [MayCall]
    throttle_classes = [Throttle]
    pagination_class: Any = None
    filter_backends: Any = []
    lookup_value_regex = "[^/]+"
    show: ClassVar[Callable[[User], bool]] = insiders
    """Who may know that the resource exists; for others there is none."""
    writes_apart: ClassVar[bool] = False
    """Its calls write in transactions of their own, which nothing may enclose, and do nothing twice (ruling 32)."""
    title: ClassVar[object] = ""
    """How the reference calls the resource."""

    @property
    def person(self) -> User:
        """Who is calling."""
        return self.request.user

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After everybody is known: 404 for those it is not for, and the same answer to the same call."""
        super().initial(request, *args, **kwargs)
        if not type(self).show(self.person):
            raise Http404
        if request.method == "POST" and (key := request.headers.get(HEADER)):
            handler = getattr(self, "post", self.http_method_not_allowed)
            self.post = partial(answer_once, handler, key, apart=type(self).writes_apart)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """The answer says its language, and is nobody else's to keep."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def answer(self, noun: Any, status: int = 200) -> Response:
        """The record as it is read."""
        return Response(self.get_serializer(noun).data, status=status)


class ReadSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Desk):
    """List and one. ``source`` is the domain's ``<noun>s_for``: a stranger's id is a 404."""

    pagination_class = KeysetPagination
    filter_backends = [Filters]
    source: Any = None
    order: ClassVar[Sort] = Sort("id", ("pk",), descending=True)

    def get_queryset(self) -> models.QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            shape = self.get_serializer_class()
            assert issubclass(shape, ModelSerializer)  # noqa: S101 - lists are of records
            return models.QuerySet(shape.Meta.model).none()
        return self.rows()

    def filter_queryset(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Filters narrow lists; one record is asked for by its id."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def rows(self) -> models.QuerySet[Any]:
        """What the caller may read here."""
        return cast(models.QuerySet[Any], type(self).source(self.person))


class MakeSet(ReadSet):
    """Adds POST; ``make`` calls the domain."""

    def make(self, data: dict[str, Any]) -> models.Model:
        raise NotImplementedError

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make one."""
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        data = dict(said.validated_data)
        data.pop("version", None)
        return self.answer(self.make(data), status=201)


class ChangeSet(ReadSet):
    """Adds PATCH; ``change`` calls the domain."""

    def change(self, noun: Any, data: dict[str, Any], version: int | None) -> models.Model:
        raise NotImplementedError

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change one; with ``version``, only if nobody else has changed it since (409 shows the differences)."""
        noun = self.get_object()
        said = self.get_serializer(noun, data=request.data, partial=True)
        said.is_valid(raise_exception=True)
        data = dict(said.validated_data)
        version = data.pop("version", None)
        return self.answer(self.change(noun, data, version))


class WriteSet(MakeSet, ChangeSet):
    """What can be read, made and changed."""


class Nothing(Desk):
    """Addresses that lead nowhere are answered like everything else here."""

    schema = None

    def nothing(self, request: Request, **kwargs: Any) -> Response:
        raise Http404
