"""Small registries and a folder to write specs into."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, SecretStr, field_validator

from kpireport.host import PluginInfo
from kpireport.spec import LoadedSpec, Registries, load_spec
from kpireport.spec.model import FileName, MetricName, SpecModel, Words

GOOD = """\
version: 1
client: {id: acme, name: Acme}
sources:
  web: {plugin: files, path: web.csv, dataset: web_traffic}
preset: executive
"""


class Files(BaseModel):
    """Reads files; unknown keys are left to the loader."""

    path: str
    rows: int = Field(default=3, ge=1)
    delimiter: Literal[",", ";"] | None = None
    header: bool = True


class Crm(SpecModel):
    """Has secrets and a validator that fails in its own way."""

    account: str
    token: SecretStr
    options: Mapping[str, int] = {}

    @field_validator("account")
    @classmethod
    def _known(cls, value: str) -> str:
        if value == "crash":
            raise KeyError(value)
        if value.startswith("bad"):
            raise ValueError(f"there is no account {value}")
        return value


class Kpis(SpecModel):
    type: Literal["kpis"] = "kpis"
    metrics: Annotated[tuple[MetricName, ...], Field(min_length=1)] | Literal["all"] = "all"


class Chart(SpecModel):
    """Has no field for its own type."""

    metric: MetricName
    by: str | None = None
    top: int = Field(default=6, ge=1, le=20)


class Text(SpecModel):
    text: Words
    image: FileName | None = None


class Metric(SpecModel):
    id: str
    expression: str
    unit: Literal["count", "percent"] = "count"


REGISTRIES = Registries(
    sources={"files": Files, "crm": Crm},
    blocks={"kpis": Kpis, "chart": Chart, "text": Text},
    metric_model=Metric,
    metrics={"sessions", "revenue", "bounce_rate"},
    datasets={"web_traffic", "orders"},
    presets={"executive": ({"title": "Results", "blocks": [{"type": "kpis"}]},)},
    themes={"executive", "base"},
    outputs={"html", "pdf"},
    locales={"en", "lt"},
    variables={"client", "report", "period"},
    plugins={"crm": PluginInfo("crm", "acme-crm", "1.2", "acme.crm")},
)

Load = Callable[..., LoadedSpec]


@pytest.fixture
def registries() -> Registries:
    return REGISTRIES


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Writes files (the spec is 'acme.yaml') into an empty folder and loads the spec from inside it."""

    def loaded(files: str | Mapping[str, str | bytes], path: str = "acme.yaml", **options: Any) -> LoadedSpec:
        for name, content in ({"acme.yaml": files} if isinstance(files, str) else files).items():
            target = tmp_path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_spec(path, options.pop("registries", REGISTRIES), **options)

    monkeypatch.chdir(tmp_path)
    return loaded


@pytest.fixture
def good() -> str:
    return GOOD
