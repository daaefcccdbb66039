import { Type } from '@sinclair/typebox';
import { HashSchema, IdSchema } from '../schemas.js';

const MarkSchema = Type.Union([Type.Literal('for'), Type.Literal('against'), Type.Literal('abstain')]);

/** What is chosen on a ballot: a mark for each matter, and for each election a mark for each candidate. */
export const ChoicesSchema = Type.Record(
  Type.String({ maxLength: 80 }),
  Type.Union([MarkSchema, Type.Record(Type.String({ maxLength: 80 }), MarkSchema)]),
);

/** Number of a voting unit. */
export const UnitSchema = Type.String({ pattern: '^u\\d{4,6}$' });

/** Path parameters. */
export const VOTE = Type.Object({ voteId: IdSchema });
export const VOTE_UNIT = Type.Object({ voteId: IdSchema, unit: UnitSchema });
export const VOTE_FILE = Type.Object({ voteId: IdSchema, fileId: HashSchema });
export const UNIT_FILE = Type.Object({ voteId: IdSchema, unit: UnitSchema, fileId: HashSchema });

/** What the bearer of a ballot link sends. */
export const BALLOT_LINK = {
  token: Type.String({ pattern: '^[\\w-]{22}$' }),
  idTail: Type.String({ pattern: '^\\d{5}[\\dXx]$' }),
};

/** A day `YYYY-MM-DD`. */
export const DaySchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
