"""Counts what is asked of a key server, so that no flood of unknown keys becomes a flood of fetches."""

import time
from collections import deque

from .fetching import FetchError, NotThereError, fetch
from .refusals import KeysUnavailableError

FETCHES_PER_MINUTE = 20


class BudgetSpentError(KeysUnavailableError):
    """The key server was not asked, so nothing is known about the key."""


class FetchBudget:
    """How often a key server may be asked."""

    def __init__(self, per_minute: int = FETCHES_PER_MINUTE) -> None:
        """Allow so many fetches in any minute."""
        self._per_minute = per_minute
        self._times: deque[float] = deque()

    def spend(self) -> None:
        """Count one fetch.

        Raises:
            BudgetSpentError: when the last minute had too many.

        """
        now = time.monotonic()
        while self._times and self._times[0] <= now - 60:
            self._times.popleft()
        if len(self._times) >= self._per_minute:
            raise BudgetSpentError("too many requests for public keys in a minute")
        self._times.append(now)


async def ask(budget: FetchBudget, url: str) -> bytes:
    """Fetch within the budget.

    Raises:
        NotThereError: when the server has no such key.
        KeysUnavailableError: when it cannot be asked.

    """
    budget.spend()
    try:
        return await fetch(url)
    except NotThereError:
        raise
    except FetchError as error:
        raise KeysUnavailableError(f"the public keys could not be fetched: {error}") from error
