"""Plans and templates by forms; a rhythm is read in words while it is written."""

import pytest
from django.test import Client
from django.urls import reverse

from brm.communications.domain.templates import apply_template, save_template
from brm.communications.models import Occurrence, Plan, PlanTemplate
from brm.parties.models import Relationship
from tests.factories.communications import MONTHLY, Scene

RULE = {
    "frequency": "monthly", "interval": "1", "day_by": "day", "day": "10", "holidays": "after",
}  # fmt: skip


PLAN = RULE | {
    "title": "Review", "origin": "operation", "channel": "visit", "meet_at": "10:00", "duration_minutes": "60",
    "reminder_days": "2", "start_on": "2026-06-01",
}  # fmt: skip


@pytest.mark.req("C-05", "C-07")
def test_a_plan_is_made_read_and_agreed_by_forms(owner: Client, scene: Scene):
    url = reverse("communications:plan_new")
    assert "relationship" in owner.get(url).content.decode()
    url = f"{url}?relationship={scene.relationship.pk}"
    assert owner.get(url).status_code == 200

    answer = owner.post(url, PLAN | {"theirs": [scene.contact.pk]})
    plan = Plan.objects.get()
    assert answer["Location"] == plan.get_absolute_url()
    assert plan.rule == {"frequency": "monthly", "interval": 1, "day": 10, "holidays": "after"}
    page = owner.get(plan.get_absolute_url()).content.decode()
    assert "On the 10th day of every month" in page
    owner.post(reverse("communications:plan_agree", args=[plan.pk]), {"contact": scene.contact.pk, "on": "2026-06-01"})

    assert Occurrence.objects.filter(plan=plan).count() == 7


@pytest.mark.req("C-07")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"frequency": "weekly", "weekdays": ["0", "3"]}, "Every week on Monday"),
        ({"day_by": "nth_week", "nth_week": "-1", "weekday": "4"}, "the last Friday"),
        ({"day_by": "nth_working_day", "nth_working_day": "10"}, "the 10th working day"),
        ({"frequency": "quarterly", "month_in_period": "2"}, "quarter"),
        ({"frequency": "yearly", "months": ["3"]}, "March"),
        ({"frequency": "custom", "custom": "FREQ=DAILY;INTERVAL=10"}, "FREQ=DAILY;INTERVAL=10"),
    ],
)
def test_a_rhythm_is_read_in_words_while_it_is_written(
    owner: Client, scene: Scene, changes: dict[str, object], words: str
):
    answer = owner.get(reverse("communications:plan_preview"), RULE | {"start_on": "2026-06-01"} | changes)

    assert words in answer.content.decode()
    assert answer.content.decode().count('rhythm-day"') == 6
    assert owner.post(
        f"{reverse('communications:plan_new')}?relationship={scene.relationship.pk}", PLAN | changes
    ).status_code == 302  # fmt: skip
    plan = Plan.objects.get()
    page = owner.get(reverse("communications:plan_edit", args=[plan.pk])).content.decode()
    assert words in page


@pytest.mark.req("C-07")
def test_a_wrong_rhythm_says_so_at_its_question(owner: Client, scene: Scene):
    answer = owner.get(reverse("communications:plan_preview"), RULE | {"frequency": "custom", "custom": "FREQ=HOURLY"})
    assert "FREQ is DAILY" in answer.content.decode()

    answer = owner.post(
        f"{reverse('communications:plan_new')}?relationship={scene.relationship.pk}",
        PLAN | {"frequency": "custom", "custom": "FREQ=HOURLY", "title": "Kept"},
    )
    assert answer.status_code == 422
    assert "FREQ is DAILY" in answer.content.decode()
    assert "Kept" in answer.content.decode()


def test_a_second_persons_change_is_shown(owner: Client, scene: Scene, places: dict[str, int]):
    plan = Plan.objects.get()
    Plan.objects.filter(pk=plan.pk).update(agenda="Theirs", version=plan.version + 1)

    answer = owner.post(
        reverse("communications:plan_edit", args=[plan.pk]), PLAN | {"agenda": "Mine", "version": str(plan.version)}
    )

    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()


@pytest.mark.req("C-05")
def test_a_template_is_made_and_given_from_the_list(owner: Client, scene: Scene):
    owner.force_login(scene.lead)
    owner.post(
        reverse("communications:template_new"),
        RULE | {
            "name": "A", "tier": "A", "title": "Monthly", "channel": "visit", "meet_at": "10:00",
            "duration_minutes": "60", "reminder_days": "2",
        },
    )  # fmt: skip
    template = PlanTemplate.objects.get()
    url = f"{reverse('communications:apply')}?kind=customer"
    page = owner.post(url, {"id": [scene.relationship.pk]}).content.decode()
    assert str(scene.relationship) in page

    form = {
        "id": [scene.relationship.pk], "go": "1", "template": template.pk, "start_on": "2026-06-01",
        "consent": "Framework", "consent_on": "2026-06-01",
    }  # fmt: skip
    answer = owner.post(url, form, follow=True)

    assert "1 plans and 7 meetings made" in answer.content.decode()
    part = owner.get(answer.redirect_chain[-1][0], headers={"HX-Request": "true"})
    assert part.status_code == 200
    owner.post(reverse("communications:template_archive", args=[template.pk]))
    assert "Monthly" not in owner.get(reverse("communications:templates")).content.decode()


def test_a_manager_gives_templates_and_makes_none(owner: Client, scene: Scene):
    template = save_template(None, by=scene.lead, name="A", title="Monthly", rule=MONTHLY)
    apply_template(template, Relationship.objects.all(), by=scene.lead, consent="x")

    assert owner.get(reverse("communications:template_new")).status_code == 404
    assert owner.get(reverse("communications:template_edit", args=[template.pk])).status_code == 404
    assert owner.get(reverse("communications:templates")).status_code == 200


def test_a_refused_plan_still_shows_its_rhythm_and_says_one_limit(owner: Client, scene: Scene):
    url = f"{reverse('communications:plan_new')}?relationship={scene.relationship.pk}"

    for minutes in ("0", "-5", "1441", "99999"):
        answer = owner.post(url, PLAN | {"title": "", "duration_minutes": minutes})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert page.count('rhythm-day"') == 6
        assert page.count("Give a duration between 5 and 1440 minutes.") == 1
        assert "Ensure this value" not in page
