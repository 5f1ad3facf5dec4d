import pytest

from domain.refusals import Conflict, Invalid, NotAllowed, NotFound, Refusal
from models.languages import Language, _


@pytest.mark.parametrize(
    ("kind", "code"),
    [(NotFound, "not_found"), (Conflict, "conflict"), (NotAllowed, "not_allowed"), (Invalid, "invalid")],
)
def test_a_refusal_crosses_into_logs_as_its_code_alone(kind: type[Refusal], code: str) -> None:
    refusal = kind(_("There is no round called {reference}.", reference="kevat-2027"))

    assert (refusal.code, str(refusal), repr(refusal)) == (code, code, f"{kind.__name__}('{code}')")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.FI, "Ohjelmakierrosta kevat-2027 ei ole."),
        (Language.SV, "Programomgången kevat-2027 finns inte."),
        (Language.EN, "There is no round called kevat-2027."),
    ],
)
def test_a_person_reads_it_in_their_language(language: Language, sentence: str) -> None:
    refusal = NotFound(_("There is no round called {reference}.", reference="kevat-2027"))

    assert refusal.words.into(language) == sentence
