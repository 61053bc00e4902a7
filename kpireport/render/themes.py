"""Themes on disk: where the built-in ones are, what `theme.yaml` says, and which file of a chain of themes is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kpireport.errors import Place, TemplateError, UnknownNameError
from kpireport.render.interface import Theme

MANIFEST = "theme.yaml"


class TextStyle(BaseModel):
    """How a role of text is set, so that it can be measured: font file of the theme, size and widest line in pt."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    font: str
    size: float = Field(gt=0)
    width: float = Field(default=499.28, gt=0)


class ThemeManifest(BaseModel):
    """What `theme.yaml` may say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    description: str = ""
    extends: str | None = None
    text: dict[str, TextStyle] = {}
    """Styles by role: section, lead, takeaway, say and others (theme.yaml of base names all)."""


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """A theme with its ancestors: its files, each from the nearest folder that has it."""

    name: str
    folders: tuple[Path, ...]
    """The theme's own folder first, its oldest ancestor last."""
    styles: Mapping[str, TextStyle]

    def font_of(self, role: str) -> str | None:
        """The address of the font of a role, as style sheets of the theme write it; None where it brings none."""
        style = self.styles.get(role)
        name = f"fonts/{style.font}" if style else ""
        return name if self.find(name) else None

    def find(self, name: str) -> Path | None:
        """The file of that name in the nearest folder that has it; None too for a name that leads out of the folders."""
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or not path.parts:
            return None
        for folder in self.folders:
            file = folder / path
            if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
                return file
        return None

    def text(self, name: str) -> str:
        """A text file of the theme; empty where no folder has it.

        Raises:
            TemplateError: it is not UTF-8.

        """
        file = self.find(name)
        if file is None:
            return ""
        try:
            return file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise TemplateError(
                "a file of a theme is not UTF-8 text", place=Place(str(file)), hint="save it as UTF-8"
            ) from error


def builtin_folder() -> Path:
    """The folder of the built-in themes: inside the installed package, or the checkout's `templates` beside it."""
    package = Path(str(files("kpireport")))
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def builtin_themes() -> list[Theme]:
    """The themes that come with kpireport."""
    return [load_theme(folder) for folder in sorted(builtin_folder().iterdir()) if (folder / MANIFEST).is_file()]


def load_theme(folder: Path) -> Theme:
    """The theme in a folder, as its `theme.yaml` describes it.

    Raises:
        TemplateError: the folder has no readable `theme.yaml`, or it says something unknown.

    """
    manifest = read_manifest(folder)
    return Theme(manifest.name, folder, manifest.extends, manifest.description)


def theme_files(name: str, themes: Mapping[str, Theme]) -> ThemeFiles:
    """A theme and its ancestors.

    Raises:
        UnknownNameError: nothing is registered under the name, or under that of an ancestor.
        TemplateError: the themes extend each other in a circle, or a manifest is wrong.

    """
    chain = list(_chain(name, themes))
    styles: dict[str, TextStyle] = {}
    for theme in reversed(chain):
        if (theme.folder / MANIFEST).is_file():
            styles |= read_manifest(theme.folder).text
    return ThemeFiles(name, tuple(theme.folder for theme in chain), styles)


def _chain(name: str, themes: Mapping[str, Theme]) -> Iterator[Theme]:
    seen: list[str] = []
    current: str | None = name
    place: Place | None = None
    while current is not None:
        if current in seen:
            raise TemplateError(
                "themes extend each other in a circle: " + " > ".join([*seen, current]),
                place=place,
                hint="let one of them extend a theme outside the circle, or none",
            )
        if current not in themes:
            raise UnknownNameError("theme", current, themes, place=place)
        theme = themes[current]
        if not theme.folder.is_dir():
            raise TemplateError(f"the folder of theme {current!r} does not exist", place=Place(str(theme.folder)))
        yield theme
        seen.append(current)
        current, place = theme.parent, Place(str(theme.folder / MANIFEST))


def read_manifest(folder: Path) -> ThemeManifest:
    """`theme.yaml` of a folder.

    Raises:
        TemplateError: it is missing, is not YAML, or says something unknown.

    """
    file = folder / MANIFEST
    try:
        data: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
        return ThemeManifest.model_validate(data)
    except FileNotFoundError as error:
        raise TemplateError(
            "a theme needs a theme.yaml", place=Place(str(file)), hint="write at least `name: ...`"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"cannot be read: {error}", place=Place(str(file))) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(str(file), mark.line + 1, mark.column + 1) if mark else Place(str(file))
        raise TemplateError(f"not valid YAML: {error.problem}", place=place) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise TemplateError(
            f"{where or 'the file'}: {first['msg']}", place=Place(str(file)), hint=_known_keys()
        ) from error


def _known_keys() -> str:
    return "it may say " + ", ".join(ThemeManifest.model_fields)
