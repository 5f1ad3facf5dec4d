"""The words by which people say yes and no to an invitation, in three languages; small letters, no marks.

Idioms with a negation in them that mean yes, or no, stand whole: the longest phrase is taken first.
"""

YESES = (
    # Finnish
    "käy", "käy hyvin", "käy mainiosti", "käy päinsä", "sopii", "sopii hyvin", "sopii mainiosti", "passaa",
    "onnistuu", "ei haittaa", "ei ongelmaa", "ei mitään ongelmaa", "ei mitään estettä", "ei estettä",
    "ei esteitä", "kyllä", "joo", "juu", "jep", "no joo", "no kyllä", "no käy", "no sopii", "kyllä vain",
    "kyllä vaan", "toki", "totta kai", "tietysti", "mielellään", "mielelläni", "mieluusti", "ilman muuta",
    "tulen", "tullaan", "olen tulossa", "olen paikalla", "olen mukana", "mukana ollaan", "osallistun",
    "pääsen", "pääsemme", "hyväksyn", "vahvistan", "vahvistettu", "sovittu", "selvä", "selvä juttu",
    "selvä homma", "nähdään", "nähdään silloin", "ok", "okei", "okay", "jees", "ei ole mitään sitä vastaan",
    "ei mitään sitä vastaan", "kiitos kutsusta tulen",
    # Swedish
    "japp", "ja tack", "ja det", "ja jag", "ja gärna", "ja visst", "ja absolut", "jo tack", "bara bra",
    "jajamän", "jadå", "javisst", "passar", "passar bra", "passar fint", "passar utmärkt", "passar mig",
    "det går bra", "går bra", "det går", "funkar", "det funkar", "fungerar", "jag kommer", "vi kommer",
    "kommer gärna", "tackar ja", "tacka ja", "deltar", "jag deltar", "är med", "jag är med", "absolut",
    "självklart", "gärna", "inga problem", "inget problem", "inget hinder", "inga hinder", "gör inget",
    "det gör inget", "ses då", "vi ses", "bekräftar", "bekräftat", "accepterar", "stämmer",
    # English
    "yes", "yep", "yeah", "sure", "works", "works for me", "that works", "works fine", "suits me", "suits",
    "that suits", "fine", "fine by me", "fine with me", "sounds good", "sounds great", "i can", "can do",
    "i can make it", "can make it", "i'll be there", "i will be there", "will be there", "see you",
    "see you then", "see you there", "happy to", "glad to", "with pleasure", "i accept", "accept",
    "accepted", "confirmed", "i confirm", "no problem", "not a problem", "no worries", "no objection",
    "no objections", "count me in", "i'm in", "of course", "definitely", "absolutely", "i attend",
    "i will attend", "i'll attend", "i'm coming", "i am coming", "looking forward", "couldn't be better",
    "don't mind", "i don't mind",
)  # fmt: skip

NOES = (
    # Finnish
    "ei käy", "ei sovi", "ei passaa", "ei onnistu", "ei onnistukaan", "ei käykään", "en pääse",
    "en pääsekään", "emme pääse", "en voi", "en voi tulla", "en tule", "en ehdi", "en pysty",
    "en osallistu", "en hyväksy", "en valitettavasti pääse", "en kyllä pääse", "en voikaan",
    "en valitettavasti", "joudun perumaan", "joudumme perumaan", "pitää perua", "täytyy perua", "perun",
    "peruutan", "peruttava", "peruuntuu", "peruutus", "kieltäydyn", "estynyt", "olen estynyt", "tuli este",
    "on este", "jää väliin", "jätän väliin", "jään pois", "olen sairaana", "sairastuin", "olen sairas",
    "olen kipeä", "sairastunut", "olen lomalla", "on päällekkäinen", "on toinen meno", "on muuta",
    # Swedish
    "nej", "nix", "passar inte", "passar ej", "passar tyvärr inte", "går inte", "det går inte",
    "går tyvärr inte", "kan inte", "kan ej", "kan tyvärr inte", "kommer inte", "hinner inte", "tackar nej",
    "tacka nej", "måste tacka nej", "måste avboka", "avbokar", "förhinder", "har fått förhinder",
    "förhindrad", "avböjer", "ställer in", "måste ställa in", "är sjuk", "jag är sjuk", "har blivit sjuk",
    "sjukskriven", "är upptagen", "krockar", "har semester", "är på semester", "inte möjligt",
    # English
    "can't", "cannot", "can not", "cant", "can't make it", "cannot make it", "won't", "won't make it",
    "won't be able", "will not be able", "unable", "not able", "doesn't work", "does not work", "not work",
    "doesn't suit", "does not suit", "not possible", "not available", "unavailable", "not attend",
    "not attending", "decline", "declined", "i decline", "must cancel", "have to cancel", "need to cancel",
    "cancel", "i'm ill", "i am ill", "i'm sick", "i am sick", "on leave", "on holiday", "on vacation",
    "double-booked", "double booked", "conflicts with", "i have a conflict", "have to pass", "count me out",
    "i'm out",
)  # fmt: skip

