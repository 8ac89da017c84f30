"""Tasks, their images and roles, and what starts, stops and calls them."""

from .changes import Counterpart, Properties, but, documents, same, with_tag_list


def _function(parameters: Properties) -> Properties:
    """CloudFormation takes the text of a file, where the API takes an archive of files."""
    return with_tag_list({**parameters, "Code": {"ZipFile": "export const handler = (event) => event;"}})


def _lifecycle(parameters: Properties) -> Properties:
    """CloudFormation has it as a property of the repository."""
    text = parameters.pop("LifecyclePolicyText")
    return {**parameters, "LifecyclePolicy": {"LifecyclePolicyText": text}}


TASKS: dict[str, Counterpart] = {
    "AddPermission": ("AWS::Lambda::Permission", but(StatementId=None)),
    "CreateCluster": ("AWS::ECS::Cluster", same),
    "CreateFunction": ("AWS::Lambda::Function", _function),
    "CreateRepository": ("AWS::ECR::Repository", same),
    "CreateRole": ("AWS::IAM::Role", documents("AssumeRolePolicyDocument")),
    "CreateSchedule": ("AWS::Scheduler::Schedule", same),
    "CreateService": ("AWS::ECS::Service", same),
    "PutClusterCapacityProviders": ("AWS::ECS::ClusterCapacityProviderAssociations", same),
    "PutLifecyclePolicy": ("AWS::ECR::Repository", _lifecycle),
    "PutRolePolicy": ("AWS::IAM::RolePolicy", documents("PolicyDocument")),
    "PutScalingPolicy": ("AWS::ApplicationAutoScaling::ScalingPolicy", same),
    "RegisterScalableTarget": ("AWS::ApplicationAutoScaling::ScalableTarget", but(Tags=None)),
    "RegisterTaskDefinition": ("AWS::ECS::TaskDefinition", same),
}
