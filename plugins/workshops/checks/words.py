"""Words that hurt, and the ones to say instead.

Stigma keeps people from help. The list is the project's own (docs: words), for English and Spanish; names of agencies
and laws that contain such a word are left alone. A site that does not want this check turns it off in its settings.
"""

from __future__ import annotations

import re

from .look import Look

SAY: tuple[tuple[str, str], ...] = (
    (r"former (?:drug )?addicts?|ex-?addicts?|recovering addicts?", "a person in recovery"),
    (r"addicts?|junkies?|druggies?|dope ?fiends?|crackheads?", "a person with a substance use disorder"),
    (r"(?:drug|substance|alcohol|opioid) abusers?|abusers? of (?:drugs|opioids|substances)", "a person with a substance use disorder"),
    (
        r"(?:drug|substance|opioid|prescription|alcohol) abuse|abuse of (?:drugs|opioids|substances|alcohol)"
        r"|abus(?:e|es|ed|ing) (?:drugs|opioids|substances|alcohol)",
        "drug use, or misuse",
    ),
    (r"drug habits?", "drug use, or substance use disorder"),
    (r"(?:drug|opioid|heroin|iv|intravenous) users?", "a person who uses drugs"),
    (r"(?:stay|staying|get|getting|got|be|been|being) clean|clean and sober|clean time", "in recovery"),
    (r"(?:clean|dirty) (?:urine|drug (?:test|screen)s?|screens?|uas?)", "tested negative, tested positive"),
    (r"dirty needles?", "used needles"),
    (r"(?:opioid |opiate )?(?:substitution|replacement) (?:therapy|treatment)", "medication for opioid use disorder"),
    (r"ex-?adict[oa]s?", "una persona en recuperación"),
    (
        r"(?:drogo)?adict[oa]s?|drogadict[oa]s?|toxic[óo]man[oa]s?|yonquis?|drogodependientes?",
        "una persona con un trastorno por consumo de sustancias",
    ),
    (r"abuso de (?:drogas|sustancias|opioides|alcohol)", "consumo, o uso indebido, de sustancias"),
    (r"usuari[oa]s? de drogas|consumidor(?:es|as?)? de drogas", "una persona que usa drogas"),
    (r"(?:terapia|tratamiento) de (?:sustituci[óo]n|reemplazo)", "medicamentos para el trastorno por consumo de opioides"),
)
NAMES = re.compile(
    r"national institute on (?:drug|alcohol) abuse|substance abuse and mental health services"
    r"|substance abuse (?:prevention and treatment|treatment block)"
    r"|instituto nacional sobre el abuso de drogas|administración de servicios de abuso de sustancias"
    r"|(?:office|bureau|division|department) of [\w ]{0,30}substance abuse"
    r"|drug abuse resistance education|https?://\S+|[\w.+-]+@[\w.-]+",
    re.I,
)
_HINTS = (
    "addict",
    "junk",
    "drugg",
    "dope",
    "crackhead",
    "abus",
    "habit",
    "user",
    "clean",
    "dirty",
    "substitution",
    "replacement",
    "adict",
    "toxic",
    "yonqui",
    "dependiente",
    "usuari",
    "consumidor",
    "sustituci",
    "reemplazo",
)
"""Parts of words without which the long expression need not be tried."""
_ALL = re.compile(r"\b(?:" + "|".join(f"({pattern})" for pattern, _ in SAY) + r")\b", re.I)


def check(look: Look) -> None:
    """Report such words in all files, each word once a file."""
    if not look.catalog.site.check_words:
        return
    for file, text in look.texts.items():
        lowered = look.lowered[file]
        if not any(hint in lowered for hint in _HINTS):
            continue
        told: set[str] = set()
        names: list[tuple[int, int]] | None = None
        for found in _ALL.finditer(text):
            if found[0].lower() in told:
                continue
            if names is None:
                names = [name.span() for name in NAMES.finditer(text)]
            if any(start <= found.start() < end for start, end in names):
                continue
            told.add(found[0].lower())
            look.warn_at(
                file, found.start(), text, f"'{found[0]}' can keep people from coming.", f"Say: {SAY[(found.lastindex or 1) - 1][1]}."
            )
