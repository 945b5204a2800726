import type { Directory } from './directory.ts';
import type { Conversation, MessageEffect, NewEffect } from './effect.ts';
import type { OrgCode, UserId } from './names.ts';
import type { Post } from './rule-book.ts';
import type { Whistle } from './whistle.ts';

/** Who answers for a unit when nothing may be said in its group, and who comes after them. */
const first: readonly Post[] = ['liaison', 'duty-officer'];
const after: readonly Post[] = ['stand-in', 'leader-in-charge', 'head'];

/**
 * What a restricted whistle says goes to people alone: a message to a unit to its liaisons and duty officers, a fallback
 * into a group to the next post of the same unit (domain 5.12). Whatever decided the message, and whatever it says.
 */
export function toPeopleAlone(
  effects: readonly NewEffect[],
  whistle: Pick<Whistle, 'restricted' | 'blower'>,
  { directory, actor }: { readonly directory: Directory; readonly actor: UserId | null },
): readonly NewEffect[] {
  if (!whistle.restricted) return effects;
  const said = new Set(
    effects.flatMap((one) =>
      one.kind === 'message' && !isGroup(one.conversation) ? same(one) : [],
    ),
  );
  return effects.flatMap((one): NewEffect[] => {
    if (one.kind !== 'message') return [one];
    if (!isGroup(one.conversation)) return [withoutGroup(one, directory)];
    const unit = unitOf(one.conversation, directory, whistle.blower);
    const desk = deskOf(unit, directory);
    // A unit nobody is known of: the command centre must find somebody.
    const known = desk.length > 0 ? desk : deskOf(centreOf(directory), directory);
    const people = known.filter(
      // Whoever has just pressed the button knows.
      (userId) => userId !== actor || one.payload.type !== 'notice',
    );
    return people
      .map((userId) => forPerson(one, userId, directory))
      .filter((own) => {
        const isNew = !said.has(same(own));
        said.add(same(own));
        return isNew;
      });
  });
}

const isGroup = (conversation: Conversation | null): boolean =>
  conversation !== null && !conversation.startsWith('person:');

/** What makes a second message to the same person needless: it says the same. */
const same = ({ conversation, payload }: MessageEffect): string =>
  `${conversation} ${JSON.stringify({ ...payload, to: null })}`;

function forPerson(one: MessageEffect, userId: UserId, directory: Directory): MessageEffect {
  const conversation = `person:${userId}` as const;
  return {
    ...one,
    key: `${one.key}>${userId}`,
    conversation,
    line: 'app',
    fallback: nextPost(userId, directory),
  };
}

const withoutGroup = (one: MessageEffect, directory: Directory): MessageEffect =>
  isGroup(one.fallback)
    ? { ...one, fallback: nextPost(one.conversation.slice('person:'.length), directory) }
    : one;

/** The unit behind a group; one that is no unit's was the blower's, who spoke there. */
function unitOf(conversation: Conversation, directory: Directory, blower: UserId): OrgCode | null {
  if (conversation === 'unit:command') return centreOf(directory);
  if (conversation.startsWith('unit:')) return conversation.slice('unit:'.length);
  return directory.memberOf(blower)?.org ?? null;
}

const centreOf = (directory: Directory): OrgCode | null =>
  directory.orgsWithDuty('command-centre')[0]?.code ?? null;

/** Liaisons and duty officers; where there are none, the next post that is filled. */
function deskOf(unit: OrgCode | null, directory: Directory): readonly UserId[] {
  if (unit === null) return [];
  const desk = first.flatMap((post) => holders(unit, post, directory));
  if (desk.length > 0) return desk;
  return after.map((post) => holders(unit, post, directory)).find((one) => one.length > 0) ?? [];
}

function nextPost(userId: UserId, directory: Directory): Conversation | null {
  const own = directory.memberOf(userId);
  if (!own) return null;
  const order = [...first, ...after];
  const behind = order.slice(order.indexOf(own.post) + 1);
  const next = behind
    .filter((post) => !first.includes(post))
    .flatMap((post) => holders(own.org, post, directory))
    .find((one) => one !== own.userId);
  return next === undefined ? null : `person:${next}`;
}

const holders = (unit: OrgCode, post: Post, directory: Directory): readonly UserId[] =>
  directory.membersOf(unit, post).map((one) => one.userId);
