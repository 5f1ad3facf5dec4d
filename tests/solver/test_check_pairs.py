"""The judge is judged: who may be paired with whom, and what a pairing says of itself."""

import pytest

from solver.problem import ExplicitFit, Forbidden, Organisation, Problem, TopicOffer, TopicWish, Travel, Wish
from solver.solution import FitReasons, Journey, TopicHit
from tests.solver.answers import Planted, a_draft, a_stay, found_in, pairing
from tests.solver.tiny import a_guest, a_host, a_mentor, a_pair_only, a_round

TO_PAAVO = pairing(offer="paavo")
EU = (TopicWish(topic="eu"),)
TAUGHT = (TopicOffer(topic="eu", strength=80),)
EEVA, OLLI = a_guest("eeva"), a_host("olli")
WISHES = (Wish(organisation="oulu"),)
WANTS_EU = a_round(a_guest("eeva", topics=EU, wishes=WISHES), a_host("olli", topics=TAUGHT))
SIMPLE = a_round(EEVA, OLLI)
FAR = tuple(
    Travel(origin=one, destination=two, minutes=minutes, cost=100 * minutes, co2=0)
    for place, minutes in (("oulu", 60), ("vaasa", 90))
    for one, two in (("turku", place), (place, "turku"))
)
PLACES = tuple(Organisation(id=place) for place in ("turku", "oulu", "vaasa"))
NO_HIT = TopicHit(topic="eu", weight=1, strength=1)
REASONS = FitReasons(topic_points=60, languages=("fi",), language_points=8)


def instead(rules: str, *, guest: dict[str, object], host: dict[str, object], **other: object) -> Planted:
    """Eeva is right with Olli, and goes to Paavo instead."""
    problem = a_round(a_guest("eeva", **guest), a_host("olli"), a_host("paavo", **host), **other)
    return Planted(rules, problem, (a_stay(),), TO_PAAVO)


def given(offer: str, fit: int = 68) -> ExplicitFit:
    return ExplicitFit(application="eeva", offer=offer, fit=fit)


def alone(rules: str, problem: Problem = SIMPLE, **other: object) -> Planted:
    """Eeva stays with Olli, and something else is said of it."""
    return Planted(rules, problem, (a_stay(),), pairing(**other))


PLANTED = [
    instead("journey own_organisation", guest={}, host={"organisation": "turku"}),
    instead("same_person two_places", guest={}, host={"person": "person of eeva"}),
    instead("forbidden", guest={}, host={}, forbidden=(Forbidden(application="eeva", offer="paavo"),)),
    instead("not_listed reasons", guest={}, host={}, only_listed_fits=True, fits=(given("olli"),)),
    instead(
        "excluded_by_application",
        guest={"excluded_organisations": ("vaasa",)},
        host={"organisation": "vaasa"},
    ),
    instead("excluded_by_application", guest={"excluded_persons": ("paavo",)}, host={"person": "paavo"}),
    instead("excluded_by_offer", guest={}, host={"excluded_organisations": ("turku",)}),
    instead("excluded_by_offer", guest={}, host={"excluded_persons": ("person of eeva",)}),
    instead("fit language reasons", guest={}, host={"languages": ("sv", "en")}),
    instead("journey minutes", guest={"max_minutes": 60}, host={"organisation": "vaasa"}, travel=FAR),
    instead("cost journey", guest={"max_cost": 12_000}, host={"organisation": "vaasa"}, travel=FAR),
    Planted(
        "fit reasons topics",
        a_round(
            a_guest("eeva", topics=EU),
            a_host("olli", topics=TAUGHT),
            a_host("paavo", topics=(TopicOffer(topic="eu", strength=14),)),
        ),
        (a_stay(),),
        TO_PAAVO,
    ),
    Planted(
        "kind",
        a_round(a_pair_only("eeva", days=1), OLLI, a_mentor("mirja")),
        (a_draft(),),
        pairing(offer="mirja"),
    ),
    Planted("unknown value", a_round(EEVA, OLLI), (a_stay(),), pairing(offer="nobody")),
    alone("journey value", journey=Journey(minutes=120, cost=20_001, co2=10_000)),
    alone("journey value", journey=Journey(minutes=119, cost=20_000, co2=10_000)),
    alone("journey", journey=Journey(minutes=120, cost=20_000, co2=9_999)),
    alone("fit value", fit=69),
    alone("fit value", a_round(EEVA, OLLI, fits=(given("olli", 5),)), fit=68),
    alone("reasons", reasons=REASONS.model_copy(update={"explicit": True})),
    alone("reasons", reasons=REASONS.model_copy(update={"languages": ("fi", "sv")})),
    alone("reasons", reasons=REASONS.model_copy(update={"topic_points": 59})),
    alone("reasons", reasons=REASONS.model_copy(update={"preferred": True})),
    alone(
        "reasons",
        reasons=REASONS.model_copy(update={"topics": (TopicHit(topic="eu", weight=1, strength=1),)}),
    ),
    alone(
        "reasons",
        WANTS_EU,
        reasons=FitReasons(
            topics=(TopicHit(topic="eu", weight=1, strength=80),),
            topic_points=48,
            wished="offer",
            wish_points=20,
            languages=("fi",),
            language_points=8,
        ),
    ),
    alone("asks_first", a_round(EEVA, a_host("olli", first_refusal=True)), asks_first=False),
    alone("asks_first", asks_first=True),
]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.rules)
def test_one_wrong_thing_in_a_pairing_is_named_and_nothing_else(planted: Planted) -> None:
    assert found_in(planted) == planted.rules.split()
