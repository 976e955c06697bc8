"""Logistic regression with a ridge, on standardised columns: the judge and the decision to answer are fitted by it."""

import numpy as np
from numpy.typing import NDArray

STEPS = 25  # of Newton's method at the most
SETTLED = 1e-6  # the largest change of a weight that is none
Numbers = NDArray[np.float64]


def regression(rows: Numbers, truth: Numbers, weight: Numbers, ridge: float) -> tuple[float, Numbers]:
    """Return the intercept and the weights, for columns as they are, of a regression of `truth` (0 or 1) on `rows`.

    `weight` says how much each row counts; `ridge` times the squared weights of the standardised columns is halved and
    added to the loss.
    """
    middle, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-9)
    design = np.column_stack([np.ones(len(rows)), (rows - middle) / spread])
    penalty = np.diag([0.0] + [ridge] * rows.shape[1])
    theta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        odds = 1 / (1 + np.exp(-design @ theta))
        slope = design.T @ (weight * (odds - truth)) + penalty @ theta
        bend = design.T @ (design * (weight * odds * (1 - odds))[:, None]) + penalty
        step = np.linalg.solve(bend, slope)
        theta -= step
        if np.abs(step).max() < SETTLED:
            break
    return float(theta[0] - theta[1:] @ (middle / spread)), theta[1:] / spread
