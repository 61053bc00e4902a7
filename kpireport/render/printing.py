"""The PDF engine and the system libraries that it needs: loading them, and saying how to get them where they are not."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import TYPE_CHECKING

from kpireport.errors import EnvironmentProblem

if TYPE_CHECKING:
    from types import ModuleType

_INSTALL = {
    "darwin": "brew install pango",
    "win32": "install MSYS2, then `pacman -S mingw-w64-x86_64-pango`, and set WEASYPRINT_DLL_DIRECTORIES",
}
_INSTALL_LINUX = (
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig; dnf, pacman, apk and zypper call them"
    " pango and fontconfig"
)


def pdf_engine() -> ModuleType:
    """WeasyPrint, loaded.

    Raises:
        EnvironmentProblem: it or a library that it needs is not installed; the hint says how to install it here.

    """
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints advice there when a library is missing
            import weasyprint
    except ImportError as error:
        raise EnvironmentProblem(f"WeasyPrint does not load: {error}", hint="pip install weasyprint") from error
    except OSError as error:
        missing = str(error).splitlines()[0]
        hint = _INSTALL.get(sys.platform, _INSTALL_LINUX)
        raise EnvironmentProblem(f"a library that makes PDFs does not load: {missing}", hint=hint) from error
    module: ModuleType = weasyprint
    return module


def try_printing() -> str:
    """Print one line, which really loads Pango, HarfBuzz and Fontconfig; returns the versions that did it.

    Raises:
        EnvironmentProblem: as `pdf_engine` does.

    """
    engine = pdf_engine()
    engine.HTML(string="<p>ok</p>").write_pdf()
    from weasyprint.text import ffi

    number = ffi.pango.pango_version()
    pango = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    slower = "" if ffi.harfbuzz_subset else "; without libharfbuzz-subset, so fonts take longer"
    return f"WeasyPrint {engine.__version__} on Pango {pango}{slower}"
