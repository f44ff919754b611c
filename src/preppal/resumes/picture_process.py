"""The process in which one resume is read whose pages are pictures: ``python -m preppal.resumes.picture_process``.

It is asked and answers as `reader_process`, once the models are loaded. It needs the packages of the extra ``ocr``.
"""

from preppal.documents.allocation import give_back_at_once
from preppal.documents.recognition import Recogniser, read_pictured
from preppal.resumes.reader_process import serve


def main() -> None:
    give_back_at_once()
    recogniser = Recogniser()
    serve(lambda data, limits: read_pictured(data, limits, recogniser))


if __name__ == "__main__":
    main()
