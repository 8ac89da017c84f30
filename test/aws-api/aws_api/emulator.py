"""An AWS account in an emulator, where the declared resources are created, listed and deleted.

The emulator is moto, inside this process. It keeps what was created, and refuses some of what AWS refuses: a listener
of no load balancer, a record outside its zone, a security group that is still in use.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Self

import boto3
import jmespath
from botocore import xform_name
from moto import mock_aws

from . import keys
from .declared import Stack
from .listings import LISTINGS, Listing
from .requests import Request, renamed
from .translate import translate


@cache
def _session() -> boto3.Session:
    """Read AWS's models once. Made after moto was imported, which only such sessions obey."""
    return boto3.Session("test", "test")


@cache
def _client(service: str, region: str) -> Any:
    """Make each client once: they keep nothing, and making one takes longer than a hundred requests to the emulator."""
    return _session().client(service, region_name=region)


# What the emulator does not implement; a test holds it against the emulator.
NOT_EMULATED = {"SetUICustomization"}


class TooEarlyError(Exception):
    """A request comes before one that it depends on: a declared dependency is missing."""


class Account:
    """An empty account, apart from what AWS puts into every one, such as the default VPC."""

    def __init__(self, region: str) -> None:
        """Talk to the emulator about one region."""
        self._region = region
        # The evaluation's stand-ins for what AWS makes up, to what the emulator made up.
        self._names: dict[str, str] = {}

    @classmethod
    @contextmanager
    def emulated(cls, region: str) -> Iterator[Self]:
        """Emulate AWS for as long as the context lasts; nothing reaches the network."""
        with mock_aws(), keys.made_once():
            yield cls(region)

    def bring(self, made_up: str, real: str) -> None:
        """Know something that existed before the stack, under the evaluation's name for it."""
        self._names[made_up] = real

    def send(self, request: Request) -> dict[str, Any]:
        """Send a request. Raises botocore's ClientError where the emulator refuses it."""
        if request.operation in NOT_EMULATED:
            return {}
        client = self.client(request.service, request.region)
        method = getattr(client, xform_name(request.operation))
        answer = method(**renamed(request.parameters, self._names))
        for made_up, path in request.answers.items():
            found = jmespath.search(path, answer)
            if not isinstance(found, str):
                raise LookupError(f"{request}: there is no {path} in the answer.")
            self._names[made_up] = found
        return answer

    def client(self, service: str, region: str | None = None) -> Any:
        """Return boto3's client of a service, in the stack's region unless it is told another."""
        return _client(service, region or self._region)

    def create(self, stack: Stack) -> None:
        """Create everything that a stack declares, in the order of the dependencies.

        Raises TooEarlyError where a request needs what only a later one creates, which the emulator may not notice.
        """
        requests = [request for _, life in translate(stack) for request in life.create]
        for index, request in enumerate(requests):
            later = {made_up for other in requests[index:] for made_up in other.answers}
            for made_up in later - self._names.keys():
                if made_up in str(request.parameters):
                    raise TooEarlyError(f"{request} needs {made_up}, which is not there yet.")
            self.send(request)

    def delete(self, stack: Stack) -> None:
        """Delete everything that a stack declares, in the opposite order."""
        for _, life in reversed(translate(stack)):
            for request in life.delete:
                self.send(request)

    def everything(self) -> dict[str, list[str]]:
        """List what the account has, of every kind that the program declares: kind to identifiers."""
        return {kind: self.identifiers(kind) for kind in LISTINGS}

    def identifiers(self, kind: str) -> list[str]:
        """List what the account has of one kind."""
        return sorted(set(self._alive(LISTINGS[kind])))

    def _alive(self, listing: Listing) -> Iterator[str]:
        client = self.client(listing.service)
        for parent in self._parents(listing):
            listed = [found for region in (None, *listing.further) for found in self._listed(listing, parent, region)]
            if listing.alive is None or not listed:
                yield from listed
            else:
                operation, parameter, alive = listing.alive
                yield from jmespath.search(alive, getattr(client, operation)(**parent, **{parameter: listed}))

    def _parents(self, listing: Listing) -> list[dict[str, str]]:
        """Return the parameters that name what to list in: deleted parents, too, which AWS may still list."""
        if listing.of is None:
            return [{}]
        kind, parameter = listing.of
        outer = LISTINGS[kind]
        return [{parameter: found} for parent in self._parents(outer) for found in self._listed(outer, parent)]

    def _listed(self, listing: Listing, parent: dict[str, str], region: str | None = None) -> Iterator[str]:
        client = self.client(listing.service, region)
        parameters = {**listing.parameters, **parent}
        paged = client.can_paginate(listing.operation)
        method = client.get_paginator(listing.operation).paginate if paged else getattr(client, listing.operation)
        for page in method(**parameters) if paged else [method(**parameters)]:
            yield from jmespath.search(listing.identifiers, page) or []
