import type { ReactNode } from 'react';
import { useActivityTexts } from './use-activity-texts.js';

const TONES: Readonly<Record<string, 'good' | 'warn' | 'bad' | 'quiet'>> = {
  报名中: 'good',
  已报名: 'good',
  已签到: 'good',
  已签退: 'good',
  已确认: 'good',
  已计入: 'good',
  有效: 'good',
  进行中: 'warn',
  候补: 'warn',
  待选: 'warn',
  已取消: 'quiet',
  活动取消: 'quiet',
  已退出: 'quiet',
  未选中: 'quiet',
  已结束: 'quiet',
  已截止: 'quiet',
  撤销: 'bad',
  爽约: 'bad',
};

/** A word of the registers as a chip. */
export function StateChip({ state }: { readonly state: string }): ReactNode {
  const { word } = useActivityTexts();
  return (
    <span className="chip" data-tone={TONES[state]}>
      {word(state)}
    </span>
  );
}
