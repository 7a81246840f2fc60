"""Plans, meetings, contacts made and visits as findable records. A meeting is found by what was written about it."""

from django.utils.translation import gettext_lazy as _

from brm.communications.enums import Channel, PlanStatus, VisitStatus
from brm.search.domain.seeing import OF_RELATIONSHIP, also
from brm.search.kernel import called, page
from brm.search.sources import Source, add_source

add_source(
    Source(
        "meeting",
        _("Meetings"),
        "calendar-event",
        "communications.occurrence",
        f"""SELECT m.id, r.organisation_id, m.relationship_id, {OF_RELATIONSHIP}, '', p.title,
                  to_char(m.due_on, 'YYYY-MM-DD'),
                  concat_ws(' ', left(m.objective, 400), left(n.conclusion, 500), left(n.issues, 500),
                            left(n.improvement, 500), left(n.review, 500)),
                  coalesce(m.held_at, m.starts_at)
           FROM communications_occurrence m
           JOIN communications_plan p ON p.id = m.plan_id
           JOIN parties_relationship r ON r.id = m.relationship_id
           LEFT JOIN communications_minutes n ON n.occurrence_id = m.id""",
        "m.id",
        page("communications:meeting"),
        where="(n.occurrence_id IS NOT NULL OR m.objective <> '')",
        follows={"communications.minutes": "m.id = ANY(%s)"},
        order=35,
    )
)
add_source(
    Source(
        "interaction",
        _("Contacts made"),
        "message",
        "communications.interaction",
        f"""SELECT i.id, r.organisation_id, i.relationship_id, {OF_RELATIONSHIP}, i.channel, left(i.summary, 120), '',
                  left(substr(i.summary, 121), 1800), i.at
           FROM communications_interaction i JOIN parties_relationship r ON r.id = i.relationship_id""",
        "i.id",
        page("communications:interaction"),
        order=50,
        words_of_variant=called(Channel),
    )
)
add_source(
    Source(
        "plan",
        _("Plans"),
        "calendar-repeat",
        "communications.plan",
        f"""SELECT p.id, r.organisation_id, p.relationship_id, {OF_RELATIONSHIP}, p.status, p.title, '',
                  left(p.purpose, 1500), p.updated_at
           FROM communications_plan p JOIN parties_relationship r ON r.id = p.relationship_id""",
        "p.id",
        page("communications:plan"),
        order=55,
        words_of_variant=called(PlanStatus),
    )
)
add_source(
    Source(
        "visit",
        _("Executive visits"),
        "plane",
        "communications.executivevisit",
        f"""SELECT v.id, r.organisation_id, v.relationship_id, {also("v.owner_id")}, v.status, v.purpose, '',
                  concat_ws(' ', left(v.value_message, 600), left(v.expectations, 600), left(v.follow_up, 600)),
                  coalesce(v.held_at, v.starts_at, v.created_at)
           FROM communications_executivevisit v JOIN parties_relationship r ON r.id = v.relationship_id""",
        "v.id",
        page("communications:visit"),
        order=45,
        words_of_variant=called(VisitStatus),
    )
)
