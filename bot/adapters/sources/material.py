"""What was got before it is read: bytes, what they are, and where they are from."""

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.errors import SourceUnreadable

LARGEST: Final = 5_000_000  # bytes of a source, wherever it is from
_FOREIGN: Final = 0.05  # share of bytes beyond ASCII that Windows-1252 English never has

_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_META_CHARSET: Final = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What the first bytes of other files are, and what to do with those.
_OTHERS: Final = (
    (b"PK\x03\x04", "a Word, Excel or ZIP file: save it as PDF or text"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file: save it as PDF or text"),
    (b"{\\rtf", "an RTF file: save it as PDF or text"),
    (b"\x89PNG", "a picture: run text recognition (OCR) on it first"),
    (b"\xff\xd8\xff", "a picture: run text recognition (OCR) on it first"),
    (b"GIF8", "a picture: run text recognition (OCR) on it first"),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
)


class Form(StrEnum):
    """What sort of text the bytes hold."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Material:
    """The bytes of a source."""

    name: str  # as the user named it, for messages
    data: bytes
    form: Form
    charset: str = ""  # as the server said
    url: str = ""  # where it was fetched from


def sniffed(data: bytes, otherwise: Form) -> Form:
    """Return what bytes hold by their own first signs, else what was said."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return Form.PDF
    return Form.HTML if _HTML.match(_first_signs(data[:4096])) else otherwise


def _first_signs(data: bytes) -> bytes:
    """Return the start of a text as ASCII, whichever mark of its encoding goes before it."""
    charset = next((name for bom, name in _BOMS if data.startswith(bom)), "ascii")
    return data.decode(charset, "ignore").encode("ascii", "ignore")


def refuse_others(name: str, data: bytes) -> None:
    """Raise SourceUnreadable for files that are known not to be text, and for too large ones."""
    if len(data) > LARGEST:
        raise SourceUnreadable(f"{name}: larger than {LARGEST // 1_000_000} MB")
    for start, reason in _OTHERS:
        if data.startswith(start):
            raise SourceUnreadable(f"{name}: {reason}")


def decoded(material: Material) -> str:
    """Return the text of bytes with plain line ends; raises SourceUnreadable where none is sure."""
    for charset in _charsets(material):
        try:
            text = material.data.decode(charset)
        except (UnicodeError, LookupError):
            continue
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raise SourceUnreadable(f"{material.name}: its encoding is not known; save it as UTF-8")


def _charsets(material: Material) -> tuple[str, ...]:
    """Return the encodings to try: its mark's, UTF-8, as said, Windows' where little differs."""
    marked = [name for bom, name in _BOMS if material.data.startswith(bom)]
    meta = _META_CHARSET.search(material.data[:4096]) if material.form is Form.HTML else None
    said = [material.charset, meta[1].decode("ascii") if meta else ""]
    high = sum(byte > 0x7F for byte in material.data)  # noqa: PLR2004  # beyond ASCII
    last = ["cp1252"] if high <= len(material.data) * _FOREIGN else []
    return tuple(name for name in [*marked, "utf-8", *said, *last] if name)
