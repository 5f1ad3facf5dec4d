"""Shapes of the spreadsheets: every sheet, every column, in three languages; `*` marks what must be there."""

from dataclasses import dataclass
from enum import StrEnum

from models.languages import Language


class Sheet(StrEnum):
    ORGANISATIONS = "organisations"
    CLOSED_DAYS = "closed_days"
    PEOPLE = "people"
    ROUNDS = "rounds"
    HOST_OFFERS = "host_offers"
    MENTOR_OFFERS = "mentor_offers"
    APPLICATIONS = "applications"
    JOURNEYS = "journeys"
    TRAVEL_RATES = "travel_rates"
    NOTES = "notes"  # words for the reader of the file; never imported


@dataclass(frozen=True)
class Title:
    """What a sheet or a column is called; the key is the entry's field and is understood as a title too."""

    key: str
    fi: str
    sv: str
    en: str
    is_needed: bool = False

    def into(self, language: Language) -> str:
        return {Language.FI: self.fi, Language.SV: self.sv, Language.EN: self.en}[language]

    @property
    def spellings(self) -> tuple[tuple[str, Language], ...]:
        return (
            (self.fi, Language.FI),
            (self.sv, Language.SV),
            (self.en, Language.EN),
            (self.key, Language.EN),
        )


def _titles(table: str) -> tuple[Title, ...]:
    """Read the table: key, Finnish, Swedish, English."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return tuple(
        Title(key.removesuffix("*"), fi, sv, en, is_needed=key.endswith("*")) for key, fi, sv, en in rows
    )


SHEETS = _titles("""
organisations | Organisaatiot             | Organisationer   | Organisations
closed_days   | Suljetut päivät           | Stängda dagar    | Closed days
people        | Henkilöt                  | Personer         | People
rounds        | Kierrokset                | Omgångar         | Rounds
host_offers   | Vastaanottoilmoitukset    | Värdanmälningar  | Host offers
mentor_offers | Mentori-ilmoittautumiset  | Mentoranmälningar | Mentor offers
applications  | Ilmoittautumiset          | Anmälningar      | Applications
journeys      | Matkat                    | Resor            | Journeys
travel_rates  | Matkakorvaukset           | Reseersättningar | Travel rates
notes         | Lue tämä                  | Läs detta        | Read this
""")

_ON_BEHALF = """
recorded_by   | Kirjannut (sähköposti) | Antecknad av (e-post) | Recorded by (e-mail)
recorded_at   | Kirjattu               | Antecknad             | Recorded at
recorded_why  | Kirjaamisen syy        | Orsak till anteckning | Reason for recording
"""

_DAYS = """
unavailable | Ei käy           | Inte tillgänglig   | Unavailable
available   | Käy vain         | Endast tillgänglig | Available only
"""

_OFFER = """
round     | Kierros        | Omgång         | Round
email*    | Sähköposti     | E-post         | E-mail
topics    | Aiheet         | Teman          | Topics
languages*| Kielet         | Språk          | Languages
prefers   | Mieluiten organisaatioista | Helst från organisationer | Preferred organisations
online_link | Etälinkki    | Länk           | Online link
"""

COLUMNS: dict[Sheet, tuple[Title, ...]] = {
    Sheet.ORGANISATIONS: _titles("""
code*     | Koodi            | Kod              | Code
name_fi*  | Nimi suomeksi    | Namn på finska   | Name in Finnish
name_sv   | Nimi ruotsiksi   | Namn på svenska  | Name in Swedish
name_en   | Nimi englanniksi | Namn på engelska | Name in English
seat_fi*  | Paikkakunta suomeksi  | Ort på finska  | Seat in Finnish
seat_sv   | Paikkakunta ruotsiksi | Ort på svenska | Seat in Swedish
latitude* | Leveysaste       | Latitud          | Latitude
longitude*| Pituusaste       | Longitud         | Longitude
guests_per_day      | Vieraita päivässä enintään | Gäster per dag högst  | Guests per day at most
travel_budget_euros | Matkabudjetti (€)          | Resebudget (€)        | Travel budget (€)
balance_tolerance   | Lähtevien ja tulevien ero  | Sända minus mottagna  | Balance tolerance
"""),
    Sheet.CLOSED_DAYS: _titles("""
organisation* | Organisaatio   | Organisation  | Organisation
days*         | Päivät         | Dagar         | Days
"""),
    Sheet.PEOPLE: _titles("""
email*        | Sähköposti     | E-post        | E-mail
name*         | Nimi           | Namn          | Name
organisation* | Organisaatio   | Organisation  | Organisation
language*     | Kieli          | Språk         | Language
title         | Tehtävänimike  | Titel         | Job title
supervisor    | Esihenkilön sähköposti | Chefens e-post | Supervisor's e-mail
roles         | Roolit         | Roller        | Roles
deputies      | Sijaiset (sähköposti) | Ersättare (e-post) | Deputies (e-mail)
"""),
    Sheet.ROUNDS: _titles("""
