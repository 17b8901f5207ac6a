/** Captures: what a source held when somebody read it. */

import { createHash } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { BadInput } from "../errors/index.ts";
import { createId } from "../id/index.ts";
import { checkInstant, checkText, checkUrl, optional } from "../input/index.ts";
import { capture } from "./source.sql.ts";

export type CaptureInput = {
  text?: string | null;
  contentHash?: string | null;
  archiveUrl?: string | null;
  readAt?: string | Date | null;
};
export type CheckedCapture = {
  content: string | null;
  contentHash: string | null;
  archiveUrl: string | null;
  readAt: Date | null;
};

const maxContentChars = 500_000;

export function checkCapture(ctx: Context, input: CaptureInput): CheckedCapture {
  const content = optional(input.text, "text", (text, path) =>
    checkText(text, path, maxContentChars),
  );
  const contentHash = optional(input.contentHash, "contentHash", checkHash);
  const readAt = optional(input.readAt, "readAt", checkInstant);
  if (readAt !== null && readAt > ctx.now())
    throw new BadInput("readAt", "must not be in the future");
  return {
    content,
    contentHash: contentHash ?? (content === null ? null : hashOfText(content)),
    archiveUrl: optional(input.archiveUrl, "archiveUrl", checkUrl),
    readAt,
  };
}

export async function addCapture(
  ctx: Context,
  sourceId: string,
  { readAt, ...held }: CheckedCapture,
): Promise<void> {
  await ctx.db
    .insert(capture)
    .values({ id: createId("capture"), sourceId, at: readAt ?? ctx.now(), ...held });
}

/** Whether what was captured tells more than the source's last capture does. */
export async function isNewCapture(
  ctx: Context,
  sourceId: string,
  { content, contentHash, archiveUrl }: CheckedCapture,
): Promise<boolean> {
  if (contentHash === null && archiveUrl === null) return false;
  const [last] = await ctx.db
    .select()
    .from(capture)
    .where(eq(capture.sourceId, sourceId))
    .orderBy(desc(capture.at), desc(capture.id))
    .limit(1);
  return (
    (contentHash !== null && contentHash !== last?.contentHash) ||
    (archiveUrl !== null && archiveUrl !== last?.archiveUrl) ||
    (content !== null && content !== last?.content)
  );
}

function checkHash(value: string, path: string): string {
  const hash = value.toLowerCase();
  if (!/^sha256:[0-9a-f]{64}$/.test(hash))
    throw new BadInput(path, "must be sha256: and 64 hexadecimal digits");
  return hash;
}

function hashOfText(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
