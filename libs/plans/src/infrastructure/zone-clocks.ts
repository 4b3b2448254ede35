import { Temporal } from 'temporal-polyfill';
import type { Clocks } from '../application/change-document/change-sources.port.js';

/** By the rules of the time zones that this Node.js brings along. */
export const ZONE_CLOCKS: Clocks = {
  show(instant, zone) {
    try {
      const { year, month, day, hour, minute, offset } = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
      const two = (number: number) => String(number).padStart(2, '0');
      return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)} ${offset}`;
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  },
};