reference*  | Tunnus           | Beteckning       | Reference
name_fi*    | Nimi suomeksi    | Namn på finska   | Name in Finnish
name_sv     | Nimi ruotsiksi   | Namn på svenska  | Name in Swedish
name_en     | Nimi englanniksi | Namn på engelska | Name in English
owner*      | Vastuuhenkilön sähköposti | Den ansvarigas e-post | Coordinator's e-mail
deputy      | Varahenkilön sähköposti | Ersättarens e-post | Deputy's e-mail
organisation | Järjestävä organisaatio  | Arrangerande organisation | Organising organisation
mailbox     | Kierroksen sähköposti | Omgångens e-post | Mailbox
kinds       | Muodot           | Former           | Kinds
date_mode   | Päivien sopiminen | Hur dagarna bestäms | Date mode
opens_at*   | Avautuu          | Öppnar           | Opens
closes_at*  | Sulkeutuu        | Stänger          | Closes
decide_by*  | Sijoittelu valmis viimeistään | Placeringsplanen klar senast | Decided by
first_day*  | Ensimmäinen päivä | Första dagen     | First day
last_day*   | Viimeinen päivä   | Sista dagen      | Last day
answer_working_days | Vastausaika työpäivinä | Svarstid i arbetsdagar | Working days to answer
hold_working_days   | Paikkaa pidetään työpäiviä | Platsen hålls arbetsdagar | Working days held
remind_before_days  | Muistutus päiviä ennen | Påminnelse dagar före | Reminder days before
most_colleagues | Työtovereita mukana enintään | Kolleger med högst | Most colleagues along
agree_by    | Päivät sovittava viimeistään | Dagarna bestäms senast | Days agreed by
follow_up_days | Jälkiseuranta päivinä | Uppföljning i dagar | Follow-up days
may_cross_weekends | Saa jatkua viikonlopun yli | Får gå över veckoslut | May cross weekends
asks_first | Kuka vastaa ensin | Vem svarar först | Who answers first
supervisor_confirms_dates |Esihenkilö vahvistaa päivät|Chefen bekräftar dagarna|Supervisor confirms the days
objectives  | Tavoitteet       | Mål              | Objectives
connections | Vertaiset        | Kontakter        | Connections
responsibility | Vastuu        | Ansvar           | Responsibility
format      | Toteutustapa     | Arbetssätt       | Format
resources   | Resurssit        | Resurser         | Resources
time        | Aika             | Tid              | Time
motivation  | Motivaatio       | Motivation       | Motivation
"""),
    Sheet.HOST_OFFERS: _titles(
        _OFFER.strip()
        + """
unit          | Yksikkö                    | Enhet                 | Unit
guests_per_day | Vieraita päivässä         | Gäster per dag        | Guests per day
most          | Vierailuja enintään        | Besök högst           | Stays at most
least         | Vierailuja vähintään       | Besök minst           | Stays at least
shares_trip_with | Sama matka (isännän sähköposti) | Samma resa (värdens e-post) | Shares trip with (e-mail)
ask_for       | Ketä kysyä                 | Fråga efter           | Ask for
place         | Paikka                     | Plats                 | Place
dress         | Pukeutuminen               | Klädsel               | Dress
parking       | Pysäköinti                 | Parkering             | Parking
bring         | Ota mukaan                 | Ta med                | Bring
programme     | Ohjelma                    | Program               | Programme
"""
        + _DAYS.strip()
        + _ON_BEHALF.rstrip()
    ),
    Sheet.MENTOR_OFFERS: _titles(
        _OFFER.strip()
        + """
most          | Mentoroitavia enintään     | Adepter högst         | Mentees at most
least         | Mentoroitavia vähintään    | Adepter minst         | Mentees at least
slots*        | Ajat                       | Tider                 | Times
"""
        + _DAYS.strip()
        + _ON_BEHALF.rstrip()
    ),
    Sheet.APPLICATIONS: _titles(
        """
round         | Kierros              | Omgång             | Round
email*        | Sähköposti           | E-post             | E-mail
kind*         | Muoto                | Form               | Kind
aims*         | Tavoitteet           | Mål                | Aims
topics        | Aiheet               | Teman              | Topics
languages*    | Kielet               | Språk              | Languages
days          | Päiviä               | Dagar              | Days
sessions      | Tapaamisia           | Träffar            | Sessions
cadence_weeks | Tapaamisväli viikkoina | Veckor mellan träffar | Weeks between sessions
slots         | Ajat                 | Tider              | Times
"""
        + _DAYS.strip()
        + """
most_minutes  | Matka enintään (min) | Resa högst (min)   | Travel at most (min)
most_euros    | Kulut enintään (€)   | Kostnader högst (€) | Costs at most (€)
wishes        | Toiveet              | Önskemål           | Wishes
avoids        | Ei näihin (luottamuksellinen) | Inte dessa (konfidentiellt) | Avoid (confidential)
travels_with  | Matkustaa yhdessä (sähköposti) | Reser tillsammans (e-post) | Travels with (e-mail)
priority      | Etusija              | Prioritet          | Priority
"""
        + _ON_BEHALF.strip()
    ),
    Sheet.JOURNEYS: _titles("""
origin*      | Mistä          | Från          | From
destination* | Minne          | Till          | To
minutes*     | Minuutit       | Minuter       | Minutes
kilometres*  | Kilometrit     | Kilometer     | Kilometres
euros*       | Eurot          | Euro          | Euros
co2_grams*   | CO2 grammoina  | CO2 i gram    | CO2 in grams
source       | Lähde          | Källa         | Source
"""),
    Sheet.TRAVEL_RATES: _titles("""
valid_from* | Voimassa alkaen | Gäller från  | Valid from
code*       | Koodi           | Kod          | Code
euros*      | Eurot           | Euro         | Euros
source*     | Lähde           | Källa        | Source
checked_on* | Tarkistettu     | Kontrollerad | Checked on
"""),
    Sheet.NOTES: (),
}
SHEET_TITLES = {Sheet(title.key): title for title in SHEETS}
