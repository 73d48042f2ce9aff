"""What ambassadors write when they log: titles and stories, by kind of activity."""

from collections.abc import Mapping

LETTERS: Mapping[str, tuple[str, ...]] = {
    "11": ("Antwoord op een klacht", "Bevestiging van een afspraak", "Melding ontvangen"),
    "12": ("Uw paspoort verloopt", "Bevestiging van uw verhuizing", "Afspraak voor het huwelijk"),
    "13": (
        "Aanslag gemeentelijke belastingen",
        "Kwijtschelding: wat u ons stuurt",
        "Herinnering: u heeft nog niet betaald",
    ),
    "21": ("Besluit op uw uitkering", "Wij missen nog papieren", "Uw uitkering stopt", "Gesprek over werk"),
    "22": ("Uitnodiging voor een gesprek over uw kind", "Uw kind gaat niet naar school", "Besluit jeugdhulp"),
    "23": ("Besluit huishoudelijke hulp", "Wij komen bij u langs", "Eigen bijdrage Wmo"),
    "24": ("Raadsvoorstel armoedebeleid", "Samenvatting van het beleidsplan"),
    "31": ("Er komt een bouwplan bij u in de buurt", "Inloopavond over de Havenstraat", "Uw straat gaat open"),
    "32": ("Uw aanvraag is binnen", "Uw vergunning voor een dakkapel", "Stop met bouwen", "Besluit terras"),
    "33": ("Subsidie voor isolatie", "Van het gas af: wat merkt u?"),
    "41": ("Wij snoeien de bomen in uw straat", "Uw container is niet geleegd", "Regels voor een graf"),
    "51": ("Welkom bij de gemeente", "Uw loon verandert"),
    "52": ("Uw account verloopt", "Waar vind je je dossiers?"),
    "53": ("Betaling van uw factuur", "Begroting in één oogopslag"),
    "54": ("Uitspraak op uw bezwaar", "Uitnodiging voor de hoorzitting", "Uw bezwaar is binnen"),
    "55": ("Regels voor het bedrijfsrestaurant", "Melding: er is iets kapot"),
    "61": ("Persbericht nieuwe stijl", "Huis-aan-huiskrant: de voorpagina"),
    "62": ("Besluitenlijst van het college", "Antwoord op raadsvragen"),
}
"""Letters that a unit (by the start of its code) writes."""

TITLES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("DT", "conversation"): (
        "Aan de koffietafel",
        "Over die ene moeilijke zin",
        "Waarom zouden we?",
        "Met de teamleider",
    ),
    ("DT", "workshop"): (
        "Schrijven voor inwoners",
        "Van drie bladzijden naar één",
        "De eerste zin telt",
        "B1 in een uur",
    ),
    ("DT", "demo"): (
        "Oude en nieuwe brief naast elkaar",
        "Zo leest een inwoner ons",
        "Telefoontjes geteld, voor en na",
    ),
    ("DT", "review"): (
        "Een besluit, voor het de deur uit ging",
        "Het webformulier",
        "Het concept van de folder",
    ),
    ("DT", "reader_panel"): ("Drie brieven", "Collega’s lezen hardop", "Wat snap je niet?"),
    ("DT", "meeting"): (
        "Duidelijke taal op de agenda",
        "Tien minuten over één brief",
        "Brieven van deze maand",
    ),
    ("DT", "street_test"): ("Op de markt: oud of nieuw?", "Bij de bibliotheek", "In de wachtkamer van het stadhuis"),
    ("DT", "resident_panel"): ("In het buurthuis", "Met het Taalhuis", "Inwoners lezen mee"),
    ("TOEGANKELIJK", "conversation"): (
        "Wat is een tekstalternatief?",
        "Over pdf’s op de website",
        "Met de functioneel beheerder",
    ),
    ("TOEGANKELIJK", "workshop"): (
        "Een dag zonder muis",
        "Koppen, links en plaatjes",
        "Toegankelijk documenten maken",
    ),
    ("TOEGANKELIJK", "demo"): (
        "De voorleessoftware aan het woord",
        "Ons formulier op 400%",
        "Kijk mee met Ria, die blind is",
    ),
    ("TOEGANKELIJK", "letter_rewritten"): (
        "Van pdf naar webpagina",
        "Formulier zonder tijdslimiet",
        "Sjabloon met echte koppen",
    ),
    ("TOEGANKELIJK", "review"): (
        "Het nieuwe formulier",
        "Test met alleen het toetsenbord",
        "Kleuren nagemeten",
    ),
    ("TOEGANKELIJK", "reader_panel"): ("Collega’s testen de afsprakenpagina", "Wie vindt de knop?"),
    ("TOEGANKELIJK", "meeting"): ("Toegankelijkheid op de agenda", "Stand van de lijst met gebreken"),
    ("TOEGANKELIJK", "resident_panel"): ("Testers met een beperking", "Met de Wmo-raad"),
}

