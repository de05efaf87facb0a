"""Reading a YAML data file into typed objects, with errors that somebody who is no developer can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, Extra, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"


class DataFileError(Exception):
    """A data file that cannot be used: says which file, where in it, what was found and what is expected."""


class Strict(BaseModel):
    """A piece of a data file: keys that it does not name are refused, values are never converted silently."""

    class Config:
        """Pydantic's settings."""

        extra = Extra.forbid
        allow_mutation = False


Model = TypeVar("Model", bound=Strict)


def read_data_file(path: Path, model: type[Model]) -> Model:
    """Read and validate one file.

    Args:
        path: the YAML file.
        model: what the file must look like.

    Raises:
        DataFileError: the file is missing, is not YAML, repeats a key or does not fit the model;
            one line a problem.
    """
    content = _read_yaml(path)
    if not isinstance(content, dict):
        raise DataFileError(f"{_name(path)}: found {_describe(content)}, expected keys and values")
    try:
        return model.parse_obj(content)
    except ValidationError as error:
        raise DataFileError("\n".join(_explain(path, content, e) for e in error.errors())) from None


@contextmanager
def checked_patterns(path: Path) -> Iterator[None]:
    """Watch over the making of regular expressions out of a data file.

    Args:
        path: the file that they stand in.

    Raises:
        DataFileError: one of them is none; one line that names it.
    """
    try:
        yield
    except re.error as error:
        raise DataFileError(f"{path.name}: found the pattern {error.pattern!r}: {error}") from None


def _read_yaml(path: Path) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataFileError(f"{_name(path)}: found no such file, expected a YAML file") from None
    except UnicodeDecodeError as error:
        raise DataFileError(f"{_name(path)}: found a byte that is not UTF-8 at {error.start}") from None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        problem = str(error.problem).splitlines()[0]
        raise DataFileError(f"{_name(path)}, line {line}: found {problem}, expected valid YAML") from None
    except YAMLError as error:
        raise DataFileError(f"{_name(path)}: found {error}, expected valid YAML") from None


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _explain(path: Path, content: Any, error: Mapping[str, Any]) -> str:
    location: Sequence[str | int] = [part for part in error["loc"] if part != "__root__"]
    found: Any = content
    for part in location:
        try:
            found = found[part]
        except (KeyError, IndexError, TypeError):
            found = "nothing"
            break
    else:
        found = _describe(found)
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")
    expected = {
        "value_error.missing": "this key",
        "value_error.extra": "no key of that name",
    }.get(error["type"], error["msg"])
    return f"{_name(path)}: {key or 'file'}: found {found}, expected {expected}"


def _describe(value: Any) -> str:
    if value is None:
        return "nothing"
    text = repr(value)
    return f"{text[:60]}… ({type(value).__name__})" if len(text) > 60 else f"{text} ({type(value).__name__})"
