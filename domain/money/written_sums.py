"""Sums of money as people write them."""

from decimal import Decimal, InvalidOperation

from babel.numbers import format_currency

from domain.refusals import Invalid
from invites import dates
from models.languages import Language, _


def cents(written: str) -> int:
    """Of "118", "118,50" or "118.50"."""
    try:
        found = Decimal(written.strip().replace(",", ".")) * 100
    except InvalidOperation:
        raise Invalid(_("Write the sum in euros, as 118 or 118,50.")) from None
    if not found.is_finite() or found != found.to_integral_value():
        raise Invalid(_("Write the sum in euros, as 118 or 118,50."))
    return int(found)


def euros(cents: int, language: Language) -> str:
    """As the reader's language writes sums: 118,00 € or €118.00."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=dates.HABITS[language].locale)
