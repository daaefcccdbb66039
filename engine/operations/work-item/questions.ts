import { newId, record } from '../../core/draft.js';
import { notify } from '../../core/notify.js';
import type { Run } from '../../core/run.js';
import { nowOf, stateOf } from '../../core/run.js';
import type { AnswerQuestion, AskQuestion, MarkSeen } from '../../model/commands/talk.js';
import type { Rejection } from '../../model/rejection.js';
import { operate, type Story } from '../operate.js';
import { refuseText } from './tell.js';

/** Most questions on one work item. */
const MAX_QUESTIONS = 100;

function questionStory(workItemId: string): Story {
  return ({ workItems }) => ({
    workItemId,
    questions: (workItems[workItemId]?.questions ?? []).map(({ id, from, to, text, answer }) => ({
      id,
      from,
      to,
      text,
      ...(answer === undefined ? {} : { answer }),
    })),
  });
}

/** 沟通: a question to the holder, or to somebody else. It keeps nobody from going on. Codes WORK_ITEM_GONE, NO_HOLDER, BAD_VALUE. */
export function askQuestion(run: Run, command: AskQuestion): Rejection | undefined {
  const { workItemId, text, actor } = command;
  return operate(run, command, questionStory(workItemId), () => {
    const item = stateOf(run).workItems[workItemId];
    if (item === undefined) return { code: 'WORK_ITEM_GONE' };
    const { elementId, name, questions = [] } = item;
    const to = command.to ?? item.assignee;
    if (to === undefined) return { code: 'NO_HOLDER' };
    const refusal = refuseText(text);
    if (refusal) return refusal;
    if (questions.length >= MAX_QUESTIONS) return { code: 'BAD_VALUE', detail: { questions: questions.length } };
    const question = { id: newId(run.draft, 'q'), from: actor.userId, to, text, askedAt: nowOf(run) };
    record(run.draft, 'workItemChanged', elementId, { workItemId, changes: { questions: [...questions, question] } });
    const told = { zh: `关于“${name.zh}”的询问：${text}`, en: `A question about "${name.en}": ${text}` };
    notify(run, { kind: 'question', to: [to], text: told, workItemId, elementId });
    return undefined;
  });
}

/** The answer of who was asked, or of who holds the work item now. Codes WORK_ITEM_GONE, QUESTION_GONE, NOT_ASSIGNEE, BAD_VALUE. */
export function answerQuestion(run: Run, command: AnswerQuestion): Rejection | undefined {
  const { workItemId, questionId, text, actor } = command;
  return operate(run, command, questionStory(workItemId), () => {
    const item = stateOf(run).workItems[workItemId];
    if (item === undefined) return { code: 'WORK_ITEM_GONE' };
    const { elementId, name, questions = [] } = item;
    const question = questions.find(({ id }) => id === questionId);
    if (question === undefined || question.answer !== undefined) return { code: 'QUESTION_GONE' };
    if (actor.userId !== question.to && actor.userId !== item.assignee) return { code: 'NOT_ASSIGNEE' };
    const refusal = refuseText(text);
    if (refusal) return refusal;
    const answered = { ...question, answer: text, answeredAt: nowOf(run) };
    record(run.draft, 'workItemChanged', elementId, {
      workItemId,
      changes: { questions: questions.map((one) => (one.id === questionId ? answered : one)) },
    });
    const told = { zh: `“${name.zh}”的答复：${text}`, en: `The answer about "${name.en}": ${text}` };
    notify(run, { kind: 'answer', to: [question.from], text: told, workItemId, elementId });
    return undefined;
  });
}

/** 已阅: once for each person; a second time changes nothing. Code WORK_ITEM_GONE. */
export function markSeen(run: Run, command: MarkSeen): Rejection | undefined {
  const { workItemId, actor } = command;
  const story: Story = ({ workItems }) => ({ workItemId, seenBy: workItems[workItemId]?.seenBy ?? [] });
  return operate(run, command, story, () => {
    const item = stateOf(run).workItems[workItemId];
    if (item === undefined) return { code: 'WORK_ITEM_GONE' };
    const { elementId, seenBy = [] } = item;
    if (seenBy.includes(actor.userId)) return undefined;
    const changes = { seenBy: [...seenBy, actor.userId] };
    record(run.draft, 'workItemChanged', elementId, { workItemId, changes });
    return undefined;
  });
}
