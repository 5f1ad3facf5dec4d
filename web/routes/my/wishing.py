"""The first step of an application: topics, wishes, with whom, and to whom not."""

from collections.abc import Collection
from uuid import UUID

from domain import applying, avoiding, companionship, topic_wishes, topics
from domain.amending import Amendment
from models.applications import Application
from models.languages import _
from models.states import Kind
from web.forms import Form
from web.routes.my.fields import Found, id_of, tried
from web.views.reading import Reading


def keep(seen: Reading, row: Application, form: Form) -> Found:
    """Topics, the organisations in the order in which their buttons have put them, and people."""
    before = {each.topic: each for each in row.topics}
    known = [each for each in form.all("topics") if each in topics.BY_CODE or each in before]
    chosen = topic_wishes.weighed(row.topics, known, _most(form, before.keys(), known))
    applying.keep(seen.db, row, Amendment(topics=chosen), now=seen.now)
    yield from tried("added", _("Wishes"), lambda: applying.wish(seen.db, row, ranked(form), now=seen.now))
    yield from _people(seen, row, form)


def _most(form: Form, before: Collection[str], chosen: Collection[str]) -> str:
    """What matters most, unless it has just been taken away from the topics."""
    most = form.text("most")
    is_gone = most in before and most not in chosen
    return most if most in topics.BY_CODE and not is_gone else ""


def _people(seen: Reading, row: Application, form: Form) -> Found:
    """With whom they travel; and, by the applicant alone, whom they avoid."""
    if row.kind is Kind.SHADOWING and "together" in form.fields:
        address = form.text("together")
        yield from tried(
            "together",
            _("Travel together with"),
            lambda: companionship.wish(seen.db, row, address, now=seen.now),
        )
    if row.person_id == seen.actor.person_id:
        yield from _avoided(seen, row, form)


def _avoided(seen: Reading, row: Application, form: Form) -> Found:
    """Added by a press, never while somebody is still writing."""
    word, _colon, which = form.text("do").partition(":")
    if word == "spare":
        avoiding.avoid_no_more(seen.db, row, id_of(which), now=seen.now)
    if form.has("do") and form.has("avoid_house"):
        house = form.text("avoid_house")
        yield from tried(
            "avoid_house",
            _("Not to this organisation"),
            lambda: avoiding.avoid_house(seen.db, row, id_of(house), now=seen.now),
        )
    if form.has("do") and form.has("avoid_person"):
        address = form.text("avoid_person")
        yield from tried(
            "avoid_person",
            _("Not to this person"),
            lambda: avoiding.avoid_person(seen.db, row, address, now=seen.now),
        )


def ranked(form: Form) -> list[UUID]:
    """The list as it stands after the pressed button: one up, one down, one out, or one more."""
    wished = [id_of(each) for each in form.all("wished")]
    added = id_of(form.text("added")) if form.has("added") and form.has("do") else None
    word, _colon, place = form.text("do").partition(":")
    at = int(place) if place.isascii() and place.isdigit() else -1
    if word in ("up", "down", "out") and 0 <= at < len(wished):
        moved = wished.pop(at)
        if word != "out":
            wished.insert(max(0, at - 1 if word == "up" else at + 1), moved)
    if added is not None and added not in wished:
        wished.append(added)
    return wished
