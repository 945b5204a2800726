/** What may be kept and sent on, known by its first bytes and not by what it says it is (protocol 5.8). */
export function mimeOf(kind: 'image' | 'voice' | 'video' | 'file', bytes: Buffer): string | null {
  const starts = (...head: number[]) => head.every((one, index) => bytes[index] === one);
  const jpeg = starts(0xff, 0xd8, 0xff) ? 'image/jpeg' : null;
  const png = starts(0x89, 0x50, 0x4e, 0x47) ? 'image/png' : null;
  switch (kind) {
    case 'image':
      return jpeg ?? png;
    case 'voice':
      return bytes.subarray(0, 5).toString('latin1') === '#!AMR' ? 'audio/amr' : OCTETS;
    case 'video':
      return bytes.subarray(4, 8).toString('latin1') === 'ftyp' ? 'video/mp4' : null;
    case 'file':
      return jpeg ?? png ?? (starts(0x25, 0x50, 0x44, 0x46) ? 'application/pdf' : OCTETS);
  }
}

const OCTETS = 'application/octet-stream';

/** The name a picture is uploaded under; WeCom goes by its ending. */
export const imageName = (mime: string): string =>
  mime === 'image/png' ? 'photo.png' : 'photo.jpg';
