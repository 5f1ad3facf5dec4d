"""What an answer in plain words seems to say, in Finnish, Swedish or English: a suggestion to a human.

A phrase is taken before the shorter phrases inside it ("ei haittaa" before "ei"), so that idioms are read
as they are meant; a negation turns the yes beside it into a no; whoever hedges, asks, or says both is unsure.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from invites.vocabulary import HEDGES, ILLNESSES, NEGATIONS, NOES, WEAK_NOES, YESES


class Suggestion(StrEnum):
    """What a human will probably find in the words."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Weight(StrEnum):
    """What one phrase adds."""

    YES = "yes"
    NO = "no"
    WEAK_NO = "weak no"
    NEGATION = "negation"
    HEDGE = "hedge"


CLAUSE = re.compile(r"([^.!?;,\n]+)([.!?;,\n]*)")
APART = re.compile(r"\b(?:mutta|men|but|vaan|utan)\b|[–—]| - ")
SUBJECT = re.compile(
    r"(?:(?P<yes>hyväksytty|accepterat|accepted)|(?P<no>hylätty|kieltäydytty|avböjt|avvisat|declined))\s*:",
    re.IGNORECASE,
)
THUMBS = {"\N{THUMBS UP SIGN}": " ok ", "\N{THUMBS DOWN SIGN}": " ei käy "}
LONE_YESES = ("ja", "jo")  # in Swedish; in Finnish "and" and "already", but never alone
APOSTROPHES = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{ACUTE ACCENT}": "'", "`": "'"})


@dataclass(frozen=True)
class Heard:
    """The phrases of one clause, and whether it is a question."""

    weights: tuple[Weight, ...]
    asks: bool


def suggest(words: str, subject: str = "") -> Suggestion:
    """What the words seem to say; mail programs put the answer into the subject if there are none."""
    if not words.strip():
        return _in_subject(subject)
    verdicts = [each for clause in _clauses(words) if (each := _verdict(clause))]
    weak = any(Weight.WEAK_NO in clause.weights for clause in _clauses(words))
    if not verdicts:
        return Suggestion.NO if weak else Suggestion.UNSURE
    return verdicts[0] if len(set(verdicts)) == 1 else Suggestion.UNSURE


def speaks_of_illness(words: str) -> bool:
    """Whether somebody may have fallen ill: reason enough to ask them, not to act."""
    return _illness().search(words.casefold()) is not None


@cache
def _illness() -> re.Pattern[str]:
    phrases = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in ILLNESSES)
    return re.compile(rf"(?<![\w'])(?:{phrases})(?![\w'])")


def _verdict(clause: Heard) -> Suggestion | None:
    """A clause with nothing in it says nothing; a question about a yes is no yes."""
    said = set(clause.weights) - {Weight.WEAK_NO}
    if not said:
        return None
    if Weight.HEDGE in said or clause.asks:
        return Suggestion.UNSURE
    if Weight.NO in said:
        return Suggestion.UNSURE if Weight.YES in said else Suggestion.NO
    return Suggestion.NO if Weight.NEGATION in said else Suggestion.YES


def _clauses(words: str) -> list[Heard]:
    text = words.casefold().translate(APOSTROPHES)
    for sign, meaning in THUMBS.items():
        text = text.replace(sign, meaning)
    text = APART.sub("\n", text)
    return [Heard(tuple(_weights(clause)), "?" in end) for clause, end in CLAUSE.findall(text)]


def _weights(clause: str) -> list[Weight]:
    """Each word belongs to one phrase, to the longest that holds it."""
    if clause.strip() in LONE_YESES:
        return [Weight.YES]
    return [_phrases()[" ".join(found.group().split())] for found in _pattern().finditer(clause)]


@cache
def _phrases() -> dict[str, Weight]:
    lists = (
        (YESES, Weight.YES),
        (NOES, Weight.NO),
        (WEAK_NOES, Weight.WEAK_NO),
        (NEGATIONS, Weight.NEGATION),
        (HEDGES, Weight.HEDGE),
    )
    return {phrase: weight for phrases, weight in lists for phrase in phrases}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_phrases(), key=lambda each: (-len(each), each))
    spaced = (r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in longest_first)
    return re.compile(rf"(?<![\w'])(?:{'|'.join(spaced)})(?![\w'])")


def _in_subject(subject: str) -> Suggestion:
    found = SUBJECT.match(subject.strip())
    if found is None:
        return Suggestion.UNSURE
    return Suggestion.YES if found["yes"] else Suggestion.NO
