"""Which words of a Dutch sentence tell what it is about, so that sentences which say the same can be found."""

import re
import unicodedata

SHORTEST = 3
"""Signs of a word that tells something, and of what stays of it without its ending."""
_LEAST_SEARCHED = 4
_WORD = re.compile(r"[a-z]+")
_ENDINGS = (("en", SHORTEST), ("e", SHORTEST), ("s", SHORTEST), ("t", SHORTEST + 1))
_AT_THE_END = {"v": "f", "z": "s"}
_SAYS_LITTLE = """
aan aangezien achter alle alleen allemaal alles als altijd ander andere anders ben bij binnen daar daarom dan dat
deze die dit doch doen doet door dus echt een eens eerst eigenlijk elk elke enkel erg ergens ermee erover ertegen
ervan ervoor even gaan gaat gedaan geen geven geweest gewoon haar had hadden heb hebben hebt heeft heel hem hen het
hier hij hoe hoort hun ieder iedere iedereen iemand iets inmiddels jij jou jouw jullie kan komen komt kon krijgen
krijgt kun kunnen maar mag mee meer meest men met mij mijn moet moeten mogen naar nee net niemand niet niets nog
nooit nou omdat onder ons onze ook over pas per soms steeds straks tegen ten ter terug toch toen tot tussen uit uw
vaak van vanaf veel vele volgens voor vooral waar waarom wanneer want waren was wat weer weg weinig wel welke werd
wie wij wil willen word worden wordt zal zeer zelf zich zien zij zijn zit zitten zoals zonder zou zouden
"""
_STOP_WORDS = frozenset(_SAYS_LITTLE.split())


def words_of(text: str) -> list[str]:
    """The words of a text in small letters without accents, in their order."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return _WORD.findall(plain)


def telling_words(text: str) -> frozenset[str]:
    """The stems of the words that tell what a text is about; none where all of its words say little."""
    return frozenset(stem(word) for word in words_of(text) if len(word) >= SHORTEST and word not in _STOP_WORDS)


def beginnings(word: str) -> list[str]:
    """A word that somebody looks for, and how it may begin in its singular or plural: “brief” and “brieven” do both.

    An ending is only taken off where so much is left that few other words begin with it.
    """
    short = next((word.removesuffix(end) for end in ("en", "s") if word.endswith(end)), word)
    base = short if len(short) >= _LEAST_SEARCHED else word
    plural = {sign: voiced for voiced, sign in _AT_THE_END.items()} | _AT_THE_END
    other = base[:-1] + plural.get(base[-1:], base[-1:])
    return list(dict.fromkeys([word, base, other]))


def stem(word: str) -> str:
    """A word without its ending, so that “brieven” is “brief” and “ramen” is “raam”; no more than that is needed."""
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word.removesuffix(ending)
            break
    word = word[:-1] + _AT_THE_END.get(word[-1], word[-1])
    return re.sub(r"(.)\1", r"\1", word)
