"""Student's t by its incomplete beta function: so that intervals need no statistics package."""

import math
from functools import lru_cache

LEVEL = 0.95
Z = 1.959963984540054  # the normal quantile of 0.975
EPSILON = 1e-15
STEPS = 400


@lru_cache(maxsize=4096)
def t_quantile(df: float, level: float = LEVEL) -> float:
    """The t that a Student-distributed value of ``df`` degrees lies within, either side, with probability ``level``."""
    if df <= 0:
        raise ValueError("degrees of freedom are above zero")
    outside, low, high = 1 - level, 0.0, 2.0
    while _beyond(high, df) > outside:
        low, high = high, high * 2
    for _step in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _beyond(middle, df) > outside else (low, middle)
    return (low + high) / 2


def _beyond(t: float, df: float) -> float:
    """The probability of being farther from zero than ``t``."""
    return _beta(df / 2, 0.5, df / (df + t * t))


def _beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by Lentz's continued fraction."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    if x < (a + 1) / (a + b + 2):
        return math.exp(log_front) * _fraction(a, b, x) / a
    return 1 - math.exp(log_front) * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d or tiny)
    result = d
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / ((1 + term * d) or tiny)
            c = (1 + term / c) or tiny
            result *= d * c
        if abs(d * c - 1) < EPSILON:
            break
    return result
