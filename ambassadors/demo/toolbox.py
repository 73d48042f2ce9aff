"""What is in the toolboxes: the story, a letter before and after, a checklist, a film."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from ambassadors.demo.paper import sheet
from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.writing import keep, keep_numbered
from ambassadors.toolbox.models import Tool, ToolFile
from ambassadors.toolbox.rules import Place, Sort

_BEFORE = sheet(
    "Verzoek om uitstel van betaling",
    (
        "Geachte heer/mevrouw,",
        "",
        "Naar aanleiding van uw schrijven d.d. 4 maart jongstleden delen wij u mede dat,",
        "gelet op het bepaalde in artikel 25, eerste lid, van de Invorderingswet 1990,",
        "juncto artikel 255 van de Gemeentewet, uw verzoek in beginsel voor inwilliging",
        "in aanmerking komt, mits u de verschuldigde bedragen in termijnen voldoet.",
        "",
        "Tegen deze beschikking kan binnen zes weken administratief beroep worden ingesteld.",
    ),
)
_AFTER = sheet(
    "U mag later betalen",
    (
        "Beste meneer Jansen,",
        "",
        "U vroeg of u later mag betalen. Dat mag.",
        "",
        "Wat moet u doen?",
        "-  Betaal elke maand 45 euro, van april tot en met december.",
        "-  Lukt dat niet? Bel ons dan meteen: 14 0123.",
        "",
        "Bent u het er niet mee eens? Schrijf ons dan binnen zes weken.",
    ),
)
_CHECKLIST = sheet(
    "Is mijn brief klaar?",
    (
        "1.  Staat in de eerste zin wat de lezer wil weten?",
        "2.  Staat er wat de lezer moet doen, en voor wanneer?",
        "3.  Zijn de zinnen korter dan vijftien woorden?",
        "4.  Heeft iemand van buiten meegelezen?",
        "5.  Staat er een naam en een nummer om te bellen?",
    ),
)
_SLIDES = sheet(
    "Duidelijke taal in een kwartier",
    (
        "Waarom?  Iedere week bellen 300 inwoners omdat ze onze brief niet begrijpen.",
        "Wat?  We schrijven voor de lezer, en inwoners lezen mee.",
        "Hoe?  Neem één brief van jullie team. Herschrijf samen de eerste alinea.",
        "Hulp nodig?  Je ambassadeur komt graag langs.",
    ),
)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in a toolbox; `files` hold a name and the content, by place."""

    sort: Sort
    title: str
    words: str | None = None
    link: str | None = None
    files: Mapping[Place, tuple[str, bytes]] = field(default_factory=dict)
    change: str = "DT"


THINGS = (
    Thing(
        Sort.STORY,
        "Ons verhaal in twee minuten",
        "Vorig jaar belde mevrouw De Wit drie keer over één brief. Ze dacht dat ze haar toeslag kwijt was. Dat was "
        "niet zo: het stond er, op bladzijde 2.\n\nDaarom schrijven we zo dat iemand het in één keer begrijpt. Dat "
        "scheelt "
        "haar een slapeloze nacht, en ons drie telefoontjes. Begin met één brief van je eigen team.",
    ),
    Thing(
        Sort.LETTERS,
        "Uitstel van betaling",
        "Laat eerst de oude zien en vraag: wat moet deze inwoner doen? Daarna pas de nieuwe. Werkt in elk overleg.",
        files={Place.BEFORE: ("uitstel-voor.pdf", _BEFORE), Place.AFTER: ("uitstel-na.pdf", _AFTER)},
    ),
    Thing(
        Sort.SLIDES,
        "Duidelijke taal in een kwartier",
        "Voor het teamoverleg. Neem een brief van het team zelf mee.",
        files={Place.FILE: ("duidelijke-taal-kwartier.pdf", _SLIDES)},
    ),
    Thing(
        Sort.OTHER,
        "Is mijn brief klaar?",
        "Vijf vragen om naast je toetsenbord te leggen.",
        files={Place.FILE: ("is-mijn-brief-klaar.pdf", _CHECKLIST)},
    ),
    Thing(
        Sort.LINK,
        "Film: op de markt met twee brieven",
        "Drie minuten. De paspoortbrief, gelezen door wie hem krijgt.",
        link="https://intranet.waterhoven.example/films/op-de-markt",
    ),
    Thing(
        Sort.STORY,
        "Waarom toegankelijk?",
        "Eén op de vijf inwoners heeft moeite met onze website. Probeer een formulier eens zonder muis.",
        change="TOEGANKELIJK",
    ),
)


def build_toolbox(session: Session, initiatives: Mapping[str, int], timeline: Timeline) -> None:
    """Write the toolboxes with their files."""
    ids = keep_numbered(
        session,
        Tool,
        (
            {
                "initiative_id": initiatives[each.change],
                "position": position,
                "sort": each.sort,
                "title": each.title,
                "words": each.words,
                "link": each.link,
                "changed_at": moment(timeline.ago(60), 10),
            }
            for position, each in enumerate(THINGS, start=1)
        ),
    )
    keep(
        session,
        ToolFile,
        (
            {
                "tool_id": id_,
                "place": place,
                "filename": name,
                "extension": "pdf",
                "size": len(content),
                "content": content,
            }
            for id_, each in zip(ids, THINGS, strict=True)
            for place, (name, content) in each.files.items()
        ),
    )
