"""`python -m kpireport.cli` is `kpireport`."""

from __future__ import annotations

from kpireport.cli import main

main()
