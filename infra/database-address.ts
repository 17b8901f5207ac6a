/** What a deployment does with the addresses of its database: pure, so that tests reach it. No message repeats an address, which holds a password. */

import { URL } from "node:url";

/** The same login and database on another host, such as the one of a branch, which inherits its parent's roles and passwords. */
export function onHost(address: string, host: string): string {
  const url = parseAddress(address);
  url.hostname = host;
  return url.href;
}

/** The same database under another login. */
export function withLogin(address: string, role: string, password: string): string {
  const url = parseAddress(address);
  url.username = encodeURIComponent(role);
  url.password = encodeURIComponent(password);
  return url.href;
}

/**
 * The address of Neon's pooler in front of a direct one; the address of any other server unchanged.
 * @see https://neon.com/docs/connect/connection-pooling
 */
export function throughPooler(address: string): string {
  const url = parseAddress(address);
  if (url.hostname.endsWith(".neon.tech")) {
    url.hostname = url.hostname.replace(/^[^.]+/, (endpoint) => `${endpoint}-pooler`);
  }
  return url.href;
}

function parseAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === "") {
    throw new Error("OwnerDatabaseUrl must be postgres://ROLE:PASSWORD@HOST/DATABASE.");
  }
  if (/^[^.]+-pooler\./.test(url.hostname)) {
    throw new Error(
      "OwnerDatabaseUrl must name the direct host, without -pooler: a migration holds a lock for a whole session.",
    );
  }
  return url;
}
