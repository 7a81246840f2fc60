"""Bases of the API: read what the person may read, write through the domain, answer refusals as problems."""

from typing import Any, cast

from django.db import models
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import mixins, viewsets
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.throttling import UserRateThrottle

from brm.accounts.models import User
from brm.api.authentication import MayCall, PageAuthentication, TokenAuthentication
from brm.api.paging import KeysetPagination


class Throttle(UserRateThrottle):
    """So many calls a minute per person."""

    rate = "600/min"


class ReadSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    """List and one. ``source`` is the domain's ``<noun>s_for``: a stranger's id is a 404."""

    authentication_classes = [TokenAuthentication, PageAuthentication]
    permission_classes = [MayCall]
    throttle_classes = [Throttle]
    pagination_class = KeysetPagination
    filter_backends = [DjangoFilterBackend]
    source: Any = None

    @property
    def person(self) -> User:
        """Who is calling."""
        return cast(User, self.request.user)

    def get_queryset(self) -> models.QuerySet[Any]:
        source = type(self).source
        if getattr(self, "swagger_fake_view", False):
            return source(User())
        return source(self.person)


class WriteSet(ReadSet):
    """Adds POST and PATCH; ``make`` and ``change`` call the domain."""

    http_method_names = ["get", "post", "patch", "head", "options"]

    def make(self, data: dict[str, Any]) -> models.Model:
        raise NotImplementedError

    def change(self, noun: Any, data: dict[str, Any]) -> models.Model:
        raise NotImplementedError

    def create(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Make one."""
        serializer: BaseSerializer[Any] = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        noun = self.make(dict(serializer.validated_data))
        return self.answer(noun, status=201)

    def partial_update(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Change one."""
        noun = self.get_object()
        serializer: BaseSerializer[Any] = self.get_serializer(noun, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return self.answer(self.change(noun, dict(serializer.validated_data)))

    def answer(self, noun: models.Model, status: int = 200) -> Any:
        """The record as it is read, in the reader's scope."""
        return Response(self.get_serializer(noun).data, status=status)
