"""What was complained of in the story, and what was found and done, in the language of each customer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One trouble from the first word to the answer."""

    title: str
    subject: str
    text: str
    remedy: str
    impact: str
    cause: str
    action: str
    offer: str
    decision: str


@dataclass(frozen=True)
class Case:
    """One that was settled: whose, when, by which way, how grave, and how content they were."""

    customer: str
    days_ago: int
    severity: int = 3
    path: str = "direct"
    channel: str = "portal"
    who: int = 1
    score: int | None = None


SETTLED = (
    Case("bjrail", 86, channel="phone", score=60),
    Case("hbpower", 80, severity=2, channel="email", score=55),
    Case("shbank", 74, score=80),
    Case("sjzhosp", 69, path="relayed", severity=2, who=0, channel="meeting"),
    Case("nordlog", 63, score=70),
    Case("bjrail", 49, channel="phone", score=78),
    Case("hbpower", 36, path="relayed", severity=2, who=0, channel="visit", score=68),
    Case("sjzhosp", 23, path="relayed", severity=2, who=0, channel="phone", score=62),
    Case("bjrail", 13, channel="message", score=86),
)

CHINESE = (
    Words(
        "西直门站票务终端停机", "票务终端",
        "早高峰前票务终端全部无法联网，站务改用人工售票，排队超过二十分钟。站长已向集团汇报。",
        "两小时内恢复，并书面说明原因。", "全站售票中断，影响早高峰约三千名乘客。",
        "电源模块老化，备件未在现场。", "更换电源模块，关键备件改为驻站存放。", "免除本月该站维护费。",
        "故障由电源模块老化引起，责任在我方。终端已恢复，备件自本周起驻站存放。",
    ),
    Words(
        "月末结账期间系统变慢", "核心业务系统",
        "连续三天月末结账时系统响应超过十秒，柜面不断接到客户抱怨。",
        "查明原因，并保证下月结账不再发生。", "结账延迟两小时，影响 12 个网点。",
        "夜间备份任务与结账时段重叠。", "备份窗口改到凌晨三点，结账日安排专人值守。",
        "结账日两名工程师现场值守三个月。",
        "原因是备份任务与结账重叠。备份时间已调整，接下来三个月结账日我方派人现场值守。",
    ),
    Words(
        "病区打印机反复脱机", "打印服务",
        "三楼病区的医嘱打印机一周内脱机五次，每次报修都要等半小时以上。",
        "更换设备或加快响应。", "医嘱延迟，护士需跨楼层取单。",
        "交换机端口协商失败。", "更换交换机端口并固定速率。", "提供一台备用打印机。",
        "打印机脱机由交换机端口引起，已更换，另配备用打印机一台。",
    ),
    Words(
        "夜间报警电话无人接听", "值守服务",
        "凌晨两点拨打值守电话四次无人接听，最后由调度员自行处理。",
        "说明当晚值守情况，确保电话有人接。", "一条线路切换延误四十分钟。",
        "值守表更新后电话未转接。", "值守表变更时自动更新转接，每周拨测。", "向调度中心当面致歉。",
        "当晚值守表已变更而电话未转接，是我们的过失。现已改为自动转接并每周拨测。",
    ),
    Words(
        "工单关闭前未与用户确认", "服务台",
        "我的工单被直接关闭，问题并没有解决，也没有人打电话来问。",
        "重新处理，并在关闭前确认。", "一名用户两天无法办公。",
        "服务台按超时自动关闭工单。", "取消自动关闭，关闭前必须回访。", "指定专人跟进到解决。",
        "自动关闭规则已取消，您的问题已由专人处理完毕。",
    ),
    Words(
        "收银终端频繁掉线", "收银系统",
        "滨江店收银终端每天掉线两三次，顾客排队时只能手工记账。",
        "彻底解决网络问题。", "一家门店收银中断，每次约十分钟。",
        "门店无线信道与商场冲突。", "改用有线接入并调整信道。", "派工程师驻店一周观察。",
        "掉线由无线信道冲突引起，已改为有线接入，并驻店观察一周。",
    ),
)  # fmt: skip
ENGLISH = (
    Words(
        "Scanners offline in hall 3", "Warehouse systems",
        "All hand scanners in hall 3 lost their connection at six this morning; two lorries left late.",
        "Get them back and tell us why.", "Two lorries late, one shift without scanners.",
        "An access point failed and its spare was not configured.", "Spares are configured and tested monthly.",
        "An engineer on site for the next two Mondays.",
        "The access point was replaced; its spare had not been configured, which was our fault.",
    ),
    Words(
        "Booking portal down during peak", "Booking portal",
        "The booking portal could not be reached for fifty minutes on the busiest day of the month.",
        "A report on the cause, and what you change.", "Some 140 bookings were taken by phone.",
        "A certificate had expired.", "Certificates are watched, with warnings 30 days ahead.",
        "Availability report every week for a quarter.",
        "A certificate had expired unnoticed. They are watched now, with a warning thirty days ahead.",
    ),
    Words(
        "Password resets take days", "Service desk",
        "Three colleagues waited two days each for a password reset. The desk never called back.",
        "Resets within an hour, as agreed.", "Three people without access for two days each.",
        "Requests by mail went to a queue nobody read on Fridays.", "The queue is read all week, with an alarm.",
        "A self-service reset for all staff.",
        "Requests by mail were not read on Fridays. They are now, and staff can reset passwords themselves.",
    ),
)  # fmt: skip


def words_of(language: str, number: int) -> Words:
    """The words of one trouble in a language."""
    lines = ENGLISH if language == "en" else CHINESE
    return lines[number % len(lines)]
