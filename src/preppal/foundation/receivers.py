"""Who receives what is sent to a language model, read from its name and the addresses in the settings."""

from urllib.parse import urlsplit

from preppal.foundation.settings import BUILT_IN, LOOPBACK, Settings

THIS_MACHINE = ""
COMPANIES = {
    "google": "Google",
    "google-cloud": "Google",
    "openai": "OpenAI",
    "openai-responses": "OpenAI",
    "azure": "Microsoft",
}
ALIASES = {"google-gla": "google", "openai-chat": "openai", "google-vertex": "google-cloud"}


def receiver_of(name: str, settings: Settings) -> str:
    """A company or a host; `THIS_MACHINE` ("") when nothing leaves it, or when ``name`` is builtin."""
    if name == BUILT_IN:
        return THIS_MACHINE
    vendor = vendor_of(name)
    address = {
        "google": settings.gemini_url,
        "openai": settings.openai_url,
        "openai-responses": settings.openai_url,
        "ollama": settings.ollama_url,
    }.get(vendor, "")
    host = urlsplit(address).hostname
    if host:
        return THIS_MACHINE if host in LOOPBACK else host
    return COMPANIES.get(vendor, vendor.replace("-", " ").title())


def vendor_of(name: str) -> str:
    """The part of a model's name that says whose it is; spellings of old and of dialects are one."""
    vendor = name.partition(":")[0]
    return ALIASES.get(vendor, vendor)
