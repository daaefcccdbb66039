const FORMAT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Today's civil date `YYYY-MM-DD` in the office's zone, whatever zone the device is in. */
export function today(): string {
  return FORMAT.format(new Date());
}
