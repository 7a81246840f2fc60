"""The catalogue and the agreements of the story: signed, measured, amended, one near its end, one still a draft."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from brm.catalogue.domain.keeping import save_category, save_service
from brm.catalogue.domain.notes import add_note, decide_risk
from brm.catalogue.models import Metric, Service, ServiceNote
from brm.core import clock
from brm.demo.parties import Known
from brm.demo.story import CHAPTERS, Chapter, Story
from brm.parties.domain.queries import people_of
from brm.parties.enums import ContactKind
from brm.parties.models import Contact
from customers.agreements import demo_lines as lines
from customers.agreements.domain.agreeing import agree_agreement, amend_agreement
from customers.agreements.domain.drafting import draft_agreement
from customers.agreements.domain.moments import months_of
from customers.agreements.domain.penalties import accept_penalty, claim_penalty, settle_penalty
from customers.agreements.domain.plans import link_plan
from customers.agreements.domain.queries import linkable_plans
from customers.agreements.domain.results import Reached, record_results
from customers.agreements.domain.steps import give_verdict, step_agreements
from customers.agreements.domain.terms import add_clause, add_term, change_term
from customers.agreements.models import AgreementTerm, ServiceAgreement

MONTHS_MEASURED = 4


class Agreements(Chapter):
    """What is offered, and what was promised to whom."""

    def tell(self, story: Story) -> None:
        """Tell it, at past moments."""
        today = story.day
        begin = clock.now() - timedelta(days=92)
        with clock.at(begin):
            services, notes = self._offer(story)
            self.metrics = {metric.code: metric for metric in Metric.objects.all()}
            signed = [
                (known, self._sign(story, known, services, today))
                for known in story.known
                if known.party.status == "active"
            ]
        for number, (known, agreement) in enumerate(signed):
            self._measure(story, known, agreement, today)
            self._ask_about_risks(known, notes, number)
        self._happen(story, {known.party.key: agreement for known, agreement in signed}, services)
        self._draft(story, services, today)
        for days in (60, 30, 10):
            with clock.at(clock.now() - timedelta(days=days)):
                step_agreements()
        step_agreements()
        with clock.at(clock.now() - timedelta(days=5)):
            self._judge({known.party.key: (known, agreement) for known, agreement in signed})

    def _offer(self, story: Story) -> tuple[dict[str, Service], list[ServiceNote]]:
        """The catalogue, kept by the lead of the north."""
        lead = story.people["wang.jing"]
        shelves = [
            save_category(None, name_zh=chinese, name_en=english, position=place * 10, by=lead)
            for place, (chinese, english) in enumerate(lines.SHELVES, start=1)
        ]
        services = {}
        for facts in lines.SERVICES:
            views = {
                audience: {
                    "shows_results": audience in ("customer", "sponsor", "it"), "shows_fee": audience == "sponsor",
                }
                for audience in facts["views"]
            }  # fmt: skip
            kept = {name: value for name, value in facts.items() if name not in ("shelf", "views")}
            services[facts["code"]] = save_service(
                None, by=lead, category=shelves[facts["shelf"]], owner=story.people["eng.li"], views=views, **kept
            )
        notes = [
            add_note(services[code], kind=kind, text_zh=chinese, text_en=english, extent_zh=extent, by=lead)
            for code, kind, chinese, english, extent in lines.NOTES
        ]
        return services, notes

    def _sign(self, story: Story, known: Known, services: dict[str, Service], today: date) -> ServiceAgreement:
        """One agreement with its clauses and service levels, and the plan it lays down."""
        party, language = known.party, known.party.language
        terms: dict[str, Any] = {row[0]: row[1:] for row in lines.AGREEMENTS}
        began, left, fee, mode, staff, codes = lines.ELSEWHERE
        currency = "CNY" if language == "zh-hans" else "EUR"
        if party.key in terms:
            began, left, fee, currency, mode, staff, codes = terms[party.key]
        else:
            began += story.rng.randrange(60)
            left += story.rng.randrange(120)
        agreement = draft_agreement(
            known.relationship,
            title=lines.TITLES[language].format(short=party.short),
            start_on=today - timedelta(days=began),
            end_on=today + timedelta(days=left),
            fee=Decimal(fee),
            currency=currency,
            mode=mode,
            on_site_staff=staff,
            services=[services[code] for code in codes],
            owner_brm=known.relationship.owner,
            owner_slm=story.people["eng.li" if language == "zh-hans" else "tom.hale"],
            by=known.owner,
        )
        clauses = {
            number: add_clause(
                agreement, number=number, kind=kind, title=title, text=text, is_reciprocal=both, by=known.owner
            )
            for number, kind, title, text, both in lines.CLAUSES[language]
        }
        for metric, target, window, penalty, _kind in lines.TERMS:
            add_term(
                agreement, metric=self.metrics[metric], target=Decimal(target), window=window,
                penalty=Decimal(penalty) if penalty else None, clause=clauses["8.1"] if penalty else None,
                by=known.owner,
            )  # fmt: skip
        agreement = agree_agreement(
            agreement, by=known.owner, signed_by=_signatory(known), signed_on=agreement.start_on - timedelta(days=12)
        )
        if (plan := linkable_plans(agreement).filter(agreement_clause="5.2").first()) is not None:
            link_plan(clauses["5.2"], plan, by=known.owner)
        return agreement

    def _measure(self, story: Story, known: Known, agreement: ServiceAgreement, today: date) -> None:
        """The last full months, mostly kept."""
        terms = list(AgreementTerm.objects.filter(agreement=agreement).select_related("term__metric"))
        this_month = today.replace(day=1)
        first = max(agreement.start_on, this_month - timedelta(days=MONTHS_MEASURED * 31))
        for begin, end in months_of(first, this_month - timedelta(days=1)):
            reached = {row: _reached(story, row, known.party.care) for row in terms}
            record_results(
                agreement, period_from=begin, period_to=end, reached=reached, by=known.owner,
                at=clock.now() - (today - min(end + timedelta(days=6), today)),
            )  # fmt: skip

    def _ask_about_risks(self, known: Known, notes: list[ServiceNote], number: int) -> None:
        """Some were asked about some risks; one of the answers is no."""
        for place, note in enumerate(notes):
            if (number + place) % 3:
                continue
            with clock.at(clock.now() - timedelta(days=70 - number)):
                decide_risk(
                    note, relationship=known.relationship, contact=_signatory(known), by=known.owner,
                    answer="declined" if (number, place) == (4, 2) else "accepted",
                )  # fmt: skip

    def _happen(self, story: Story, agreements: dict[str, ServiceAgreement], services: dict[str, Service]) -> None:
        """A supplementary agreement, a penalty that was settled and one that waits for an answer."""
        rail, power = story.of("bjrail"), story.of("hbpower")
        agreement = agreements["bjrail"]
        with clock.at(clock.now() - timedelta(days=40)):
            covered = [row.service for row in agreement.covered.select_related("service")]
            amendment = amend_agreement(
                agreement, by=rail.owner, signed_by=_signatory(rail), signed_on=clock.today(),
                effective_on=clock.today(), services=[*covered, services["BACKUP"]], fee=Decimal("1980000"),
                **lines.AMENDMENT,
            )  # fmt: skip
            term = AgreementTerm.objects.get(agreement=agreement, term__metric__code="availability")
            change_term(term, by=rail.owner, amendment=amendment, target=Decimal("99.7"))
        for known, key, days in ((power, "hbpower", 50), (rail, "bjrail", 6)):
            with clock.at(clock.now() - timedelta(days=days)):
                penalty = claim_penalty(
                    agreements[key], clause=agreements[key].clauses.get(number="8.1"), side="ours",
                    amount=Decimal(20000), cause=lines.PENALTIES[key], occurred_on=clock.today(), by=known.owner,
                )  # fmt: skip
            if key == "hbpower":
                with clock.at(clock.now() - timedelta(days=30)):
                    penalty = accept_penalty(penalty, by=known.owner)
                    settle_penalty(penalty, amount=Decimal(12000), on=clock.today(), by=known.owner)

    def _draft(self, story: Story, services: dict[str, Service], today: date) -> None:
        """A prospect's first agreement is being written."""
        known = next((known for known in story.known if known.party.status != "active"), None)
        if known is not None:
            draft_agreement(
                known.relationship, title=lines.TITLES[known.party.language].format(short=known.party.short),
                start_on=today + timedelta(days=30), end_on=today + timedelta(days=394), fee=Decimal(260000),
                services=[services["OPS-R"]], by=known.owner,
            )  # fmt: skip

    def _judge(self, signed: dict[str, tuple[Known, ServiceAgreement]]) -> None:
        """One of those near their end is to be renewed, changed."""
        known, agreement = signed["hbpower"]
        agreement.refresh_from_db()
        give_verdict(agreement, verdict="renegotiate", note_text="客户希望增加备份服务并下调驻场人数。", by=known.owner)


def _signatory(known: Known) -> Contact:
    """Who signs for the customer."""
    rows = people_of(known.relationship).filter(left_on=None).exclude(kind=ContactKind.SERVICE_USER)
    return rows.order_by("-influence", "pk").first() or known.contacts[0]


def _reached(story: Story, row: AgreementTerm, care: float) -> Reached:
    """What a month brought: the better the care, the more often the promise is kept."""
    luck = story.rng.random()
    kept = luck < care
    code, target = row.term.metric.code, row.term.target
    if code == "response_time":
        return Reached(Decimal(12 + int(luck * 14)) if kept else target + 11, 40 + int(luck * 60))
    if code == "availability":
        return Reached(target + (Decimal("0.3") if kept else Decimal("-0.4")))
    return Reached(Decimal(96) + int(luck * 3) if kept else Decimal("91.5"), 80 + int(luck * 50))


CHAPTERS.register("agreements", Agreements())
