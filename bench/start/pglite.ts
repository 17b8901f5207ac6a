/** Opens an embedded database as Sanad does, and nothing else: what of a start is PGlite's. */

import { PGlite } from "@electric-sql/pglite";

const database = await PGlite.create({ dataDir: process.argv[2] ?? "" });
await database.query("select count(*) from claim");
console.log("ready");
await database.close();
