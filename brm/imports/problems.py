"""What can be wrong with a row, as a code with its particulars, so that each reader reads it in their language."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Problem = tuple[str, str, dict[str, Any]]
"""Field (empty: the row), code, particulars."""

PROBLEMS: dict[str, object] = {
    "missing": gettext_lazy("must be filled in"),
    "too_long": gettext_lazy("is longer than %(most)s characters"),
    "not_a_number": gettext_lazy("“%(value)s” is not a number"),
    "out_of_range": gettext_lazy("“%(value)s” must be between %(least)s and %(most)s"),
    "not_a_date": gettext_lazy("“%(value)s” is not a date, or not written in the chosen order"),
    "no_such_day": gettext_lazy("“%(value)s”: there is no such day or hour"),
    "not_a_flag": gettext_lazy("“%(value)s” is neither yes nor no"),
    "not_a_choice": gettext_lazy("“%(value)s” is none of: %(choices)s"),
    "not_an_address": gettext_lazy("“%(value)s” is not an e-mail address"),
    "not_a_person": gettext_lazy("“%(value)s” is nobody you may name here; use your own or a team member's e-mail"),
    "two_persons": gettext_lazy("“%(value)s” are several colleagues; use the e-mail address"),
    "not_a_zone": gettext_lazy("“%(value)s” is not a time zone; write it like Asia/Shanghai"),
    "not_valid": gettext_lazy("%(reason)s"),
    "repeated": gettext_lazy("the same record stands in row %(row)s already"),
    "too_many_cells": gettext_lazy("the row has more cells than the header; is there a separator inside a value?"),
    "belongs_to_other": gettext_lazy("this organisation is in the care of %(owner)s; ask to share it"),
    "archived": gettext_lazy("this organisation is archived; restore it first"),
    "ambiguous": gettext_lazy("several records are called so; add a code or an e-mail address"),
    "code_taken": gettext_lazy("another organisation has the code “%(value)s”"),
    "organisation_unknown": gettext_lazy("there is no organisation “%(value)s” among yours; import it first"),
    "customer_unknown": gettext_lazy("“%(value)s” is no customer of yours; import it first"),
    "number_elsewhere": gettext_lazy("the number “%(value)s” belongs to another customer"),
    "has_left": gettext_lazy("this person has left; note the return first"),
    "own_parent": gettext_lazy("an organisation cannot be part of itself"),
    "ends_before_start": gettext_lazy("it ends before it starts"),
    "in_the_future": gettext_lazy("lies in the future"),
    "stale": gettext_lazy("somebody changed this record after the check; check the file again"),
}


def sentence(problem: Problem | list[Any], labels: dict[str, str]) -> str:
    """The problem in words: what, and what is wrong with it."""
    field, code, particulars = problem
    text = str(PROBLEMS[code]) % particulars
    if not field:
        return text
    return _("%(field)s: %(problem)s") % {"field": labels.get(field, field), "problem": text}
