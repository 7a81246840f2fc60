"""Past praise from a file: when, for whom, in which words, how it came, from which customer (ruling 24)."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for, teams_for
from brm.imports.enums import FieldType, Outcome
from brm.imports.kinds import KINDS, SUBJECTS, Context, Draft, Effect, ImportField, ImportKind, Subject
from brm.imports.problems import PROBLEMS
from customers.importers import customer_names, customers_named
from customers.praise.domain.past import PastPraise, record_past_praise, withdraw_past_praise
from customers.praise.enums import Source
from customers.praise.models import Praise

_P = _("Praise")
FIELDS = (
    ImportField("customer", _("Customer"), required=True, group=_P, suggest=customer_names,
                help=_("Name or code of a customer of yours; a column, or one value for all rows."),
                aliases=("company", "organisation", "客户", "客户名称", "单位", "公司")),
    ImportField("received_at", _("Received"), FieldType.MOMENT, required=True, group=_P,
                aliases=("date", "received at", "date received", "日期", "收到日期", "表扬日期", "表扬时间")),
    ImportField("text", _("In their words"), required=True, most=20_000, lines=True, group=_P,
                aliases=("words", "praise", "comment", "description", "内容", "表扬内容", "原话", "评语")),
    ImportField("person", _("Colleague"), most=120, group=_P, help=_("Name or e-mail of one of our people."),
                aliases=("employee", "engineer", "who", "人员", "工程师", "被表扬人", "姓名")),
    ImportField("team", _("Team"), most=120, group=_P,
                help=_("A whole team, where nobody is named."), aliases=("group", "部门", "团队", "班组")),
    ImportField("source", _("Came by"), FieldType.CHOICE, choices=Source, default=Source.CALL, group=_P,
                aliases=("channel", "source", "来源", "渠道", "方式")),
)  # fmt: skip
PROBLEMS["colleague_unknown"] = _("“%(value)s” is none of our active people, or several are called so")
PROBLEMS["team_unknown"] = _("there is no team “%(value)s”")


class PastPraises(ImportKind):
    """Praise from before, or from another system: read in as it was, without clocks and notices."""

    name = "praise"
    label = _("Past praise")
    icon = "trophy"
    see = "praise:list"
    help = _(
        "What customers praised, as another system kept it. The same words of the same customer and moment are one"
        " praise, also in another file; nobody is asked to say thank you. Import the customers first."
    )

    def fields(self) -> Sequence[ImportField]:
        return FIELDS

    def key(self, values: Mapping[str, Any]) -> str:
        parts = [str(values.get(name, "")) for name in ("customer", "received_at", "text")]
        return _digest(*parts) if all(parts) else ""

    def title(self, values: Mapping[str, Any]) -> str:
        return " · ".join(str(values[name])[:60] for name in ("customer", "text") if name in values)

    def match(self, drafts: Sequence[Draft], context: Context) -> None:
        customers = customers_named({str(draft.values.get("customer", "")) for draft in drafts}, by=context.by)
        teams = {team.name.casefold(): team for team in teams_for(context.by)}
        people = _people(context)
        for draft in drafts:
            if draft.outcome == Outcome.ERROR:
                continue
            values = draft.values
            relationship = customers.get(values["customer"])
            if relationship is None:
                draft.wrong("customer", "customer_unknown", value=values["customer"])
                continue
            moment = datetime.fromisoformat(values["received_at"])
            if moment > context.at:
                draft.wrong("received_at", "in_the_future")
            team = teams.get(str(values.get("team", "")).casefold())
            if values.get("team") and team is None:
                draft.wrong("team", "team_unknown", value=str(values["team"])[:60])
            person_id = people.get(str(values.get("person", "")).casefold())
            if values.get("person") and person_id is None:
                draft.wrong("person", "colleague_unknown", value=str(values["person"])[:60])
            draft.extra |= {
                "relationship": relationship, "team": team, "person": person_id, "moment": moment,
                "key": f"past:{_digest(moment.isoformat(), str(values['text']))}",
            }  # fmt: skip
        good = [draft for draft in drafts if draft.outcome != Outcome.ERROR]
        known = {
            (row["relationship_id"], row["key"]): row["pk"]
            for row in Praise.objects.filter(key__in=[draft.extra["key"] for draft in good]).values(
                "relationship_id", "key", "pk"
            )
        }
        for draft in good:
            found = known.get((draft.extra["relationship"].pk, draft.extra["key"]))
            if found is not None:
                draft.found(found, {})

    def apply(self, drafts: Sequence[Draft], context: Context) -> list[Effect]:
        rows = [
            PastPraise(
                draft.extra["relationship"], draft.extra["moment"], str(draft.values["text"]), draft.extra["key"],
                source=draft.values.get("source", Source.CALL), person_id=draft.extra["person"],
                team=draft.extra["team"],
            )
            for draft in drafts
        ]  # fmt: skip
        ids = record_past_praise(rows, by=context.by, import_id=context.run_id, at=context.at)
        return [Effect(draft.number, "praise.praise", pk, draft.title) for draft, pk in zip(drafts, ids, strict=True)]


def _digest(*parts: str) -> str:
    words = "|".join(" ".join(part.split()).casefold() for part in parts)
    return hashlib.sha256(words.encode()).hexdigest()[:40]


def _people(context: Context) -> dict[str, int]:
    """Our active people by e-mail, and by name where only one is called so."""
    rows = list(colleagues_for(context.by).values_list("pk", "name", "email"))
    called = Counter(name.casefold() for _pk, name, _email in rows)
    found = {name.casefold(): pk for pk, name, _email in rows if called[name.casefold()] == 1}
    return found | {email.casefold(): pk for pk, _name, email in rows}


KINDS.register("praise", PastPraises())
SUBJECTS.register("praise.praise", Subject(Praise, _("Past praise"), None, withdraw_past_praise, order=4))
