"""Bringing a spreadsheet: it is looked at first, and saved as a whole, or not at all."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain import brought_files
from domain.access.policy import Action
from domain.audit import Act
from domain.refusals import NotFound, Refusal
from domain.spreadsheets import reach
from domain.spreadsheets.grids import Workbook
from domain.spreadsheets.loading import Loaded, load
from domain.spreadsheets.reading import read
from domain.spreadsheets.titles import Sheet
from domain.spreadsheets.writing import as_excel, blank
from models.languages import Words, _
from models.people import Person
from models.rounds import Round
from web.forms import Form, TheForm
from web.languages import language_of
from web.site import Site, TheSite, go, posts, shows
from web.views.hr import imported
from web.views.hr.round_head import address, find
from web.views.reading import Reading, reading
from web.visitor import signed_in, visitor_of, wall_now

router = signed_in(Action.STEER)
REFUSED, NOT_RIGHT = 409, 422
IN_ROUND = (Sheet.PEOPLE, Sheet.HOST_OFFERS, Sheet.MENTOR_OFFERS, Sheet.APPLICATIONS)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@shows(router, "/import")
def bring(request: Request, site: TheSite) -> Response:
    return _empty(request, site, None)


@shows(router, "/rounds/{reference}/import")
def bring_into(request: Request, site: TheSite, reference: str) -> Response:
    return _empty(request, site, reference)


@shows(router, "/import/template.xlsx")
def template(request: Request) -> Response:
    return _template(request, tuple(each for each in Sheet if each is not Sheet.NOTES))


@shows(router, "/rounds/{reference}/import/template.xlsx")
def template_of(request: Request, site: TheSite, reference: str) -> Response:
    with site.read(request) as seen:
        find(seen, reference)
    return _template(request, IN_ROUND)


@posts(router, "/import")
def look(request: Request, site: TheSite, form: TheForm) -> Response:
    return _look(request, site, form, None)


@posts(router, "/rounds/{reference}/import")
def look_into(request: Request, site: TheSite, form: TheForm, reference: str) -> Response:
    return _look(request, site, form, reference)


@posts(router, "/import/save")
def save(request: Request, site: TheSite, form: TheForm) -> Response:
    return _save(request, site, form, None)


@posts(router, "/rounds/{reference}/import/save")
def save_into(request: Request, site: TheSite, form: TheForm, reference: str) -> Response:
    return _save(request, site, form, reference)


def _empty(
    request: Request, site: Site, reference: str | None, *, refused: Words | None = None, status: int = 200
) -> Response:
    with site.read(request) as seen:
        view = imported.empty(seen, _round(seen, reference), refused=refused)
    return site.show(request, "hr/import.html", view, seen=seen, status=status)


def _round(seen: Reading, reference: str | None) -> Round | None:
    return find(seen, reference) if reference else None


def _template(request: Request, sheets: tuple[Sheet, ...]) -> Response:
    language = language_of(request)
    octets = as_excel((blank(each, language=language) for each in sheets), language=language)
    attachment = {"Content-Disposition": 'attachment; filename="vaihto.xlsx"'}
    return Response(octets, media_type=EXCEL, headers=attachment)


def _look(request: Request, site: Site, form: Form, reference: str | None) -> Response:
    """The files are tried on a copy, all of them at once; only good ones are kept, until the yes."""
    files = {each.name: each.octets for each in form.brought("file")}
    if wrong := _wrong(files, len(form.brought("file"))):
        return _empty(request, site, reference, refused=wrong, status=NOT_RIGHT)
    loaded = _tried(request, site, _books(files), reference)
    kept = ""
    if loaded.is_saved:
        with site.change(request, Act("import.look")) as seen:
            kept = str(brought_files.keep(seen.db, files, by=_me(seen), now=wall_now()).id)
    return _told(request, site, reference, loaded, names=tuple(files), kept=kept)


def _wrong(files: Mapping[str, bytes], number: int) -> Words | None:
    if not files:
        return _("Choose a file first: .xlsx or .csv.")
    return _("Two files have the same name: give one of them another.") if len(files) < number else None


def _books(files: Mapping[str, bytes]) -> tuple[Workbook, ...]:
    return tuple(read(name, octets) for name, octets in files.items())


def _tried(request: Request, site: Site, books: tuple[Workbook, ...], reference: str | None) -> Loaded:
    visitor = visitor_of(request)
    with site.database.trial() as db:
        seen = reading(db, language_of(request), site.clock.now(), visitor=visitor.actor if visitor else None)
        _round(seen, reference)
        return _loaded(seen, books, reference)


def _loaded(seen: Reading, books: tuple[Workbook, ...], reference: str | None) -> Loaded:
    """Nobody brings more than they may: such rows are problems like any other."""
    if found := reach.beyond(seen.db, books, seen.actor, usual_round=reference):
        return Loaded((), found, (), seen.language, is_saved=False)
    return load(seen.db, books, now=seen.now, usual_round=reference)


def _told(
    request: Request, site: Site, reference: str | None, loaded: Loaded, *, names: tuple[str, ...], kept: str
) -> Response:
    with site.read(request) as seen:
        view = imported.tried(seen, _round(seen, reference), loaded, names=names, kept=kept)
    status = 200 if loaded.is_saved else NOT_RIGHT
    return site.show(request, "hr/import.html", view, seen=seen, status=status)


class Changed(Exception):
    """What was looked at would not be saved any more: nothing is."""

    def __init__(self, loaded: Loaded, names: tuple[str, ...]) -> None:
        super().__init__("changed")
        self.loaded = loaded
        self.names = names


def _save(request: Request, site: Site, form: Form, reference: str | None) -> Response:
    try:
        with site.change(request, Act("import.save")) as seen:
            _round(seen, reference)
            _save_kept(seen, form.text("kept"), reference)
    except Changed as changed:
        return _told(request, site, reference, changed.loaded, names=changed.names, kept="")
    except NotFound as missing:
        with site.read(request) as seen:
            _round(seen, reference)
        return _empty(request, site, reference, refused=missing.words, status=REFUSED)
    except Refusal as refusal:
        return _empty(request, site, reference, refused=refusal.words, status=REFUSED)
    where = f"{address(reference)}/applications" if reference else "/rounds"
    return go(where, done="imported")


def _save_kept(seen: Reading, kept: str, reference: str | None) -> None:
    rows = brought_files.of(seen.db, _me(seen), _id(kept), now=wall_now())
    files = {each.name: each.octets for each in rows}
    loaded = _loaded(seen, _books(files), reference)
    if not loaded.is_saved:
        raise Changed(loaded, tuple(files))
    brought_files.forget(seen.db, rows)


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise NotFound(_("The spreadsheet is not here any more: bring it again.")) from None


def _me(seen: Reading) -> Person:
    return seen.db.get_one(Person, seen.actor.person_id)
