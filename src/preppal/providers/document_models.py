"""The model that reads documents, if the settings name one; light, so that nothing is loaded without it."""

import importlib

from preppal.foundation.settings import BUILT_IN, Settings
from preppal.providers.language_models import language_model
from preppal.providers.protocols import DocumentModel

MODULE = "preppal.providers.document_model"


def document_model(name: str, settings: Settings) -> DocumentModel | None:
    """The model called ``name``; None for the built-in reader. Raises `SettingsError` as `language_model` does."""
    if name == BUILT_IN:
        return None
    made: DocumentModel = importlib.import_module(MODULE).PydanticDocumentModel(
        language_model(name, settings)
    )
    return made
