"""What each question of a test tells: how hard it is, and whether it parts strong from weak.

Every function takes a table of points: a row a student, a column a question.
"""

from __future__ import annotations

import pandas as pd

GROUPS = ("weak", "middle", "strong")
TINY = 1e-12  # a variance that is none but for rounding


def facility(scores: pd.DataFrame, points: pd.Series[float]) -> pd.Series[float]:
    """Return the mean share of its points that each question got (Crocker & Algina, 1986, ch. 5).

    Three of four students who have one point of one:

    >>> facility(pd.DataFrame({"a": [1, 1, 1, 0]}), pd.Series({"a": 1.0}))["a"].item()
    0.75
    """
    return scores.mean().div(points)


def facility_error(scores: pd.DataFrame, points: pd.Series[float]) -> pd.Series[float]:
    """Return the standard error of each facility: that of a mean, s/√n."""
    return scores.std(ddof=1) / points / scores.count() ** 0.5


def discrimination(scores: pd.DataFrame) -> pd.Series[float]:
    """Return each question's corrected item-total correlation (Henrysson, 1963).

    It is Pearson's correlation of the points for a question with those for all the others, so
    that no question is compared with itself. Not a number where all did equally well. Where each
    student got a part of the questions, each is compared with the others of those who got it.

    >>> scores = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 1, 0, 0], "c": [0, 1, 0, 1]})
    >>> [round(r, 3) for r in discrimination(scores)]
    [0.707, 0.707, 0.0]
    """
    if scores.isna().to_numpy().any():
        return _of_those_asked(scores)
    with_total = _with_total(scores)
    own = scores.var(ddof=1)
    rest = scores.sum(axis=1).var(ddof=1) + own - 2 * with_total
    known = (own > TINY) & (rest > TINY)
    return ((with_total - own) / (own * rest).where(known) ** 0.5).clip(-1, 1)


def _of_those_asked(scores: pd.DataFrame) -> pd.Series[float]:
    found = {}
    for name, rest in rests(scores).items():
        both = pd.DataFrame({"own": scores[name], "rest": rest}).dropna()
        spread = both.var(ddof=1).gt(TINY).all()
        found[name] = float(both["own"].corr(both["rest"])) if spread else float("nan")
    return pd.Series(found, dtype=float)


def discrimination_error(
    correlations: pd.Series[float], students: int | pd.Series[float]
) -> pd.Series[float]:
    """Return the standard error of each correlation, (1 − r²)/√(n − 1) (Pearson & Filon, 1898).

    >>> float(discrimination_error(pd.Series({"a": 0.6}), 17)["a"])
    0.16
    """
    return (1 - correlations**2) / (students - 1) ** 0.5


def groups(ability: pd.Series[float]) -> pd.DataFrame:
    """Return how far each student belongs to the weak, the middle and the strong third.

    Kelley (1939) cuts off 27 % at either end, which is best for large samples of a normal
    distribution; thirds lose next to nothing, and leave no one out of a class of thirty. Students
    with equal points who stand on a border belong to both sides in proportion, as if each order
    of them were as likely, so that no third hangs on the order of a list.

    >>> groups(pd.Series([1, 2, 2, 3])).round(2).to_numpy().tolist()
    [[1.0, 0.0, 0.0], [0.17, 0.67, 0.17], [0.17, 0.67, 0.17], [0.0, 0.0, 1.0]]
    """
    below = ability.rank(method="min").to_numpy()[:, None] - 1
    above = ability.rank(method="max").to_numpy()[:, None]
    borders = [len(ability) * at / len(GROUPS) for at in range(len(GROUPS) + 1)]
    within = above.clip(max=borders[1:]) - below.clip(min=borders[:-1])
    shares = (within / (above - below)).clip(min=0.0)
    return pd.DataFrame(shares, index=ability.index, columns=list(GROUPS))


def rests(scores: pd.DataFrame) -> pd.DataFrame:
    """Return for each question what every student has for all the others."""
    return -scores.sub(scores.sum(axis=1), axis=0)


def _with_total(scores: pd.DataFrame) -> pd.Series[float]:
    """Return each question's covariance with the total."""
    total = scores.sum(axis=1)
    return scores.sub(scores.mean()).mul(total - total.mean(), axis=0).sum() / (len(scores) - 1)
