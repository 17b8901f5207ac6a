/** PostGraphile 5 over Sanad's own schema, as its preset makes it. */

import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { announce, databaseUrl, openPool } from "./setting.ts";

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({ connectionString: databaseUrl, pool: openPool(), schemas: ["public"] }),
  ],
  grafserv: { watch: false, graphiql: false },
  grafast: { explain: false },
});

const server = createServer();
await instance.createServ(grafserv).addTo(server);
announce(server);
