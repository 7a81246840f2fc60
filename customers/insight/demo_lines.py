"""What is said in the chapter about knowing the customer. People and facts are made up."""

from typing import Any

POINTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("7×24 服务热线", "Service hotline, day and night", {
        "channel": "phone", "address": "400-555-0100", "audience": "customers", "for_complaints": True,
        "answer_amount": 15, "answer_unit": "minutes",
    }),
    ("服务邮箱", "Service mailbox", {
        "channel": "mail", "address": "service@huaxin.example", "audience": "customers", "answer_amount": 4,
        "answer_unit": "working_hours",
    }),
)  # fmt: skip
CONSEQUENCE = {
    True: "列入下季度改进计划,并在回顾会上确认范围。",
    False: "Goes into next quarter’s plan; scope to be agreed.",
}
ENQUIRY = {True: "账号权限何时开通", False: "When will the new accounts be ready?"}

EVENTS = {
    "bjrail": (
        "西直门站信号电源切换失败", "早高峰 07:42 主备电源切换失败,三条线路降级运行 26 分钟。",
        "更换切换模块,恢复双路供电,连续观察 72 小时。", "切换模块每季度带载演练一次;备件前移到站。",
    ),
    "shbank": (
        "核心交易查询缓慢", "09:10 起柜面查询响应超过 20 秒,影响 46 个网点一个半小时。",
        "重建统计信息并回退当晚变更。", "变更窗口避开月初。",
    ),
    "tjport": ("闸口识别系统中断", "夜间闸口识别服务中断,车辆改为人工放行。", "", ""),
}  # fmt: skip

