/**
 * The API on Lambda: the very app that `npm start` serves, behind the function's own address, with CloudFront before it or not,
 * or behind API Gateway's HTTP API. It is made once a process, of what the first request needs; a wrong setting ends the start
 * with a sentence that names it.
 */

import { connectNeon } from "@sanad/core/neon";
import { createApp } from "../app.ts";
import { embedderOf } from "../embedder.ts";
import { createGraphQL } from "../graphql/server.ts";
import { createLog } from "../log.ts";
import { createAuthenticate, remoteIssuer } from "../session/index.ts";
import { beside } from "./files.ts";
import { clientOf, newRequestId } from "./invocation.ts";
import { type LambdaContext, type LambdaEvent, serve } from "./serve.ts";
import { readApiConfig } from "./settings.ts";

const config = readApiConfig();

/** Lambda gives a process one invocation at a time. */
let invocationId: string | undefined;

const log = createLog(config.logLevel, undefined, () => ({ invocationId }));
const now = () => new Date();
const { db } = connectNeon(config.database);
const app = createApp({
  db,
  graphql: createGraphQL({
    publicUrl: config.publicUrl,
    embedder: await embedderOf(config, log),
    contract: beside("schema.graphql"),
    log: (error, requestId) => log.error({ requestId, error }, "A GraphQL operation failed."),
  }),
  authenticate: createAuthenticate({
    db,
    issuer: remoteIssuer(config.issuer),
    roleClaim: config.issuer.roleClaim,
    now,
  }),
  log,
  now,
  newsroom: { name: config.newsroomName, url: config.publicUrl },
  searchRequiresKey: config.searchRequiresKey,
  explorerFolder: beside("explorer"),
  migrationsFolder: beside("migrations"),
  corsOrigins: config.corsOrigins,
  clientOf,
  newRequestId,
});
const answer = serve(app);

export function handler(event: LambdaEvent, context: LambdaContext) {
  invocationId = context.awsRequestId;
  return answer(event, context);
}
