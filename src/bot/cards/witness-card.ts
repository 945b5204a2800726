import type { Whistle } from '../../domain/whistle.ts';
import type { ButtonCard } from '../../wecom/card.ts';
import {
  button,
  frame,
  masked,
  matterName,
  orgName,
  personName,
  row,
  shortNumber,
  shortTime,
  type Scene,
} from './frame.ts';

/** A community commissioner is asked to look at the spot: one button, a sentence if they like (S48). */
export function witnessCard(scene: Scene, hint?: string): ButtonCard {
  const { whistle, directory } = scene;
  const open = whistle.state === 'claimed_done' && whistle.evidence === null;
  const on = { face: 'witness', verb: 'verify', whistleId: whistle.id, org: null } as const;
  return frame(scene, {
    title: open ? '请现场核验' : whistle.evidence ? '已现场核验' : '核验已结束',
    desc: `${whistle.number ?? ''} ${matterName(scene)}`,
    rows: [
      row('地点', masked(whistle.place ?? '')),
      ...whistle.participations
        .slice(0, 4)
        .map((one) =>
          row(orgName(directory, one.org).slice(0, 5), masked(one.done?.sentence ?? '重新办理中')),
        ),
    ],
    text: hint ?? textOf(scene, open),
    buttons: open ? [button('核验通过', 1, on)] : [],
  });
}

function textOf(scene: Scene, open: boolean): string | undefined {
  const seen = evidenceText(scene);
  if (seen !== null) return seen;
  return open
    ? `看过现场请点“核验通过”，也可发：核验通过 ${shortNumber(scene.whistle)} 一句话。是否办结仍由吹哨单位核验。`
    : undefined;
}

/** “社区专员已现场核验 马楠 10:20：路面已清理”: evidence of the street's side (S48). */
export function evidenceText({
  whistle,
  directory,
  now,
}: Pick<Scene, 'directory' | 'now'> & { readonly whistle: Pick<Whistle, 'evidence'> }):
  string | null {
  const { evidence } = whistle;
  if (!evidence) return null;
  const who = `社区专员已现场核验 ${personName(directory, evidence.by)} ${shortTime(evidence.at, now)}`;
  return evidence.sentence === '' ? who : `${who}：${masked(evidence.sentence)}`;
}
