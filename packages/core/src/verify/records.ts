export { type KnownPrefix, recordKinds } from "../record/kinds.ts";
