import type { CompiledPackage } from '../model/package.js';
import type { Text } from '../model/text.js';

/** Statuses of a case by key, as people read them where a package does not say otherwise. */
export const STATUS_NAMES: Readonly<Record<string, Text>> = {
  draft: { zh: '暂存', en: 'Draft' },
  submitted: { zh: '已提交，待受理', en: 'Submitted, waiting for acceptance' },
  correction: { zh: '待补正', en: 'Correction needed' },
  accepted: { zh: '已受理', en: 'Accepted' },
  'not-accepted': { zh: '不予受理', en: 'Not accepted' },
  'in-review': { zh: '审查中', en: 'In review' },
  'on-site': { zh: '现场核查', en: 'On-site check' },
  rectifying: { zh: '现场整改', en: 'Rectification' },
  suspended: { zh: '特别程序', en: 'Special procedure' },
  approved: { zh: '准予许可', en: 'Granted' },
  rejected: { zh: '不予许可', en: 'Refused' },
  delivered: { zh: '已送达/已发证', en: 'Delivered' },
  withdrawn: { zh: '申请人撤回', en: 'Withdrawn' },
  terminated: { zh: '终止办理', en: 'Terminated' },
  revoked: { zh: '撤销', en: 'Revoked' },
  cancelled: { zh: '注销', en: 'Cancelled' },
  closed: { zh: '办结归档', en: 'Closed' },
};

/**
 * The name of a status in a package: as its manifest has it, or one it needs, or as everywhere; undefined when nobody named it. `packages`: the
 * package with all it needs, dependencies first.
 */
export function statusName(packages: readonly Pick<CompiledPackage, 'manifest'>[], status: string): Text | undefined {
  const own = packages.findLast(({ manifest }) => Object.hasOwn(manifest.statuses ?? {}, status));
  if (own !== undefined) return own.manifest.statuses?.[status];
  return Object.hasOwn(STATUS_NAMES, status) ? STATUS_NAMES[status] : undefined;
}
