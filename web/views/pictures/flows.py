"""Who visits whom: the matrix of councils, what each gives and receives, and the map."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from uuid import UUID

from babel.numbers import format_decimal

from invites import dates
from models.languages import Language
from models.organisations import Organisation
from models.record import Record
from models.states import Kind
from web.pictures.balances import Balance, Balances
from web.pictures.finland import Spot
from web.pictures.maps import Flow, FlowMap
from web.views.hr import round_head
from web.views.hr.round_head import RoundHead
from web.views.pictures.booked import Booked, Houses, booked, houses
from web.views.reading import Reading

WAYS = tuple[UUID, UUID]  # from home to host
MANY = 40  # more organisations than this: only those that take part are shown
LEVELS = (1 / 3, 2 / 3)


class Counted(StrEnum):
    """What the cells of the matrix count."""

    VISITS = "visits"
    DAYS = "days"
    PAIRS = "pairs"  # of mentoring


class MatrixCell(Record):
    """`told` names both ends; `level` from 0, nothing, to 4, as many as anywhere."""

    shown: str
    told: str
    level: int
    is_own: bool


class MatrixRow(Record):
    name: str
    cells: tuple[MatrixCell, ...]
    sum: str


class Matrix(Record):
    names: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    sums: tuple[str, ...]
    all: str


class Exchanged(Record):
    """One council's line of giving and taking; `surplus` is what it gave beyond what it received."""

    name: str
    sent: int
    received_days: str
    hosted: int
    given_days: str
    surplus: str


class FlowsView(Record):
    head: RoundHead
    counted: Counted
    of: str
    councils: tuple[tuple[str, str], ...]
    matrix: Matrix | None
    exchanged: tuple[Exchanged, ...]
    balances: Balances
    map: FlowMap


def look(seen: Reading, reference: str, *, counted: Counted, of: str) -> FlowsView:
    """`of` is the code of one council, whose ways alone the map then shows."""
    round_ = round_head.find(seen, reference)
    known, found = houses(seen), booked(seen, round_.id)
    shown = _shown_houses(known, found)
    visits = [each for each in found if each.kind is Kind.SHADOWING]
    numbers = _count(found, counted)
    return FlowsView(
        head=round_head.head(seen, round_, "/calendar"),
        counted=counted,
        of=of if of in {each.code for each in shown} else "",
        councils=tuple((each.code, each.seat(seen.language)) for each in shown),
        matrix=_matrix(shown, numbers, counted, seen.language) if found else None,
        exchanged=_exchanged(shown, visits, seen.language),
        balances=Balances(rows=_balances(shown, visits, seen.language)),
        map=_map(shown, _count(found, Counted.VISITS), of, seen.language),
    )


def _shown_houses(known: Houses, found: Iterable[Booked]) -> list[Organisation]:
    if len(known) <= MANY:
        return list(known.values())
    there = {side.organisation_id for each in found for side in (each.guest, each.host)}
    return [house for id_, house in known.items() if id_ in there]


def _count(found: Iterable[Booked], counted: Counted) -> Counter[WAYS]:
    """By home and host; days are half days here."""
    kind = Kind.MENTORING if counted is Counted.PAIRS else Kind.SHADOWING
    numbers: Counter[WAYS] = Counter()
    for each in found:
        if each.kind is kind:
            way = each.guest.organisation_id, each.host.organisation_id
            numbers[way] += each.half_days if counted is Counted.DAYS else 1
    return numbers


def _matrix(
    shown: Sequence[Organisation], numbers: Counter[WAYS], counted: Counted, language: Language
) -> Matrix:
    per = 2 if counted is Counted.DAYS else 1
    most = max(numbers.values(), default=1)

    def cell(home: Organisation, host: Organisation) -> MatrixCell:
        number = numbers[home.id, host.id]
        return MatrixCell(
            shown=_number(number / per, language) if number else "",
            told=f"{home.seat(language)} → {host.seat(language)}: {_number(number / per, language)}",
            level=_level(number, most),
            is_own=home is host,
        )

    def summed(ways: Iterable[WAYS]) -> str:
        return _number(sum(numbers[way] for way in ways) / per, language)

    return Matrix(
        names=tuple(each.seat(language) for each in shown),
        rows=tuple(
            MatrixRow(
                name=home.seat(language),
                cells=tuple(cell(home, host) for host in shown),
                sum=summed((home.id, host.id) for host in shown),
            )
            for home in shown
        ),
        sums=tuple(summed((home.id, host.id) for home in shown) for host in shown),
        all=_number(sum(numbers.values()) / per, language),
    )


def _level(number: int, most: int) -> int:
    if number in (0, most):
        return 4 if number else 0
    return 1 + sum(number / most > limit for limit in LEVELS)


def _number(number: float, language: Language) -> str:
    return format_decimal(number, "#,##0.#", locale=dates.HABITS[language].locale)


def _days(shown: Sequence[Organisation], visits: Iterable[Booked]) -> list[tuple[Organisation, float, float]]:
    """Each council with the days that it has received elsewhere and given at home."""
    received, given = Counter[UUID](), Counter[UUID]()
    for each in visits:
        received[each.guest.organisation_id] += each.half_days
        given[each.host.organisation_id] += each.half_days
    return [(each, received[each.id] / 2, given[each.id] / 2) for each in shown]


def _exchanged(
    shown: Sequence[Organisation], visits: Sequence[Booked], language: Language
) -> tuple[Exchanged, ...]:
    sent = Counter(each.guest.organisation_id for each in visits)
    hosted = Counter(each.host.organisation_id for each in visits)
    return tuple(
        Exchanged(
            name=house.seat(language),
            sent=sent[house.id],
            received_days=_number(received, language),
            hosted=hosted[house.id],
            given_days=_number(given, language),
            surplus=("+" if given > received else "") + _number(given - received, language).replace("-", "−"),
        )
        for house, received, given in _days(shown, visits)
    )


def _balances(
    shown: Sequence[Organisation], visits: Iterable[Booked], language: Language
) -> tuple[Balance, ...]:
    return tuple(
        Balance(
            name=house.seat(language),
            received=received,
            given=given,
            shown=(_number(received, language), _number(given, language)),
        )
        for house, received, given in _days(shown, visits)
    )


def _map(shown: Sequence[Organisation], numbers: Counter[WAYS], of: str, language: Language) -> FlowMap:
    spots = {each.id: spot(each, language) for each in shown}
    codes = {each.id: each.code for each in shown}
    chosen = [
        (home, host, number)
        for (home, host), number in numbers.items()
        if home != host and (not of or of not in codes.values() or of in (codes[home], codes[host]))
    ]
    return FlowMap(
        spots=tuple(spots.values()),
        flows=tuple(
            Flow(
                origin=spots[home],
                destination=spots[host],
                number=number,
                is_back=bool(of) and codes[host] == of,
            )
            for home, host, number in sorted(chosen, key=lambda way: (codes[way[0]], codes[way[1]]))
        ),
    )


def spot(house: Organisation, language: Language) -> Spot:
    """Where a council stands on a map, by its seat."""
    return Spot(name=house.seat(language), latitude=house.latitude, longitude=house.longitude)
