"""A PDF that names no software: it is the agency's, for its client. WeasyPrint writes its own name and version into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pydyf

_PRODUCER = re.compile(rb"""\s+\w+:Producer=("[^"]*"|'[^']*')""")


def name_no_software(pdf: pydyf.PDF) -> None:
    """Take the producer out of the information dictionary and out of the XMP metadata of a PDF that is about to be written."""
    pdf.info.pop("Producer", None)
    reference = pdf.catalog.get("Metadata")
    if reference is not None:
        metadata = pdf.objects[int(reference.split()[0])]
        metadata.stream = [_PRODUCER.sub(b"", part) for part in metadata.stream]
