"""Made resumes as scanners and telephones see them: pictures that lie askew, with noise, shadow and soft edges."""

import io
import random

import numpy as np
import pypdfium2 as pypdfium
from PIL import Image, ImageFilter

DOTS_AN_INCH = 200


def scanned(pdf: bytes, *, seed: int, askew: float = 0.8, noise: float = 7.0) -> list[Image.Image]:
    """The pages of a PDF as grey pictures; ``askew`` is the most in degrees, ``noise`` in levels of 255."""
    chance = random.Random(seed)
    grain = np.random.default_rng(seed)
    document = pypdfium.PdfDocument(pdf)
    pictures = []
    for page in document:
        sheet = page.render(scale=DOTS_AN_INCH / 72).to_pil().convert("L")
        sheet = sheet.rotate(
            chance.uniform(-askew, askew), Image.Resampling.BICUBIC, fillcolor=255
        ).filter(ImageFilter.GaussianBlur(0.6))
        dots = np.asarray(sheet, np.float32)
        shadow = np.linspace(0, chance.uniform(10, 28), dots.shape[1], dtype=np.float32)
        dots = dots * 0.92 - shadow + grain.normal(0, noise, dots.shape)
        pictures.append(Image.fromarray(dots.clip(0, 255).astype(np.uint8)))
    document.close()
    return pictures


def as_pdf(pictures: list[Image.Image]) -> bytes:
    """A PDF as a scanner makes it: pages that are JPEGs, without a word of text."""
    made = io.BytesIO()
    first, *others = pictures
    first.save(
        made, "PDF", save_all=True, append_images=others, resolution=DOTS_AN_INCH, quality=80
    )
    return made.getvalue()


def as_picture(picture: Image.Image, kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    picture.save(made, kind)
    return made.getvalue()
