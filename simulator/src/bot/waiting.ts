/** People who tapped and wait for the bot: one entry per req_id. */
export function createWaiting() {
  const waiting = new Map<string, () => void>();

  /** Resolves true as soon as the request is answered, false when the window closes first. */
  function wait(reqId: string, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (answered: boolean) => {
        clearTimeout(timer);
        waiting.delete(reqId);
        resolve(answered);
      };
      const timer = setTimeout(() => end(false), ms);
      waiting.set(reqId, () => end(true));
    });
  }

  function answered(reqId: string): void {
    waiting.get(reqId)?.();
  }

  return { wait, answered };
}
export type Waiting = ReturnType<typeof createWaiting>;
