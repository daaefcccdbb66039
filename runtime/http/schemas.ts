import { Type } from '@sinclair/typebox';

/** A text in both languages. */
export const TextSchema = Type.Object({ zh: Type.String(), en: Type.String() });

/** Ids of the house: letters, digits and the few signs our ids use. */
export const IdSchema = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9:_.-]{0,199}$', maxLength: 200 });

/** A form document as it is sent: an object; its own schema judges the rest. */
export const DocumentSchema = Type.Record(Type.String(), Type.Unknown());

/** Version of a form as the browser got it: hash of the package version. */
export const VersionSchema = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** SHA-256 in hex. */
export const HashSchema = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** An object without any member: routes that take an empty body or none. */
export const EmptySchema = Type.Object({}, { additionalProperties: false });
