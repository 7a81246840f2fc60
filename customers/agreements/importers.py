"""Agreements from a register in a file: customer and number say which one a row is about."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.catalogue.models import Service
from brm.imports.enums import FieldType
from brm.imports.kinds import KINDS, SUBJECTS, Context, Draft, Effect, ImportField, ImportKind, Subject
from brm.imports.problems import PROBLEMS
from brm.imports.values import as_date
from customers.agreements.domain.past import Recorded, correct_recorded, forget_recorded, record_agreements
from customers.agreements.enums import Mode
from customers.agreements.models import ServiceAgreement
from customers.importers import customer_names, customers_named

_A = _("Agreement")
_DAYS = ("start_on", "end_on", "signed_on")
_PLAIN = ("title", "currency", "mode", "on_site_staff", "notice_days")
FIELDS = (
    ImportField("number", _("Number"), required=True, most=40, group=_A,
                aliases=("agreement no", "contract no", "contract number", "协议编号", "合同编号", "编号")),
    ImportField("customer", _("Customer"), required=True, group=_A, suggest=customer_names,
                help=_("Name or code of a customer of yours."),
                aliases=("company", "organisation", "客户", "客户名称", "单位", "甲方")),
    ImportField("title", _("Title"), required=True, most=160, group=_A,
                aliases=("name", "subject", "agreement name", "协议名称", "合同名称", "名称", "标题")),
    ImportField("start_on", _("From"), FieldType.DATE, required=True, group=_A,
                aliases=("start", "start date", "valid from", "begins", "开始日期", "生效日期", "起始日期")),
    ImportField("end_on", _("Until"), FieldType.DATE, required=True, group=_A,
                aliases=("end", "end date", "valid to", "expires", "结束日期", "到期日期", "终止日期")),
    ImportField("signed_on", _("Signed on"), FieldType.DATE, group=_A,
                aliases=("signed", "signature date", "签订日期", "签署日期")),
    ImportField("fee", _("Fee a year"), most=40, group=_A,
                aliases=("fee", "value", "amount", "annual fee", "yearly fee", "年费", "年服务费", "金额", "合同金额")),
    ImportField("currency", _("Currency"), most=3, default="CNY", group=_A, aliases=("币种", "货币")),
    ImportField("mode", _("Service mode"), FieldType.CHOICE, choices=Mode, group=_A,
                aliases=("mode", "service mode", "服务方式", "服务模式")),
    ImportField("on_site_staff", _("People on site"), FieldType.NUMBER, most=9_999, group=_A,
                aliases=("on-site staff", "staff", "驻场人数")),
    ImportField("services", _("Services covered"), most=500, group=_A,
                help=_("Codes or names from the catalogue, with a comma between them."),
                aliases=("services", "service", "服务", "服务内容", "服务项目")),
    ImportField("owner_brm", _("BRM owner"), FieldType.PERSON, group=_A, aliases=("brm", "brm owner", "客户经理")),
    ImportField("owner_slm", _("SLM owner"), FieldType.PERSON, group=_A, aliases=("slm", "slm owner", "服务级别经理")),
    ImportField("notice_days", _("Notice (days)"), FieldType.NUMBER, most=3650, group=_A,
                aliases=("notice", "notice period", "通知期")),
)  # fmt: skip
PROBLEMS["not_an_amount"] = _("“%(value)s” is not an amount")
PROBLEMS["not_a_currency"] = _("“%(value)s” is not a currency of three letters, like CNY")
PROBLEMS["service_unknown"] = _("there is no service “%(value)s” in the catalogue")
PROBLEMS["agreement_signed"] = _("this agreement was signed or amended here; change it by a supplementary agreement")


class Agreements(ImportKind):
    """The register of service agreements as it was kept elsewhere (ruling 24)."""

    name = "agreement"
    label = _("Service agreements")
    icon = "certificate"
    see = "agreements:agreements"
    help = _(
        "A register of agreements: customer, number, days, fee. What is in force asks for its renewal from then on."
    )

    def fields(self) -> Sequence[ImportField]:
        return FIELDS

    def key(self, values: Mapping[str, Any]) -> str:
        return f"{values.get('customer', '')}|{values.get('number', '')}".casefold()

    def title(self, values: Mapping[str, Any]) -> str:
        return " · ".join(str(values[key]) for key in ("number", "title", "customer") if key in values)

    def match(self, drafts: Sequence[Draft], context: Context) -> None:
        customers = customers_named({draft.values["customer"] for draft in drafts}, by=context.by)
        services = _services([draft.values.get("services", "") for draft in drafts])
        rows = ServiceAgreement.objects.filter(
            relationship__in=list(customers.values()), number__in=[draft.values["number"] for draft in drafts]
        )
        there = {(row.relationship_id, row.number): row for row in rows.prefetch_related("services")}
        for draft in drafts:
            values = draft.values
            relationship = customers.get(values["customer"])
            if relationship is None:
                draft.wrong("customer", "customer_unknown", value=values["customer"])
                continue
            draft.extra["relationship"] = relationship
            self._check(draft, services)
            agreement = there.get((relationship.pk, values["number"]))
            if agreement is None or draft.problems:
                continue
            changes = _differences(agreement, draft)
            if changes and (agreement.imported_in is None or agreement.edition > 1):
                draft.wrong("number", "agreement_signed")
            else:
                draft.found(agreement.pk, changes)

    def _check(self, draft: Draft, services: Mapping[str, Service]) -> None:
        values = draft.values
        if values["end_on"] < values["start_on"]:
            draft.wrong("end_on", "ends_before_start")
        draft.extra["fee"] = None
        if text := str(values.get("fee", "")):
            amount = _amount(text)
            if amount is None:
                draft.wrong("fee", "not_an_amount", value=text[:60])
            draft.extra["fee"] = amount
        currency = str(values.get("currency", "") or "CNY").upper()
        if not re.fullmatch("[A-Z]{3}", currency):
            draft.wrong("currency", "not_a_currency", value=currency[:10])
        draft.extra["currency"] = currency
        found: dict[int, Service] = {}
        for word in _words(values.get("services", "")):
            service = services.get(word.casefold())
            if service is None:
                draft.wrong("services", "service_unknown", value=word[:60])
            else:
                found[service.pk] = service
        draft.extra["services"] = list(found.values())

    def apply(self, drafts: Sequence[Draft], context: Context) -> list[Effect]:
        new = [draft for draft in drafts if draft.object_id is None]
        rows = [
            Recorded(
                draft.extra["relationship"], _facts(draft), draft.extra["services"],
                owner_brm_id=draft.values.get("owner_brm"),
            )
            for draft in new
        ]  # fmt: skip
        made = record_agreements(rows, by=context.by, import_id=context.run_id, at=context.at)
        effects = [
            Effect(draft.number, "agreements.serviceagreement", row.pk, str(row))
            for draft, row in zip(new, made, strict=True)
        ]
        known = ServiceAgreement.objects.in_bulk([draft.object_id for draft in drafts if draft.object_id])
        for draft in drafts:
            if draft.object_id is None:
                continue
            agreement = known[draft.object_id]
            facts = {name: _facts(draft)[name] for name in draft.changes if name != "services"}
            services = draft.extra["services"] if "services" in draft.changes else None
            correct_recorded(agreement, facts, by=context.by, services=services, reason=context.reason, at=context.at)
            effects.append(
                Effect(draft.number, "agreements.serviceagreement", agreement.pk, str(agreement), created=False)
            )
        return effects


def _facts(draft: Draft) -> dict[str, Any]:
    """What a row says, as the domain takes it; what it leaves out is left out."""
    values = draft.values
    facts: dict[str, Any] = {name: values[name] for name in (*_PLAIN, "number") if values.get(name) not in (None, "")}
    facts |= {name: as_date(values[name]) for name in _DAYS if values.get(name)}
    facts["currency"] = draft.extra["currency"]
    if draft.extra["fee"] is not None:
        facts["fee"] = draft.extra["fee"]
    if values.get("owner_slm"):
        facts["owner_slm_id"] = values["owner_slm"]
    return facts


def _differences(agreement: ServiceAgreement, draft: Draft) -> dict[str, tuple[Any, Any]]:
    changes: dict[str, tuple[Any, Any]] = {}
    for name, new in _facts(draft).items():
        old = getattr(agreement, name)
        if old != new:
            changes[name] = (_shown(old), _shown(new))
    if draft.values.get("services"):
        old_codes = sorted(service.code for service in agreement.services.all())
        new_codes = sorted(service.code for service in draft.extra["services"])
        if old_codes != new_codes:
            changes["services"] = (", ".join(old_codes), ", ".join(new_codes))
    return changes


def _shown(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


def _words(text: str) -> list[str]:
    return [word.strip() for word in re.split(r"[,;，；、\n]", str(text or "")) if word.strip()]


def _services(texts: Sequence[str]) -> dict[str, Service]:
    """The services that cells name, by code or by either name, in one question."""
    words = {word for text in texts for word in _words(text)}
    if not words:
        return {}
    wanted = [word.casefold() for word in words]
    found: dict[str, Service] = {}
    rows = Service.objects.filter(
        Q(code__in=words) | Q(name_zh__in=words) | Q(name_en__in=words) | Q(code__in=[word.upper() for word in words])
    )
    for service in rows:
        for name in (service.name_en, service.name_zh, service.code):
            if name.casefold() in wanted:
                found[name.casefold()] = service
    return found


def _amount(text: str) -> Decimal | None:
    """An amount as people write it: 1,200,000.00, ¥600000, 60万元."""
    plain = re.sub(r"[\s,，¥￥元]|CNY|RMB", "", text)
    factor = Decimal(10_000) if plain.endswith("万") else Decimal(1)
    try:
        amount = Decimal(plain.removesuffix("万")) * factor
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01")) if amount.is_finite() and 0 <= amount < Decimal(10) ** 12 else None


KINDS.register("agreement", Agreements())
SUBJECTS.register(
    "agreements.serviceagreement",
    Subject(ServiceAgreement, _("Service agreements"), None, lambda ids: forget_recorded(list(ids)), order=4),
)