VISIT_TITLES: Mapping[str, tuple[str, ...]] = {
    "DT": (
        "Zo deden wij het",
        "Verteld wat het ons opleverde",
        "Ons voorbeeld laten zien",
        "Samen één brief gedaan",
    ),
    "TOEGANKELIJK": ("Met de voorleessoftware op bezoek", "Ons formulier laten zien", "Samen een pagina nagelopen"),
}

STORIES: Mapping[str, tuple[str, ...]] = {
    "conversation": (
        "Ze vond het eerst kinderachtig. Toen lazen we de brief samen hardop.",
        "Hij wil wel, maar heeft geen tijd. Volgende week doen we er één samen.",
        "“Juridisch mag dat niet,” zei ze. We hebben het samen nagevraagd: het mag wel.",
    ),
    "workshop": (
        "Iedereen had een eigen brief bij zich. Na een uur was de helft korter.",
        "Veel gelachen om onze eigen zinnen. Twee collega’s willen vaker meedoen.",
        "Rustige groep. De teamleider deed mee, dat hielp.",
    ),
    "demo": (
        "Het werd stil toen ze het verschil zagen.",
        "Goede vragen. Ze willen weten of inwoners nu minder bellen.",
    ),
    "letter_rewritten": (
        "Van drie bladzijden naar één. De telefoonnummers staan nu bovenaan.",
        "De jurist keek mee. Alles wat moet, staat er nog in.",
        "Samen gedaan, in één middag. Hij ligt nu bij het lezerspanel.",
    ),
    "review": ("Twee zinnen geschrapt, één woord uitgelegd.", "Het stuk was al goed. Dat heb ik ook gezegd."),
    "reader_panel": (
        "Het woord ‘beschikking’ snapte bijna niemand.",
        "Zes van de acht zochten naar het telefoonnummer.",
    ),
    "meeting": ("Vast punt geworden in het overleg.", "Weinig tijd, maar het staat nu op de agenda."),
    "street_test": (
        "43 van de 50 mensen kozen de nieuwe brief. Eén meneer wilde hem meteen meenemen.",
        "Koud, maar leuk: 31 van de 40 kozen de nieuwe.",
        "Mensen vinden het fijn dat wij het vragen. 27 van de 35 voor nieuw.",
    ),
    "resident_panel": (
        "Negen inwoners. Ze willen eerst weten: wat moet ik doen?",
        "De nieuwe brief is beter, maar de bijlage snappen ze nog niet.",
    ),
}

POSTS = (
    "Duidelijke taal: de brief van de maand",
    "Oud naast nieuw: zie het verschil",
    "Wat inwoners ons leerden",
    "Drie tips voor een betere eerste zin",
    "Interview: “Ik word minder gebeld”",
    "Dit lazen we op de markt voor",
)

DIGITAL_POSTS = (
    "Digitaal toegankelijk: waarom nu?",
    "Probeer het zelf: een dag zonder muis",
    "Deze formulieren werken nu voor iedereen",
    "Zo maak je een goede link",
)
