/**
 * With these, whoever has the role could give it more, or open the stack to others; by what they do. The setting `taskPolicy` refuses them at preview, and
 * the rule `no-escalation` in whatever the program declares.
 */
const powerful: readonly RegExp[] = [
    // Services that say who may do what, and the one that hands out credentials, all but taking a role that is named.
    /^(?:iam|organizations|account|sso|sso-directory|identitystore|lakeformation):/,
    /^sts:(?!assumerole$)/,
    // What writes who may use a resource, or takes away what kept somebody out.
    /:(?:put|set|attach|create|update|modify|replace|delete|detach)\w*(?:policy|policies|acl|grants?)$/,
    /:(?:add|put|grant|update)\w*permissions?$/,
    /^iot:(?!(?:get|list|test)\w*$)\w*polic(?:y|ies)\w*$/,
    /^eks:(?:associateaccesspolicy|(?:create|update)accessentry)$/,
    /^(?:sns:settopicattributes|sqs:setqueueattributes)$/,
    // What runs code of the caller's by another role.
    /^lambda:updatefunction(?:code|configuration)$|^ecs:executecommand$|^batch:submitjob$/,
    /^ssm:(?:sendcommand|(?:start|resume)session|startautomationexecution|(?:create|update)association\w*)$|^ec2-instance-connect:/,
    /^ec2:(?:modifyinstanceattribute|createlaunchtemplateversion|modifylaunchtemplate)$/,
    /^cloudformation:(?:(?:create|update)stack(?:set|instances)?|createchangeset|executechangeset)$|^codedeploy:createdeployment$/,
    /^codebuild:(?:startbuild|startbuildbatch|updateproject|startsandbox|startcommandexecution)$|^states:updatestatemachine$/,
    /^glue:(?:updatejob|updatedevendpoint|runstatement)$|^sagemaker:createpresigned\w*url$/,
    /^elasticmapreduce:addjobflowsteps$|^bedrock-agentcore:invokecodeinterpreter$/,
    // Who may sign in, and what stands between them and the tasks: everything but reading.
    /^cognito-idp:(?!(?:admin)?(?:get|list|describe)\w*$)/,
    /^elasticloadbalancing:(?!(?:get|describe)\w*$)/,
];

/** Whether an action, such as `iam:PassRole`, is one of these. AWS does not tell capitals from small letters. */
export function isPowerful(action: string): boolean {
    return powerful.some((pattern) => pattern.test(action.toLowerCase()));
}
