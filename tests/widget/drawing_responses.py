"""The bot's response generator with some answers of the tests' own: lists, tables, charts and attacks."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg import FrenchResponseGenerator
from knowledge.french import typeset

PROBES = [
    "<img src=x onerror=window.hacked=1>",
    "<svg onload=window.hacked=1>",
    "<svg><style><img src=x onerror=window.hacked=1></style></svg>",
    "<style>*{display:none}</style>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hacked=1&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=window.hacked=1>",
    "<noscript><p title=\"</noscript><img src=x onerror=window.hacked=1>\">",
    "<iframe srcdoc=\"<script>parent.hacked=1</script>\"></iframe>",
    "<script>window.hacked=1</script>",
    "<a href=\"javascript:window.hacked=1\">lien</a>",
    "[lien](javascript:window.hacked=1)",
    "[lien](JaVaScRiPt&colon;window.hacked=1)",
    "[lien](data:text/html,<script>window.hacked=1</script>)",
    "[lien](vbscript:window.hacked=1)",
    "![image](x\" onerror=\"window.hacked=1)",
    "<javascript:window.hacked=1>",
    "[lien](https://exemple.fr \"x\\\" onmouseover=\\\"window.hacked=1\")",
    "`<img src=x onerror=window.hacked=1>`",
]  # fmt: skip
WHOLE = [
    "a < b",
    "snake_case et autre_nom_long",
    "salaire > SMIC",
    "> SMIC au début",
    "2 * 3 * 4",
    "# 1 en tête",
    "+ 3 ans d'expérience",
    "2026. Et après",
    "~2 000 €~ barré",
    "un \\ et `deux`",
    "a && b &amp; c",
    "| a | b |",
]
BUTTONS = [
    {"title": "Et pour un débutant ?", "payload": '/ask_salary{"experience": "junior"}'},
    {"title": "Que savez-vous faire ?", "payload": "/ask_capabilities"},
]
TABLE = {
    "caption": "Exemples de formations",
    "headers": ["Niveau", "Formation"],
    "rows": [
        ["bac + 3", "Licence professionnelle e-commerce et marketing numérique"],
        ["bac + 3", "BUT MMI - métiers du multimédia et de l’internet"],
        ["bac + 5", "Master de commerce, de gestion ou de marketing vente"],
    ],
}
CHART = {
    "caption": "Salaire selon l’expérience",
    "unit": "€",
    "bars": [
        {"label": "Débutant", "min": 2000, "max": 2000, "text": typeset("environ 2 000 €")},
        {"label": "2 ou 3 ans d’expérience", "min": 2500, "max": 3300, "text": typeset("de 2 500 à 3 300 €")},
    ],
}
ANSWERS: dict[str, dict[str, Any]] = {
    "que fait un webmarketeur ?": {
        "text": "Un webmarketeur s'occupe notamment :\n- de la **promotion** autour du site ;\n"
        "- de sa place dans les moteurs de recherche ;\n- du suivi de l'audience.\n"
        "Pour aller plus loin : https://www.onisep.fr",
        "buttons": BUTTONS,
    },
    "quelles études faire ?": {
        "text": "Il faut un niveau bac + 3, avec une spécialisation en web marketing. Par exemple :\n"
        "- Licence professionnelle e-commerce\n- BUT MMI\n- Master de commerce",
        "custom": {"table": TABLE},
    },
    "combien gagne-t-on ?": {
        "text": "Une personne qui débute gagne environ 2 000 €. Après 2 ou 3 ans, de 2 500 à 3 300 €.",
        "custom": {"chart": CHART},
        "buttons": BUTTONS,
    },
    "montre un mot long": {"text": "x" * 400},
    "oublie-moi": {"text": "C'est oublié.", "custom": {"forget": True}},
    **{f"sonde {number}": {"text": probe} for number, probe in enumerate(PROBES)},
    **{f"entier {number}": {"text": text} for number, text in enumerate(WHOLE)},
}


class DrawingResponses(FrenchResponseGenerator):
    """Answers the texts above with what stands beside them, whatever the bot would say; the rest as always."""

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Generate a response; see the base class."""
        said = tracker.latest_message.text if tracker.latest_message else None
        if said in ANSWERS:
            answer = ANSWERS[said]
            return {**answer, "text": typeset(answer["text"])}
        response: dict[str, Any] | None = await super().generate(utter_action, tracker, output_channel, **kwargs)
        return response
