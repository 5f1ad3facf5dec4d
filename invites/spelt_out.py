"""A template in the words of one language, as people edit it: no sentence waits to be translated."""

import re

from invites.letters import VARIABLE
from models.languages import Language, translations

SENTENCE = re.compile(r"\{% trans\b(?P<given>.*?)%\}(?P<words>.*?)\{% endtrans %\}", re.DOTALL)
SHOWN = re.compile(r"\{\{ (\w+) \}\}")


def spelt_out(text: str, language: Language) -> str:
    """The same template with every `{% trans %}` put into words, its values where they belong."""
    return SENTENCE.sub(lambda found: _said(found, language), text)


def _said(found: re.Match[str], language: Language) -> str:
    given = {each["name"]: (each["value"] or each["name"]).strip() for each in _given(found["given"])}
    english = " ".join(SHOWN.sub(r"%(\1)s", found["words"].replace("%", "%%")).split())
    said = translations(language).gettext(english)
    return VARIABLE.sub(lambda name: f"{{{{ {given.get(name[1], name[1])} }}}}", said).replace("%%", "%")


def _given(text: str) -> list[re.Match[str]]:
    """`a, b=c|join("; ")`: commas inside quotes and brackets belong to a value."""
    pieces = re.findall(r"""(?:"[^"]*"|\([^)]*\)|[^,])+""", text)
    found = (re.fullmatch(r"\s*(?P<name>\w+)\s*(?:=(?P<value>.*))?", each, re.DOTALL) for each in pieces)
    return [each for each in found if each]