WEAK_NOES = (
    "valitettavasti", "ikävä kyllä", "pahoittelen", "harmi", "tyvärr", "ledsen", "unfortunately", "sorry",
    "regret", "regrettably", "afraid",
)  # fmt: skip

NEGATIONS = (
    "ei", "emme", "eivät", "eikä", "ei kyllä", "inte", "ej", "icke", "inget", "inga", "no", "nope", "not",
    "don't", "doesn't", "isn't", "never",
)  # fmt: skip

ILLNESSES = (
    # Finnish
    "sairastuin", "sairastunut", "sairastuneena", "olen sairas", "olen sairaana", "sairaana", "sairas",
    "sairaus", "sairausloma", "sairauslomalla", "sairauspoissa", "saikulla", "flunssa", "flunssassa",
    "kuume", "kuumeessa", "kuumetta", "korona", "koronassa", "vatsatauti", "vatsataudissa", "kipeä",
    "kipeänä", "flunssan", "oksennan", "oksennustauti",
    # Swedish
    "sjuk", "blivit sjuk", "insjuknat", "sjukanmäld", "sjukskriven", "feber", "förkyld", "influensa",
    "magsjuk", "magsjuka", "covid", "sjukledig",
    # English
    "ill", "fallen ill", "sick", "fever", "the flu", "flu", "sick leave", "food poisoning", "unwell",
)  # fmt: skip

HEDGES = (
    # Finnish
    "ehkä", "mahdollisesti", "kenties", "alustavasti", "en tiedä", "en ole varma", "en osaa sanoa",
    "tarkistan", "palaan asiaan", "ilmoitan myöhemmin", "pitää katsoa", "katsotaan", "riippuu", "jos",
    "toinen päivä", "toinen aika", "joku muu päivä", "eri päivä", "siirtää", "siirretään", "siirtyä",
    "sopisiko", "kävisikö", "käykö", "voisiko", "voitaisiinko", "voidaanko", "onnistuisiko", "paremmin",
    "mieluummin", "vain", "sijaisekseni", "tilalleni", "puolestani", "ei vielä", "en vielä",
    # Swedish
    "kanske", "möjligen", "möjligtvis", "eventuellt", "preliminärt", "vet inte", "vet ej", "inte säker",
    "osäker", "om jag", "om det", "om vi", "bara om", "återkommer", "jag återkommer", "beror på",
    "annan dag", "annan tid", "flytta", "hellre", "bättre", "skulle det gå", "går det", "passar det",
    "kan vi", "kan ni", "bara", "i stället", "istället", "i mitt ställe", "inte ännu", "ännu inte",
    "kollar",
    # English
    "maybe", "perhaps", "possibly", "probably", "tentatively", "not sure", "not quite sure",
    "not entirely sure", "don't know", "do not know", "unsure", "let you know", "get back to you",
    "will check", "let me check", "depends", "if", "another day", "another time", "other time",
    "different day", "different time", "move", "reschedule", "postpone", "rather", "instead", "better",
    "would it", "could we", "can we", "could you", "only", "not yet", "on my behalf", "in my place",
    "my colleague",
)  # fmt: skip
