"""Running heads and feet as artifacts of a tagged PDF, which is what PDF/UA asks for.

WeasyPrint tags the text of margin boxes as content and leaves it hanging outside the structure tree. When it calls its
finisher, page streams and structure are still plain objects, so the marks are exchanged there, in a few milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document


def mark_margins_as_artifacts(_document: Document, pdf: pydyf.PDF) -> None:
    """Make an artifact of all marked content that the structure tree does not reach; a finisher for `write_pdf`."""
    tree = _object(pdf, pdf.catalog["StructTreeRoot"])
    reached = _reached(pdf, tree)
    parents = _object(pdf, tree["ParentTree"])["Nums"]
    owners = {parents[i]: parents[i + 1] for i in range(0, len(parents), 2)}
    for page_number in pdf.pages["Kids"][::3]:
        page = pdf.objects[page_number]
        owned = owners[page["StructParents"]]
        lost = {mark for mark, owner in enumerate(owned) if owner not in reached}
        _exchange(_object(pdf, page["Contents"]).stream, lost)
        for mark in lost:
            owned[mark] = b"null"


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _reached(pdf: pydyf.PDF, tree: Any) -> set[bytes]:
    """References of every structure element below the root."""
    reached: set[bytes] = set()
    waiting = [kid for kid in tree["K"] if isinstance(kid, bytes)]
    while waiting:
        reference = waiting.pop()
        if reference not in reached:
            reached.add(reference)
            kids = _object(pdf, reference).get("K", ())
            waiting.extend(kid for kid in kids if isinstance(kid, bytes))
    return reached


def _exchange(stream: list[Any], lost: set[int]) -> None:
    """Rewrite `/Span <</MCID n>> BDC` to `/Artifact <</Type /Pagination>> BDC` for the lost n."""
    for i, operator in enumerate(stream):
        if operator == b"BDC" and stream[i - 1].get("MCID") in lost:
            stream[i - 2] = "/Artifact"
            stream[i - 1] = b"<</Type /Pagination>>"
