"""What the story's catalogue and agreements say."""

from typing import Any

SHELVES = (("运维服务", "Operations"), ("平台与数据", "Platform and data"), ("咨询与培训", "Advice and training"))
SERVICES: tuple[dict[str, Any], ...] = (
    {
        "code": "OPS-S", "shelf": 0, "name_zh": "驻场运维", "name_en": "On-site operations",
        "description_zh": "工程师驻场，处理日常故障与变更，配合客户值班。",
        "description_en": "Engineers on site: daily faults and changes, alongside the customer's own shifts.",
        "views": ("sponsor", "customer", "it"),
    },
    {
        "code": "OPS-R", "shelf": 0, "name_zh": "远程运维", "name_en": "Remote operations",
        "description_zh": "远程处理故障、变更与咨询，按约定时限响应。",
        "description_en": "Faults, changes and questions handled remotely, within agreed times.",
        "views": ("sponsor", "customer", "user", "it"),
    },
    {
        "code": "DESK", "shelf": 0, "name_zh": "服务台", "name_en": "Service desk",
        "description_zh": "统一受理用户的问题与请求，一个电话、一个入口。",
        "description_en": "One number, one address for whatever a user needs.",
        "views": ("sponsor", "customer", "user", "it"),
    },
    {
        "code": "INSPECT", "shelf": 0, "name_zh": "系统巡检", "name_en": "System inspection",
        "description_zh": "每季度检查主机、数据库与中间件，提交隐患清单与建议。",
        "description_en": "Hosts, databases and middleware looked through every quarter, with findings and advice.",
        "views": ("customer", "it"),
    },
    {
        "code": "MON", "shelf": 1, "name_zh": "监控平台", "name_en": "Monitoring",
        "description_zh": "7×24 小时监控关键系统，异常即时告警。",
        "description_en": "Key systems watched around the clock; whatever is odd is told at once.",
        "views": ("customer", "it"),
    },
    {
        "code": "BACKUP", "shelf": 1, "name_zh": "备份与恢复", "name_en": "Backup and recovery",
        "description_zh": "每日备份、异地保存，每半年一次恢复演练。",
        "description_en": "Daily copies kept elsewhere, recovery rehearsed twice a year.",
        "views": ("sponsor", "customer", "it"),
    },
    {
        "code": "DB", "shelf": 1, "name_zh": "数据库运维", "name_en": "Database care",
        "description_zh": "数据库日常维护、性能优化与版本管理。",
        "description_en": "Upkeep, tuning and versions of databases.",
        "views": ("it",),
    },
    {
        "code": "SEC", "shelf": 1, "name_zh": "安全加固", "name_en": "Hardening",
        "description_zh": "漏洞扫描与加固，配合等保测评。",
        "description_en": "Scans, fixes, and help with certification.",
        "views": ("customer", "it"),
    },
    {
        "code": "TRAIN", "shelf": 2, "name_zh": "应用培训", "name_en": "Training",
        "description_zh": "面向用户与管理员的应用培训。",
        "description_en": "Courses for users and administrators.",
        "views": ("customer", "user"),
    },
    {
        "code": "HEALTH", "shelf": 2, "name_zh": "电脑健康检查", "name_en": "PC health check",
        "description_zh": "为重点用户定期检查电脑，属协议之外的关怀。",
        "description_en": "A regular look at the computers of key users; a courtesy beyond agreements.",
        "views": ("customer", "user"),
    },
)  # fmt: skip
NOTES: tuple[tuple[str, str, str, str, str], ...] = (
    ("BACKUP", "risk", "恢复点最多丢失 24 小时数据", "Up to 24 hours of data may be lost",
     "每日一次备份；需要更短的恢复点请另行约定。"),
    ("OPS-R", "constraint", "远程接入依赖客户的专线", "Remote access depends on the customer's line",
     "专线中断期间不计响应时限。"),
    ("MON", "risk", "旧设备不支持代理，只能监控连通性", "Old equipment can only be watched from outside",
     "型号清单见附件，约占设备的一成。"),
    ("OPS-S", "constraint", "驻场人员只在约定场地工作", "On-site staff work at the agreed site only",
     "跨场地支持需提前一个工作日申请。"),
    ("DB", "risk", "停用版本的数据库没有原厂补丁", "Retired database versions get no patches",
     "建议在下一服务年度完成升级。"),
)  # fmt: skip

# key, days since it began, days until it ends, fee, currency, mode, people on site, services
AGREEMENTS: tuple[tuple[str, int, int, str, str, str, int, tuple[str, ...]], ...] = (
    ("bjrail", 280, 84, "1860000", "CNY", "mixed", 4, ("OPS-S", "DESK", "MON", "INSPECT")),
    ("hbpower", 317, 47, "1240000", "CNY", "on_site", 3, ("OPS-S", "MON", "DB")),
    ("tjport", 190, 175, "460000", "CNY", "remote", 0, ("OPS-R", "DESK", "INSPECT")),
    ("sjzhosp", 150, 215, "520000", "CNY", "mixed", 1, ("OPS-R", "DESK", "BACKUP")),
)
ELSEWHERE = (240, 125, "380000", "remote", 0, ("OPS-R", "DESK", "BACKUP"))
"""What customers get of whom the table says nothing, a little different each."""

TITLES = {"zh-hans": "{short}信息系统运维服务协议", "en": "Operations agreement, {short}"}
CLAUSES: dict[str, tuple[tuple[str, str, str, str, bool], ...]] = {
    "zh-hans": (
        ("5.2", "communication", "定期沟通", "双方每月召开一次服务评审会：回顾达成、协商问题、确定改进计划。", False),
        ("8.1", "penalty", "违约责任", "可用率未达约定值的，每低 0.1 个百分点扣减当月服务费的百分之一。", False),
        ("8.2", "penalty", "对等惩罚", "因客户原因造成停工超过一个工作日的，由客户承担驻场人员的等待费用。", True),
    ),
    "en": (
        ("5.2", "communication", "Regular review", "Both sides meet monthly: results, issues, improvements.", False),
        ("8.1", "penalty", "Service credits", "One per cent of the month's fee for each 0.1 points short.", False),
    ),
}  # fmt: skip
TERMS = (
    ("response_time", "30", "24x7", "", "response"),
    ("availability", "99.5", "24x7", "20000", "availability"),
    ("kept_on_time", "95", "8x5", "", "share"),
)
AMENDMENT: Any = {"title": "增加备份与恢复服务，可用率提高到 99.7%", "paper": "补-01"}
PENALTIES = {
    "hbpower": "四月调度系统停机 3 小时，可用率低于约定。",
    "bjrail": "票务接口故障导致一次超时恢复，客户提出扣减。",
}
