/** A function of the deployment, unpacked, with a database and an issuer that the tests have. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { app } from "../support/app-role.ts";
import { emptyDatabase } from "../support/database.ts";
import { eventOf, responseOf } from "../support/lambda.ts";
import { aNeonAddress, type NeonFront, startNeonFront } from "../support/neon-front.ts";
import { audience } from "../http/oidc-issuer.ts";
import { type Running, startFunction } from "./runtime-api.ts";
import { deployedZip, type functions } from "./stand-in/deployed.ts";
import { unpack } from "./stand-in/zip.ts";

type Environment = Record<string, string>;

/** What a function's archive holds, where a process can run it. */
export function unpacked(name: (typeof functions)[number]): Disposable & {
  folder: string;
  environment: Environment;
} {
  const { zip, environment } = deployedZip(name);
  const folder = mkdtempSync(join(tmpdir(), "sanad-function-"));
  unpack(zip, folder);
  return {
    folder,
    environment,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

/** Runs a function of the deployment; `given` are variables over its own. */
export async function run(
  name: (typeof functions)[number],
  given: Environment,
): Promise<Running & AsyncDisposable> {
  const { folder, environment, [Symbol.dispose]: remove } = unpacked(name);
  try {
    const running = await startFunction({
      folder,
      environment: { ...environment, ...given },
      preload: join(import.meta.dirname, "neon-at-home.ts"),
    });
    return {
      ...running,
      async [Symbol.asyncDispose]() {
        await running[Symbol.asyncDispose]();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A link as SST knows it too, without sealing it. */
export const linked = (name: string, properties: Environment): Environment => ({
  [`SST_RESOURCE_${name}`]: JSON.stringify(properties),
});

export type Surroundings = AsyncDisposable & {
  front: NeonFront;
  /** The database as whoever owns it connects to it, past Neon's front door. */
  address: string;
  /** The links to it, of the owner and of the app. */
  links: Environment;
};

/** An empty database behind Neon's front door. */
export async function aDatabaseAtNeon(): Promise<Surroundings> {
  const provided = inject("database");
  if (provided.kind !== "postgres") throw new Error("These tests need a real server.");
  const database = await emptyDatabase();
  const address = database.address ?? "";
  const front = await startNeonFront({ server: provided.server });
  const { pathname, username, password } = new URL(address);
  const name = pathname.slice(1);
  return {
    front,
    address,
    links: {
      NEON_FRONT: String(front.port),
      // What the deployment sealed would win.
      SST_KEY: "",
      ...linked("App", { name: "sanad", stage: "production" }),
      ...linked("OwnerDatabase", { url: aNeonAddress(name, { role: username, password }) }),
      ...linked("AppDatabase", { url: aNeonAddress(name, app) }),
    },
    async [Symbol.asyncDispose]() {
      await front.close();
      await database.close();
    },
  };
}

/** The links to an issuer of tokens. */
export const trusting = (issuer: { url: string }): Environment => ({
  ...linked("AuthIssuer", { value: issuer.url }),
  ...linked("AuthAudience", { value: audience }),
  ...linked("AuthRoleClaim", { value: "role" }),
  ...linked("NewsroomName", { value: "Sanad" }),
  ...linked("SearchRequiresKey", { value: "false" }),
  ...linked("CorsOrigins", { value: "https://desk.sanad.example" }),
});

/** Sends the function a request, as its own address does. */
export async function send(
  { invoke }: Pick<Running, "invoke">,
  path: string,
  init?: RequestInit,
): Promise<Response> {
  const request = new Request(`https://abcdefghij.lambda-url.eu-central-1.on.aws${path}`, init);
  return responseOf(await invoke(await eventOf(request)));
}
