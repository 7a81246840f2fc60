"""Who plays in the story. Names and addresses are made up; the domain ``.example`` is reserved."""

from dataclasses import dataclass, field

from brm.accounts.enums import Role

PASSWORD = "brm-demo-2026"  # noqa: S105 - known on purpose, only in the embedded story
PROVIDER = "华信云服"
MAIL = "huaxin.example"


@dataclass(frozen=True)
class Person:
    """One of us."""

    key: str
    name: str
    roles: tuple[str, ...]
    team: str = ""
    is_lead: bool = False
    language: str = "zh-hans"
    time_zone: str = "Asia/Shanghai"

    @property
    def email(self) -> str:
        return f"{self.key}@{MAIL}"


@dataclass(frozen=True)
class Party:
    """A customer of the story with its people: (name, job title, kind, persona, VIP, influence, interest)."""

    key: str
    name: str
    short: str
    trade: str
    region: str
    tier: str
    owner: str
    language: str
    people: tuple[tuple[str, str, str, str, bool, int, int], ...]
    status: str = "active"
    type: str = "basic"
    time_zone: str = "Asia/Shanghai"
    care: float = 0.9
    sites: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Visitor:
    """One of a customer's people who signs in to the portal: which customer, which of its people, in which role."""

    party: str
    position: int
    role: str

    @property
    def email(self) -> str:
        return f"contact{self.position + 1}@{self.party}.example"


TEAMS = ("华北服务部", "华东服务部", "International")

PEOPLE = (
    Person("admin", "何文", (Role.ADMINISTRATOR,)),
    Person("zhou.lan", "周岚", (Role.EXECUTIVE,)),
    Person("fin", "钱敏", (Role.FINANCE,)),
    Person("eng.li", "李工", (Role.ENGINEER,), TEAMS[0]),
    Person("eng.sun", "孙工", (Role.ENGINEER,), TEAMS[1]),
    Person("wang.jing", "王静", (Role.LEAD, Role.MANAGER), TEAMS[0], True),
    Person("liu.yang", "刘洋", (Role.MANAGER,), TEAMS[0]),
    Person("zhao.lei", "赵磊", (Role.MANAGER,), TEAMS[0]),
    Person("chen.hong", "陈红", (Role.LEAD, Role.MANAGER), TEAMS[1], True),
    Person("xu.fei", "徐飞", (Role.MANAGER,), TEAMS[1]),
    Person("anna.berg", "Anna Berg", (Role.LEAD, Role.MANAGER), TEAMS[2], True, "en", "Europe/Berlin"),
    Person("tom.hale", "Tom Hale", (Role.MANAGER,), TEAMS[2], False, "en", "Europe/London"),
)

