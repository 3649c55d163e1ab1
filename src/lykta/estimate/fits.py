"""What every fitted model of a size has in common."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A model on a table. `seen` units, `unseen` is exp(intercept): the number on no list."""

    seen: int
    unseen: float
    se: float
    log_likelihood: float
    parameters: int

    @property
    def total(self) -> float:
        return self.seen + self.unseen

    @property
    def aic(self) -> float:
        return 2 * self.parameters - 2 * self.log_likelihood

    @property
    def bic(self) -> float:
        """With the logarithm of the units seen; the parameters count the intercept and those at minus infinity."""
        return float(self.parameters * np.log(self.seen) - 2 * self.log_likelihood)
