import type { Handler } from "hono";
import type { Doors } from "./request.ts";

/** A door whose module is loaded when somebody first comes by, so that no start waits for it: on Lambda it is a file of its own. */
export function later(load: () => Promise<Handler<Doors>>): Handler<Doors> {
  let loaded: Promise<Handler<Doors>> | undefined;
  return async (c, next) => {
    loaded ??= load();
    return (await loaded)(c, next);
  };
}
