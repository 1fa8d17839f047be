"""Compare ways to find near-duplicates on the labelled wordings, and time the chosen one.

Run: PYTHONPATH=. .venv/bin/python benchmarks/near_duplicates.py. Thresholds are chosen on every second wording, the
lowest with a precision of 85 %; what is printed is measured on the others.
"""

import os
import random
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from requirements_bank.calculations.likeness import Candidate, nearest, prepared, words_alone

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT / "tests" / "requirements_bank" / "labelled_wordings.yaml"
PRECISION = 0.85
Scores = Any  # numpy arrays


def main() -> None:
    """Print both tables."""
    requirements = [
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        for path in sorted(ROOT.glob("requirements_bank/content/*/*.yaml"))
    ]
    labelled = yaml.safe_load(LABELLED.read_text(encoding="utf-8"))
    texts = [
        words_alone(f"{each['title'][language]} {wording}")
        for each in requirements
        for language, wording in each["wording"].items()
    ]
    owner = np.array([place for place, each in enumerate(requirements) for _language in each["wording"]])
    codes = [each["code"] for each in requirements]
    asked = [words_alone(each["text"]) for each in labelled]
    print(f"{'method':<44}{'right':>8}{'precision':>11}{'recall':>8}")
    for name, score in methods(asked, texts).items():
        print(f"{name:<44}" + "".join(f"{100 * value:8.1f} %" for value in measured(score(), owner, codes, labelled)))
    print(f"\n{'wordings':>9}{'requirements':>14}{'CPU s':>9}{'MB':>7}")
    for count in (132, 50_000):
        bank = large_bank(requirements, count)
        for wordings in (30, 1_000):
            begun = time.process_time()
            nearest([labelled[place % len(labelled)]["text"] for place in range(wordings)], prepared(bank))
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{wordings:>9}{count:>14}{time.process_time() - begun:>9.1f}{memory:>7}", flush=True)


def methods(asked: Sequence[str], texts: Sequence[str]) -> dict[str, Callable[[], Scores]]:
    """Return what is compared; each gives a likeness for every wording and text."""
    words: dict[str, Any] = {"ngram_range": (1, 2)}
    parts: dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (3, 5)}
    found: dict[str, Callable[[], Scores]] = {
        f"rapidfuzz {name}": lambda name=name: process.cdist(asked, texts, scorer=getattr(fuzz, name)) / 100  # type: ignore[misc]
        for name in ("ratio", "token_sort_ratio", "token_set_ratio", "partial_ratio", "WRatio")
    }
    found["TF-IDF of words"] = lambda: cosines(asked, texts)
    found["TF-IDF of words and pairs"] = lambda: cosines(asked, texts, **words)
    found["TF-IDF of parts of words, 3–5 letters"] = lambda: cosines(asked, texts, **parts)
    found["the same, unknown parts counted (chosen)"] = lambda: chosen(asked, texts)
    found["mean of words and parts"] = lambda: (cosines(asked, texts, **words) + cosines(asked, texts, **parts)) / 2
    found["mean of token_set_ratio and parts"] = lambda: (
        (process.cdist(asked, texts, scorer=fuzz.token_set_ratio) / 100 + cosines(asked, texts, **parts)) / 2
    )
    return found


def chosen(asked: Sequence[str], texts: Sequence[str]) -> Scores:
    """Return what the application gives."""
    bank = [Candidate(place, "", text) for place, text in enumerate(texts)]
    scores = np.zeros((len(asked), len(texts)))
    for row, found in enumerate(nearest(asked, prepared(bank), count=len(texts))):
        for near in found:
            scores[row, near.key] = near.likeness
    return scores


def cosines(asked: Sequence[str], texts: Sequence[str], **options: Any) -> Scores:  # noqa: ANN401 - as the library takes them
    """Return the cosine of each wording and text."""
    weigh = TfidfVectorizer(sublinear_tf=True, **options)
    vectors = weigh.fit_transform(texts)
    return (weigh.transform(asked) @ vectors.T).toarray()


def measured(
    scores: Scores, owner: Scores, codes: Sequence[str], labelled: Sequence[dict[str, Any]]
) -> tuple[float, float, float]:
    """Return how often the best match is right at all, and precision and recall above the threshold."""
    best = np.stack([scores[:, owner == place].max(1) for place in range(len(codes))], axis=1)
    right = np.array([codes[place] in each["codes"] for place, each in zip(best.argmax(1), labelled, strict=True)])
    there, first = np.array([bool(each["codes"]) for each in labelled]), np.arange(len(labelled)) % 2 == 0
    top = best.max(1)

    def at(threshold: float, part: Scores) -> tuple[float, float]:
        said = (top >= threshold) & part
        return (said & right).sum() / max(1, said.sum()), (said & right).sum() / (there & part).sum()

    threshold = next((each for each in np.arange(0.02, 1, 0.02) if at(each, first)[0] >= PRECISION), 1.0)
    return right[there].mean(), *at(threshold, ~first)


def large_bank(requirements: Sequence[dict[str, Any]], count: int) -> list[Candidate]:
    """Return the shipped bank, and beyond it requirements with every second word exchanged, in two languages."""
    chance = random.Random(1)  # noqa: S311 - the same bank every time
    languages = ("nb", "nn", "sv", "en") if count <= len(requirements) else ("nb", "sv")
    stock = {
        language: [word for each in requirements for word in each["wording"][language].split()]
        for language in languages
    }
    bank = []
    for place in range(count):
        each = requirements[place % len(requirements)]
        for language in languages:
            words = f"{each['title'][language]} {each['wording'][language]}".split()
            if place >= len(requirements):
                words = [chance.choice(stock[language]) if chance.random() < 0.5 else word for word in words]  # noqa: PLR2004 - half
            bank.append(Candidate(place, language, " ".join(words)))
    return bank


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
