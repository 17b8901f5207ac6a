/**
 * Independence: how many sources there really are behind a list of citations.
 *
 * Ten outlets that print one agency's story, or that one company owns, are one source. Two sources
 * that share anything they come from, whoever publishes or controls it, stand in one group,
 * and so do those that only a third one connects; each group counts once.
 */

/** Where a source comes from and who is behind it, every chain already followed to its end. */
export interface SourceTies {
  readonly sourceId: string;
  /**
   * This source, every source and wire agency whose text it carries, and the publishers of those
   * sources: a newspaper that reprints a ministry's statement speaks with the ministry's voice.
   */
  readonly origins: readonly string[];
  /** Null where it is not known; the source is then tied by its origins alone. */
  readonly publisherId: string | null;
  /** Every entity that owns or funds the publisher or one of the origins. */
  readonly controllers: readonly string[];
}

/** The two sides that cannot vouch for a claim: who asserts it and whom it is about. */
export interface Parties {
  readonly claimantId: string;
  readonly aboutIds: readonly string[];
}

/**
 * Whether the source speaks for the claimant or for one whom the claim is about: as its publisher,
 * as the one whose text it carries, or as an owner or funder of either.
 */
export function isInterested(source: SourceTies, { claimantId, aboutIds }: Parties): boolean {
  return tiesOf(source).some((tie) => tie === claimantId || aboutIds.includes(tie));
}

/**
 * The number of groups of sources that have nothing to do with one another. Interested sources are
 * left out before grouping: they never count, and they do not connect others, or else a party could
 * fold two agencies into one by reprinting both.
 */
export function countIndependent(sources: readonly SourceTies[], parties: Parties): number {
  let groups: ReadonlySet<string>[] = [];
  for (const source of sources) {
    if (isInterested(source, parties)) continue;
    const ties = tiesOf(source);
    const apart = groups.filter((group) => !ties.some((tie) => group.has(tie)));
    const joined = groups.filter((group) => ties.some((tie) => group.has(tie)));
    groups = [...apart, new Set([...ties, ...joined.flatMap((group) => [...group])])];
  }
  return groups.length;
}

/** Ids are prefixed by their kind, so a source and an entity cannot be taken for each other. */
function tiesOf({ sourceId, origins, publisherId, controllers }: SourceTies): string[] {
  const ties = [sourceId, ...origins, ...controllers];
  return publisherId === null ? ties : [...ties, publisherId];
}
