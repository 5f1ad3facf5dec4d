"""The words of a pair's agreement: their own, or the usual ones in the reader's language."""

from dataclasses import dataclass

from models.exchanges import Exchange
from models.languages import Language, Words, _, plural
from models.mentoring import PairAgreement

CONFIDENTIALITY = _(
    "What we talk about stays between us. The programme hears only that we meet, and what we choose to tell."
)
CANCELLING = _("Whoever cannot come tells the other at once, and we move the session or leave it out.")


@dataclass(frozen=True)
class AgreementWords:
    rhythm: str
    confidentiality: str
    cancelling: str


def words_of(exchange: Exchange, row: PairAgreement, language: Language) -> AgreementWords:
    return AgreementWords(
        row.rhythm or _rhythm(exchange).into(language),
        row.confidentiality or CONFIDENTIALITY.into(language),
        row.cancelling or CANCELLING.into(language),
    )


def _rhythm(exchange: Exchange) -> Words:
    minutes = next((each.minutes for each in exchange.appointments if each.minutes), 60)
    weeks = exchange.application.cadence_weeks or 1
    return plural(
        "{minutes} minutes every week",
        "{minutes} minutes every {number} weeks",
        weeks,
        minutes=minutes,
    )
