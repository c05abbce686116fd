/** MD5 for the tail of truncated names (`util.md5_hex`). */
import { hexOf, md5 } from '../python/digests';

/** The hexadecimal MD5 of a text in UTF-8. */
export const md5Hex = (text: string): string => hexOf(md5(new TextEncoder().encode(text)));