OF: dict[str, dict[str, Any]] = {
    "bjrail": {
        "users": (
            ("陶然", "站务主管", "A", (3, 4)), ("罗敏", "站务员", "B", (1, 2)), ("石磊", "检修班长", "B", (2, 3)),
            ("钟灵", "票务员", "C", None), ("梁栋", "安检员", "C", None),
        ),
        "stakeholders": {
            "张建国": ("supporter", "让他在年度规划会上为我们说话", 10),
            "马志强": ("critical", "用可用率换算的停运损失说明价值", 30),
            "孙倩": ("friendly", "每月听一次调度台的声音", 30),
            "陶然": ("friendly", "推动站务试用新报修入口", 21),
            "石磊": ("opponent", "解决检修窗口被占用的老问题", 14),
        },
        "concerns": {"张建国": ("value", "effort"), "马志强": ("satisfaction",)},
        "objectives": (
            ("serve", "重大活动保障零降级", "全年保障日无一次降级运行", "on_track"),
            ("perception", "调度与站务满意度提升到 90 分", "公开调查得分", "behind"),
            ("mutual", "共建备件前移机制并推广到二号线", "两条线路共用一个备件库", ""),
        ),
        "group": {
            "captive": True, "captive_reason": "线路运维资质十年内不换", "segment": "long", "peak_months": [1, 2, 10],
            "season_note": "春运与国庆前两周不做变更,现场加派两人",
        },
        "expectations": (
            ("故障后一小时内给出书面说明", "张建国", False, (("confirm", ""), ("meet", "近三次均在 50 分钟内送达"))),
            ("驻场工程师兼做票务系统培训", "陶然", True, (("confirm", ""),)),
            ("明年维护费与客流挂钩", "马志强", True, ()),
        ),
        "difficulties": (
            ("backlog", "西直门站仍有 14 个遗留缺陷,双方要一起清理", "每周两次联合清理遗留缺陷", ""),
            ("no_figures", "停运损失无法折算,价值说不清", "", ""),
        ),
        "scores": ((3, 3, 4, 3, 3, 2, 3, 4), (4, 3, 4, 3, 3, 2, 3, 4), (4, 4, 4, 3, 4, 3, 3, 5)),
    },
    "hbpower": {
        "users": (("冯涛", "值班长", "A", (3, 5)), ("吕品", "值班员", "C", None)),
        "stakeholders": {
            "王海涛": ("neutral", "请他看一次调度中心的可用率曲线", 30),
            "赵敏": ("supporter", "保持每周一次技术沟通", 7),
        },
        "objectives": (("serve", "迎峰度夏期间可用率 99.95%", "月报可用率", "on_track"),),
        "group": {"segment": "long", "peak_months": [6, 7, 8, 12], "season_note": "迎峰度夏、迎峰度冬双岗值守"},
        "expectations": (("度夏期间夜间也有专家在岗", "赵敏", False, (("confirm", ""),)),),
        "difficulties": (
            ("research", "规约转换丢帧要等总部研发补丁", "与研发确认补丁日期并每周通报", ""),
            ("penalty", "对方要求单边违约金,我方不能接受", "", ""),
        ),
        "scores": ((4, 3, 3, 4, 3, 3, 4, 3), (4, 4, 3, 4, 3, 3, 4, 4)),
        "without": ("users",),
    },
    "tjport": {
        "stakeholders": {"陈志远": ("friendly", "", 21)},
        "difficulties": (("product", "识别系统对夜间反光车牌无能为力", "", ""),),
        "group": {"segment": "long", "peak_months": [3, 9]},
    },
    "sjzhosp": {
        "users": (("苏眉", "门诊收费组长", "B", None),),
        "stakeholders": {"韩雪": ("critical", "带院长看一次门诊恢复演练", 45), "郭建民": ("supporter", "", 14)},
        "objectives": (("perception", "护士站报修等待减半", "平均响应分钟", ""),),
        "expectations": (
            ("门诊高峰不做任何维护", "杨柳", False, (("confirm", ""), ("miss", "三月有一次补丁占用了早高峰"))),
        ),
        "difficulties": (("no_value", "院领导认为信息科自己也能维护", "", ""),),
    },
    "shbank": {
        "users": (("郑晓", "网点主管", "A", (3, 4)), ("童瑶", "柜员", "C", None)),
        "stakeholders": {
            "沈佳": ("friendly", "一起做明年的韧性路线图", 10),
            "林珊": ("critical", "说明增值服务的投入与收益", 30),
            "胡伟": ("supporter", "", 7),
        },
        "concerns": {"沈佳": ("value", "price"), "林珊": ("extras", "planning")},
        "objectives": (
            ("serve", "核心查询 95% 在 2 秒内", "每周性能报告", "behind"),
            ("mutual", "共建联合演练,年内两次", "演练报告", "reached"),
        ),
        "group": {"segment": "long", "peak_months": [1, 6, 12], "season_note": "年终决算冻结变更"},
        "expectations": (("每月给出容量预测", "胡伟", False, (("confirm", ""), ("meet", "已连续三个月提供"))),),
        "difficulties": (
            ("resources", "要求常驻三名专家,成本不可承受", "提出按需专家日方案", "改为每月四个专家日"),
            ("thin_papers", "方案太薄,财务看不出价值", "", ""),
        ),
        "scores": ((4, 4, 4, 3, 3, 3, 4, 4),),
    },
    "njsoft": {
        "difficulties": (("no_price", "续约单价相差 12%,两轮未谈拢", "", ""),),
        "group": {"segment": "as_used"},
    },
    "hzretail": {
        "stakeholders": {"罗晨": ("neutral", "", 21)},
        "group": {"segment": "short", "peak_months": [6, 11], "season_note": "618 与双十一前加派现场"},
        "difficulties": (("watched", "门店网络由运营商负责,客户却盯着我们", "", ""),),
    },
    "nordlog": {
        "users": (("Mia Hoffmann", "Warehouse lead", "B", (2, 4)),),
        "stakeholders": {
            "Karin Vogt": ("supporter", "Have her speak at our user day", 14),
            "Lena Adler": ("critical", "Show cost per shipment, before and after", 45),
        },
        "objectives": (("mutual", "One roadmap for warehouse and transport IT", "Signed by both boards", ""),),
        "expectations": (("Service reports in German, too", "Jens Krüger", True, (("confirm", ""),)),),
        "difficulties": (("no_figures", "Value per shipment cannot be shown in figures yet", "", ""),),
        "scores": ((4, 3, 4, 4, 3, 3, 3, 4),),
        "group": {"segment": "long", "peak_months": [11, 12], "season_note": "No changes before Christmas"},
    },
    "mersey": {"stakeholders": {"Grace Whitfield": ("friendly", "", 21)}},
}  # fmt: skip

RISKS: dict[str, dict[str, tuple[tuple[int, int] | None, tuple[int, int] | None, str]]] = {
    "bjrail": {
        "real_needs": ((3, 4), (2, 4), "reduce"), "many_stakeholders": ((4, 3), None, "reduce"),
        "expectations": ((4, 4), (4, 5), "reduce"), "key_person": ((3, 3), None, ""),
        "unseen_complaint": ((3, 4), (2, 3), "reduce"), "no_value": (None, None, ""),
    },
    "hbpower": {
        "real_needs": ((2, 4), None, "reduce"), "unseen_complaint": ((4, 4), None, ""), "no_value": ((3, 5), None, ""),
    },
    "shbank": {"expectations": ((3, 3), None, "accept"), "no_value": ((3, 4), (2, 4), "reduce")},
    "nordlog": {"key_person": ((3, 4), None, "reduce"), "no_value": (None, None, "")},
}  # fmt: skip

OWN_RISKS: dict[str, tuple[tuple[str, str, str, tuple[int, int], bool], ...]] = {
    "bjrail": (
        ("国贸站备件只有一家供货", "断供时恢复时间超过协议", "天津设第二备件库,签订互备协议", (3, 5), True),
        ("驻场工程师一人两岗", "高峰期响应变慢", "", (5, 2), False),
    ),
    "shbank": (("年终决算期间变更被迫延后", "补丁积压", "与客户约定冻结期清单", (5, 3), True),),
}  # fmt: skip
