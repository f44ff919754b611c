"""The voices that Gemini Live has ready (docs.cloud.google.com, "Configure language and voice").

Each speaks every language that the model does and changes between them by itself: their tag is "mul",
BCP 47's for several.
"""

from preppal.providers.protocols import Voice

NAMES = (
    "Kore", "Zephyr", "Puck", "Charon", "Fenrir", "Leda", "Orus", "Aoede", "Callirrhoe", "Autonoe",
    "Enceladus", "Iapetus", "Umbriel", "Algieba", "Despina", "Erinome", "Algenib", "Rasalgethi",
    "Laomedeia", "Achernar", "Alnilam", "Schedar", "Gacrux", "Pulcherrima", "Achird",
    "Zubenelgenubi", "Vindemiatrix", "Sadachbia", "Sadaltager", "Sulafat",
)  # fmt: skip

VOICES = tuple(Voice(name, name, "mul") for name in NAMES)


def voice_name(wanted: str) -> str:
    """A voice that the provider has: the wanted one, or the first."""
    return wanted if wanted in NAMES else NAMES[0]
