"""Why a request is not served."""


class RefusedError(Exception):
    """The request does not show who sent it, so it gets a 401. The message is for the log and never holds a token."""


class KeysUnavailableError(Exception):
    """Nobody can be recognised at the moment, so the request gets a 503."""
