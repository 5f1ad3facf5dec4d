"""Invented people and words for samples. Nobody here exists; any likeness is chance."""


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FINNISH_FIRST = _names("""
Aino Anna Antti Arja Eero Eeva Elina Emilia Erkki Hanna Hannu Heidi Heikki Helena Henna Ilkka Inka Jaana
Jani Janne Jari Jenni Johanna Jouni Juha Jukka Jussi Kaisa Kalle Kari Katja Kirsi Laura Lauri Leena
Liisa Maarit Maija Marja Marko Matti Meri Mika Mikko Minna Niina Noora Olli Outi Paula Pekka Petri Pia
Päivi Raija Riikka Sami Sanna Sari Satu Seppo Sirpa Susanna Tarja Teemu Tero Tiina Timo Tuomas Ulla
Veera Ville
""")
FINNISH_LAST = _names("""
Aaltonen Ahonen Alanen Eskola Haapala Hakala Halonen Harju Heikkinen Heinonen Hiltunen Holopainen
Hyvönen Jokinen Jääskeläinen Kallio Kangas Karjalainen Kettunen Kinnunen Koivisto Korhonen Koskinen
Kärkkäinen Lahti Laine Lappalainen Lehtonen Leppänen Lindberg Manninen Mattila Miettinen Mäkelä Mäkinen
Niemi Nieminen Nurmi Ojala Oksanen Peltola Pitkänen Rantanen Rautio Rissanen Räsänen Saarinen Salmi
Salonen Savolainen Suominen Tanskanen Toivonen Tuominen Turunen Vainio Väisänen Virtanen Vuorinen Ylönen
""")
SWEDISH_FIRST = _names("""
Anders Annika Birgitta Björn Camilla Carina Christian Erik Eva Fredrik Gunilla Håkan Ingrid Johan Jonas
Karin Kristina Lars Lena Linda Magnus Maria Mats Mikael Monica Niklas Patrik Peter Sofia Stefan Susanne
Åsa
""")
SWEDISH_LAST = _names("""
Ahlskog Backman Björklund Enlund Forsman Granholm Gustafsson Hellman Holmberg Häggblom Karlsson
Lindqvist Lindroos Nordström Nygård Sandström Sjöblom Snickars Storgård Sundqvist Söderlund Wikström
Östman
""")

# By topic: job title in Finnish and Swedish, then aims in Finnish and in Swedish.
BY_TOPIC: dict[str, tuple[str, str, str, str]] = {
    "planning": ("aluesuunnittelija", "regionplanerare",
        "Nähdä, miten toinen liitto kokoaa maakuntasuunnitelman ja -ohjelman.",
        "Se hur ett annat förbund arbetar fram sitt landskapsprogram."),
    "land-use": ("maakuntakaavoittaja", "landskapsplanläggare",
        "Oppia vaihemaakuntakaavan vuorovaikutuksesta.", "Lära mig om växelverkan i etapplandskapsplanen."),
    "funding": ("EU-rahoitusasiantuntija", "EU-finansieringsexpert",
        "Sujuvoittaa hankehakemusten arviointia ja maksatusta.",
        "Göra bedömningen av projektansökningar smidigare."),
    "foresight": ("ennakointiasiantuntija", "framsynsexpert",
        "Ottaa ennakointi mukaan päätösten valmisteluun.", "Använda framsyn när beslut bereds."),
    "climate": ("ilmastoasiantuntija", "klimatexpert",
        "Seurata ilmastotiekartan toimia niin, että se auttaa kuntia.",
        "Följa upp klimatfärdplanen så att kommunerna har nytta av det."),
    "energy": ("energia-asiantuntija", "energiexpert",
        "Ymmärtää tuulivoiman ja verkkojen suunnittelua maakunnassa.",
        "Förstå planeringen av vindkraft och elnät i landskapet."),
    "transport": ("liikennesuunnittelija", "trafikplanerare",
        "Tutustua liikennejärjestelmätyöhön ja junavuorojen edunvalvontaan.",
        "Bekanta mig med trafiksystemarbetet."),
    "digital": ("digikehittäjä", "digital utvecklare",
        "Katsoa, miten sähköinen asiointi ja tiedonhallinta on järjestetty.",
        "Se hur e-tjänster och informationshantering är ordnade."),
    "statistics": ("tietopalveluasiantuntija", "dataexpert",
        "Rakentaa aluetiedosta katsaus, jota luottamushenkilöt lukevat.",
        "Göra en regional översikt som förtroendevalda läser."),
    "skills": ("koulutusasiantuntija", "utbildningsexpert",
        "Kehittää alueen osaamisen ennakointia oppilaitosten kanssa.",
        "Utveckla arbetet med kompetens tillsammans med läroanstalterna."),
    "wellbeing": ("hyvinvointikoordinaattori", "välfärdskoordinator",
        "Löytää keinoja hyvinvointialueen ja liiton yhteistyöhön.",
        "Hitta sätt att samarbeta med välfärdsområdet."),
    "culture": ("kulttuuriasiantuntija", "kulturexpert",
        "Oppia luovien alojen verkostojen rakentamista.", "Lära mig bygga nätverk för kreativa branscher."),
    "tourism": ("matkailukehittäjä", "turismutvecklare",
        "Yhdistää matkailun kehittäminen maakuntaohjelmaan.", "Föra in turismen i landskapsprogrammet."),
    "communications": ("viestintäasiantuntija", "kommunikationsexpert",
        "Tehdä liiton työstä näkyvää pienellä joukolla.", "Göra förbundets arbete synligt med små resurser."),
    "administration": ("hallintosuunnittelija", "förvaltningsplanerare",
        "Vertailla kokousvalmistelun ja asianhallinnan tapoja.",
        "Jämföra hur möten bereds och ärenden hanteras."),
    "international": ("kansainvälisten asioiden asiantuntija", "expert på internationella frågor",
        "Vahvistaa työtä eurooppalaisissa verkostoissa.", "Stärka arbetet i europeiska nätverk."),
}  # fmt: skip
