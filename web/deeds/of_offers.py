"""What one does with an offer on its page: change it as its host or mentor has told, or withdraw it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from domain import named_days, offers, offers_on_behalf, overrides, own_offers, topics, weeks_off
from domain.fit_words import LANGUAGES
from domain.named_days import Named
from domain.overrides import Wanted
from domain.refusals import Invalid
from domain.slots import WEEKDAYS
from invites import dates
from models.languages import Language, _
from models.offers import TopicStrength
from models.overrides import Limit
from models.states import Kind, OfferState
from web.deeds.at_desk import AtOffer
from web.deeds.deed import As, Choices, Deed, DeedForm, Entry, Occasion, Press, Why, deed
from web.views.my.choices import slots

MOST, A_DAY = _("Guests or mentees at most"), _("Guests a day at most")
Places = Annotated[int, Field(ge=1, le=own_offers.MOST)]
Several = tuple[str, ...]
Link = Annotated[
    str, As(_("Address of the online meeting"), hint=_("It begins with https://; empty takes it away."))
]


class Changed(DeedForm):
    """Of a host; a mentor's has times of the week besides."""

    lists: ClassVar[frozenset[str]] = frozenset(("topics", "languages", "weeks"))

    most: Annotated[Places, As(MOST, Entry.NUMBER)]
    guests_per_day: Annotated[Places, As(A_DAY, Entry.NUMBER)]
    unit: Annotated[str, Field(max_length=200), As(_("Unit"))] = ""
    programme: Annotated[str, Field(max_length=2000), As(_("What a guest can do and see"), Entry.AREA)] = ""
    topics: Annotated[Several, As(_("Topics"), Entry.TICKS)] = ()
    languages: Annotated[tuple[Language, ...], As(_("Languages"), Entry.TICKS)] = ()
    weeks: Annotated[Several, As(_("Weeks that suit"), Entry.TICKS)] = ()
    why: Why


class Mentored(DeedForm):
    lists: ClassVar[frozenset[str]] = frozenset(("topics", "languages", "slots", "weeks"))

    most: Annotated[Places, As(_("Mentees at most"), Entry.NUMBER)]
    in_person: Annotated[
        bool, As(_("Mentees come to the mentor; otherwise they meet online"), Entry.TICK)
    ] = False
    online_link: Link = ""
    topics: Annotated[Several, As(_("Topics"), Entry.TICKS)] = ()
    languages: Annotated[tuple[Language, ...], As(_("Languages"), Entry.TICKS)] = ()
    slots: Annotated[Several, As(_("Times of the week"), Entry.TICKS)] = ()
    weeks: Annotated[Several, As(_("Weeks that suit"), Entry.TICKS)] = ()
    why: Why


class NamedDays(DeedForm):
    first: Annotated[date, As(_("First day"), Entry.DATE)]
    last: Annotated[date, As(_("Last day"), Entry.DATE)]
    only: Annotated[bool, As(_("Only on these days"), Entry.TICK)] = False
    why: Why


class Dropped(DeedForm):
    days: Annotated[UUID, As(_("Which days"), Entry.CHOICE)]
    why: Why


class Limited(DeedForm):
    limit: Annotated[Limit, As(_("Which limit"), Entry.CHOICE)]
    number: Annotated[int, Field(ge=0, le=999_999), As(_("The new limit"), Entry.NUMBER)]
    why: Why


def _to_change(at: AtOffer) -> Iterator[Occasion]:
    if at.row.kind is Kind.SHADOWING and at.round_.state in own_offers.CHANGEABLE:
        yield Occasion(choices=_choices(at), values={**_values(at), **_of_host(at)})


def _to_mentor(at: AtOffer) -> Iterator[Occasion]:
    if at.row.kind is Kind.MENTORING and at.round_.state in own_offers.CHANGEABLE:
        way = {"in_person": "yes" if at.row.in_person else "", "online_link": at.row.online_link or ""}
        values = {**_values(at), **way, "slots": at.row.slots}
        yield Occasion(choices={**_choices(at), "slots": _slots(at)}, values=values)


def _of_host(at: AtOffer) -> dict[str, str]:
    return {"unit": at.row.unit, "programme": at.row.visit_pack.programme}


def _choices(at: AtOffer) -> dict[str, Choices]:
    say, chosen = at.seen.language, [each.topic for each in at.row.topics]
    codes = dict.fromkeys([*(each.code for each in topics.TOPICS), *chosen])
    return {
        "topics": tuple((code, topics.name(code, say)) for code in codes),
        "languages": tuple((each.value, at.say(LANGUAGES[each])) for each in Language),
        "weeks": tuple(
            (code, f"{dates.week([*week], say)}, {dates.days(week[0], week[-1], say)}")
            for code, week in weeks_off.weeks(at.round_).items()
        ),
    }


def _slots(at: AtOffer) -> Choices:
    return tuple(
        (chip.code, f"{at.say(each.day)} {chip.words}") for each in slots(at.row.slots) for chip in each.chips
    )


