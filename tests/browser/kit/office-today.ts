const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Today at the office, `YYYY-MM-DD`. */
export function officeToday(): string {
  return DAY.format(new Date());
}
