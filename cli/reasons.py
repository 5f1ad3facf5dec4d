"""What a pairing rests on, and what took offers out of reach, in words."""

from collections.abc import Iterator

from cli.explanation import Explanation
from domain.plan_words import money, times
from models.languages import Language, Words, _, plural
from solver.problem import Problem
from solver.solution import FitReasons, Journey, Pairing, Rule, Unplaced

INDENT = "  "
RULES = {
    Rule.OWN_ORGANISATION: _("of the own organisation"),
    Rule.SAME_PERSON: _("of the applicant"),
    Rule.FORBIDDEN: _("ruled out by people"),
    Rule.NOT_LISTED: _("not on the list of pairings"),
    Rule.EXCLUDED_BY_APPLICATION: _("not wanted by the applicant"),
    Rule.EXCLUDED_BY_OFFER: _("not for this applicant"),
    Rule.LANGUAGE: _("without a common language"),
    Rule.TOPICS: _("with too little of the topics"),
    Rule.MINUTES: _("too far"),
    Rule.DATES: _("without common days"),
    Rule.COST: _("too dear to travel to"),
}
WISHED = {
    "offer": _("this very host was wished for"),
    "organisation": _("this organisation was wished for"),
}


def lines(told: Explanation, problem: Problem, language: Language) -> Iterator[str]:
    """One application: who and when in the first line, the reasons indented."""
    found: list[Words] = []
    if told.pairing is not None:
        found += _placed(told.pairing, problem, language)
    if told.unplaced is not None:
        found += _unplaced(told.unplaced)
    first, *rest = (words.into(language) for words in found)
    yield first
    yield from (f"{INDENT}{line}" for line in rest)


def _placed(pairing: Pairing, problem: Problem, language: Language) -> Iterator[Words]:
    offers: object = pairing.offer
    if pairing.second is not None:
        offers = _("{first}, then {second}", first=pairing.offer, second=pairing.second.offer)
    when = ", ".join(times(pairing, language)) or _("the two agree the days")
    yield _("{application}: {offers}; {when}", application=pairing.application, offers=offers, when=when)
    given = _("Fit {fit} of 100, as people gave it", fit=pairing.fit)
    yield given if pairing.reasons.explicit else _("Fit {fit} of 100", fit=pairing.fit)
    for points, why in _points(pairing.reasons):
        if points:
            yield _("{points} points: {why}", points=points, why=why)
    if pairing.journey != Journey():
        yield _journey(pairing.journey, problem, language)
    if pairing.asks_first:
        yield _("The host or mentor is asked before anybody else hears of it.")


def _points(reasons: FitReasons) -> Iterator[tuple[int, Words]]:
    """What each part of a fit gives, and for what."""
    topics = ", ".join(f"{hit.topic} {hit.strength} %" for hit in reasons.topics)
    wanted = _("topics {topics}", topics=topics) if topics else _("no topic in particular is wanted")
    yield reasons.topic_points, wanted
    yield reasons.wish_points, WISHED[reasons.wished or "organisation"]
    yield reasons.preferred_points, _("people of this organisation are preferred")
    yield reasons.language_points, _("common languages {languages}", languages=", ".join(reasons.languages))


def _journey(journey: Journey, problem: Problem, language: Language) -> Words:
    return _(
        "Journey: {minutes} minutes one way, {cost}, {kilograms} kg of CO2",
        minutes=journey.minutes,
        cost=money(journey.cost, problem, language),
        kilograms=-(-journey.co2 // 1000),
    )


def _unplaced(left: Unplaced) -> Iterator[Words]:
    if left.code == "nothing_in_reach":
        yield _("{application} has no place: no offer is in reach.", application=left.application)
    else:
        yield plural(
            "{application} has no place: {number} offer is in reach, but its places went to others.",
            "{application} has no place: {number} offers are in reach, but their places went to others.",
            left.in_reach,
            application=left.application,
        )
    for removed in left.removed:
        yield plural(
            "{number} offer is out of reach: {why}",
            "{number} offers are out of reach: {why}",
            removed.offers,
            why=RULES[removed.rule],
        )
