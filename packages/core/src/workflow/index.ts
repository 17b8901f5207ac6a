/**
 * The workflow: which moves take a claim from one status to another, who may make them, and when.
 *
 * One table (`moves.ts`) holds it all. `judgeMove` decides over it and `movesOpenTo` tells what it
 * would let through, so that what is offered and what is accepted are the same. Nothing here reads
 * a database or a clock; the facts are handed in.
 */
export {
  type Barrier,
  judgeMove,
  type MoveActor,
  type MoveFacts,
  type MoveJudgement,
  type MoveRequest,
  movesOpenTo,
  type RequestFault,
} from "./judge.ts";
export { type Move, type MoveRight, moves } from "./moves.ts";
export { type ClaimStatus, claimStatuses } from "./status.ts";
