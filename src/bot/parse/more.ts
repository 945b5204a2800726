import type { WhistleFacts } from '../../domain/reading.ts';

/** What a whistle says beyond the contract of domain 6.4: who it comes from, when, how many, on what ground. */
export type MoreFacts = Pick<
  WhistleFacts,
  | 'source'
  | 'reference'
  | 'found'
  | 'appointed'
  | 'headcount'
  | 'item'
  | 'project'
  | 'ownDuty'
  | 'concern'
  | 'beyond'
  | 'onlySaysEmergency'
  | 'restricted'
  | 'resident'
>;

/** Nothing of it is read yet: every fact is left open. */
export function readMore(): MoreFacts {
  return {
    source: null,
    reference: null,
    found: null,
    appointed: null,
    headcount: null,
    item: null,
    project: null,
    ownDuty: null,
    concern: null,
    beyond: null,
    onlySaysEmergency: false,
    restricted: false,
    resident: null,
  };
}
