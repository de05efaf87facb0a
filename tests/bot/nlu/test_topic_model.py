"""The classifier learns, says several things at once or nothing, and is the same after it was saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu import noise
from bot.nlu.folding import fold
from bot.nlu.frames import Frames
from bot.nlu.topic_model import TopicModel

QUESTIONS = {
    "pay": ["combien gagne-t-on", "quel salaire", "la paye est bonne", "on gagne combien", "le salaire"],
    "studies": [
        "quelles études faire",
        "quel diplôme",
        "quelle école choisir",
        "les études à faire",
        "un diplôme",
    ],
    "place": [
        "où travaille-t-on",
        "dans quel bureau",
        "on travaille où",
        "le lieu de travail",
        "un bureau ou non",
    ],
}
SENTENCES = [(text, (label,)) for label, texts in QUESTIONS.items() for text in texts]
SENTENCES += [("quel salaire et quelles études", ("pay", "studies")), ("mort de rire", ()), ("il pleut", ())]
# So often that frames have common words.
OFTEN = SENTENCES * 10


@pytest.fixture(scope="module")
def model() -> TopicModel:
    """Learned on a few sentences."""
    made = TopicModel(fold, Frames([], []))
    made.fit(OFTEN, [noise.typos], 1.0)
    return made


def test_model_finds_the_label(model: TopicModel) -> None:
    """Of sentences it has seen, and of their words in another order."""
    for text, label in [("quel salaire", "pay"), ("études, lesquelles faire", "studies"), ("le bureau", "place")]:
        assert model.labels[int(model.scores([text])[0].argmax())] == label


def test_a_text_scores_the_same_as_a_row_of_many() -> None:
    """What is learned from is counted in one sparse matrix, what is read text by text."""
    texts = [text for text, _ in OFTEN]
    unseen = TopicModel(fold, Frames([], [])).fit(OFTEN, [], 1.0, parts=[[text] for text in texts])
    np.testing.assert_allclose(np.vstack(unseen.parts), unseen.whole, atol=1e-9)


def test_each_label_has_a_probability_of_its_own(model: TopicModel) -> None:
    """Between 0 and 1, rising with the score; they need not add up."""
    scores = model.scores(["quel salaire et quelles études", "xyz"])
    probabilities = model.probabilities(scores)
    assert probabilities.shape == (2, 3)
    assert ((probabilities > 0) & (probabilities < 1)).all()
    assert (np.argsort(scores[0]) == np.argsort(probabilities[0])).all()
    assert (probabilities[0] > probabilities[1])[[model.labels.index("pay"), model.labels.index("studies")]].all()


def test_saved_model_gives_the_same(model: TopicModel, tmp_path: Path) -> None:
    """But for rounding, and without a pickle."""
    model.save(tmp_path)
    texts = ["combien", "quelles études", "", "🍕"]
    frames = Frames([], [])
    loaded = TopicModel.load(tmp_path, fold, frames)
    assert loaded.labels == model.labels
    assert "quel" in frames.common
    np.testing.assert_allclose(loaded.scores(texts), model.scores(texts), atol=1e-5)
    np.testing.assert_allclose(
        loaded.probabilities(loaded.scores(texts)), model.probabilities(model.scores(texts)), atol=1e-5
    )
    assert {path.suffix for path in tmp_path.iterdir()} == {".npz", ".json"}


def test_learning_twice_gives_the_same(model: TopicModel) -> None:
    """Noise is drawn with a seed, and the solver's chance too."""
    again = TopicModel(fold, Frames([], []))
    again.fit(OFTEN, [noise.typos], 1.0)
    texts = [text for text, _ in SENTENCES]
    np.testing.assert_allclose(again.scores(texts), model.scores(texts), atol=1e-3)


def test_fit_gives_scores_from_models_that_had_not_seen_the_text() -> None:
    """One row a sentence, one column a label; a text's own label is harder than for the whole model."""
    model = TopicModel(fold, Frames([], []))
    unseen = model.fit(SENTENCES, [], 1.0)
    assert unseen.whole.shape == (len(SENTENCES), 3)
    seen = model.scores([text for text, _ in SENTENCES])
    own = [(row, model.labels.index(labels[0])) for row, (_, labels) in enumerate(SENTENCES) if labels]
    rows, columns = zip(*own, strict=True)
    assert unseen.whole[rows, columns].mean() < seen[rows, columns].mean()


def test_fit_scores_the_parts_of_each_text_too() -> None:
    """From the same models."""
    parts = [text.split() for text, _ in SENTENCES]
    unseen = TopicModel(fold, Frames([], [])).fit(SENTENCES, [], 1.0, [0, 1, 2] * (len(SENTENCES) // 3), parts)
    assert [found.shape for found in unseen.parts] == [(len(part), 3) for part in parts]


def test_texts_of_one_fold_are_learned_from_others_alone() -> None:
    """A made-up message must not be judged by a model that has seen its sentences."""
    folds = [0 if "pay" in labels else 1 + row % 2 for row, (_, labels) in enumerate(SENTENCES)]
    model = TopicModel(fold, Frames([], []))
    unseen = model.fit(SENTENCES, [], 1.0, folds)
    pay = [row for row, found in enumerate(folds) if found == 0]
    assert (unseen.whole[pay, model.labels.index("pay")] < 0).all()


def test_intent_with_several_labels_is_learned_as_a_whole() -> None:
    """Its score comes behind those of the labels."""
    sentences = [(text, (label.replace("place", "pay@place"),)) for text, (label, *_) in SENTENCES[:15]]
    model = TopicModel(fold, Frames([], []))
    model.fit(sentences, [], 1.0)
    assert (model.labels, model.families) == (["pay", "pay@place", "studies"], ["pay"])
    assert (model.scores(["le salaire", "un bureau"])[:, 3] > 0).all()
    assert model.scores(["les études à faire"])[0, 3] < 0


def test_fit_needs_two_labels() -> None:
    """With one there is nothing to tell apart."""
    with pytest.raises(ValueError, match="at least two different labels"):
        TopicModel(fold, Frames([], [])).fit([("a", ("x",)), ("b", ())], [], 1.0)


def test_load_needs_a_model(tmp_path: Path) -> None:
    """An empty folder has none."""
    with pytest.raises(FileNotFoundError):
        TopicModel.load(tmp_path, fold, Frames([], []))
