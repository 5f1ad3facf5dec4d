"""Answers as people write them: the word list is judged by whole sentences."""

import pytest

from invites.plain_words import Suggestion, suggest

YES = (
    "Käy.",
    "Käy hyvin!",
    "käy mainiosti, kiitos kutsusta",
    "ei haittaa, käy",
    "Ei ongelmaa, sopii hyvin.",
    "Sopii",
    "Hei! Minulle sopii hyvin. Nähdään silloin!",
    "Kyllä kiitos",
    "no joo, käy",
    "Olen tulossa",
    "Pääsen paikalle.",
    "OK",
    "\N{THUMBS UP SIGN}",
    "Moi\n\nSovittu, tulen junalla.",
    "Ei mitään sitä vastaan",
    "Passar bra!",
    "Det passar mig utmärkt, vi ses",
    "Ja tack, jag kommer gärna.",
    "inga problem",
    "Det gör inget, går bra",
    "Det funkar.",
    "Jag tackar ja",
    "Works for me",
    "Yes, see you there!",
    "Sounds good.",
    "No problem, I'll be there.",
    "not a problem",
    "I don\N{RIGHT SINGLE QUOTATION MARK}t mind",
    "Sorry for the late answer. Fine by me.",
    "I can make it",
)
NO = (
    "ei käy",
    "Ei käy.",
    "Hei, valitettavasti en pääse.",
    "En pääse silloin, harmi.",
    "Minulle ei valitettavasti käy",
    "Ei sovi minulle",
    "Ei kiitos",
    "Joudun perumaan, olen sairaana.",
    "Valitettavasti.",
    "Olen estynyt",
    "Tuli este, pahoittelen",
    "\N{THUMBS DOWN SIGN}",
    "passar inte",
    "Det passar tyvärr inte.",
    "Jag kan tyvärr inte",
    "Tyvärr har jag fått förhinder.",
    "Nej tack",
    "jag kommer inte",
    "Jag måste tacka nej.",
    "sorry, can't",
    "Sorry, can\N{RIGHT SINGLE QUOTATION MARK}t make it",
    "No.",
    "Unfortunately I won't be able to join",
    "That does not work for me",
    "not possible",
    "I'm sick",
    "I have to cancel",
)
UNSURE = (
    "",
    "Hei!",
    "Ehkä, palaan asiaan.",
    "En tiedä vielä",
    "Käykö tiistai?",
    "Sopisiko paremmin keskiviikko?",
    "ei käy, mutta keskiviikko sopii",
    "Tiistai käy, keskiviikko ei käy",
    "Kyllä, jos juna kulkee",
    "Voisiko tapaamisen siirtää?",
    "Kollegani tulee puolestani",
    "kanske",
    "Jag återkommer",
    "Passar en annan dag bättre?",
    "Inte säker",
    "maybe",
    "Could we move it to Thursday?",
    "I can't on Tuesday, but Wednesday works for me",
    "Yes, if the train runs",
    "What should I bring with me?",
    "Missä tavataan?",
    "Kiitos tiedosta",
)


@pytest.mark.parametrize("words", YES)
def test_a_yes_is_heard(words: str) -> None:
    assert suggest(words) is Suggestion.YES


@pytest.mark.parametrize("words", NO)
def test_a_no_is_heard(words: str) -> None:
    assert suggest(words) is Suggestion.NO


@pytest.mark.parametrize("words", UNSURE)
def test_whoever_hedges_asks_or_says_both_is_unsure(words: str) -> None:
    assert suggest(words) is Suggestion.UNSURE


@pytest.mark.parametrize(
    ("subject", "suggestion"),
    [
        ("Hyväksytty: Vierailu", Suggestion.YES),
        ("Accepterat: Besök", Suggestion.YES),
        ("Accepted: Visit", Suggestion.YES),
        ("Kieltäydytty: Vierailu", Suggestion.NO),
        ("Avböjt: Besök", Suggestion.NO),
        ("Declined: Visit", Suggestion.NO),
        ("Re: Accepted terms", Suggestion.UNSURE),
        ("Vs: Kalenterikutsu: käy hyvin", Suggestion.UNSURE),
    ],
)
def test_a_subject_counts_only_where_mail_programs_write_it(subject: str, suggestion: Suggestion) -> None:
    assert suggest("", subject) is suggestion


def test_words_come_before_the_subject() -> None:
    assert suggest("Ei käy sittenkään", "Accepted: Visit") is Suggestion.NO
