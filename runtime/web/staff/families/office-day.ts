const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Today at the office, `yyyy-MM-dd`. */
export function officeDay(): string {
  return DAY.format(new Date());
}
