import type { Place } from '../domain/whistle.ts';
import type { Inbound } from '../wecom/inbound.ts';

/** Where it was said, in the domain's words. */
export const placeOf = ({ chat, line }: Inbound): Place =>
  chat.type === 'group' ? chat : { type: 'single', line };
