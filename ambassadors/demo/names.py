"""Made-up names of colleagues, from the origins that people in a Dutch municipality have."""

from dataclasses import dataclass
from random import Random
from unicodedata import normalize

_SHARE_MIXED = 0.12
"""Of people, whose first name and family name have different origins."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Names that often go together; `share` is a weight, and first names stand in one line of text."""

    share: int
    first: str
    family: tuple[str, ...]


ORIGINS = (
    Origin(
        68,
        (
            "Anna Anouk Arie Arjen Astrid Bart Bas Bert Bianca Carla Carolien Cees Chantal Dennis Dirk Eline Ellen "
            "Erik Esmee Eva Femke Floor Frank Frits Gerda Guus Hans Harm Heleen Henk Iris Ingrid Jaap Jan Janneke "
            "Jasper Jeroen Johan Joris José Judith Karin Kees Koen Lars Laura Lieke Linda Lisa Maarten Maaike "
            "Manon Marcel Margriet Mark Martijn Menno Mirjam Myrthe Nienke Noor Olga Paul Pieter Pim Renate Rens "
            "Rianne Rob Ruben Ruud Saskia Simone Sjoerd Sophie Stefan Susan Sven Teun Thijs Tim Tineke Tom Trudy "
            "Vera Wendy Wilma Wim Yvonne"
        ),
        (
            *("de Vries", "van Dijk", "Bakker", "Visser", "Smit", "de Boer", "de Groot", "Bos", "Vos", "Peters"),
            *("Hendriks", "van der Meer", "Dekker", "Brouwer", "de Wit", "Kok", "Jacobs", "Koster", "Willems"),
            *("van der Heijden", "Schouten", "van Beek", "van Vliet", "Veenstra", "Hoekstra", "Boersma", "Kooistra"),
            *("Martens", "Verbeek", "van der Wal", "Prins", "Timmermans", "Blom", "van Schaik", "Huisman", "Maas"),
            *("Schipper", "Kramer", "Post", "van Doorn", "Driessen", "Wolters", "Gerritsen", "van Loon", "Evers"),
            *("Molenaar", "de Haan", "van der Ploeg", "Zijlstra", "Bosman", "Verschuren", "Lammers", "van Houten"),
            *("Tuinman", "ter Horst", "Nijhuis", "Wesselink", "Roelofs", "Terpstra", "de Lange", "van Rooij"),
        ),
    ),
    Origin(
        7,
        "Ayşe Burak Cem Defne Elif Emine Fatih Gülsen Hakan Hatice Kemal Murat Özlem Selin Serkan",
        ("Arslan", "Aydemir", "Çelik", "Doğan", "Keskin", "Korkmaz", "Öztürk", "Polat", "Şahin", "Yavuz"),
    ),
    Origin(
        7,
        "Adil Amal Bilal Driss Fatima Hamza Hanan Ikram Khadija Khalid Nora Omar Said Soumaya Zineb",
        ("Achahbar", "Amrani", "Belhaj", "Ben Ali", "Bouzid", "Chaouki", "El Fassi", "El Khattabi", "Ouali", "Ziani"),
    ),
    Origin(
        7,
        "Anil Audrey Clifton Eugène Indra Jerrel Melissa Natasja Radjesh Sergio Shanti Urmila Vikash",
        ("Biharie", "Blokland", "Codrington", "Jhinkoe", "Kartosen", "Lachman", "Mahabier", "Pinas", "Wijngaarde"),
    ),
    Origin(
        4,
        "Adriaan Carmen Edgar Farida Maya Ronald Theo Yolanda",
        ("Latupeirissa", "Manuhutu", "Pattiasina", "Sahetapy", "Soeters", "Tuhumena", "Martina", "Croes", "Maduro"),
    ),
    Origin(
        4,
        "Agnieszka Ewa Joanna Katarzyna Marek Paweł Piotr Tomasz Ana Andrei Elena Ivan",
        ("Kowalski", "Lewandowska", "Nowak", "Zieliński", "Wójcik", "Popescu", "Ionescu", "Petrov", "Horvat"),
    ),
    Origin(
        3,
        "Abdi Ahmad Amina Bassam Lina Mei Minh Rania Samuel Selam Thu Wei Yonas Zahra",
        ("Ahmadi", "Al Hassan", "Chen", "Haile", "Karimi", "Nguyen", "Osman", "Rahimi", "Tesfay", "Tran", "Wong"),
    ),
)

_NOT_COMPOSED = str.maketrans({"ł": "l"})


def new_name(dice: Random, taken: set[str]) -> str:
    """A full name that is not among `taken` yet; it is added."""
    weights = [origin.share for origin in ORIGINS]
    while True:
        first_from, family_from = dice.choices(ORIGINS, weights, k=2)
        if dice.random() >= _SHARE_MIXED:
            family_from = first_from
        name = f"{dice.choice(first_from.first.split())} {dice.choice(family_from.family)}"
        if name not in taken:
            taken.add(name)
            return name


def address(name: str) -> str:
    """The e-mail address that goes with a name: no accents, no spaces."""
    plain = normalize("NFKD", name.lower().translate(_NOT_COMPOSED)).encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '.')}@waterhoven.example"
