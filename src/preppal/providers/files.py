"""Where people's files are kept, as the settings say: on this machine, or in a bucket."""

from urllib.parse import urlsplit

from preppal.foundation.settings import Settings
from preppal.providers.file_store import LocalFiles
from preppal.providers.protocols import FileStore
from preppal.providers.s3_files import S3Files


def file_store(settings: Settings) -> FileStore:
    """A copy of the database (``preppal db branch``) has a place of its own in either."""
    if not settings.files:
        return LocalFiles(settings.files_folder)
    place = urlsplit(settings.files)
    return S3Files(
        place.netloc,
        prefix="/".join(part for part in (place.path.strip("/"), settings.files_branch) if part),
        key=settings.files_key,
        secret=settings.files_secret,
        region=settings.files_region,
        endpoint=settings.files_endpoint,
    )
