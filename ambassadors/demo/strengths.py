"""Where colleagues can ask ambassadors for, in their own words: by who it is, and for which change."""

from collections.abc import Mapping

STRENGTHS: Mapping[tuple[str, str], str] = {
    ("marieke", "DT"): "Brieven en antwoorden op klachten herschrijven, en vertellen hoe het aan de telefoon gaat.",
    ("yusuf", "DT"): "Een workshop geven met je eigen brieven. Ik ben zelf van de balie en houd het kort.",
    ("rachid", "DT"): "Juridische teksten: besluiten, bezwaar en aanslagen in gewone taal.",
    ("ilse", "DT"): "Meekijken met vergunningen en besluiten voordat ze de deur uit gaan.",
    ("jolanda", "DT"): "Moeilijk nieuws goed brengen: schulden, terugvordering, afwijzing.",
    ("kim", "DT"): "Formulieren en schermteksten.",
    ("daan", "TOEGANKELIJK"): "Webpagina’s en pdf’s: ik laat zien hoe het met voorleessoftware klinkt.",
    ("kim", "TOEGANKELIJK"): "Formulieren die je zonder muis kunt invullen.",
}
