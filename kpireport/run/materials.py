"""Which files beside the spec a report shows: the client's and the agency's logos and fonts, pictures and texts."""

from __future__ import annotations

from collections.abc import Iterator

from kpireport.document.blocks import PersonaSpec
from kpireport.document.materials import AGENCY_LOGO, LOGO, Materials, NamedFile, read_materials
from kpireport.document.presets import Layout
from kpireport.errors import Place
from kpireport.run.job import Job

TEXT_FONTS = frozenset({"text", "bold"})
"""The roles of one font family: they come from the same brand."""


def materials_of(job: Job, layout: Layout) -> Materials:
    """Read them, each relative to the file of the spec that names it.

    Raises:
        DataError: a file is missing or is not what it should be; says where the spec names it.

    """
    return read_materials(
        layout.sections,
        job.period,
        job.loaded.folder("sections"),
        logos=dict(_logos(job)),
        fonts=dict(_fonts(job)),
        portraits=dict(_portraits(job, layout)),
        places=_places(job),
    )


def _logos(job: Job) -> Iterator[tuple[str, NamedFile]]:
    spec = job.spec
    if spec.brand.logo:
        yield LOGO, _named(job, spec.brand.logo, "brand", "logo")
    if spec.agency and spec.agency.logo:
        yield AGENCY_LOGO, _named(job, spec.agency.logo, "agency", "logo")


def _fonts(job: Job) -> Iterator[tuple[str, NamedFile]]:
    """The client's fonts; the agency's where the client brings none of that family."""
    own, agency = job.spec.brand.fonts, job.spec.agency
    for role, path in own.items():
        yield role, _named(job, path, "brand", "fonts", role)
    taken = {*own} | (TEXT_FONTS if TEXT_FONTS & {*own} else set())
    for role, path in agency.fonts.items() if agency else ():
        if role not in taken:
            yield role, _named(job, path, "agency", "fonts", role)


def _portraits(job: Job, layout: Layout) -> Iterator[tuple[str, NamedFile]]:
    """The pictures of the segments that are shown as personas."""
    blocks = [block for section in layout.sections for block in section.blocks]
    for name in dict.fromkeys(block.segment for block in blocks if isinstance(block, PersonaSpec)):
        if image := job.spec.segments[name].image:
            yield name, _named(job, image, "segments", name, "image")


def _named(job: Job, path: str, *loc: str) -> NamedFile:
    return NamedFile(job.loaded.folder(*loc) / path, job.loaded.place(*loc))


def _places(job: Job) -> dict[str, Place]:
    """Where the pictures and texts of sections are named."""
    return {
        path: job.loaded.place("sections", i, "blocks", j, key)
        for i, section in enumerate(job.spec.sections)
        for j, block in enumerate(section.blocks)
        for key in ("path", "file")
        if (path := getattr(block, key, None))
    }
