"""A link says what was sealed into it, to nobody else than its key."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from invites.links import Purpose, Ticket, seal, unseal

KEY, OTHER = b"k" * 32, b"o" * 32
TICKETS = st.builds(
    Ticket,
    purpose=st.sampled_from(Purpose),
    row_id=st.uuids(),
    person_id=st.uuids(),
    version=st.integers(0, 65_535),
    ends=st.integers(1_800_000_000, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
)
TICKET = Ticket(Purpose.DOUBT, UUID(int=1), UUID(int=2), 3, datetime(2027, 4, 13, 7, tzinfo=UTC))


@given(TICKETS)
def test_a_ticket_comes_out_as_it_went_in(ticket: Ticket) -> None:
    assert unseal(seal(ticket, KEY), KEY) == ticket


@given(TICKETS)
def test_another_key_opens_nothing(ticket: Ticket) -> None:
    assert unseal(seal(ticket, KEY), OTHER) is None


@given(st.integers(0, 73), st.sampled_from("AbZ09-_"))
def test_a_changed_sign_opens_nothing(place: int, sign: str) -> None:
    token = seal(TICKET, KEY)
    changed = token[:place] + sign + token[place + 1 :]

    assert unseal(changed, KEY) == (TICKET if changed == token else None)


@given(st.text(max_size=300))
def test_whatever_is_written_opens_nothing(text: str) -> None:
    assert unseal(text, KEY) is None


def test_a_link_holds_only_signs_that_no_mail_program_breaks() -> None:
    token = seal(TICKET, KEY)

    assert len(token) == 74
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
