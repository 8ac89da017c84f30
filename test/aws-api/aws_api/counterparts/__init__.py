"""Which CloudFormation resource an operation creates or changes. One file a part of the stack."""

from .changes import Counterpart, Properties
from .login import LOGIN
from .network import NETWORK
from .records import RECORDS
from .tasks import TASKS

__all__ = ["COUNTERPARTS", "WITHOUT_COUNTERPART", "Properties"]

# By operation.
COUNTERPARTS: dict[str, Counterpart] = {**LOGIN, **NETWORK, **RECORDS, **TASKS}

# Questions, what undoes a default or a state that CloudFormation does not have, and what it has as a list inside
# another resource.
WITHOUT_COUNTERPART = {
    "AdminDisableUser",
    "CreateNotification",
    "DescribeAvailabilityZones",
    "DescribeCertificate",
    "PutScheduledAction",
    "RevokeSecurityGroupEgress",
}
