"""Whether a text seems to be about a person, and so is no signal but something for the confidential adviser. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from enum import StrEnum

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLES = frozenset({"dhr", "heer", "meneer", "mevr", "mevrouw", "mw"})
_BETWEEN = frozenset({"de", "den", "der", "ten", "ter", "van", "het", "el", "al", "in", "op"})
_LONGEST_NAME = 6
_PERSONAL = re.compile(
    r"\b(pest|gepest|intimid|geïntimid|treiter|getreiter|grensoverschrijd|ongewenst gedrag|seksu|discrimin"
    r"|gediscrimin|racis|aanrand|aangerand|verneder|uitgescholden|scheldt|bedreigd door"
    r"|onbekwaam|incompetent|onbeschoft|arrogant|liegt|leugenaar|kletst|roddel"
    r"|mijn (leidinggevende|baas|chef|manager|teamleider|collega)\b)"
)

_SOMEBODY = re.compile(
    r"\b((hij|zij|die|degene) van|(de|die|deze|onze|een) "
    r"(teamleider|leidinggevende|manager|chef|baas|directeur|afdelingshoofd|hoofd|coördinator"
    r"|projectleider|secretaris|secretaresse|wethouder|griffier|jurist|medewerker|medewerkster|collega|ambtenaar"
    r"|ambassadeur|voorzitter|man|vrouw|mevrouw|meneer))\b"
)
_JUDGED = re.compile(
    r"\b(onbetrouwbaar|ongeschikt|lui|brutaal|doet (?:\w+ )?(?:nooit|niets|niks)|blokkeert|weigert|snauwt|schreeuwt"
    r"|negeert|zeurt|luistert (?:nooit|niet)|houdt (?:alles|ons|mij|me|de boel) tegen"
    r"|werkt (?:alles|ons|mij|me|iedereen) tegen)\b"
)
"""What is said of people; of a letter or a system too, so it counts beside somebody alone."""
_SENTENCE = re.compile(r"[.!?\n]+")
_FIRST_NAMES = frozenset(
    (  # noqa: SIM905  as a text it is four lines
        "ahmed ali anna annemarie anne bart carla daan dennis ellen emma erik esther eva fatima frank gerard hans"
        " henk ingrid jan jeroen johan john karin kees kim lisa maria marieke mark martijn mehmet michel mohamed"
        " monique paul peter petra piet rob ruud sandra sanne sophie thomas tim tom wilma yusuf"
    ).split()
)
"""Where there is no staff file, or somebody is not in it."""


class Sign(StrEnum):
    """Why a text seems to be about a person: a colleague is named, or the words are of what people do to others."""

    NAMED = "named"
    PERSONAL = "personal"


def sign_of_person(text: str, colleagues: Iterable[str], first_names: Iterable[str]) -> Sign | None:
    """Whether a colleague stands in the text by full name, or by title and surname; else whether it sounds personal.

    That is by words of what people do to each other, or of what one says of somebody who is told apart.

    `first_names` are of the department alone: there everybody knows who is meant.
    """
    words = [_plain(word) for word in _WORD.findall(text)]
    names = [tuple(_plain(word) for word in _WORD.findall(name)) for name in colleagues]
    if _full_name(words, {name for name in names if len(name) > 1}) or _with_title(words, names):
        return Sign.NAMED
    as_written = set(_WORD.findall(text))
    if any(name in as_written for name in first_names if name[:1].isupper()):
        return Sign.PERSONAL
    first = _FIRST_NAMES | {name[0] for name in names if name}
    return Sign.PERSONAL if _PERSONAL.search(text.lower()) or _speaks_of_somebody(text, first) else None


def _speaks_of_somebody(text: str, first_names: Collection[str]) -> bool:
    """Whether a sentence tells who it is about by “Jan van ICT”, or says of somebody what one says of people."""
    for sentence in _SENTENCE.split(text):
        words = _WORD.findall(sentence)
        called = [place for place, word in enumerate(words) if word[:1].isupper() and _plain(word) in first_names]
        if any(word.lower() == "van" for place in called for word in words[place + 1 : place + 2]):
            return True
        if _JUDGED.search(sentence.lower()) and (called or _SOMEBODY.search(sentence.lower())):
            return True
    return False


def _full_name(words: list[str], names: set[tuple[str, ...]]) -> bool:
    return any(
        tuple(words[start : start + length]) in names
        for start in range(len(words))
        for length in range(2, _LONGEST_NAME + 1)
    )


def _with_title(words: list[str], names: Iterable[tuple[str, ...]]) -> bool:
    surnames = {name[-1] for name in names if name}
    for place, word in enumerate(words):
        if word in _TITLES:
            after = next((each for each in words[place + 1 :] if each not in _BETWEEN), None)
            if after in surnames:
                return True
    return False


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()
