"""AWS in a process of its own, for programs that are not Python: moto's server, at a free port that it prints.

Moto knows the quotas of VPCs only. The others are small here, so that a test can reach them.
"""

import logging
import os
import sys
from collections.abc import Callable
from typing import Any

from moto.server import ThreadedMotoServer
from moto.servicequotas.models import ServiceQuotasBackend

QUOTAS = {
    ("elasticloadbalancing", "L-53DA6B97"): 2.0,
    ("cognito-idp", "L-66E6DF30"): 2.0,
    ("fargate", "L-3032A538"): 6.0,
    ("fargate", "L-36FBB829"): 3.0,
}


def with_more_quotas(get: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Let a method that returns a quota know those above, too."""

    def get_service_quota(self: ServiceQuotasBackend, service_code: str, quota_code: str) -> dict[str, Any]:
        value = QUOTAS.get((service_code, quota_code))
        if value is None:
            return get(self, service_code, quota_code)
        return {"ServiceCode": service_code, "QuotaCode": quota_code, "Value": value}

    return get_service_quota


def main() -> None:
    """Serve until the standard input ends, as it does when whoever started this ends."""
    # Nobody here starts machines, and moto would make up a thousand images of them after each reset.
    os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"
    ServiceQuotasBackend.get_service_quota = with_more_quotas(ServiceQuotasBackend.get_service_quota)
    # A line for each request, otherwise.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    print(f"http://127.0.0.1:{port}", flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()
