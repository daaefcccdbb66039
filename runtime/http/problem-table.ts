import type { Text } from '../../engine/index.js';

/** How a code is answered over HTTP: its status, and the general sentence. `retryAfter` in seconds goes into the header of that name. */
export interface ProblemEntry {
  readonly status: number;
  readonly text: Text;
  readonly retryAfter?: number;
}

const at = (status: number, zh: string, en: string, retryAfter?: number): ProblemEntry => ({
  status,
  text: { zh, en },
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

/**
 * The one table from codes to HTTP: request problems, engine rejections and platform errors. A code that is missing here is answered as
 * INTERNAL, and a test walks the codes of engine and seams to see that none is missing.
 */
export const PROBLEMS: Readonly<Record<string, ProblemEntry>> = {
  // Requests
  BAD_REQUEST: at(400, '请求内容不正确', 'The request is not valid'),
  BAD_JSON: at(400, '请求内容不是有效的 JSON', 'The request body is not valid JSON'),
  FORBIDDEN_KEY: at(400, '请求内容含有不允许的键名', 'The request body holds a key that is not allowed'),
  TOO_COMPLEX: at(400, '请求内容嵌套过深或过多', 'The request body is nested too deeply or has too many keys'),
  TOO_LARGE: at(413, '内容超过大小限制', 'The content is larger than allowed'),
  UNSUPPORTED_TYPE: at(415, '不支持这种内容类型', 'This content type is not supported'),
  FILE_TYPE: at(
    415,
    '只接受 PDF、JPG 或 PNG 文件，以文件内容为准',
    'Only PDF, JPG or PNG files are accepted, judged by their content',
  ),
  SHEET_UNREADABLE: at(422, '无法读取这个 Excel 工作簿', 'This Excel workbook cannot be read'),
  FILE_MISSING: at(400, '没有收到文件', 'No file was received'),
  FILE_UNKNOWN: at(422, '附件不存在，请重新上传', 'An attached file does not exist; please upload it again'),
  NOT_SIGNED_IN: at(401, '请先登录', 'Please sign in first'),
  LOGIN_FAILED: at(401, '登录名或密码不正确', 'Login or password is not correct'),
  LOGIN_LOCKED: at(429, '登录失败次数过多，请稍后再试', 'Too many failed log-ins, please try again later', 900),
  TOO_MANY: at(429, '操作过于频繁，请稍后再试', 'Too many requests, please try again later', 60),
  CSRF: at(403, '请求来源不被信任', 'The origin of the request is not trusted'),
  FORBIDDEN: at(403, '没有权限执行此操作', 'You are not allowed to do this'),
  FIELD_FORBIDDEN: at(403, '提交了此环节不能填写的字段', 'A field was sent that may not be written at this step'),
  LOGIN_TAKEN: at(409, '该登录名已被使用', 'This login is taken already'),
  PASSWORD_WEAK: at(422, '密码不符合要求', 'The password is not good enough'),
  PASSWORD_WRONG: at(403, '当前密码不正确', 'The present password is not correct'),
  CODE_FAILED: at(
    403,
    '登录名或一次性口令不正确，或已过期',
    'Login or one-time code is not correct, or the code is too old',
  ),
  NOT_YOURSELF: at(409, '不能对自己的账号进行此操作', 'This cannot be done to your own account'),
  ROLE_UNKNOWN: at(422, '没有这个角色', 'There is no such role'),
  PLACE_OUTSIDE: at(422, '该组织路径不在本街道范围内', 'This place is not part of the office'),
  SET_UP_DONE: at(409, '系统已完成初始化', 'The office has been set up already'),
  SET_UP_TOKEN: at(403, '初始化口令不正确', 'The set-up token is not correct'),
  HOOK_REFUSED: at(401, '签名不正确或已过期', 'The signature is not valid, or too old'),
  LEASE_LOST: at(409, '该作业已由他人接手', 'Somebody else has taken the job over'),
  NOT_FOUND: at(404, '没有找到', 'Not found'),
  METHOD_NOT_ALLOWED: at(405, '不支持这种请求方法', 'This method is not supported here'),
  FORM_INVALID: at(422, '表单内容有误，请按提示修改', 'The form has mistakes, please correct them'),
  FORM_VERSION: at(409, '表单已更新，请刷新后重新填写', 'The form has changed, please reload it'),
  PACKAGE_INVALID: at(422, '流程包未通过检查', 'The package did not pass its checks'),
  IDEMPOTENCY_MISMATCH: at(
    422,
    '同一个幂等键对应了不同的请求',
    'The same idempotency key was used for another request',
  ),
  MESSAGE_NOT_EXPECTED: at(409, '当前环节不能进行此操作', 'This cannot be done at the present step'),
  DOCUMENT_NOT_READY: at(409, '文书正在生成，请稍候', 'The document is being made, please wait', 2),
  PERSON_UNKNOWN: at(422, '没有这个人员', 'There is no such person'),
  REASON_REQUIRED: at(422, '请填写查看理由', 'Please give a reason'),
  // Engine rejections
  INSTANCE_EXISTS: at(409, '该办件已存在', 'This case exists already'),
  INSTANCE_NOT_FOUND: at(404, '没有找到该办件', 'The case was not found'),
  INSTANCE_ENDED: at(409, '该办件已经结束', 'The case has ended'),
  START_EVENT_UNKNOWN: at(409, '该事项暂不能办理', 'This service cannot be started now'),
  WORK_ITEM_GONE: at(409, '该任务已被办理或取消', 'The task has been completed or cancelled'),
  ALREADY_CLAIMED: at(409, '该任务已被他人签收', 'Somebody else has claimed the task'),
  LISTENER_PENDING: at(409, '该任务正在自动核对，请稍后再试', 'The task is being checked; please try again shortly'),
  NOT_CLAIMED: at(409, '请先签收任务', 'Please claim the task first'),
  NOT_ASSIGNEE: at(403, '该任务由他人办理', 'The task belongs to somebody else'),
  NOT_CANDIDATE: at(403, '您不在该任务的办理范围内', 'You are not a candidate for this task'),
  SEPARATION_OF_DUTIES: at(
    403,
    '您已办理过该办件的相关环节，不能再办理此环节（职责分离）',
    'You acted at an earlier step of this case and may not act here (separation of duties)',
  ),
  JOB_GONE: at(409, '该作业已结束', 'The job is over'),
  TIMER_GONE: at(409, '该计时已结束', 'The timer is over'),
  TIMER_NOT_DUE: at(409, '计时尚未到期', 'The timer is not due'),
  SUBSCRIPTION_GONE: at(409, '当前环节不能进行此操作', 'This cannot be done at the present step'),
  CALL_GONE: at(409, '该子流程已结束', 'The called process is over'),
  INCIDENT_GONE: at(409, '该异常已处理', 'The incident has been dealt with'),
  STAND_IN_INVALID: at(403, '代理授权无效或已过期', 'The standing proxy is not valid now'),
  ALREADY_VOTED: at(409, '该人员已在本环节表态', 'This person already has a voice at this step'),
  APPLICANT_IS_APPROVER: at(403, '申请人不能审批自己的申请', 'Applicants may not approve their own requests'),
  OBJECTION_LATE: at(409, '公示已经结束，不能再提出异议', 'The notice is over; objections are no longer possible'),
  CONSENT_NEEDED: at(422, '填写敏感个人信息须单独同意', 'Sensitive data need your separate consent'),
  GUARDIAN_NEEDED: at(422, '未满14周岁，须监护人同意', 'Under 14 a guardian must consent'),
  RATING_CLOSED: at(409, '该办件现在不能评价，或者已经评价过', 'This case cannot be rated now, or has been rated'),
  STAFF_MAY_NOT_RATE: at(403, '工作人员不得代替群众评价', 'Staff may not rate in the place of the person served'),
  VOTE_NEEDED: at(422, '请选择同意或不同意', 'Please agree or refuse'),
  VOTE_INVALID: at(422, '此环节不接受这种表态', 'This answer is not possible at this step'),
  ALREADY_HELD: at(409, '该人员已在办理此任务', 'This person is already dealing with the task'),
  NOT_DELEGATED: at(409, '该任务没有被委派', 'The task has not been delegated'),
  APPROVER_GONE: at(409, '该审批人已表态或不在名单中', 'This approver has answered already or is not asked'),
  LAST_APPROVER: at(409, '不能移除最后一名审批人', 'The last approver cannot be removed'),
  NUDGED_LATELY: at(429, '刚刚已催办，请稍后再催', 'A nudge was sent a short time ago, please wait', 3600),
  NO_HOLDER: at(409, '该任务尚无办理人', 'Nobody holds the task'),
  QUESTION_GONE: at(409, '该询问已答复', 'The question has been answered'),
  BAD_VALUE: at(422, '填写的内容不符合要求', 'The value is not possible'),
  NOT_ALLOWED: at(403, '不允许执行此操作', 'This is not allowed'),
  REASON_NEEDED: at(422, '请填写理由', 'Please give a reason'),
  SUSPENDED: at(409, '已挂起，恢复后方可办理', 'It is suspended and can go on after it is resumed'),
  NOT_SUSPENDED: at(409, '未处于挂起状态', 'It is not suspended'),
  ELEMENT_UNKNOWN: at(422, '流程中没有这个环节', 'The process has no such step'),
  TOKEN_GONE: at(409, '该环节已不在办理中', 'The step is no longer active'),
  SCOPE_GONE: at(409, '该子流程已不在办理中', 'The sub-process is no longer active'),
  SCOPE_AMBIGUOUS: at(
    422,
    '有多个同名子流程正在办理，请指定其中一个',
    'Several instances of the sub-process are active, please name one',
  ),
  NOT_EARLIER: at(409, '该环节不是此前办理过的环节，不能退回', 'Nobody has done that step before this one'),
  TARGET_IN_LOOP: at(
    409,
    '目标环节在多实例之内，不能直接进入',
    'The step lies inside a loop and cannot be entered from outside',
  ),
  TARGET_NOT_A_STEP: at(409, '目标不是可以进入的环节', 'The target is not a step that can be entered'),
  ALREADY_ACTED: at(409, '后续环节已开始办理，不能撤回', 'The next step has begun, it cannot be taken back'),
  COMPENSATING: at(409, '正在撤销已办事项，请稍后再试', 'Completed steps are being undone, please try again later'),
  NOTHING_TO_RESTORE: at(409, '没有可以撤回的内容', 'There is nothing to take back'),
  STATE_MOVED: at(409, '办件已有变化，请刷新后重试', 'The case has moved on, please reload and try again'),
  INSTANCE_ACTIVE: at(409, '该办件尚在办理中', 'The case is still active'),
  PLAN_MISMATCH: at(409, '目标流程版本不一致', 'The version of the process is not the one that was meant'),
  MIGRATION_REFUSED: at(409, '办件不能迁移到该版本', 'The case cannot be moved to this version'),
  ACTIVITY_NOT_ENABLED: at(409, '该环节现在不能开始', 'The step cannot be started now'),
  PACKAGE_IN_USE: at(
    409,
    '仍有办件或其他流程包在使用，不能删除或停用',
    'Cases or other packages still use it, so it can be neither deleted nor retired',
  ),
  // Batches
  BATCH_EMPTY: at(422, '没有符合条件的对象', 'Nothing fits this selection'),
  BATCH_TOO_LARGE: at(422, '对象过多，请缩小范围', 'There are too many targets, please narrow the selection'),
  BATCHES_BUSY: at(
    429,
    '同时进行的批量操作过多，请稍后再试',
    'Too many batches are running, please try again later',
    60,
  ),
  BATCH_OVER: at(409, '该批量操作已结束', 'The batch is over'),
  NOTHING_TO_DO: at(409, '无需处理', 'There is nothing to do'),
  // Registers and configuration
  VOTE_UNKNOWN: at(404, '没有这次表决', 'There is no such vote'),
  VOTE_NOT_COUNTED: at(
    409,
    '尚未计票，任何人都看不到结果',
    'The votes have not been counted; nobody sees a result before',
  ),
  SAME_CLERK: at(403, '同一张纸质选票须由两人各录一次', 'The two entries of a paper ballot are made by two people'),
  PAPER_DECIDED: at(409, '这张纸质选票已录入完毕', 'This paper ballot is done'),
  PAPER_MISSING: at(404, '这张纸质选票尚未录入', 'This paper ballot has not been entered'),
  NOT_A_VOLUNTEER: at(403, '您还不是注册志愿者，请先注册', 'You are not a registered volunteer: please register first'),
  SIGN_UP_CLOSED: at(409, '不在报名时间，或者活动已取消', 'Sign-up is over, or the activity is cancelled'),
  CHECK_IN_CLOSED: at(409, '不在签到签退时间', 'It is not the time to check in or out'),
  ACTIVITY_REFUSED: at(409, '不能办理', 'This is not possible'),
  CODE_EXPIRED: at(
    409,
    '二维码已更换，请重新扫描队长手机上的二维码',
    'The code has changed: please scan the leader’s screen again',
  ),
  CODE_USED: at(409, '这次扫码已被他人使用，请重新扫描', 'Somebody else has used this scan: please scan again'),
  PLACE_NEEDED: at(
    422,
    '本次活动要核对位置，请允许定位，或请队长登记',
    'The place is checked: please allow your position, or ask the leader to enter you',
  ),
  TOO_FAR: at(409, '您不在活动地点附近，请到场后再签到，或请队长登记', 'You are not at the place of the activity'),
  VOTE_CLOSED: at(409, '不在投票期间', 'The vote is not open'),
  NOT_ENTITLED: at(403, '您在这次表决中没有投票权', 'You have no vote here'),
  UNIT_HAS_VOTED: at(
    409,
    '该投票单元已经投过票，以第一张有效票为准',
    'This unit has voted; the first valid ballot counts',
  ),
  LINK_LOCKED: at(
    429,
    '身份证号后六位输错次数过多，此链接暂停使用，请稍后再试或联系工作人员',
    'Too many wrong ID numbers: the link is locked for now; try later or ask the office',
    3600,
  ),
  PROOF_NEEDED: at(422, '请提供送达凭证', 'Please give what shows the delivery'),
  COUNT_NOT_BEGUN: at(409, '计票尚未开始，纸质选票不得启封', 'The count has not begun; paper ballots stay sealed'),
  VOTE_STOPPED: at(409, '表决已责令停止，不计票', 'The vote was stopped and is not counted'),
  BOX_CHANGED: at(409, '票箱封存后有变动，停止计票', 'The box was changed after it was shut; nothing is counted'),
  KEYS_MISSING: at(409, '密钥保管人输入的密钥不够，不能开启选票', 'Too few key holders have entered their keys'),
  SECRET_TOO_FEW: at(
    409,
    '没有五个面积相同的投票单元，不能无记名表决',
    'No five units weigh the same: no secret vote here',
  ),
  NOT_SECRET: at(409, '这个投票单元不能无记名投票', 'This unit cannot vote in secret'),
  CREDENTIAL_TAKEN: at(409, '这个投票单元已经领取投票凭证', 'This unit has its credential already, on another device'),
  CREDENTIAL_FALSE: at(403, '投票凭证无效', 'The credential is not valid'),
  BALLOT_SUPERSEDED: at(409, '已有更新的选票', 'A later ballot of yours is in the box'),
  SIGNED_IN: at(409, '无记名选票必须匿名发送', 'A secret ballot is sent without a session'),
  VOTE_OPEN: at(409, '投票已经开始，不能再登记密钥', 'The vote has begun; no more keys are taken'),
  KEY_TAKEN: at(409, '密钥已经登记', 'A key was left already'),
  KEY_WRONG: at(422, '密钥不正确', 'This is not the right key'),
  NOT_HOLDER: at(403, '不是这次表决的密钥保管人', 'Not a key holder of this vote'),
  PAPER_OPEN: at(409, '还有纸质选票没有录入完毕', 'Some paper ballots are not in the box yet'),
  PROXY_MINOR: at(422, '受托人必须年满 18 周岁，身份证号须正确', 'An agent is an adult with a valid ID number'),
  PROXY_TOO_MANY: at(
    422,
    '该受托人代理的房屋超过议事规则规定的数量',
    'The agent would vote for more parts than the rules allow',
  ),
  PROXY_CANDIDATE: at(422, '候选人只能代理自己的家人', 'Candidates vote as agents for their own family only'),
  PROXY_DATES: at(422, '委托期限没有覆盖投票期间', 'The letter does not cover the days of the vote'),
  PROXY_SCOPE: at(422, '委托事项不在本次表决范围内', 'The letter is about other matters'),
  PROXY_EXISTS: at(409, '该投票单元已有有效的委托书', 'There is a letter for this unit already'),
  PROXY_SELF: at(422, '受托人本身就是该投票单元的业主', 'The agent is an owner of this unit'),
  PROXY_MISSING: at(422, '没有该投票单元的有效委托书', 'There is no letter in force for this unit'),
  BALLOT_INVALID: at(422, '选票填写不符合规则', 'The ballot is not filled in by the rules'),
  REGISTER_CONFLICT: at(409, '登记数据已被他人修改，请重试', 'The register was changed meanwhile, please try again'),
  INVALID: at(422, '登记内容不符合要求', 'The row does not fit its register'),
  CONFIG_UNKNOWN: at(404, '没有这个配置项', 'There is no such setting'),
  CONFIG_TYPE: at(422, '配置值类型不正确', 'The setting has the wrong type'),
  CONFIG_OUT_OF_BOUNDS: at(422, '配置值超出法定范围', 'The setting is outside what the law allows'),
  // Platform errors
  STORE_UNAVAILABLE: at(503, '数据存储暂时不可用，请稍后重试', 'The store is not available, please try again', 5),
  STORE_FULL: at(
    507,
    '存储空间不足，暂时只能查看，请联系管理员',
    'The storage is full: reading goes on, please tell the administrator',
    10,
  ),
  STORE_VERSION: at(
    503,
    '数据由更新的版本写入，请使用新版本程序',
    'The data were written by a newer version; please use that version',
  ),
  STORE_CLOSED: at(503, '服务正在停止', 'The service is stopping', 5),
  COMMAND_CONFLICT: at(503, '办件正忙，请重试', 'The case is busy, please try again', 1),
  BUSY: at(503, '系统繁忙，请稍后重试', 'Too many requests wait already, please try again', 1),
  START_CHAIN: at(409, '事件连续启动流程的次数过多', 'Too many processes in a row were started by events'),
  INSTANCE_TOO_LARGE: at(422, '办件数据超过容量上限', 'The data of the case would grow beyond its limit'),
  PROGRAM_UNKNOWN: at(500, '找不到流程版本', 'The process version is missing'),
  PACKAGE_BROKEN: at(500, '流程包无法读取', 'The package cannot be read'),
  RECORD_BROKEN: at(500, '数据已损坏', 'Stored data is damaged'),
  INSTANCE_QUARANTINED: at(
    409,
    '该办件的数据已损坏，已停止办理，请联系管理员',
    'The data of this case is damaged: it stands still, please tell the administrator',
  ),
  SEAL_BROKEN: at(500, '加密数据无法打开', 'Sealed data cannot be opened'),
  KEY_UNKNOWN: at(500, '加密密钥缺失', 'A key is missing'),
  REGISTER_UNKNOWN: at(404, '没有这个登记表', 'There is no such register'),
  BAD_QUERY: at(400, '查询条件不正确', 'The query is not valid'),
  INTERNAL: at(
    500,
    '服务器内部错误，请记下追踪号并联系管理员',
    'Internal error; please note the trace id and tell the administrator',
  ),
};

/** The entry of a code; INTERNAL for a code that is not in the table. */
export function problemOf(code: string): ProblemEntry & { readonly code: string } {
  const known = Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : undefined;
  return known
    ? { ...known, code }
    : {
        ...at(
          500,
          '服务器内部错误，请记下追踪号并联系管理员',
          'Internal error; please note the trace id and tell the administrator',
        ),
        code: 'INTERNAL',
      };
}

/** The sentence of a code, for answers that tell a reason without being a refusal. */
export function problemText(code: string): Text {
  return problemOf(code).text;
}
