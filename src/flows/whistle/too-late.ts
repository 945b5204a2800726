import { refused } from '../../domain/decision.ts';
import { stateName } from '../../domain/state-name.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { Facts } from './facts.ts';

/** The whistle has passed the state in which this could be done; it is told which one it is in. */
export const tooLate = (whistle: Whistle, { directory }: Pick<Facts, 'directory'>) =>
  refused({ code: 'too-late', state: stateName(whistle, directory) });
