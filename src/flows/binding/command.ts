import type { UserId } from '../../domain/names.ts';

/** 绑定 and 解绑, said in a group; `chatId` is null when said alone. */
export type BindingCommand =
  | {
      readonly type: 'bind';
      readonly by: UserId;
      readonly chatId: string | null;
      readonly unit: string;
    }
  | { readonly type: 'unbind'; readonly by: UserId; readonly chatId: string | null };
