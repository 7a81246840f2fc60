"""Pages: who may open them, forms that keep what was typed, refusals said where they belong."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import View
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from brm.core.errors import DomainError, StaleError
from brm.core.numbers import whole
from brm.core.reach import is_in_reach, out_of_reach
from brm.ui.http import Request

Words = str | Promise
Crumb = tuple[str, Words]
NO_VERSION = -1


def insiders_only(user: Any) -> bool:
    """Our own people; outsiders have pages of their own."""
    return bool(user.is_insider)


class Page(View):
    """Signed in, and allowed to know that the page exists: a stranger gets a 404, not a refusal."""

    request: Request
    show: Any = insiders_only  # a plain function of the person, never a method
    title: Words = ""
    subtitle: Words = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.request.user.is_authenticated:
            answer = redirect_to_login(request.get_full_path())
            return HttpResponseClientRedirect(answer.url) if self.request.htmx else answer
        if not type(self).show(self.request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_title(self) -> Words:
        return self.title

    def get_crumbs(self) -> list[Crumb]:
        """The way here: (address, words) pairs, without the page itself."""
        return []

    def get_context(self, **more: Any) -> dict[str, Any]:
        """What every page's template may ask for."""
        return {"page_title": self.get_title(), "page_subtitle": self.subtitle, "crumbs": self.get_crumbs(), **more}


class DetailPage(Page):
    """One record, found among what the reader may see. ``object_name`` is its name in the template."""

    source: Any  # a plain function of the person that answers a queryset
    template_name = ""
    object_name = "object"

    def get_queryset(self) -> models.QuerySet[Any]:
        return type(self).source(self.request.user)

    def get_object(self) -> Any:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        context = self.get_context(**{self.object_name: self.object, "object": self.object})
        return render(request, self.template_name, context)

    def get_title(self) -> Words:
        return self.title or str(self.object)


class FormPage(Page):
    """Make or change a record through a function of the domain.

    Set ``form_class`` and write ``save(form)``: it calls the domain and answers the record. With ``source`` the record
    ``pk`` is looked up among what the reader may see. Refusals of the domain appear beside the field they name, and
    what was typed stays. If somebody else saved meanwhile (``StaleError``), the difference is shown and a second press
    saves knowingly (ruling 18).
    """

    form_class: type[forms.BaseForm]
    source: Any = None
    template_name = "ui/form_page.html"
    form_template = "ui/form_part.html"
    submit: Words = ""
    leave: Words = ""
    """What giving up is called where "Cancel" could be taken for the deed itself."""
    success: Words = ""
    draft = ""
    grid = True

    def get_object(self) -> Any:
        source = type(self).source
        return get_object_or_404(source(self.request.user), pk=self.kwargs["pk"]) if source else None

    def get_initial(self) -> dict[str, Any]:
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add what the form needs, the person above all (``user=self.request.user``)."""
        kwargs: dict[str, Any] = {"initial": self.get_initial()}
        if issubclass(self.form_class, forms.ModelForm) and self.object is not None:
            kwargs["instance"] = self.object
        if self.request.method == "POST":
            kwargs |= {"data": self.request.POST, "files": self.request.FILES}
        return kwargs

    def save(self, form: Any) -> Any:
        """Call the domain with ``form.cleaned_data`` and ``by=self.request.user``; answer the record."""
        raise NotImplementedError

    def get_success_url(self, result: Any) -> str:
        return str(result.get_absolute_url()) if hasattr(result, "get_absolute_url") else self.request.path

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url()) if hasattr(self.object, "get_absolute_url") else "/"

    @property
    def version(self) -> int | None:
        """The version the person was looking at; None on a new record. One that is none matches no record."""
        text = self.request.POST.get("version")
        return None if text is None else whole(text) or NO_VERSION

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object: Any = None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        return self.answer(self.form_class(**self.get_form_kwargs()))

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        form = self.form_class(**self.get_form_kwargs())
        if not form.is_valid() or _strays(form):
            return self.answer(form, status=422)
        try:
            result = self.save(form)
        except StaleError as refusal:
            return self.answer(form, status=409, stale=refusal, fresh=True)
        except DomainError as refusal:
            refuse(form, refusal)
            return self.answer(form, status=422)
        if success := self.get_success_message(result):
            messages.success(request, str(success))
        target = self.get_success_url(result)
        return HttpResponseClientRedirect(target) if request.htmx else HttpResponseRedirect(target)

    def get_success_message(self, result: Any) -> Words:
        return self.success

    def answer(
        self, form: Any, *, status: int = 200, stale: StaleError | None = None, fresh: bool = False
    ) -> HttpResponse:
        """The page with the form; only the form where htmx asked for it (in the drawer)."""
        version = getattr(self.get_object() if fresh else self.object, "version", None)
        if self.request.method == "POST" and not fresh:
            version = self.version or version
        context = self.get_context(
            form=form, object=self.object, stale=stale, version=version, page=self, cancel_url=self.get_cancel_url()
        )
        template = self.form_template if self.request.htmx else self.template_name
        return render(self.request, template, context, status=status)


def _strays(form: Any) -> bool:
    """Whether a day of the form lies where nobody can reckon; then it says so beside it."""
    lost = [name for name, value in form.cleaned_data.items() if isinstance(value, date) and not is_in_reach(value)]
    for name in lost:
        form.add_error(name, out_of_reach())
    return bool(lost)


def refuse(form: Any, refusal: DomainError) -> None:
    """Put a refusal of the domain where it belongs: beside its field, else above the form, with its reasons."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
    for reason in refusal.reasons:
        if reason != str(refusal):
            form.add_error(None, reason)


def toast(response: HttpResponse, text: Words, level: str = "success") -> HttpResponse:
    """A note in the corner, carried by the answer to an htmx request."""
    return trigger_client_event(response, "toast", {"text": str(text), "level": level})


def attempt(request: Request, act: Callable[[], Any], *, success: Words = "", back: str) -> HttpResponse:
    """One press of a button: call the domain, say what came of it, go back. ``back`` is an address or a view's name."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, " ".join([str(refusal), *(r for r in refusal.reasons if r != str(refusal))]))
    else:
        if success:
            messages.success(request, str(success))
    target = back if back.startswith("/") else reverse(back)
    return HttpResponseClientRedirect(target) if request.htmx else HttpResponseRedirect(target)
