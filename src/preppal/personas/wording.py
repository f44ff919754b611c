"""Names that pages show for the codes of a persona: trades, stages, languages, scales."""

from collections.abc import Mapping

from preppal.foundation.i18n import N_
from preppal.interviewer.briefing import Stage

TRADES: Mapping[str, str] = {
    "any": N_("Any trade"),
    "software": N_("Data and software"),
    "engineering": N_("Engineering"),
    "science": N_("Science"),
    "care": N_("Care and health"),
    "teaching": N_("Teaching"),
    "sales": N_("Sales"),
    "service": N_("Service and hospitality"),
    "finance": N_("Finance and law"),
    "operations": N_("Operations and logistics"),
    "design": N_("Design and media"),
    "trades": N_("Crafts and construction"),
    "public": N_("Public service"),
}

STAGE_NAMES: Mapping[Stage, str] = {
    "recruiter": N_("Recruiter"),
    "technical": N_("Technical"),
    "design": N_("System and case design"),
    "hiring_manager": N_("Hiring manager"),
    "cross_functional": N_("Another trade"),
    "senior": N_("Senior management"),
}

SCALE_NAMES: Mapping[str, tuple[str, str, str]] = {
    "warmth": (N_("Tone"), N_("warm"), N_("dry")),
    "pace": (N_("Pace"), N_("patient"), N_("brisk")),
    "probing": (N_("Questions"), N_("broad"), N_("probing")),
    "silence": (N_("Silence"), N_("goes on soon"), N_("waits long")),
}
"""What a scale is called, and its two ends as they stand from left to right."""

FIELD_NAMES: Mapping[str, str] = {
    "name": N_("Name"),
    "headline": N_("What they do"),
    "description": N_("About them"),
    "line": N_("Something they would say"),
    "system_instruction": N_("How they speak"),
    "style": N_("Style of the voice"),
    "voice": N_("Voice"),
}
"""Labels of what is written freely."""

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "es": "Español",
    "zh": "中文",
    "ar": "العربية",
    "de": "Deutsch",
    "fr": "Français",
    "hi": "हिन्दी",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "tr": "Türkçe",
}
"""Each in its own words: nobody looks for their language under a foreign name."""

SPOKEN_AS: Mapping[str, str] = {
    "en": "en-US",
    "es": "es-ES",
    "zh": "zh-CN",
    "ar": "ar-SA",
    "de": "de-DE",
    "fr": "fr-FR",
    "hi": "hi-IN",
    "it": "it-IT",
    "ja": "ja-JP",
    "ko": "ko-KR",
    "nl": "nl-NL",
    "pl": "pl-PL",
    "pt": "pt-BR",
    "tr": "tr-TR",
}
"""The BCP 47 tag that a voice is asked for."""
