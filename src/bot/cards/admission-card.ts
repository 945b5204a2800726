import { encodeAction, type TapVerb } from '../action-key.ts';
import { admissionNames, type AdmissionRequest } from '../../domain/admission-request.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Instant } from '../../domain/names.ts';
import type { ButtonCard } from '../../wecom/card.ts';
import { maskedForGroup, orgName, personName, row, shortTime } from './frame.ts';

/** What the card of a request is drawn from. */
export interface AdmissionScene {
  readonly request: AdmissionRequest;
  readonly directory: Directory;
  readonly now: Instant;
  readonly taskId: string;
}

/** The key of the selector that holds the reasons of a refusal. */
export const REASON = 'reason';

/** A department's request before the leading-group office: who wants what of which street, and two buttons (S60). */
export function admissionCard(scene: AdmissionScene, hint?: string): ButtonCard {
  const { request, directory, now, taskId } = scene;
  const open = request.state === 'asked';
  const { refusals } = directory.book.admission;
  const key = (verb: TapVerb) =>
    encodeAction({ face: 'admission', verb, whistleId: request.id, org: null });
  return {
    card_type: 'button_interaction',
    source: { desc: `${directory.book.district.name} 吹哨报到`, desc_color: 0 },
    main_title: {
      title: `反向派单准入｜${admissionNames[request.state]}`,
      desc: open ? '部门请街道协助，请审批' : decidedBy(scene),
    },
    quote_area: { type: 0, quote_text: maskedForGroup(request.text) },
    ...(hint === undefined ? {} : { sub_title_text: hint }),
    horizontal_content_list: [
      row('申请', `${orgName(directory, request.org)} ${personName(directory, request.askedBy)}`),
      row('街道', orgName(directory, request.street)),
      row('时间', shortTime(request.askedAt, now)),
      ...(request.reason === null ? [] : [row('理由', request.reason)]),
    ],
    task_id: taskId,
    ...(open &&
      refusals.length > 0 && {
        button_selection: {
          question_key: REASON,
          title: '不同意的理由',
          option_list: [
            { id: 'none', text: '不写理由' },
            ...refusals.map((text, index) => ({ id: String(index), text })),
          ],
        },
      }),
    button_list: open
      ? [
          { text: '同意', style: 1, key: key('grant') },
          { text: '不同意', style: 3, key: key('refuse') },
        ]
      : [{ text: admissionNames[request.state], style: 4, key: key('show') }],
  };
}

/** What the asker, and after a yes the street, is told. */
export function admissionText(
  { request, directory }: AdmissionScene,
  to: 'asker' | 'street',
): string {
  const name = (org: string) => orgName(directory, org);
  const about = maskedForGroup(request.text);
  if (to === 'street')
    return `经领导小组办公室准入，${name(request.org)}请${name(request.street)}协助：${about}。请与${name(request.org)}联系办理。`;
  if (request.state === 'granted')
    return `准入申请已同意：请${name(request.street)}协助“${about}”。已告知${name(request.street)}，请主动联系。`;
  const reason = request.reason === null ? '' : `，理由：${request.reason}`;
  return `准入申请未获同意（${name(request.street)}，“${about}”）${reason}。请按职责自行办理，或补充依据后重新申请。`;
}

function decidedBy({ request, directory, now }: AdmissionScene): string {
  const { decidedBy: by, decidedAt } = request;
  return by === null || decidedAt === null
    ? ''
    : `${personName(directory, by)} ${shortTime(decidedAt, now)}`;
}
