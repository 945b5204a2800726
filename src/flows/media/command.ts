/** What was sent could not be fetched in the end: too large, of no kind we take, or gone at WeCom. */
export interface MediaCommand {
  readonly type: 'lost';
  readonly mediaId: string;
  /** For the record: an error code, `size`, `type`. */
  readonly reason: string;
}
