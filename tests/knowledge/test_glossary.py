"""Words of the trade: the file is good, and a broken one says what is wrong in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.folding import fold
from knowledge.data_file import DataFileError
from knowledge.glossary import GLOSSARY_FILE, glossary, load_glossary

GOOD = "terms:\n  - {id: seo, name: SEO, names: [seo], meaning: être trouvé, source: usage}\n"
BROKEN = {
    "no source": (GOOD.replace(", source: usage", ""), "terms[0].source: found nothing"),
    "no names": (GOOD.replace("[seo]", "[]"), "terms[0].names"),
    "unknown key": (GOOD.replace("id: seo", "id: seo, colour: red"), "terms[0].colour: found 'red' (str)"),
    "no terms": ("terms: []", "terms: found []"),
    "empty file": ("", "found nothing, expected keys and values"),
    "not YAML": ("terms: [", "expected valid YAML"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_load_glossary_names_file_key_found_and_expected(case: str, tmp_path: Path) -> None:
    """One line."""
    content, problem = BROKEN[case]
    (tmp_path / "glossary.yml").write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        load_glossary(tmp_path / "glossary.yml")
    assert problem in str(error.value)
    assert "glossary.yml" in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    """And no stack trace."""
    with pytest.raises(DataFileError, match=r"none\.yml: found no such file, expected a YAML file$"):
        load_glossary(tmp_path / "none.yml")


def test_file_that_is_not_utf8_is_one_clear_line(tmp_path: Path) -> None:
    """As an old editor saves it."""
    (tmp_path / "latin.yml").write_bytes(GOOD.encode("latin-1"))
    with pytest.raises(DataFileError, match=r"latin\.yml: found a byte that is not UTF-8 at \d+"):
        load_glossary(tmp_path / "latin.yml")


def test_term_is_found_by_its_id() -> None:
    """Or it is None."""
    found = glossary().term("seo")
    assert found is not None
    assert "seo" in found.names
    assert glossary().term("none") is None


def test_terms_do_not_share_a_name() -> None:
    """A word has one explanation."""
    ids = [term.id for term in glossary().terms]
    names = [fold(name) for term in glossary().terms for name in term.names]
    assert len(set(ids)) == len(ids)
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("term", glossary().terms, ids=lambda term: term.id)
def test_meaning_fits_into_its_reply(term: object) -> None:
    """It follows "name :" and a full stop follows it; the name as written finds the term."""
    assert not term.meaning.endswith(".")
    assert not term.meaning[0].isupper()
    assert any(fold(name) in fold(term.name) for name in term.names)
    assert GLOSSARY_FILE.exists()
