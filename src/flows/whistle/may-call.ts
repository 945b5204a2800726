import type { Directory } from '../../domain/directory.ts';
import type { OrgCode, WhistleKind } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';

/** Whether whistles of this kind may call all of these. */
export function mayCall(
  directory: Directory,
  kind: WhistleKind,
  called: readonly { readonly org: OrgCode }[],
): boolean {
  const { responders } = directory.book.kinds[kind];
  return called.every(({ org }) => {
    const type = directory.org(org)?.type;
    return type !== undefined && responders.includes(type);
  });
}

/**
 * The kind a whistle may go out as: a community's or an alliance's that calls a department is a 街道吹哨, with the
 * approval that belongs to it (S13–S16, S50).
 */
export function lawfulKind(directory: Directory, { kind, participations }: Whistle): WhistleKind {
  return mayCall(directory, kind, participations) ? kind : 'street';
}
