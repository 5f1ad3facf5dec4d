"""What a person never reads: who avoids them, what HR ruled out, and the limits, plans and ids of others."""

import random
from collections.abc import Iterator

import pytest

from solver.own import own_reach
from solver.own_plan import own_pairing, own_waiting
from solver.parts import Part
from solver.problem import Application, Forbidden, HostOffer, MentorOffer, Problem, TopicOffer, TopicWish
from solver.solution import Solution
from tests.solver.plans import left_out

ROUNDS = range(80)
AnyOffer = HostOffer | MentorOffer


@pytest.mark.parametrize("seed", ROUNDS)
def test_an_offer_that_avoids_the_person_reads_like_one_that_does_not_suit(seed: int) -> None:
    problem, answer = left_out(seed)
    application, offer = somebody_and_an_offer(problem, answer, seed)

    unsuitable = read(teaching(problem, application, offer, nothing=True), answer, application)
    problem = teaching(problem, application, offer)
    avoided = read(avoiding(problem, application, offer), answer, application)
    ruled_out = read(forbidding(problem, application, offer), answer, application)

    assert avoided == ruled_out == unsuitable


@pytest.mark.parametrize("seed", ROUNDS)
def test_no_id_limit_or_avoid_list_of_another_is_in_what_a_person_reads(seed: int) -> None:
    problem, answer = left_out(seed)
    application, _ = somebody_and_an_offer(problem, answer, seed)
    problem = with_canaries(problem, application)

    told = " ".join(read(problem, answer, application))

    others = {one.id for one in problem.applications} - {application.id}
    people = {one.person for one in problem.applications} - {*application.excluded_persons}
    assert [word for word in (*others, *people) if f'"{word}"' in told] == []
    assert [canary for canary in ("canary", "86753", "97531") if canary in told] == []


def somebody_and_an_offer(problem: Problem, answer: Solution, seed: int) -> tuple[Application, AnyOffer]:
    """An applicant and an offer that the plan does not give them."""
    chance = random.Random(seed)
    application = chance.choice(problem.applications)
    mentoring = application.kind == "mentoring" and problem.mentor_offers
    offers: tuple[AnyOffer, ...] = problem.mentor_offers if mentoring else problem.host_offers
    given = {one.offer for one in answer.pairings if one.application == application.id}
    return application, chance.choice([one for one in offers if one.id not in given] or [offers[0]])


def read(problem: Problem, answer: Solution, application: Application) -> list[str]:
    """All that the person reads, as JSON."""
    placed = {one.application for one in answer.pairings}
    told: list[Part] = [own_reach(problem, application.id, at_least=number) for number in (1, 3)]
    if application.id in placed:
        told.append(own_pairing(problem, answer, application.id, others=9))
    else:
        told.append(own_waiting(problem, answer, application.id, others=9))
    return [one.model_dump_json() for one in told]


def teaching(
    problem: Problem, application: Application, offer: AnyOffer, *, nothing: bool = False
) -> Problem:
    """Somebody who wants to learn of the climate, and an offer that teaches it wholly or not at all."""
    asking = application.model_copy(update={"topics": (TopicWish(topic="climate"),)})
    topics = () if nothing else (TopicOffer(topic="climate"),)
    ids = (application.id, offer.id)
    listed = tuple(one for one in problem.fits if (one.application, one.offer) != ids)
    changed = with_rows(problem, asking, said_by(offer, topics=topics))
    return changed.model_copy(update={"only_listed_fits": False, "fits": listed})


def avoiding(problem: Problem, application: Application, offer: AnyOffer) -> Problem:
    """The offer has nothing against the topics, but against the person."""
    offers: tuple[AnyOffer, ...] = (*problem.host_offers, *problem.mentor_offers)
    known = next(one for one in offers if one.id == offer.id)
    people = (*known.excluded_persons, application.person)
    return with_rows(problem, said_by(known, excluded_persons=people))


def forbidding(problem: Problem, application: Application, offer: AnyOffer) -> Problem:
    """HR has ruled the pairing out, or a supervisor has."""
    ruled_out = Forbidden(application=application.id, offer=offer.id)
    return problem.model_copy(update={"forbidden": (*problem.forbidden, ruled_out)})


def said_by(offer: AnyOffer, **said: object) -> AnyOffer:
    """The same offer with something else said."""
    return type(offer).model_validate(dict(offer) | said)


def with_rows(problem: Problem, *rows: Application | AnyOffer) -> Problem:
    """The round with these rows in the place of those with the same ids."""
    new = {(type(row), row.id): row for row in rows}
    return problem.model_copy(
        update={
            name: tuple(new.get((type(row), row.id), row) for row in getattr(problem, name))
            for name in ("applications", "host_offers", "mentor_offers")
        }
    )


def with_canaries(problem: Problem, application: Application) -> Problem:
    """Names and numbers that nobody but their owner and HR may read."""
    return with_rows(problem, *_marked(problem, application))


def _marked(problem: Problem, application: Application) -> Iterator[Application | AnyOffer]:
    said = {"max_minutes": 86_753, "max_cost": 97_531, "excluded_persons": ("canary person",)}
    for one in problem.applications:
        if one.id != application.id:
            yield one.model_copy(update=said)
    offers: tuple[AnyOffer, ...] = (*problem.host_offers, *problem.mentor_offers)
    for offer in offers:
        yield said_by(offer, excluded_persons=(*offer.excluded_persons, "canary person"))
