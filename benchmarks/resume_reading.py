"""What reading a resume takes: processor time a page, and memory at its peak, for one page and for fifteen.

    python -m benchmarks.resume_reading

Each file is read in a process of its own, as the server does. Budgets: 150 ms a page with the profile, 300 MB.
"""

import io
import resource
import subprocess
import sys
import time

from reportlab.pdfgen.canvas import Canvas

from preppal.documents.limits import LIMITS
from preppal.documents.reader_process import read_document
from preppal.resumes.reading.profile import read_profile

ROUNDS = 5
MS_A_PAGE = 150
MB = 300
HEIGHT = 842


def resume(pages: int) -> bytes:
    """A dense resume in two columns: about 4,500 letters a page."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, HEIGHT), invariant=1)
    for page in range(pages):
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(40, HEIGHT - 50, "Priya Raghunathan")
        canvas.setFont("Helvetica", 9)
        for row, skill in enumerate(["Skills", "Go", "Python", "PostgreSQL", "Kafka", "gRPC"] * 8):
            canvas.drawString(40, HEIGHT - 90 - 14 * row, skill)
        y = 90
        canvas.drawString(190, HEIGHT - y, "Work Experience")
        for job in range(6):
            canvas.drawString(190, HEIGHT - y - 20, f"Engineer {page}.{job}, Kitewing Ltd")
            canvas.drawRightString(560, HEIGHT - y - 20, f"0{job + 1}/2015 – 0{job + 2}/2019")
            for line in range(8):
                words = (
                    "Moved the settlement ledger from a nightly batch to a stream, and kept it so."
                )
                canvas.drawString(200, HEIGHT - y - 33 - 12 * line, words)
            y += 122
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def measure(pages: int) -> None:
    """Read it a few times; print processor milliseconds a page and the process's peak in MB."""
    data = resume(pages)
    document = read_document(data, LIMITS)
    read_profile(document)
    began = time.process_time()
    for _ in range(ROUNDS):
        document = read_document(data, LIMITS)
    read = time.process_time()
    for _ in range(ROUNDS):
        profile = read_profile(document)
    done = time.process_time()
    words = (read - began) / ROUNDS / pages * 1000
    whole = (done - began) / ROUNDS / pages * 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{pages:2d} pages: {words:5.1f} ms a page for the words, {whole:5.1f} with the profile "
        f"(at most {MS_A_PAGE}); {peak:4.0f} MB at the peak (at most {MB}); "
        f"{len(profile.experiences)} roles"
    )


def main() -> None:
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
        return
    for pages in (1, 15):
        subprocess.run([sys.executable, "-m", "benchmarks.resume_reading", str(pages)], check=True)


if __name__ == "__main__":
    main()
