/**
 * A function as Lambda runs it: its deployed archive in a process of its own under Lambda's runtime interface client, and the
 * Runtime API that this one asks for events. Between two events Lambda freezes the process; here a test does.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */

import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { runtimeClient } from "./runtime-client.ts";

export type Fault = { errorType: string; errorMessage: string };
type Outcome = { payload: unknown } | { fault: Fault } | { exit: string };

export type Running = AsyncDisposable & {
  /** What the function's handler gives back. @throws for an error of its own, and for a process that ended */
  invoke: (event: unknown) => Promise<unknown>;
  /** Stops the process where it is, as Lambda does between two invocations. */
  freeze: () => void;
  thaw: () => void;
  /** What it wrote to its log so far. */
  log: () => string;
};

/** As long as Lambda lets any function run. */
const longestMs = 15 * 60_000;

type Settings = {
  /** Where the archive was unpacked. */
  folder: string;
  environment: Readonly<Record<string, string>>;
  /** A module that is loaded before anything else. */
  preload?: string;
};

type Invocation = { id: string; event: unknown; settle: (outcome: Outcome) => void };

/** Starts a process and waits until it asks for an event. @throws {Error} with what it said, where it does not come so far */
export async function startFunction(settings: Settings): Promise<Running> {
  const waiting: Invocation[] = [];
  const running = new Map<string, Invocation>();
  const started = Promise.withResolvers<void>();
  let takeNext: (() => void) | null = null;
  let ended: Outcome | null = null;

  const give = (response: ServerResponse) => {
    takeNext = null;
    const invocation = waiting.shift();
    if (invocation === undefined) return void (takeNext = () => give(response));
    running.set(invocation.id, invocation);
    response.writeHead(200, {
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": invocation.id,
      "lambda-runtime-deadline-ms": String(Date.now() + longestMs),
      "lambda-runtime-invoked-function-arn":
        "arn:aws:lambda:eu-central-1:000000000000:function:sanad",
    });
    response.end(JSON.stringify(invocation.event));
  };
  const settle = (id: string, outcome: Outcome) => {
    running.get(id)?.settle(outcome);
    running.delete(id);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [, , , what, id = "", how] = (request.url ?? "").split("/");
    if (what === "invocation" && id === "next") {
      started.resolve();
      return give(response);
    }
    const told = await json(request);
    response.writeHead(202).end();
    if (what === "init") return started.reject(new Error((told as Fault).errorMessage));
    settle(id, how === "error" ? { fault: told as Fault } : { payload: told });
  };

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { child, log } = spawnFunction(settings, port);
  child.on("exit", (code, signal) => {
    const exit = `The process ended (${signal ?? code}):\n${log()}`;
    ended = { exit };
    started.reject(new Error(exit));
    for (const invocation of [...waiting, ...running.values()]) invocation.settle(ended);
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    server.closeAllConnections();
    server.close();
  };
  try {
    await started.promise;
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    async invoke(event) {
      const outcome = await new Promise<Outcome>((resolve) => {
        if (ended !== null) return resolve(ended);
        waiting.push({ id: randomUUID(), event, settle: resolve });
        takeNext?.();
      });
      if ("payload" in outcome) return outcome.payload;
      throw new Error("exit" in outcome ? outcome.exit : outcome.fault.errorMessage);
    },
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
    log,
    [Symbol.asyncDispose]: stop,
  };
}

/** With the variables that Lambda sets, and the function's own; nothing of whoever runs the tests. */
function spawnFunction(
  { folder, environment, preload }: Settings,
  port: number,
): { child: ChildProcess; log: () => string } {
  const handler = "bundle.handler";
  const child = spawn(
    process.execPath,
    [...(preload === undefined ? [] : ["--import", preload]), runtimeClient, handler],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: "/usr/local/bin:/usr/bin:/bin",
        LANG: "en_US.UTF-8",
        TZ: ":UTC",
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
        AWS_LAMBDA_FUNCTION_NAME: "sanad",
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "1024",
        AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/sanad",
        AWS_LAMBDA_LOG_STREAM_NAME: "2026/11/24/[$LATEST]0",
        AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
        AWS_REGION: "eu-central-1",
        AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
        LAMBDA_TASK_ROOT: folder,
        _HANDLER: handler,
        ...environment,
      },
    },
  );
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  return { child, log: () => chunks.join("") };
}
