import { createHash, randomUUID } from 'node:crypto';
import type { Timing } from '../timing.ts';
import { failed, ok, type Answer } from '../wire/errcode.ts';
import { numberOf, textOf, type Json } from '../wire/json.ts';
import { chatLimits, type Windows } from '../wire/window.ts';
import { pictureType, type Media } from '../world/media.ts';

export interface UploadDeps {
  readonly media: Media;
  readonly windows: Windows;
  readonly timing: Timing;
}

interface Session {
  readonly type: string;
  readonly name: string;
  readonly size: number;
  readonly chunks: number;
  readonly md5: string;
  readonly until: number;
  readonly parts: Map<number, Buffer>;
}

const MB = 1024 * 1024;
const most: Readonly<Record<string, number>> = {
  image: 10 * MB,
  voice: 2 * MB,
  video: 10 * MB,
  file: 20 * MB,
};
const CHUNK = 512 * 1024;

/** Upload over the long connection: init, chunks in any order, finish; a session of 30 minutes (protocol 5.8). */
export function createUploads({ media, windows, timing }: UploadDeps) {
  const sessions = new Map<string, Session>();

  function init(body: Json): Answer {
    const [type, name] = [textOf(body, 'type'), textOf(body, 'filename')];
    const [size, chunks] = [numberOf(body, 'total_size') ?? 0, numberOf(body, 'total_chunks') ?? 0];
    const limit = most[type];
    if (limit === undefined) return failed(40004);
    if (size <= 5) return failed(40006);
    if (size > limit) return failed(40009);
    if (chunks < 1 || chunks > 100 || name === '') return failed(40058);
    if (!windows.take('bot upload', chatLimits)) return failed(45009);
    const id = randomUUID();
    const until = Date.now() + timing.uploadMs;
    const md5 = textOf(body, 'md5');
    sessions.set(id, { type, name, size, chunks, md5, until, parts: new Map() });
    return ok({ body: { upload_id: id } });
  }

  function chunk(body: Json): Answer {
    const session = find(body);
    const index = numberOf(body, 'chunk_index');
    const part = Buffer.from(textOf(body, 'base64_data'), 'base64');
    if (!session || index === null) return failed(40058, 'invalid upload_id');
    if (part.length === 0 || part.length > CHUNK) return failed(40009);
    if (!session.parts.has(index)) session.parts.set(index, part);
    return ok();
  }

  function finish(body: Json): Answer {
    const session = find(body);
    if (!session) return failed(40058, 'invalid upload_id');
    // Numbered from 0 or from 1: pages and SDK differ, either is taken (5.8).
    const first = session.parts.has(0) ? 0 : 1;
    const parts = Array.from({ length: session.chunks }, (_, nth) =>
      session.parts.get(first + nth),
    ).filter((one) => one !== undefined);
    const bytes = Buffer.concat(parts);
    if (parts.length !== session.chunks || bytes.length !== session.size)
      return failed(40058, 'chunks missing');
    const md5 = createHash('md5').update(bytes).digest('hex');
    if (session.md5 !== '' && session.md5 !== md5) return failed(40058, 'md5 differs');
    if (session.type === 'image' && pictureType(bytes) === null) return failed(40005);
    sessions.delete(textOf(body, 'upload_id'));
    const media_id = media.put({ type: session.type, name: session.name, bytes });
    const created_at = Math.floor(Date.now() / 1000);
    return ok({ body: { type: session.type, media_id, created_at } });
  }

  function find(body: Json): Session | null {
    const one = sessions.get(textOf(body, 'upload_id'));
    return one && one.until > Date.now() ? one : null;
  }

  /** Null: no command of ours. */
  return (cmd: string, body: Json): Answer | null => {
    switch (cmd) {
      case 'aibot_upload_media_init':
        return init(body);
      case 'aibot_upload_media_chunk':
        return chunk(body);
      case 'aibot_upload_media_finish':
        return finish(body);
      default:
        return null;
    }
  };
}
export type Uploads = ReturnType<typeof createUploads>;
