"""Service events from a file of the service desk: of one customer, with a site for each place (ruling 39)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.imports.enums import FieldType, Outcome, Repeats
from brm.imports.kinds import KINDS, SUBJECTS, Context, Draft, Effect, ImportField, ImportKind, Subject
from brm.imports.parties.finding import find
from brm.imports.parties.organisations import changed
from brm.imports.values import as_moment
from brm.matters.models import Matter, MatterKind
from brm.parties.domain.queries import relationships_for
from brm.parties.enums import EndReason, Kind, Status
from brm.parties.models import Organisation, Relationship
from brm.parties.text import name_key
from brm.timeline.models import TimelineEntry
from customers.domain.service_events import record_service_events
from customers.models import ServiceEvent

_EVENT = _("Service event")
SUGGESTED = 300


def customer_names(user: User) -> list[str]:
    """The customers a person may name for all rows."""
    rows = relationships_for(user, Kind.CUSTOMER).exclude(status=Status.ENDED).order_by("sort_key", "id")
    return list(rows.values_list("organisation__name", flat=True)[:SUGGESTED])


def customers_named(texts: set[str], *, by: User) -> dict[str, Relationship]:
    """The customers that rows name or give the code of, those the person may see; what may mean several is left out."""
    directory = find(texts, texts, by=by)
    meant = {text: [row.pk for row in directory.by_either(text)] for text in texts}
    rows = (
        Relationship.objects.visible_to(by)
        .filter(kind=Kind.CUSTOMER, organisation__in=[pk for pks in meant.values() for pk in pks])
        .exclude(end_reason=EndReason.MERGED)
        .select_related("organisation", "owner")
    )
    by_organisation = {row.organisation_id: row for row in rows}
    found = {text: [by_organisation[pk] for pk in pks if pk in by_organisation] for text, pks in meant.items()}
    return {text: rows[0] for text, rows in found.items() if len(rows) == 1}


MOMENTS = ("resolved_at",)
FACTS = (
    "state", "priority", "impact", "category", "subcategory", "channel", "caller", "assignment_group", "made_sla",
    "reopen_count", "reassignment_count", "resolved_at",
)  # fmt: skip
FIELDS = (
    ImportField("number", _("Number"), required=True, most=40, group=_EVENT,
                aliases=("id", "ticket", "ticket number", "incident", "编号", "工单号", "事件编号", "单号")),
    ImportField("customer", _("Customer"), required=True, group=_EVENT,
                help=_("Name or code of a customer of yours; usually one value for all rows."), suggest=customer_names,
                aliases=("company", "organisation", "客户", "客户名称", "公司")),
    ImportField("location", _("Site"), group=_EVENT, help=_("Each place becomes a site of the customer."),
                aliases=("site", "place", "branch", "地点", "站点", "位置")),
    ImportField("title", _("Title"), group=_EVENT,
                aliases=("short description", "summary", "subject", "标题", "主题", "简述", "u_symptom")),
    ImportField("state", _("State"), most=40, group=_EVENT,
                aliases=("status", "incident_state", "incident state", "状态")),
    ImportField("opened_at", _("Opened"), FieldType.MOMENT, required=True, group=_EVENT,
                aliases=("opened at", "created", "created at", "reported", "开单时间", "创建时间", "报告时间")),
    ImportField("resolved_at", _("Resolved"), FieldType.MOMENT, group=_EVENT, aliases=("resolved at", "解决时间")),
    ImportField("closed_at", _("Closed"), FieldType.MOMENT, group=_EVENT,
                aliases=("closed at", "关闭时间", "结单时间")),
    ImportField("made_sla", _("Service level kept"), FieldType.FLAG, group=_EVENT, aliases=("sla", "sla met", "达标")),
    ImportField("reopen_count", _("Reopened"), FieldType.NUMBER, most=100_000, group=_EVENT,
                aliases=("reopen count", "reopened", "重开次数")),
    ImportField("reassignment_count", _("Reassigned"), FieldType.NUMBER, most=100_000, group=_EVENT,
                aliases=("reassignment count", "转派次数")),
    ImportField("priority", _("Priority"), most=40, group=_EVENT, aliases=("优先级",)),
    ImportField("impact", _("Impact"), most=40, group=_EVENT, aliases=("影响", "影响范围")),
    ImportField("category", _("Category"), most=80, group=_EVENT, aliases=("类别", "分类")),
    ImportField("subcategory", _("Subcategory"), most=80, group=_EVENT, aliases=("子类", "子分类")),
    ImportField("channel", _("Channel"), most=40, group=_EVENT,
                aliases=("contact type", "contact_type", "渠道", "来源")),
    ImportField("caller", _("Caller"), most=80, group=_EVENT, aliases=("caller_id", "caller id", "reporter", "报告人")),
    ImportField("assignment_group", _("Group"), most=80, group=_EVENT,
                aliases=("assignment group", "team", "处理组", "支持组")),
)  # fmt: skip


class ServiceEvents(ImportKind):
    """Incidents and requests as the service desk closed them; read here, never edited (INV-54)."""

    name = "service_event"
    label = _("Service events")
    icon = "ticket"
    see = "customers:list"
    help = _(
        "Incidents and requests of one customer. An export of every update is fine: its last row is the final state."
    )
    repeats = Repeats.LAST

    def fields(self) -> Sequence[ImportField]:
        return FIELDS

    def key(self, values: Mapping[str, Any]) -> str:
        return str(values.get("number", ""))

    def title(self, values: Mapping[str, Any]) -> str:
        return " · ".join(str(values[key]) for key in ("number", "title", "location") if key in values)

    def match(self, drafts: Sequence[Draft], context: Context) -> None:
        customers = customers_named({draft.values["customer"] for draft in drafts}, by=context.by)
        there = {
            event.matter.number: event
            for event in ServiceEvent.objects.select_related("matter__site").filter(
                matter__kind=MatterKind.SERVICE_EVENT, matter__number__in=[draft.values["number"] for draft in drafts]
            )
        }
        for draft in drafts:
            values = draft.values
            relationship = customers.get(values["customer"])
            if relationship is None:
                draft.wrong("customer", "customer_unknown", value=values["customer"])
                continue
            draft.extra["relationship"] = relationship
            for name in ("closed_at", "resolved_at"):
                if name in values and values[name] < values["opened_at"]:
                    draft.wrong(name, "ends_before_start")
            event = there.get(values["number"])
            if event is None or draft.outcome == Outcome.ERROR:
                continue
            if event.matter.relationship_id != relationship.pk:
                draft.wrong("number", "number_elsewhere", value=values["number"])
            else:
                draft.found(event.pk, self._differences(event, values))

    def _differences(self, event: ServiceEvent, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
        now: dict[str, Any] = {name: getattr(event, name) for name in FACTS}
        now |= {"closed_at": event.matter.closed_at, "title": event.matter.title}
        changes = {}
        for name, old in now.items():
            new = values.get(name)
            if new is not None and (as_moment(new) if name.endswith("_at") else new) != old:
                changes[name] = (old.isoformat() if hasattr(old, "isoformat") else old, new)
        site = event.matter.site
        if "location" in values and (site is None or name_key(site.name) != name_key(values["location"])):
            changes["location"] = (site.name if site else "", values["location"])
        return changes

    def apply(self, drafts: Sequence[Draft], context: Context) -> list[Effect]:
        groups: dict[int, list[Draft]] = {}
        for draft in drafts:
            groups.setdefault(draft.extra["relationship"].pk, []).append(draft)
        effects: list[Effect] = []
        for group in groups.values():
            effects += self._take_in(group, group[0].extra["relationship"], context)
        return effects

    def _take_in(self, drafts: Sequence[Draft], relationship: Relationship, context: Context) -> list[Effect]:
        parent = relationship.organisation_id
        before = set(Organisation.objects.filter(parent=parent).values_list("pk", flat=True))
        record_service_events(
            [self._row(draft.values) for draft in drafts], relationship=relationship, by=context.by,
            import_id=context.run_id,
        )  # fmt: skip
        numbers = {draft.values["number"]: draft for draft in drafts}
        effects = [
            changed(draft.number, "matters.matter", draft.object_id, draft.title, draft.changes)
            for draft in drafts
            if draft.object_id is not None
        ]
        made = Matter.objects.filter(
            kind=MatterKind.SERVICE_EVENT,
            number__in=[number for number, draft in numbers.items() if draft.object_id is None],
        )
        effects += [
            Effect(numbers[number].number, "matters.matter", pk, f"{number} {title}")
            for pk, number, title in made.values_list("pk", "number", "title")
        ]
        sites = Organisation.objects.filter(parent=parent).exclude(pk__in=before)
        effects += [
            Effect(drafts[0].number, "parties.organisation", pk, name) for pk, name in sites.values_list("pk", "name")
        ]
        return effects

    def _row(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: as_moment(value) if name.endswith("_at") else value for name, value in values.items()}


def _withdraw_parts(ids: Any) -> None:
    """The timeline's entries go with their events."""
    TimelineEntry.objects.filter(subject_type="matters.matter", subject_id__in=list(ids)).delete()


KINDS.register("service_event", ServiceEvents())
SUBJECTS.register("matters.matter", Subject(Matter, _("Service events"), None, _withdraw_parts, order=5))