def _values(at: AtOffer) -> dict[str, str | tuple[str, ...]]:
    away = weeks_off.off(weeks_off.of(at.seen.db, at.row), at.round_)
    return {
        "most": f"{at.row.most}",
        "guests_per_day": f"{at.row.guests_per_day}",
        "topics": tuple(each.topic for each in at.row.topics),
        "languages": tuple(each.value for each in at.row.languages),
        "weeks": tuple(each for each in weeks_off.weeks(at.round_) if each not in away),
        **at.phone,
    }


def _change(at: AtOffer, said: Changed) -> None:
    told = replace(_told(at, said), guests_per_day=said.guests_per_day)
    _tell(at, replace(told, unit=said.unit, programme=said.programme), why=said.why)


def _mentor(at: AtOffer, said: Mentored) -> None:
    if any(each.partition(" ")[0] not in WEEKDAYS for each in said.slots):
        raise Invalid(_("Choose at least one weekly time."))
    told = replace(_told(at, said), slots=said.slots)
    _tell(at, replace(told, in_person=said.in_person, online_link=said.online_link), why=said.why)


def _told(at: AtOffer, said: Changed | Mentored) -> own_offers.Said:
    """What hosts and mentors have in common; topics keep how strong somebody is in them."""
    strong = {each.topic: each for each in at.row.topics}
    known = {*strong, *(each.code for each in topics.TOPICS)}
    return own_offers.Said(
        most=said.most,
        guests_per_day=1,
        unit=at.row.unit,
        topics=tuple(strong.get(each, TopicStrength(topic=each)) for each in said.topics if each in known),
        languages=said.languages,
        without=weeks_off.weeks(at.round_).keys() - set(said.weeks),
    )


def _tell(at: AtOffer, told: own_offers.Said, *, why: str) -> None:
    offers_on_behalf.change(at.seen.db, at.row, at.round_, told, behalf=at.behalf(why), now=at.seen.now)


def _to_name(at: AtOffer) -> Iterator[Occasion]:
    if at.round_.state in own_offers.CHANGEABLE:
        yield Occasion(values=at.phone)


def _name(at: AtOffer, said: NamedDays) -> None:
    named = Named(said.first, said.last, said.only)
    offers_on_behalf.name_days(
        at.seen.db, at.row, at.round_, named, behalf=at.behalf(said.why), now=at.seen.now
    )


def _to_drop(at: AtOffer) -> Iterator[Occasion]:
    named = named_days.of(at.seen.db, at.row, at.round_)
    if named and at.round_.state in own_offers.CHANGEABLE:
        days = tuple(
            (f"{row_id}", dates.days(each.first, each.last, at.seen.language))
            for row_id, each in named.items()
        )
        yield Occasion(choices={"days": days}, values=at.phone)


def _drop(at: AtOffer, said: Dropped) -> None:
    behalf, now = at.behalf(said.why), at.seen.now
    offers_on_behalf.drop_days(at.seen.db, at.row, at.round_, said.days, behalf=behalf, now=now)


def _to_limit(at: AtOffer) -> Iterator[Occasion]:
    limits = [(Limit.MOST.value, at.say(MOST))]
    if at.row.kind is Kind.SHADOWING:
        limits.append((Limit.GUESTS_PER_DAY.value, at.say(A_DAY)))
    yield Occasion(choices={"limit": tuple(limits)}, values=at.phone)


def _limit(at: AtOffer, said: Limited) -> None:
    if said.limit not in (Limit.MOST, Limit.GUESTS_PER_DAY):
        raise Invalid(_("Say which limit is to be which number."))
    if said.number < max(1, at.row.least):
        raise Invalid(_("An open offer takes at least one; withdraw it to take nobody."))
    wanted = Wanted(said.limit, at.row, said.number)
    overrides.set_aside(at.seen.db, at.round_, wanted, behalf=at.behalf(said.why), now=at.seen.now)


def _to_withdraw(at: AtOffer) -> Iterator[Occasion]:
    if at.row.state is OfferState.OPEN:
        yield Occasion()


def _withdraw(at: AtOffer, _said: Press) -> None:
    offers.withdraw(at.row)


ON_BEHALF: tuple[Deed[AtOffer], ...] = (
    deed(
        Changed,
        _change,
        code="change",
        title=_("Change what they offer"),
        button=_("Save the offer"),
        hint=_("An offer that was withdrawn is open again."),
        offered=_to_change,
    ),
    deed(
        Mentored,
        _mentor,
        code="mentor",
        title=_("Change what they offer"),
        button=_("Save the offer"),
        hint=_("An offer that was withdrawn is open again."),
        offered=_to_mentor,
    ),
    deed(
        NamedDays,
        _name,
        code="days",
        title=_("Days on which they cannot, or the only ones"),
        button=_("Add these days"),
        offered=_to_name,
    ),
    deed(
        Dropped,
        _drop,
        code="free-days",
        title=_("Take named days away"),
        button=_("Take them away"),
        offered=_to_drop,
    ),
    deed(
        Limited,
        _limit,
        code="limit",
        title=_("Set a limit aside"),
        button=_("Set it"),
        offered=_to_limit,
    ),
    deed(
        Press,
        _withdraw,
        code="withdraw",
        title=_("Withdraw the offer"),
        button=_("Withdraw the offer"),
        hint=_("No new guests or mentees; what is agreed already stands."),
        offered=_to_withdraw,
        is_grave=True,
    ),
)
