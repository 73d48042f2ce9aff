"""What is told of letter tests, plans and panels in Waterhoven."""

from collections.abc import Mapping

from ambassadors.activities.outcome_models import Followed
from ambassadors.demo.entries import Told

VOTES_IN: Mapping[str, tuple[int, int, int]] = {
    "41 van de 50 mensen kozen de nieuwe. Het filmpje hebben we in het werkoverleg laten zien.": (41, 9, 0),
    "43 van de 50 mensen kozen de nieuwe brief. Eén meneer wilde hem meteen meenemen.": (43, 7, 0),
    "Koud, maar leuk: 31 van de 40 kozen de nieuwe.": (31, 9, 0),
    "Mensen vinden het fijn dat wij het vragen. 27 van de 35 voor nieuw.": (27, 8, 0),
}
"""The votes that the story of a street test names."""

BACK_IN_WORDS = (
    "Verteld in het werkoverleg van het team dat de brief schrijft.",
    "Bericht op intranet, met de oude en de nieuwe brief naast elkaar.",
    "Met de schrijvers om de tafel; de brief is daarna aangepast.",
    "Filmpje van tien reacties op het scherm in de kantine.",
)

LETTER_TESTS: tuple[tuple[float, str, Told], ...] = (
    (
        8.2,
        "rachid",
        Told(
            votes=(34, 6, 2),
            compared="De aanslag gemeentelijke belastingen",
            back=(7, "Op intranet gezet; de leverancier heeft de nieuwe tekst in het systeem gezet."),
        ),
    ),
    (
        13.4,
        "ilse",
        Told(
            votes=(22, 15, 3),
            compared="De vergunning voor een dakkapel",
            back=(12, "Besproken in het team: eerst de voorwaarden nog eens herschrijven, dan opnieuw testen."),
        ),
    ),
    (
        16.6,
        "ilse",
        Told(
            votes=(37, 5, 0),
            compared="De vergunning voor een dakkapel, tweede versie",
            back=(5, "Getoond in de weekstart. De nieuwe brief is meteen in gebruik genomen."),
        ),
    ),
    (
        20.8,
        "jolanda",
        Told(
            votes=(29, 11, 4),
            compared="Het besluit op een uitkering",
            back=(9, "Op intranet, en in het overleg met de juristen."),
        ),
    ),
    (
        24.3,
        "yusuf",
        Told(
            votes=(46, 8, 1),
            compared="Uw paspoort verloopt",
            back=(6, "Bij de balie opgehangen, met de stemmen erbij."),
        ),
    ),
    (27.6, "wouter", Told(votes=(4, 1, 0), compared="Er komt een bouwplan bij u in de buurt")),
    (29.1, "marieke", Told(votes=(31, 9, 2), compared="Het antwoord op een klacht")),
)

_FOLLOWED, _PARTLY, _NOT, _OPEN = Followed.FOLLOWED, Followed.PARTLY, Followed.NOT_FOLLOWED, Followed.NOT_KNOWN

