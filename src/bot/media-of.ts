import { createHash } from 'node:crypto';
import type { HeardMedia } from '../domain/media.ts';
import type { Outcome } from '../flows/whistle/run.ts';
import type { Inbound } from '../wecom/inbound.ts';
import { spanText } from './cards/thanks.ts';

/** Photos, recordings, files and picked points of one message, each under an id that a repeated delivery repeats. */
export function mediaOf({ content, deliveryId, line }: Inbound): readonly HeardMedia[] {
  const heard = (kind: HeardMedia['kind'], source: Partial<HeardMedia['source']>, nth = 0) => ({
    id: idOf(deliveryId, nth),
    kind,
    line,
    source: { url: null, aesKey: null, mediaId: null, point: null, ...source },
  });
  switch (content.type) {
    case 'media': {
      const { kind, mediaId, url, aesKey } = content;
      // The app's picture address is for showing; its bytes are had by media_id (protocol 6).
      if (line === 'app') return mediaId === null ? [] : [heard(kind, { mediaId })];
      return url === null ? [] : [heard(kind, { url, aesKey })];
    }
    case 'place': {
      const { latitude, longitude, label } = content;
      return [heard('place', { point: { latitude, longitude, label } })];
    }
    case 'text':
      return (content.images ?? []).map(({ url, aesKey }, nth) =>
        heard('image', { url, aesKey }, nth),
      );
    case 'tap':
    case 'enter':
    case 'other':
      return [];
  }
}

/** What is said to somebody who sent a photo or a point: where it went, or what it waits for (S30). */
export function attachedText(
  media: readonly HeardMedia[],
  { whistle, directory }: Pick<Outcome, 'whistle' | 'directory'>,
): string {
  const what = media.some(({ kind }) => kind === 'place') ? '位置' : whatIs(media);
  if (!whistle) {
    const wait = spanText(directory.book.messages.media.keepFor);
    return `${what}已收到。请在 ${wait}内发一句话说明地点、事项，会一起附上。`;
  }
  const where = whistle.state === 'reported' ? '您刚才的上报' : '哨单草稿';
  if (what === '位置') return `位置已记在${where}上。`;
  return `${what}已附在${where}上，共 ${String(whistle.attachments.length)} 个。`;
}

const whatIs = (media: readonly HeardMedia[]): string =>
  media.every(({ kind }) => kind === 'image') ? '照片' : '文件';

const idOf = (deliveryId: string, nth: number): string =>
  `m${createHash('sha256')
    .update(`${deliveryId}#${String(nth)}`)
    .digest('hex')
    .slice(0, 24)}`;
