/** What the stand-in engine writes down of a deployment. */

export type Made = {
  /** `urn:pulumi:STAGE::sanad::TYPES::NAME`, unique. */
  urn: string;
  type: string;
  name: string;
  /** The URN of what it belongs to; "" for the stack itself. */
  parent: string;
  /** Something that is made, rather than a group of such things. */
  custom: boolean;
  id: string;
  retainOnDelete: boolean;
  /** Plain: secrets are shown, files are their paths. */
  inputs: Record<string, any>;
  outputs: Record<string, any>;
  /** One clock for all: when it was asked for, and when it stood. What could not be made is not written down. */
  asked: number;
  made: number;
};
