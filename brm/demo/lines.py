"""What people said and wrote in the story, in the language of each customer."""

PLAN_TITLES = {
    "monthly": {"zh-hans": "月度服务回顾会", "en": "Monthly service review"},
    "weekly": {"zh-hans": "每周运维例会", "en": "Weekly operations call"},
    "quarterly": {"zh-hans": "季度高层沟通会", "en": "Quarterly executive review"},
}

AGENDA = {
    "zh-hans": "1. 上期行动项\n2. 服务达成情况\n3. 重点问题\n4. 改进计划",
    "en": "1. Actions of the last meeting\n2. Service achieved\n3. Key issues\n4. Improvement plan",
}

REVIEWS = {
    "zh-hans": (
        "本期服务级别全部达成，平均响应时间 12 分钟，比上期缩短 3 分钟。",
        "共处理事件 46 起，其中 2 起超时，原因均为备件到货延迟。",
        "系统可用率 99.95 %，计划内停机一次，用户反映良好。",
        "月末结账期间响应偏慢，客户表示理解，但希望提前安排值守。",
    ),
    "en": (
        "All service levels were met; mean response 12 minutes, three better than last time.",
        "46 incidents handled, two late, both for want of spare parts.",
        "Availability 99.95 %, one planned outage, users content.",
        "Slow during month-end closing; the customer asked for staff on call next time.",
    ),
}

ISSUES = {
    "zh-hans": ("备件库存不足", "夜间值守联系人未更新", "报表口径与客户不一致", "旧问题积压三项"),
    "en": (
        "Spare parts run short",
        "Night contact list is out of date",
        "Report figures differ from the customer's",
        "Three old problems pile up",
    ),
}

IMPROVEMENTS = {
    "zh-hans": ("月底前补齐关键备件", "更新值守联系人并双方确认", "与客户统一报表口径", "安排专人清理积压问题"),
    "en": (
        "Restock critical spares by month end",
        "Renew the contact list and confirm it together",
        "Agree on one definition of the figures",
        "Name one person to clear the backlog",
    ),
}

CONCLUSIONS = {
    "zh-hans": (
        "双方确认本期服务达标，继续按计划推进改进项。",
        "同意下期重点关注响应速度。",
        "客户认可改进计划，下次会议复核。",
    ),
    "en": (
        "Both sides agree the service met its targets; improvements go on as planned.",
        "Next period looks closely at response times.",
        "The customer accepts the improvement plan; we check it next time.",
    ),
}

CONTACTS = {
    "zh-hans": (
        ("phone", 1, "电话回访上周故障处理情况，用户表示恢复很快。"),
        ("im", 0, "微信沟通系统升级窗口，客户需内部确认。"),
        ("visit", 2, "现场拜访，客户对驻场工程师评价很高。"),
        ("phone", -1, "客户抱怨报表送达偏晚，希望固定时间。"),
        ("mail", 0, "邮件发送巡检计划，等待确认。"),
        ("phone", -2, "客户对重复故障不满，要求书面说明。"),
        ("visit", 1, "陪同客户查看机房改造进度。"),
    ),
    "en": (
        ("phone", 1, "Called back about last week's outage; the users say recovery was quick."),
        ("im", 0, "Talked about the upgrade window; they must ask inside."),
        ("visit", 2, "On site; high praise for our engineer."),
        ("phone", -1, "Reports arrive late; they want a fixed day."),
        ("mail", 0, "Sent the inspection plan, waiting for a yes."),
        ("phone", -2, "Unhappy about a repeated fault; asks for a written explanation."),
        ("visit", 1, "Walked through the new machine room together."),
    ),
}

NEEDS = {
    "zh-hans": ("希望增加夜间支持", "希望提供移动端报表", "计划明年扩容"),
    "en": ("Wants support at night", "Wants reports on the phone", "Plans to grow next year"),
}

SKIPS = {
    "zh-hans": ("客户临时检查，双方同意取消本次会议", "客户年终封网，本月不召开"),
    "en": ("Audit on their side; both agreed to drop this one", "Change freeze; no meeting this month"),
}

VISIT = {
    "zh-hans": ("总结全年服务成果，确认明年投入", "客户关注成本，希望看到价值量化"),
    "en": ("Show what the year's service achieved, confirm next year's effort", "Wants value shown in figures"),
}

HANDOVER = {
    "zh-hans": "客户重视响应速度；李娜是关键用户，每两周联系一次；备件问题正在跟进。",
    "en": "They care about response times; the service desk manager is the key user; spares are being followed up.",
}

SILENT = {"mersey": 44, "sjzhosp": 12}
"""Customers nobody has called for so many days, at the end of the story."""
