"""Past complaints from a file: with their true dates, channel, decision, timeliness and dispute (ruling 24)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.catalogue.models import Service
from brm.imports.enums import FieldType, Outcome
from brm.imports.kinds import KINDS, SUBJECTS, Context, Draft, Effect, ImportField, ImportKind, Subject
from brm.imports.models import ImportRun
from brm.matters.models import Matter, MatterKind
from brm.timeline.models import TimelineEntry
from customers.complaints.domain.past import PastComplaint, record_past_complaints
from customers.complaints.enums import Channel, ComplainantKind, Path, Severity
from customers.complaints.models import Complaint
from customers.importers import customer_names, customers_named

_COMPLAINT, _COURSE = _("Complaint"), _("How it was handled")
CHANNELS: Mapping[str, Channel] = {
    "web": Channel.WEB, "website": Channel.WEB, "online": Channel.WEB, "网站": Channel.WEB, "网页": Channel.WEB,
    "phone": Channel.PHONE, "telephone": Channel.PHONE, "call": Channel.PHONE, "电话": Channel.PHONE,
    "e-mail": Channel.EMAIL, "email": Channel.EMAIL, "mail": Channel.EMAIL, "邮件": Channel.EMAIL,
    "电子邮件": Channel.EMAIL, "postal mail": Channel.LETTER, "letter": Channel.LETTER, "post": Channel.LETTER,
    "信函": Channel.LETTER, "来信": Channel.LETTER, "fax": Channel.FAX, "传真": Channel.FAX,
    "referral": Channel.REFERRAL, "转介": Channel.REFERRAL, "portal": Channel.PORTAL, "门户": Channel.PORTAL,
    "visit": Channel.VISIT, "上门": Channel.VISIT, "拜访": Channel.VISIT, "meeting": Channel.MEETING,
    "会议": Channel.MEETING, "survey": Channel.SURVEY, "调查": Channel.SURVEY, "wechat": Channel.MESSAGE,
    "微信": Channel.MESSAGE, "message": Channel.MESSAGE,
}  # fmt: skip
"""How files call the ways a complaint came by; anything else is another way."""
UNDER_WAY = frozenset({"in progress", "open", "处理中", "未结", "进行中"})
"""Decisions that are none yet."""
FIELDS = (
    ImportField("customer", _("Customer"), required=True, group=_COMPLAINT,
                help=_("Name or code of a customer of yours; a column, or one value for all rows."),
                suggest=customer_names, aliases=("company", "organisation", "客户", "客户名称", "公司")),
    ImportField("received_at", _("Received"), FieldType.MOMENT, required=True, group=_COMPLAINT,
                aliases=("date received", "received at", "date", "收到日期", "投诉日期", "投诉时间")),
    ImportField("number", _("Number"), most=40, group=_COMPLAINT,
                help=_("Its number elsewhere; without one it gets one of ours."),
                aliases=("complaint id", "complaint number", "id", "编号", "投诉编号")),
    ImportField("title", _("Title"), group=_COMPLAINT, aliases=("issue", "subject", "summary", "标题", "问题")),
    ImportField("text", pgettext_lazy("what somebody tells", "What happened"), most=20_000, lines=True,
                group=_COMPLAINT,
                aliases=("sub issue", "narrative", "description", "consumer complaint narrative", "描述", "内容")),
    ImportField("service", _("Service or product"), most=120, group=_COMPLAINT,
                help=_("A service of the catalogue by code or name; what is none is kept as the subject."),
                aliases=("product", "service", "服务", "产品")),
    ImportField("part", _("Part of it"), most=120, group=_COMPLAINT,
                aliases=("sub product", "subproduct", "component", "子产品", "子类")),
    ImportField("path", _("Path"), FieldType.CHOICE, choices=Path, default=Path.DIRECT, group=_COMPLAINT,
                aliases=("路径", "来源路径")),
    ImportField("kind", _("Complainant"), FieldType.CHOICE, choices=ComplainantKind, default=ComplainantKind.USER,
                group=_COMPLAINT, aliases=("投诉人", "投诉人类别")),
    ImportField("channel", _("Received by"), most=40, group=_COMPLAINT,
                aliases=("submitted via", "channel", "contact type", "渠道", "方式")),
    ImportField("severity", _("Severity"), FieldType.NUMBER, least=1, most=4, group=_COMPLAINT,
                aliases=("priority", "严重程度", "级别")),
    ImportField("remedy_sought", _("Remedy sought"), most=5_000, lines=True, group=_COMPLAINT, aliases=("诉求",)),
    ImportField("acknowledged_at", _("Acknowledged"), FieldType.MOMENT, group=_COURSE,
                aliases=("date sent to company", "acknowledged at", "确认日期", "受理日期")),
    ImportField("decision", _("Decision"), most=5_000, lines=True, group=_COURSE,
                aliases=("company response to consumer", "company response", "response", "答复", "处理结果", "决定")),
    ImportField("told_at", _("Decision told"), FieldType.MOMENT, group=_COURSE,
                aliases=("answered at", "date answered", "答复日期")),
    ImportField("closed_at", _("Closed"), FieldType.MOMENT, group=_COURSE,
                aliases=("date closed", "closed at", "关闭日期", "结案日期")),
    ImportField("in_time", _("Answered in time"), FieldType.FLAG, group=_COURSE,
                aliases=("timely response?", "timely response", "timely", "是否及时", "及时")),
    ImportField("is_disputed", _("Disputed"), FieldType.FLAG, group=_COURSE,
                aliases=("consumer disputed?", "consumer disputed", "disputed", "是否有争议", "是否不满")),
    ImportField("root_cause", _("Root cause"), most=5_000, lines=True, group=_COURSE, aliases=("原因", "根本原因")),
)  # fmt: skip


class PastComplaints(ImportKind):
    """Complaints that were handled elsewhere or before: read in as they were, without clocks and notices."""

    name = "complaint"
    label = _("Past complaints")
    icon = "message-report"
    see = "complaints:list"
    help = _(
        "Complaints of your customers as another system kept them. Every row is a complaint of its own; the same file"
        " again changes nothing. Import the customers first."
    )

    def fields(self) -> Sequence[ImportField]:
        return FIELDS

    def key(self, values: Mapping[str, Any]) -> str:
        return str(values.get("number", ""))

    def title(self, values: Mapping[str, Any]) -> str:
        return " · ".join(str(values[key]) for key in ("number", "customer", "title") if key in values)

    def match(self, drafts: Sequence[Draft], context: Context) -> None:
        customers = customers_named({str(draft.values.get("customer", "")) for draft in drafts}, by=context.by)
        services = self._services({str(draft.values.get("service", "")) for draft in drafts})
        keys = {draft.number: self._form(draft, context) for draft in drafts}
        by_key = {
            (row["relationship_id"], row["key"]): row["pk"]
            for row in Complaint.objects.filter(key__in=list(keys.values())).values("relationship_id", "key", "pk")
        }
        numbers = [draft.values["number"] for draft in drafts if "number" in draft.values]
        by_number = {
            matter.number: matter for matter in Matter.objects.filter(kind=MatterKind.COMPLAINT, number__in=numbers)
        }
        for draft in drafts:
            values = draft.values
            if draft.outcome == Outcome.ERROR:
                continue
            relationship = customers.get(values["customer"])
            if relationship is None:
                draft.wrong("customer", "customer_unknown", value=values["customer"])
                continue
            received_at = datetime.fromisoformat(values["received_at"])
            if received_at > context.at:
                draft.wrong("received_at", "in_the_future")
            for name in ("told_at", "closed_at"):
                if name in values and datetime.fromisoformat(values[name]) < received_at:
                    draft.wrong(name, "ends_before_start")
            draft.extra |= {"relationship": relationship, "key": keys[draft.number],
                            "service": services.get(str(values.get("service", "")).casefold())}  # fmt: skip
            there = by_number.get(values.get("number", ""))
            if there is not None and there.relationship_id != relationship.pk:
                draft.wrong("number", "number_elsewhere", value=values["number"])
            elif draft.outcome != Outcome.ERROR:
                found = there.pk if there else by_key.get((relationship.pk, draft.extra["key"]))
                if found is not None:
                    draft.found(found, {})

    def _form(self, draft: Draft, context: Context) -> str:
        """Which row of which file it is, so that the same file twice is one (ruling 24)."""
        sha = context.kept.get("sha256")
        if sha is None:
            sha = context.kept["sha256"] = ImportRun.objects.values_list("sha256", flat=True).get(pk=context.run_id)
        return f"file:{sha}:{draft.number}"

    def _services(self, texts: set[str]) -> dict[str, Service]:
        """The services rows name by code or either name."""
        wanted = {text.casefold() for text in texts if text}
        if not wanted:
            return {}
        names = {
            name.casefold(): service
            for service in Service.objects.exclude(Q(code=""))
            for name in (service.code, service.name_en, service.name_zh)
            if name
        }
        return {text: names[text] for text in wanted if text in names}

    def apply(self, drafts: Sequence[Draft], context: Context) -> list[Effect]:
        ids = record_past_complaints(
            [self._past(draft) for draft in drafts], by=context.by, import_id=context.run_id, at=context.at
        )
        return [
            Effect(draft.number, "complaints.complaint", pk, draft.title) for draft, pk in zip(drafts, ids, strict=True)
        ]

    def _past(self, draft: Draft) -> PastComplaint:
        values: Mapping[str, Any] = draft.values
        moments = {name: datetime.fromisoformat(values[name]) for name in values if name.endswith("_at")}
        subject = str(values.get("service", ""))
        decision = str(values.get("decision", ""))
        return PastComplaint(
            draft.extra["relationship"], moments["received_at"],
            title=values.get("title") or subject or values.get("number") or str(_("Complaint")),
            number=values.get("number", ""), key=draft.extra["key"], text=values.get("text", ""),
            path=values.get("path", Path.DIRECT), kind=values.get("kind", ComplainantKind.USER),
            channel=CHANNELS.get(str(values.get("channel", "")).casefold(), Channel.OTHER),
            service=draft.extra["service"], category=subject, subcategory=values.get("part", ""),
            severity=values.get("severity", Severity.MEDIUM), remedy_sought=values.get("remedy_sought", ""),
            acknowledged_at=moments.get("acknowledged_at"), decision_told_at=moments.get("told_at"),
            closed_at=moments.get("closed_at"), decision=decision, root_cause=values.get("root_cause", ""),
            in_time=values.get("in_time"), is_disputed=values.get("is_disputed"),
            is_over=decision.casefold() not in UNDER_WAY,
        )  # fmt: skip


def _withdraw_parts(ids: Any) -> None:
    """The matter and the timeline's entries go with the complaint."""
    ids = list(ids)
    TimelineEntry.objects.filter(subject_type="complaints.complaint", subject_id__in=ids).delete()
    Matter.objects.filter(pk__in=ids).delete()


KINDS.register("complaint", PastComplaints())
SUBJECTS.register("complaints.complaint", Subject(Complaint, _("Past complaints"), None, _withdraw_parts, order=4))