PARTIES = (
    Party(
        "bjrail",
        "北京城轨运营有限公司",
        "北京城轨",
        "轨道交通",
        "北京",
        "A",
        "liu.yang",
        "zh-hans",
        (
            ("张建国", "信息中心主任", "customer", "executive", True, 5, 4),
            ("李娜", "系统管理员", "service_user", "sysadmin", False, 2, 5),
            ("马志强", "财务总监", "sponsor", "finance", True, 4, 3),
            ("孙倩", "调度员", "service_user", "other", False, 1, 4),
        ),
        type="partnership",
        care=0.97,
        sites=("西直门站", "国贸站", "车辆段"),
    ),
    Party(
        "hbpower",
        "华北电力调度中心",
        "华北电调",
        "能源",
        "北京",
        "A",
        "liu.yang",
        "zh-hans",
        (
            ("王海涛", "副总经理", "sponsor", "executive", True, 5, 3),
            ("赵敏", "运维主管", "customer", "sysadmin", False, 3, 5),
            ("刘芳", "值班员", "service_user", "other", False, 1, 3),
        ),
        type="cooperative",
        care=0.7,
    ),
    Party(
        "tjport",
        "天津港务信息公司",
        "天津港信",
        "港口物流",
        "天津",
        "B",
        "zhao.lei",
        "zh-hans",
        (
            ("陈志远", "总工程师", "customer", "executive", False, 4, 4),
            ("周玲", "系统管理员", "service_user", "sysadmin", False, 2, 4),
        ),
        care=0.85,
    ),
    Party(
        "sjzhosp",
        "石家庄第一医院",
        "石家庄一院",
        "医疗",
        "河北",
        "B",
        "zhao.lei",
        "zh-hans",
        (
            ("郭建民", "信息科科长", "customer", "sysadmin", False, 4, 5),
            ("杨柳", "护士长", "service_user", "other", False, 2, 5),
            ("韩雪", "副院长", "sponsor", "executive", True, 5, 2),
        ),
        care=0.5,
    ),
    Party(
        "jnuni",
        "济南理工大学",
        "济南理工",
        "教育",
        "山东",
        "C",
        "wang.jing",
        "zh-hans",
        (("高翔", "网络中心主任", "customer", "sysadmin", False, 3, 4),),
        care=0.8,
    ),
    Party(
        "shbank",
        "上海联合银行",
        "联合银行",
        "金融",
        "上海",
        "A",
        "chen.hong",
        "zh-hans",
        (
            ("沈佳", "科技部总经理", "customer", "executive", True, 5, 5),
            ("胡伟", "运行主管", "service_user", "sysadmin", False, 3, 5),
            ("林珊", "财务经理", "sponsor", "finance", False, 4, 3),
        ),
        type="partnership",
        care=0.95,
    ),
    Party(
        "njsoft",
        "南京软件园管委会",
        "南京软件园",
        "政务",
        "江苏",
        "B",
        "xu.fei",
        "zh-hans",
        (
            ("唐军", "信息处处长", "customer", "executive", False, 4, 3),
            ("许愿", "平台管理员", "service_user", "sysadmin", False, 2, 5),
        ),
        care=0.75,
    ),
    Party(
        "hzretail",
        "杭州悦购零售集团",
        "悦购零售",
        "零售",
        "浙江",
        "B",
        "xu.fei",
        "zh-hans",
        (
            ("罗晨", "数字化总监", "customer", "executive", False, 4, 4),
            ("谢婷", "门店IT", "service_user", "sysadmin", False, 2, 4),
        ),
        type="cooperative",
        care=0.9,
        sites=("湖滨店", "滨江店"),
    ),
    Party(
        "wxchip",
        "无锡芯成微电子",
        "芯成微电子",
        "制造",
        "江苏",
        "C",
        "xu.fei",
        "zh-hans",
        (("曹阳", "IT经理", "customer", "sysadmin", False, 3, 3),),
        status="prospect",
        care=0.6,
    ),
    Party(
        "nordlog",
        "Nordlicht Logistik GmbH",
        "Nordlicht",
        "Logistics",
        "Hamburg",
        "A",
        "anna.berg",
        "en",
        (
            ("Karin Vogt", "Chief information officer", "customer", "executive", True, 5, 4),
            ("Jens Krüger", "Service desk manager", "service_user", "sysadmin", False, 3, 5),
            ("Lena Adler", "Head of finance", "sponsor", "finance", False, 4, 2),
        ),
        type="cooperative",
        time_zone="Europe/Berlin",
        care=0.9,
    ),
    Party(
        "mersey",
        "Mersey Insurance plc",
        "Mersey",
        "Insurance",
        "Liverpool",
        "B",
        "tom.hale",
        "en",
        (
            ("Grace Whitfield", "IT director", "customer", "executive", False, 4, 4),
            ("Omar Reid", "Application owner", "service_user", "sysadmin", False, 2, 5),
        ),
        time_zone="Europe/London",
        care=0.55,
    ),
    Party(
        "lumen",
        "Lumen Retail Asia Pte Ltd",
        "Lumen Asia",
        "Retail",
        "Singapore",
        "C",
        "tom.hale",
        "en",
        (("Priya Nair", "Regional IT manager", "customer", "sysadmin", False, 3, 4),),
        time_zone="Asia/Singapore",
        care=0.8,
    ),
)

VISITORS = (
    Visitor("bjrail", 0, "customer"),
    Visitor("bjrail", 1, "user"),
    Visitor("hzretail", 0, "customer"),
    Visitor("nordlog", 0, "customer"),
)
