"""What columns about parties can mean, with the names such columns often have."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.imports.enums import FieldType
from brm.imports.kinds import ImportField
from brm.parties.domain.queries import fields_of
from brm.parties.enums import ContactKind, Kind, Persona, RelationshipType, Status, Tier
from brm.parties.models import Contact, Organisation

_ORGANISATION = _("Organisation")
_RELATIONSHIP = _("Relationship")
_CONTACT = _("Contact")

NAME = ImportField(
    "name", _("Name"), required=True, group=_ORGANISATION,
    aliases=("company", "company name", "organisation name", "organization", "customer", "customer name", "account",
             "account name", "公司", "公司名称", "企业名称", "客户", "客户名称", "单位名称", "组织名称"),
)  # fmt: skip
CODE = ImportField(
    "code", _("Code"), most=60, group=_ORGANISATION,
    help=_("If given, an organisation is recognised by it, else by its name."),
    aliases=("customer code", "customer no", "customer id", "account number", "编号", "客户编号", "客户编码",
             "统一社会信用代码"),
)  # fmt: skip
FACTS = (
    ImportField("short_name", _("Short name"), most=60, group=_ORGANISATION, aliases=("short", "abbreviation", "简称")),
    ImportField("trade", _("Trade"), most=80, group=_ORGANISATION, aliases=("industry", "sector", "行业", "所属行业")),
    ImportField(
        "region", _("Region"), most=80, group=_ORGANISATION,
        aliases=("state", "province", "city", "area", "地区", "省份", "城市", "所在地"),
    ),
    ImportField("website", _("Website"), group=_ORGANISATION, aliases=("web", "url", "homepage", "网站", "官网")),
    ImportField("time_zone", _("Time zone"), FieldType.ZONE, group=_ORGANISATION, aliases=("timezone", "tz", "时区")),
)  # fmt: skip
PARENT = ImportField(
    "parent", _("Part of"), group=_ORGANISATION, help=_("Name or code of the organisation this one belongs to."),
    aliases=("parent", "parent company", "parent account", "group", "上级单位", "母公司", "所属集团"),
)  # fmt: skip
NOTES = ImportField(
    "notes", _("Notes"), most=5000, lines=True, group=_ORGANISATION, aliases=("remarks", "备注", "说明")
)
FACT_NAMES = (*(field.key for field in FACTS), "code", "notes")

RELATIONSHIP = (
    ImportField(
        "kind", _("Kind of relationship"), FieldType.CHOICE, choices=Kind, default=Kind.CUSTOMER, group=_RELATIONSHIP,
        required=True, aliases=("relationship", "关系类型"),
    ),
    ImportField(
        "owner", _("Relationship manager"), FieldType.PERSON, group=_RELATIONSHIP,
        help=_("E-mail or name of a colleague. Empty: you. Counts for new relationships only; others are handed over."),
        aliases=("owner", "account manager", "manager", "sales", "负责人", "客户经理", "关系经理"),
    ),
    ImportField(
        "status", _("State of the relationship"), FieldType.CHOICE, choices=Status, default=Status.ACTIVE,
        group=_RELATIONSHIP,
        help=_("Counts for new relationships only."), aliases=("relationship status", "状态", "客户状态"),
    ),
    ImportField(
        "tier", _("Tier"), FieldType.CHOICE, choices=Tier, group=_RELATIONSHIP,
        aliases=("tier", "level", "grade", "class", "等级", "客户等级", "级别"),
    ),
    ImportField(
        "type", _("Type"), FieldType.CHOICE, choices=RelationshipType, group=_RELATIONSHIP, aliases=("合作类型",)
    ),
    ImportField(
        "next_review_on", _("Next review"), FieldType.DATE, group=_RELATIONSHIP, aliases=("review", "下次评审")
    ),
    ImportField(
        "contact_target_days", _("Contact at least every (days)"), FieldType.NUMBER, least=1, most=366,
        group=_RELATIONSHIP, aliases=("contact interval", "联系间隔"),
    ),
)  # fmt: skip
ATTRIBUTES = ("tier", "type", "next_review_on", "contact_target_days")

CONTACT = (
    ImportField(
        "organisation", _("Organisation"), required=True, group=_CONTACT,
        help=_("Name or code; it must be there already."),
        aliases=("company", "company name", "customer", "customer name", "account", "account name", "organization",
                 "公司", "公司名称", "客户", "客户名称", "单位", "单位名称"),
    ),
    ImportField(
        "name", _("Name"), required=True, most=80, group=_CONTACT,
        aliases=("full name", "contact", "contact name", "person", "姓名", "联系人", "联系人姓名"),
    ),
    ImportField(
        "job_title", _("Job title"), most=80, group=_CONTACT, aliases=("title", "position", "职务", "职位", "岗位")
    ),
    ImportField("department", _("Department"), most=80, group=_CONTACT, aliases=("dept", "部门")),
    ImportField(
        "kind", _("Kind of contact"), FieldType.CHOICE, choices=ContactKind, default=ContactKind.CUSTOMER,
        group=_CONTACT,
        aliases=("contact type", "联系人类型"),
    ),
    ImportField("persona", _("Persona"), FieldType.CHOICE, choices=Persona, group=_CONTACT, aliases=("角色",)),
    ImportField("email", _("E-mail"), FieldType.EMAIL, group=_CONTACT,
                aliases=("email", "e-mail", "mail", "email address", "邮箱", "电子邮箱", "电子邮件")),
    ImportField("phone", _("Phone"), most=40, group=_CONTACT,
                aliases=("telephone", "mobile", "mobile phone", "tel", "电话", "手机", "手机号", "联系电话")),
    ImportField("is_vip", _("VIP"), FieldType.FLAG, group=_CONTACT, aliases=("vip", "重要")),
    ImportField("is_key", _("Key contact"), FieldType.FLAG, group=_CONTACT, aliases=("key", "关键联系人")),
    ImportField("time_zone", _("Time zone"), FieldType.ZONE, group=_CONTACT, aliases=("timezone", "时区")),
    ImportField("influence", _("Influence"), FieldType.NUMBER, least=1, most=5, group=_CONTACT, aliases=("影响力",)),
    ImportField("interest", _("Interest"), FieldType.NUMBER, least=1, most=5, group=_CONTACT, aliases=("关注度",)),
    ImportField("valid_from", _("There since"), FieldType.DATE, group=_CONTACT, aliases=("since", "任职开始")),
    ImportField("preferences", _("Preferences"), most=5000, lines=True, group=_CONTACT, aliases=("偏好",)),
)  # fmt: skip
CONTACT_FACTS = tuple(field.key for field in CONTACT if field.key != "organisation")


def custom_fields(subject: str) -> list[ImportField]:
    """The custom fields of a kind of record, as columns can mean them (ruling 29)."""
    return [
        ImportField(f"custom_{field.name}", field.label, required=field.required, group=_("Own fields"), custom=field)
        for field in fields_of(subject)
    ]


def custom_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of custom fields among the values of a row."""
    return {key.removeprefix("custom_"): value for key, value in values.items() if key.startswith("custom_")}


def plain(value: Any) -> Any:
    """A stored value as JSON keeps it, to be compared with what a row says."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def differences(
    record: Organisation | Contact | Any, values: Mapping[str, Any], names: tuple[str, ...]
) -> dict[str, Any]:
    """What the row would change on the record: field -> (old, new). What the row does not say stays."""
    changes = {
        name: (plain(getattr(record, name)), values[name])
        for name in names
        if name in values and plain(getattr(record, name)) != values[name]
    }
    own = custom_of(values)
    if any(record.custom.get(name) != value for name, value in own.items()):
        changes["custom"] = (record.custom, {**record.custom, **own})
    return changes
