"""The topics that people wish to learn about and hosts are strong in; rows hold only the code."""

from dataclasses import dataclass
from functools import cache

from models.languages import Language


@dataclass(frozen=True)
class Topic:
    code: str
    fi: str
    sv: str
    en: str

    def name(self, language: Language) -> str:
        return {Language.FI: self.fi, Language.SV: self.sv, Language.EN: self.en}[language]


TOPICS = (
    Topic("planning", "Aluesuunnittelu", "Regionplanering", "Regional planning"),
    Topic("land-use", "Maakuntakaavoitus", "Landskapsplanläggning", "Land use"),
    Topic("funding", "EU-rahoitus", "EU-finansiering", "EU funding"),
    Topic("foresight", "Ennakointi", "Framsyn", "Foresight"),
    Topic("climate", "Ilmasto", "Klimat", "Climate"),
    Topic("energy", "Energia", "Energi", "Energy"),
    Topic("transport", "Liikenne", "Trafik", "Transport"),
    Topic("digital", "Digitaaliset palvelut", "Digitala tjänster", "Digital services"),
    Topic("statistics", "Tilastot ja tieto", "Statistik och data", "Statistics and data"),
    Topic("skills", "Koulutus ja osaaminen", "Utbildning och kompetens", "Education and skills"),
    Topic("wellbeing", "Hyvinvointi", "Välfärd", "Well-being"),
    Topic("culture", "Kulttuuri", "Kultur", "Culture"),
    Topic("tourism", "Matkailu", "Turism", "Tourism"),
    Topic("communications", "Viestintä", "Kommunikation", "Communications"),
    Topic("administration", "Hallinto", "Förvaltning", "Administration"),
    Topic("international", "Kansainväliset suhteet", "Internationella relationer", "International relations"),
)
BY_CODE = {topic.code: topic for topic in TOPICS}


def find(text: str) -> Topic | None:
    """The topic with this code, or with this name in any language; case and spacing do not matter."""
    return _by_spelling().get(_folded(text))


def name(code: str, language: Language) -> str:
    """What people read; a code that has left the catalogue is shown as it is."""
    topic = BY_CODE.get(code)
    return topic.name(language) if topic else code


@cache
def _by_spelling() -> dict[str, Topic]:
    return {_folded(each): topic for topic in TOPICS for each in (topic.code, topic.fi, topic.sv, topic.en)}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
