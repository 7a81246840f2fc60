"""The service events of the story: what broke at whom, how many days ago, in the words of the service desk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """One event: of which customer, which of their people called, when it was closed."""

    party: str
    days: int
    hour: int
    title: str
    service: str = ""
    caller: int = 1
    made_sla: bool = True
    priority: str = "3"


ZH = (
    "打印机无法打印", "邮箱登录失败", "VPN 频繁掉线", "核心交换机端口告警", "数据库备份任务失败", "办公电脑蓝屏",
    "监控平台误报",
    "存储空间不足告警", "业务系统响应缓慢", "账号权限申请", "无线网络信号弱", "批处理作业超时",
)  # fmt: skip
EN = ("Printer does not print", "VPN drops every hour", "Report runs too long", "Mailbox is full")
PARTIES = ("bjrail", "hbpower", "shbank", "tjport", "sjzhosp", "hzretail", "nordlog", "mersey")
ENGLISH = frozenset({"nordlog", "mersey"})


def events() -> list[Event]:
    """Three months of them, the oldest first; every seventh missed its service level."""
    found = []
    for number, days in enumerate(range(82, 2, -2)):
        party = PARTIES[number % len(PARTIES)]
        titles = EN if party in ENGLISH else ZH
        found.append(
            Event(
                party, days, 9 + number % 8, titles[number % len(titles)], ("OPS-R", "OPS-S")[number % 2],
                number // len(PARTIES), number % 7 != 3, "2" if number % 5 == 0 else "3",
            )
        )  # fmt: skip
    return found
