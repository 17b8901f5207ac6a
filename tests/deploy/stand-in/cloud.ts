/** What AWS and Neon would answer, as far as something else in the deployment is made from it. */

const account = "000000000000";
export const region = "eu-central-1";

/** Of the given resource: its inputs, and what the cloud adds to them. */
export function outputsOf(type: string, name: string, inputs: any): Record<string, unknown> {
  const named = inputs.name ?? name;
  const [provider = "", service = ""] = (type.split("/")[0] ?? "").split(":");
  const common = {
    ...inputs,
    ...(provider === "aws" ? { name: named } : {}),
    arn: inputs.arn ?? `arn:aws:${service}:${region}:${account}:${named}`,
  };
  const host = name.toLowerCase();
  switch (type) {
    case "aws:lambda/functionUrl:FunctionUrl":
      return { ...common, functionUrl: `https://${host}.lambda-url.${region}.on.aws/` };
    case "aws:cloudfront/distribution:Distribution":
      return { ...common, domainName: "d111111abcdef8.cloudfront.net", hostedZoneId: "Z2FDTND" };
    case "aws:sqs/queue:Queue":
      return { ...common, url: `https://sqs.${region}.amazonaws.com/${account}/${named}` };
    case "aws:acm/certificate:Certificate":
      return { ...common, domainValidationOptions: [proofOf(inputs.domainName)] };
    case "random:index/randomBytes:RandomBytes":
      return { ...common, base64: Buffer.alloc(inputs.length, 7).toString("base64") };
    case "neon:index/endpoint:Endpoint":
      return { ...common, host: `ep-branch-123.${region}.aws.neon.tech` };
    default:
      return common;
  }
}

/** The record by which AWS sees whose a domain is. */
function proofOf(domainName: string): unknown {
  return {
    domainName,
    resourceRecordName: `_proof.${domainName}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: "_.acm-validations.aws.",
  };
}

/** Of a look-up. */
export function answer({ token, inputs }: { token: string; inputs: any }): unknown {
  switch (token) {
    case "aws:index/getRegion:getRegion":
      return { id: region, name: region, region };
    case "aws:index/getPartition:getPartition":
      return { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com" };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { id: account, accountId: account };
    case "aws:iam/getPolicyDocument:getPolicyDocument":
      return policyDocument(inputs.statements ?? []);
    default:
      return inputs;
  }
}

/** AWS gives no list for an empty one, and SST makes no policy then. */
function policyDocument(statements: any[]): unknown {
  return {
    statements: statements.length > 0 ? statements : undefined,
    json: JSON.stringify({ Statement: statements.map(asStatement) }),
  };
}

function asStatement({ effect, actions, resources, principals, conditions }: any) {
  return {
    Effect: effect ?? "Allow",
    Action: actions,
    Resource: resources,
    Principal: principals,
    Condition: conditions,
  };
}
