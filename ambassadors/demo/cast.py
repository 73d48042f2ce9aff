"""The people with a part in the story, and which of them can sign in."""

from dataclasses import dataclass

from ambassadors.demo.names import address
from ambassadors.organisation.models import Level
from ambassadors.security.policy import Role

PASSWORD = "waterhoven aan zee"  # noqa: S105  everybody may know it: it opens made-up data on one's own machine
PASSWORD_HASH = "$argon2id$v=19$m=65536,t=3,p=4$J+qtNivtSe4ziMvZPpvDxQ$IQnMc86Few4+4QCYygLOZUu92dwZwwhBZ25XsZgy+qU"  # noqa: S105  of the password above
"""Made once: with a new salt no two runs would be alike."""


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody in the story: `key` is how the other modules call them, `unit` where they work today."""

    key: str
    name: str
    unit: str
    level: Level = Level.ADVISER

    @property
    def email(self) -> str:
        """The address with which they sign in."""
        return address(self.name)


PARTS = tuple(
    Part(*part)
    for part in (
        ("patrick", "Patrick Oosterhuis", "521"),
        ("esther", "Esther Vermeulen", "600"),
        ("hilde", "Hilde Brouwers", "200", Level.DIRECTOR),
        ("karim", "Karim Haddad", "620"),
        ("mehmet", "Mehmet Kaya", "320", Level.MANAGER),
        ("marieke", "Marieke Postma", "111", Level.FRONT_LINE),
        ("yusuf", "Yusuf Demir", "121", Level.FRONT_LINE),
        ("anneke", "Anneke Wiersma", "511"),
        ("rachid", "Rachid el Amrani", "131"),
        ("lotte", "Lotte van den Berg", "610"),
        ("sharda", "Sharda Ramdin", "231", Level.FRONT_LINE),
        ("joyce", "Joyce Seedorf", "231", Level.FRONT_LINE),
        ("bram", "Bram Hoogland", "240"),
        ("ilse", "Ilse Verhoeven", "321"),
        ("gerrit", "Gerrit Dijkstra", "411", Level.MANAGER),
        ("naima", "Naima Benali", "540"),
        ("tess", "Tess Mulder", "221"),
        ("wouter", "Wouter Jansen", "312"),
        ("jolanda", "Jolanda Kuipers", "213", Level.FRONT_LINE),
        ("fenna", "Fenna de Jong", "212", Level.FRONT_LINE),
        ("emre", "Emre Yücel", "511"),
        ("petra", "Petra van Leeuwen", "532"),
        ("nadia", "Nadia Sedney", "620"),
        ("sander", "Sander Groen", "330"),
        ("kim", "Kim Pham", "522"),
        ("huub", "Huub Lemmens", "550", Level.FRONT_LINE),
        ("daan", "Daan Scholten", "113"),
        ("amber", "Amber de Ridder", "121", Level.FRONT_LINE),
        ("aziz", "Aziz Mansour", "322", Level.FRONT_LINE),
        ("stijn", "Stijn Vermeer", "341"),
        ("dewi", "Dewi Sahuleka", "430", Level.FRONT_LINE),
        ("gijs", "Gijs van Rossum", "630"),
        ("hanneke", "Hanneke Bouman", "640"),
        ("joost", "Joost Meijerink", "211", Level.FRONT_LINE),
        ("roos", "Roos Meijer", "213", Level.FRONT_LINE),
    )
)


NOT_YET_SIGNED_IN = frozenset({"gijs", "hanneke"})
"""They were named by others and have not opened their invitation; all others share the password."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody whose name is on the card that the demo prints, and why one would sign in as them."""

    key: str
    dutch: str
    english: str


VISITORS = tuple(
    Visitor(*visitor)
    for visitor in (
        ("marieke", "ambassadeur, van het begin af", "ambassador from the start"),
        ("lotte", "ambassadeur van twee veranderingen", "ambassador of two initiatives"),
        ("esther", "programmamanager", "change manager"),
        ("hilde", "voorzitter van de kerngroep", "chair of the kerngroep"),
        ("karim", "secretaris van de kerngroep", "secretary of the kerngroep"),
        ("mehmet", "lid van de kerngroep", "member of the kerngroep"),
        ("roos", "medewerker", "employee"),
        ("patrick", "beheerder", "administrator"),
    )
)

GRANTS: tuple[tuple[str, Role, str | None], ...] = (
    ("patrick", Role.ADMINISTRATOR, None),
    ("esther", Role.CHANGE_MANAGER, None),
    ("hilde", Role.CHAIR, None),
    ("karim", Role.SECRETARY, "DT"),
    ("mehmet", Role.KERNGROEP, None),
    ("yusuf", Role.KERNGROEP, "DT"),
)
"""Who was given which role, for which initiative (by code) or for all of them."""


def part(key: str) -> Part:
    """The part with that key."""
    return next(each for each in PARTS if each.key == key)
