"""The language of a job: our catalogues, those of the packs, and the agency's own over them."""

from __future__ import annotations

from kpireport.errors import SpecError
from kpireport.host import Host
from kpireport.language import Language, catalogue_problems
from kpireport.spec import LoadedSpec


def language_of(loaded: LoadedSpec, host: Host) -> Language:
    """The language that a spec's report is written in; raises SpecError with every problem of the agency's catalogues."""
    spec = loaded.spec
    packs = tuple(pack.messages for pack in host.packs.values() if pack.messages)
    shown = {
        str(loaded.folder("catalogues", i) / name): name.removeprefix("./").rstrip("/")
        for i, name in enumerate(spec.catalogues)
    }
    more = [f"takeaway-{name.replace('.', '-').lower()}" for name in host.detectors]
    if problems := catalogue_problems(spec.client.locale, shown, shown=shown, more=more, packs=packs):
        raise SpecError(problems)
    return Language.of(spec.client.locale, (*packs, *shown))
