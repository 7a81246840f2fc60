"""A register of agreements from a file: once, again without effect, brought up to date, taken back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from openpyxl import Workbook

from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.core import clock
from brm.imports.domain.undoing import undo
from brm.imports.domain.working import work
from brm.imports.models import ImportRow
from brm.notifications.models import Notification
from brm.timeline.models import TimelineEntry
from customers.agreements.models import ServiceAgreement
from tests.factories.agreements import amend, make_service
from tests.imports.world import applied, checked, outcomes, person, table

pytestmark = pytest.mark.django_db
HEAD = ["合同编号", "客户", "协议名称", "开始日期", "到期日期", "年费", "服务方式", "服务内容"]


def register(*rows: tuple[str, str, int, int, str, str]) -> str:
    today = clock.today("Asia/Shanghai")
    return table(
        HEAD,
        *(
            [number, customer, f"Operations {number}", today + timedelta(days=start), today + timedelta(days=end), fee,
             "驻场" if number == "K1" else "", services]
            for number, customer, start, end, fee, services in rows
        ),
    )  # fmt: skip


ROWS = (
    ("K1", "Northwind IT", -300, 200, "60万", "OPS"),
    ("K2", "Northwind IT", -300, 80, "120,000.50", "Operations, BACKUP"),
    ("K3", "Contoso", -700, -20, "¥5000", ""),
    ("K4", "Contoso", 20, 400, "", "备份"),
)


@pytest.fixture
def me(db: None):
    me = person("Me")
    make_service(code="OPS", name_en="Operations")
    make_service(code="BACKUP", name_zh="备份")
    applied(table(["Company"], ["Northwind IT"], ["Contoso"]), me)
    return me


@pytest.mark.req("C-37")
def test_a_register_comes_in_once_in_the_states_its_days_say(me):
    run = applied(register(*ROWS).replace("驻场", "on_site"), me, "agreement", name="register.csv")

    assert outcomes(run) == {"new": 4}
    found = {row.number: row for row in ServiceAgreement.objects.all()}
    assert {number: row.status for number, row in found.items()} == {
        "K1": "active", "K2": "expiring", "K3": "expired", "K4": "agreed",
    }  # fmt: skip
    assert [found[number].fee for number in ("K1", "K2", "K3", "K4")] == [
        Decimal(600000), Decimal("120000.50"), Decimal(5000), None,
    ]  # fmt: skip
    assert sorted(found["K2"].services.values_list("code", flat=True)) == ["BACKUP", "OPS"]
    assert (found["K1"].mode, found["K3"].step_at, found["K1"].step_at is not None) == ("on_site", None, True)
    assert not Notification.objects.filter(kind="agreement_ending").exists()
    assert [one for one in differences() if one.rule == "agreement_ending"] == []
    assert list(Attention.objects.filter(rule="agreement_ending").values_list("subject_id", flat=True)) == [
        found["K2"].pk
    ]
    assert TimelineEntry.objects.filter(kind="agreement", event="recorded").count() == 4

    again = checked(register(*ROWS).replace("驻场", "on_site"), me, "agreement", name="again.csv")
    assert outcomes(again) == {"unchanged": 4}
    assert ServiceAgreement.objects.count() == 4

    undo(run, by=me)
    work(run.pk)
    assert ServiceAgreement.objects.count() == 0
    assert not TimelineEntry.objects.filter(kind="agreement").exists()


@pytest.mark.req("C-37")
def test_the_register_brings_up_to_date_what_was_not_signed_here(me):
    applied(register(ROWS[0], ROWS[1]).replace("驻场", "on_site"), me, "agreement")
    longer = (("K1", "Northwind IT", -300, 500, "70万", "BACKUP"), ROWS[1])
    run = applied(register(*longer).replace("驻场", "on_site"), me, "agreement", name="newer.csv")
    assert outcomes(run) == {"changed": 1, "unchanged": 1}
    changed = ServiceAgreement.objects.get(number="K1")
    assert (changed.fee, changed.edition, [row.code for row in changed.services.all()]) == (700000, 1, ["BACKUP"])
    amend(changed, effective_on=clock.today(), at=clock.now(), fee=Decimal(1))
    refused = checked(register(ROWS[0]).replace("驻场", "on_site"), me, "agreement", name="old.csv")
    assert outcomes(refused) == {"error": 1}
    assert ImportRow.objects.get(run=refused).problems[0][1] == "agreement_signed"


@pytest.mark.req("C-37")
@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("K1", "Nobody", -3, 2, "1", ""), "customer_unknown"),
        (("K1", "Contoso", 3, 2, "1", ""), "ends_before_start"),
        (("K1", "Contoso", -3, 2, "much", ""), "not_an_amount"),
        (("K1", "Contoso", -3, 2, "1", "Magic"), "service_unknown"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(me, row, code):
    run = checked(register(row).replace("驻场", ""), me, "agreement")
    assert [problem[1] for problem in ImportRow.objects.get(run=run).problems] == [code]


@pytest.mark.req("C-37")
def test_another_managers_customer_is_unknown_and_a_workbook_reads_the_same(me, tmp_path):
    other = person("Other")
    assert outcomes(checked(register(ROWS[2]), other, "agreement")) == {"error": 1}
    book = Workbook()
    for line in register(ROWS[2]).splitlines():
        book.active.append(line.split(","))
    book.save(tmp_path / "register.xlsx")
    run = applied((tmp_path / "register.xlsx").read_bytes(), me, "agreement", name="register.xlsx")
    assert outcomes(run) == {"new": 1}