REVIEWS: Mapping[str, tuple[Told, ...]] = {
    "ilse": (
        Told(
            review=(
                "De brief bij de herinrichting van de Havenstraat",
                "Begin met wanneer de straat dicht is. De route van de bus op een kaartje, niet in een tabel.",
                _FOLLOWED,
                "Het kaartje staat op de voorkant.",
            ),
            back=(14, "Voor en na getoond aan de projectleiders."),
        ),
        Told(
            review=(
                "Plan voor het winkelcentrum De Brink: de samenvatting voor bewoners",
                "Zeg eerst wat er voor de bewoners verandert. De bezwaartermijn hoort op bladzijde 1.",
                _PARTLY,
                "De samenvatting is korter. De termijn staat nog achterin.",
            ),
            back=(10, "In het projectoverleg, met de omwonenden erbij."),
        ),
    ),
    "wouter": (
        Told(
            review=(
                "Uitnodiging voor de inloopavond over de Zuidrand",
                "Maak er één bladzijde van, en zet de vragen die mensen stellen bovenaan.",
                _NOT,
                "De uitnodiging was al gedrukt. Volgende keer kijken we eerder mee.",
            ),
        ),
        Told(
            review=(
                "Bewonersbrief bij het fietspad langs de vaart",
                "Schrijf ‘we kappen drie bomen’ in plaats van ‘er vindt een kap plaats’.",
                _OPEN,
                None,
            ),
        ),
    ),
    "marieke": (
        Told(
            review=(
                "Het nieuwe telefoonmenu",
                "Drie keuzes in plaats van zeven, en eerst waar de meeste mensen voor bellen.",
                _FOLLOWED,
                "Er wordt nu minder verkeerd doorverbonden.",
            ),
            back=(8, "Gemeld op intranet, met de cijfers van de telefoon."),
        ),
        Told(
            review=(
                "Verhuizing van de balie: de borden in de hal",
                "Gebruik op de borden dezelfde woorden als in de brief.",
                _OPEN,
                None,
            ),
        ),
    ),
    "bram": (
        Told(
            review=(
                "De leeswijzer van de begroting",
                "Zet bij elk bedrag wat een inwoner ervoor terugkrijgt.",
                _PARTLY,
                "Voor de drie grootste posten.",
            ),
            back=(11, "Verteld bij de raadsgriffie."),
        ),
    ),
}
"""The last reviews of each of these ambassadors, oldest first."""

PANEL = "Lezerspanel in het stadhuis"

PANEL_MEETINGS: tuple[tuple[str, str, tuple[int, str] | None], ...] = (
    (
        "De brief over kwijtschelding",
        "Acht inwoners. Ze zoeken alle acht eerst het bedrag, en dat staat onderaan.",
        (7, "Het bedrag staat nu bovenaan. Dat hebben we het panel ook laten weten."),
    ),
    (
        "Afspraak maken via de website",
        "Vijf van de acht haken af bij ‘product’. Ze zoeken ‘paspoort’.",
        (9, "Met het webteam aan tafel: de zoekwoorden zijn aangevuld."),
    ),
    (
        "De uitnodiging voor het keukentafelgesprek",
        "Niemand weet wie er langskomt. Zet er een naam en een foto bij.",
        (6, "Besproken in het team Wmo; de foto’s zijn gemaakt."),
    ),
    (
        "Herinnering: u heeft nog niet betaald",
        "De toon is strenger dan bedoeld. ‘Lukt betalen niet? Bel ons’ haalt de angel eruit.",
        (8, "De zin is overgenomen in alle herinneringen."),
    ),
    (
        "De folder over afval",
        "Plaatjes helpen meer dan woorden. De kleuren van de bakken klopten niet.",
        (12, "Doorgegeven aan Stadsbeheer; de folder is opnieuw gedrukt."),
    ),
    (
        "Besluit op bezwaar",
        "De uitkomst stond op bladzijde drie. Twee mensen dachten dat ze gewonnen hadden.",
        (10, "Voorgelegd aan de juristen. Bladzijde 1 begint nu met de uitkomst."),
    ),
    (
        "Het webformulier voor een evenement",
        "Na tien minuten was nog niemand klaar. De helft van de vragen is dubbel.",
        (9, "Lijst met dubbele vragen gedeeld op intranet."),
    ),
    (
        "De brief van de leerplichtambtenaar",
        "Ouders schrikken. Begin met: we willen helpen.",
        (7, "In het werkoverleg Jeugd; er ligt een nieuwe eerste alinea."),
    ),
    (
        "Welkomstbrief voor nieuwe inwoners",
        "Leuk om te krijgen, zegt iedereen. Maar niemand weet wat ze er nu mee moeten.",
        (6, "Er staat nu een lijstje in van drie dingen om te regelen."),
    ),
    (
        "De aanslag, met het bijsluitertje",
        "Het bijsluitertje leest niemand. Wat erin staat, moet in de brief.",
        (8, "Bericht op intranet. Belastingen schrapt het bijsluitertje."),
    ),
    (
        "Het antwoord op een klacht",
        "‘Wij nemen uw klacht serieus’ gelooft niemand. Vertel wat je gaat doen.",
        None,
    ),
)
"""Title, what came out, and after how many days and how it was taken back."""
